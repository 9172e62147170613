"""``samples/inspection-2022q1``: the committed files are what the builder builds, and the audit gives exactly ``expected.yaml``."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.periods import parse_period
from auditor.pipeline import Request, audit
from auditor.rulebook.load import load_rulebook
from auditor.scorecard import BranchScore
from tests.expectations import assert_followed, assert_unknown, assert_unmet, content, tables

pytestmark = pytest.mark.xdist_group("sample")  # one audit

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "inspection-2022q1"
EXPECTED: Mapping[str, Any] = yaml.safe_load((SAMPLE / "expected.yaml").read_text("utf-8"))
EXPECTED_BRANCHES: Mapping[str, Any] = EXPECTED["branches"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample built anew. Without LibreOffice the .xls is built as .xlsx, with the same cells."""
    folder = tmp_path_factory.mktemp("sample")
    subprocess.run([sys.executable, "-m", "tests.sample_builder", str(folder)], cwd=ROOT, check=True)
    return folder


def test_the_builder_builds_every_committed_file(built: Path) -> None:
    assert {path.stem for path in built.iterdir()} == {path.stem for path in tables(SAMPLE)}


@pytest.mark.parametrize("path", tables(SAMPLE), ids=lambda path: path.stem)
def test_a_committed_file_has_the_built_cells(path: Path, built: Path) -> None:
    again = next(built.glob(f"{path.stem}.*"))
    assert content(path) == content(again)


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
    assert_unmet(scores[branch], EXPECTED_BRANCHES[branch]["unmet"])


@pytest.mark.parametrize("branch", EXPECTED_BRANCHES)
def test_what_is_unmet_can_be_followed_to_its_place(branch: str, scores: Mapping[str, BranchScore]) -> None:
    assert_followed(scores[branch], EXPECTED_BRANCHES[branch]["unmet"])


@pytest.mark.parametrize("branch", EXPECTED_BRANCHES)
def test_what_is_unknown_is_said_and_nothing_else(branch: str, scores: Mapping[str, BranchScore]) -> None:
    assert_unknown(scores[branch], EXPECTED_BRANCHES[branch])
