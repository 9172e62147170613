"""The second promise: every light of the sample can be followed to its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.following import faults, shows, unexplained
from tests.end_to_end.ledgers import DUES, FIRST, MEETINGS, complete
from tests.end_to_end.running import SAMPLE, Ran, audit

pytestmark = pytest.mark.xdist_group("following")  # the audits are made once


@pytest.fixture(scope="module", params=["default", "quarterly-inspection"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    profile = () if request.param == "default" else ("--profile", request.param)
    return audit(SAMPLE, tmp_path_factory.mktemp("sample") / "out", *profile)


def test_every_evidence_of_the_sample_is_where_it_says(sample: Ran) -> None:
    assert list(faults(sample.card, SAMPLE)) == []
    assert sum(len(finding["evidence"]) for branch in sample.card["branches"] for finding in branch["findings"]) > 1000


def test_every_finding_of_the_sample_explains_itself(sample: Ran) -> None:
    assert list(unexplained(sample.card)) == []


def test_every_issue_of_the_sample_is_where_it_says(sample: Ran) -> None:
    from tests.end_to_end.following import sheets

    for issue in sample.card["issues"]:
        assert issue["message"]
        if issue["row"] is not None:
            assert 1 <= issue["row"] <= len(sheets(SAMPLE / issue["file"])[issue["sheet"]]), issue


def test_evidence_of_a_spoilt_input_is_where_it_says(tmp_path: Path, rules: Path) -> None:
    given = complete()
    given.set(DUES, "实缴党费", None, which=slice(0, 4))
    given.set(MEETINGS, "会议时间", "02/03/2022", which=slice(1, 2))
    given.set(MEETINGS, "主持人", None, which=slice(2, 3))
    ran = audit(given.write(tmp_path / "in"), tmp_path / "out", "--rules", rules)
    assert list(faults(ran.card, tmp_path / "in")) == []
    assert list(unexplained(ran.card)) == []
    (blank,) = [entry for entry in ran.finding(FIRST, "ZH-19")["evidence"] if entry["state"] == "unmet"]
    assert (blank["file"], blank["sheet"], blank["row"], blank["column"], blank["value"]) == (MEETINGS, "Sheet1", 4, "F", "")
    (doubt,) = [entry for entry in ran.finding(FIRST, "ZH-19")["evidence"] if entry["state"] == "unknown"]
    assert (doubt["row"], doubt["column"], doubt["value"]) == (3, "C", "02/03/2022")


def test_what_a_masked_value_shows() -> None:
    assert shows("张*伟", "张大伟")
    assert not shows("张*伟", "李大伟")
    assert not shows("张*", "张大伟")
    assert shows("40", 40.0)
    assert not shows("（金额不显示）", "")
