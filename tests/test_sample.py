"""``samples/inspection-2022q1``: the committed files are what the builder builds, and the audit gives exactly ``expected.yaml``."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from python_calamine import CalamineWorkbook

from auditor.model import Evidence, Finding, State, Verdict
from auditor.periods import parse_period
from auditor.pipeline import Request, audit
from auditor.privacy import mask
from auditor.rulebook.load import load_rulebook
from auditor.scorecard import BranchScore
from auditor.tables import Privacy

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "inspection-2022q1"
EXPECTED: Mapping[str, Any] = yaml.safe_load((SAMPLE / "expected.yaml").read_text("utf-8"))
EXPECTED_BRANCHES: Mapping[str, Any] = EXPECTED["branches"]
TABLES = {".xlsx", ".xls", ".csv"}

Content = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample built anew. Without LibreOffice the .xls is built as .xlsx, with the same cells."""
    folder = tmp_path_factory.mktemp("sample")
    subprocess.run([sys.executable, "-m", "tests.sample_builder", str(folder)], cwd=ROOT, check=True)
    return folder


def test_the_builder_builds_every_committed_file(built: Path) -> None:
    committed = {path.stem for path in SAMPLE.iterdir() if path.suffix in TABLES}
    assert {path.stem for path in built.iterdir()} == committed


@pytest.mark.parametrize("path", sorted(path for path in SAMPLE.iterdir() if path.suffix in TABLES), ids=lambda path: path.stem)
def test_a_committed_file_has_the_built_cells(path: Path, built: Path) -> None:
    again = next(built.glob(f"{path.stem}.*"))
    assert content(path) == content(again)


def content(path: Path) -> Content:
    """Every sheet's cells, without blank cells at the end of rows."""
    if path.suffix == ".csv":
        return {"": [(line,) for line in path.read_text("gb18030").splitlines()]}
    book = CalamineWorkbook.from_path(path)
    return {name: [_stripped(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def _stripped(row: Sequence[object]) -> tuple[object, ...]:
    filled = [j for j, value in enumerate(row, 1) if value != ""]
    return tuple(row[: max(filled, default=0)])


@pytest.fixture(scope="module")
def scores() -> Mapping[str, BranchScore]:
    """The sample audited as its README says."""
    rulebook = load_rulebook(profile=EXPECTED["profile"])
    card = audit([SAMPLE], rulebook, Request(as_of=date.fromisoformat(str(EXPECTED["as_of"])), window=parse_period(EXPECTED["period"])))
    return {branch.branch: branch for branch in card.branches}


def test_every_branch_is_expected(scores: Mapping[str, BranchScore]) -> None:
    assert list(scores) == list(EXPECTED_BRANCHES)


@pytest.mark.parametrize("branch", EXPECTED_BRANCHES)
def test_the_light(branch: str, scores: Mapping[str, BranchScore]) -> None:
    assert scores[branch].light == EXPECTED_BRANCHES[branch]["light"], scores[branch].reasons


@pytest.mark.parametrize("branch", EXPECTED_BRANCHES)
def test_what_is_unmet_is_what_was_planted(branch: str, scores: Mapping[str, BranchScore]) -> None:
    planted = EXPECTED_BRANCHES[branch]["unmet"]
    failed = [one for one in scores[branch].findings if one.observation.unmet]
    assert {one.rule: one.observation.unmet for one in failed} == Counter(line["rule"] for line in planted)
    assert {one.rule: str(one.level) for one in failed} == {line["rule"]: line.get("level", "yellow") for line in planted}
    assert all(one.verdict is Verdict.FAIL for one in failed)


@pytest.mark.parametrize("branch", EXPECTED_BRANCHES)
def test_what_is_unmet_can_be_followed_to_its_place(branch: str, scores: Mapping[str, BranchScore]) -> None:
    planted = EXPECTED_BRANCHES[branch]["unmet"]
    shown = [(one.rule, evidence) for one in scores[branch].findings for evidence in _shown(one, State.UNMET)]
    assert [line for line in planted if not any(_tells(line, *one) for one in shown)] == []
    assert [one for one in shown if not any(_tells(line, *one) for line in planted)] == []


def _shown(finding: Finding, state: State) -> Iterator[Evidence]:
    return (evidence for evidence in finding.observation.evidence if evidence.state is state)


def _tells(line: Mapping[str, str], rule: str, evidence: Evidence) -> bool:
    """Whether the evidence is that of the expected line, in everything that the line names."""
    found = {"rule": rule, "period": evidence.period, "subject": evidence.subject, "at": f"{evidence.file} {evidence.row}"}
    wanted = {**line, "subject": mask(line["subject"], Privacy.NAME)} if "subject" in line else line
    return all(found[key] == value for key, value in wanted.items() if key in found)


@pytest.mark.parametrize("branch", EXPECTED_BRANCHES)
def test_what_is_unknown_is_said_and_nothing_else(branch: str, scores: Mapping[str, BranchScore]) -> None:
    findings = scores[branch].findings
    assert {one.rule: one.observation.unknown for one in findings if one.observation.unknown} == EXPECTED_BRANCHES[branch]["unknown"]
    nothing = {one.rule for one in findings if one.verdict in {Verdict.NO_DATA, Verdict.ERROR} and not one.observation.owed}
    assert nothing == set(EXPECTED_BRANCHES[branch]["nothing"])
