"""What the tests of the samples share: the cells of a file, and whether what was found is what was planted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from auditor.model import Evidence, Finding, State, Verdict
from auditor.privacy import mask
from auditor.scorecard import BranchScore
from auditor.tables import Privacy

TABLES = {".xlsx", ".xls", ".csv"}
Content = dict[str, list[tuple[object, ...]]]


def tables(folder: Path) -> list[Path]:
    """Every spreadsheet of a sample, in the order of names."""
    return sorted(path for path in folder.rglob("*") if path.suffix in TABLES)


def content(path: Path) -> Content:
    """Every sheet's cells, without blank cells at the end of rows."""
    if path.suffix == ".csv":
        return {"": [(line,) for line in path.read_text("gb18030").splitlines()]}
    book = CalamineWorkbook.from_path(path)
    return {name: [_stripped(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def _stripped(row: Sequence[object]) -> tuple[object, ...]:
    filled = [j for j, value in enumerate(row, 1) if value != ""]
    return tuple(row[: max(filled, default=0)])


def assert_unmet(score: BranchScore, planted: Sequence[Mapping[str, str]]) -> None:
    """Exactly the planted obligations are unmet, at their levels."""
    failed = [one for one in score.findings if one.observation.unmet]
    assert {one.rule: one.observation.unmet for one in failed} == Counter(line["rule"] for line in planted)
    assert {one.rule: str(one.level) for one in failed} == {line["rule"]: line.get("level", "yellow") for line in planted}
    assert all(one.verdict is Verdict.FAIL for one in failed)


def assert_followed(score: BranchScore, planted: Sequence[Mapping[str, str]]) -> None:
    """Each planted line has its evidence, and all evidence belongs to a planted line."""
    shown = [(one.rule, evidence) for one in score.findings for evidence in _shown(one)]
    assert [line for line in planted if not any(_tells(line, *one) for one in shown)] == []
    assert [one for one in shown if not any(_tells(line, *one) for line in planted)] == []


def _shown(finding: Finding) -> Iterator[Evidence]:
    return (evidence for evidence in finding.observation.evidence if evidence.state is State.UNMET)


def _tells(line: Mapping[str, str], rule: str, evidence: Evidence) -> bool:
    """Whether the evidence is that of the expected line, in everything that the line names. People are masked, 党小组 are not."""
    found = {"rule": rule, "period": evidence.period, "subject": evidence.subject, "at": f"{evidence.file} {evidence.row}"}
    subject = line.get("subject", "")
    return all(found[key] == value or (key == "subject" and found[key] == mask(subject, Privacy.NAME)) for key, value in line.items() if key in found)


def assert_unknown(score: BranchScore, expected: Mapping[str, Any]) -> None:
    """What nobody can tell is what ``expected`` says, and nothing else."""
    assert {one.rule: one.observation.unknown for one in score.findings if one.observation.unknown} == expected["unknown"]
    nothing = {one.rule for one in score.findings if one.verdict in {Verdict.NO_DATA, Verdict.ERROR} and not one.observation.owed}
    assert nothing == set(expected["nothing"])
