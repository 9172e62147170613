"""Real import samples of another system, as they are: every light can be followed to its row. Their fictional branches differ from file to file."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml

from tests.conftest import SHARED
from tests.end_to_end.following import faults, sheets, unexplained
from tests.end_to_end.running import Ran, audit

SAMPLES = SHARED / "real-sheets" / "xvchaoqun+owip" / "import-党建"
PARTS = ("branch", "member_inSchool", "member_outSchool", "pm_Meeting", "pm_Meeting2", "pm_Activity")
PERIOD_OF_THE_SAMPLES = ("--period", "2019Q1", "--as-of", "2019-04-04")

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real sheets are not on this machine")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    for part in PARTS:
        (path,) = [path for path in SAMPLES.iterdir() if path.name.startswith(f"[sample_{part}]")]
        shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="module")
def as_they_are(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return audit(folder, tmp_path_factory.mktemp("first") / "out", *PERIOD_OF_THE_SAMPLES)


@pytest.fixture(scope="module")
def bound(folder: Path, as_they_are: Ran, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The same with an inputs.yaml that says that the unknown branches are all the one of the register."""
    (branch,) = [one["branch"] for one in as_they_are.card["branches"]]
    unknown = {issue["value"] for issue in as_they_are.card["issues"] if issue["code"] in {"D501", "D502"}}
    again = tmp_path_factory.mktemp("second")
    shutil.copytree(folder, again / "in")
    (again / "in" / "inputs.yaml").write_text(yaml.safe_dump({"aliases": dict.fromkeys(sorted(unknown), branch)}, allow_unicode=True), "utf-8")
    return audit(again / "in", again / "out", *PERIOD_OF_THE_SAMPLES)


def test_the_strangers_records_count_for_nobody_and_each_is_told(as_they_are: Ran) -> None:
    assert as_they_are.status == 0
    assert as_they_are.lights() == {"grey"}
    files = {issue["file"] for issue in as_they_are.card["issues"] if issue["code"] in {"D501", "D502"}}
    assert len(files) == len(PARTS) - 1
    (branch,) = as_they_are.card["branches"]
    assert not {finding["verdict"] for finding in branch["findings"]} & {"pass", "fail", "error"}


def test_every_file_is_one_record_of_its_table(as_they_are: Ran) -> None:
    taken = {one["file"].partition("]")[0]: [(table["table"], table["rows"]) for table in one["tables"]] for one in as_they_are.card["inputs"]}
    tables = {"branch": "branches", "member_inSchool": "members", "member_outSchool": "members", **dict.fromkeys(PARTS[3:], "meetings")}
    assert taken == {f"[sample_{part}": [(table, 1)] for part, table in tables.items()}


def test_bound_to_the_one_branch_its_records_are_judged(bound: Ran) -> None:
    assert bound.status == 0
    assert not [issue for issue in bound.card["issues"] if issue["code"] in {"D501", "D502"}]
    (branch,) = bound.card["branches"]
    verdicts = Counter(finding["verdict"] for finding in branch["findings"])
    assert verdicts["pass"] >= 2
    assert verdicts["fail"] >= 1
    assert verdicts["error"] == 0
    assert branch["light"] != "green"


@pytest.mark.parametrize("which", ["as_they_are", "bound"])
def test_every_light_is_followed_to_its_row(which: str, request: pytest.FixtureRequest, folder: Path) -> None:
    ran: Ran = request.getfixturevalue(which)
    assert list(faults(ran.card, folder)) == []
    assert list(unexplained(ran.card)) == []


def test_what_is_found_names_files_sheets_and_rows(bound: Ran, folder: Path) -> None:
    (branch,) = bound.card["branches"]
    places = [entry for finding in branch["findings"] for entry in finding["evidence"] if entry["row"]]
    assert {entry["file"] for entry in places} >= {path.name for path in folder.iterdir() if "pm_" in path.name or "member" in path.name}
    for entry in places:
        assert any(str(cell).strip() for cell in sheets(folder / entry["file"])[entry["sheet"]][entry["row"] - 1])


def test_no_data_says_what_is_missing(bound: Ran) -> None:
    (branch,) = bound.card["branches"]
    for finding in branch["findings"]:
        if finding["verdict"] == "no_data" and not finding["owed"]:
            assert "没有收到" in finding["message"] or "没有这些列：" in finding["message"] or "收到的台账里没有" in finding["message"], finding
