"""谁还欠什么数据: every fact that could not be judged leads to something that somebody can supply."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from auditor.model import NOT_RECEIVED, Evidence, Light, Observation, RecordIssue, Standing, State, Verdict
from auditor.reports.compose import Report
from auditor.reports.formats import FORMATS
from auditor.reports.ranking import Ranking, rank
from auditor.reports.wanted import wanted, wanted_line
from auditor.reports.wanting import ABSENT, EVERYBODY, NOBODY, UNREAD, Want, wants
from auditor.scorecard import Scorecard
from tests.audits import SAMPLES, SAMPLES_GROUP, audited, expected
from tests.reports import cards

pytestmark = SAMPLES_GROUP


@cache
def ranking(sample: Path) -> Ranking:
    return rank(audited(sample, expected(sample).get("profile", "quarterly-inspection")))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_each_branch_wants_what_its_rules_could_not_judge(sample: Path) -> None:
    """Complete, and nothing else: the rules named for a branch are exactly those that lack data or have an open question."""
    found = wants(ranking(sample))
    for line in ranking(sample).lines:
        asking = {one.rule for one in line.findings if one.after is None and (one.verdict is Verdict.NO_DATA or one.observation.unknown)}
        assert {rule for want in found if want.branch in (line.score.branch, EVERYBODY) for rule in want.rules} == asking
        assert asking or line.score.light is not Light.GREY


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_nothing_stands_twice_and_everything_says_what_to_do(sample: Path) -> None:
    found = wants(ranking(sample))
    assert len({(want.branch, want.sort, want.what, want.place) for want in found}) == len(found)
    assert all(want.what and want.fix for want in found)


def only(card: Scorecard, *observations: Observation, issues: tuple[RecordIssue, ...] = ()) -> list[Want]:
    """What is wanted of one branch whose first rules came to these observations."""
    branch = card.branches[0]
    rules = {one.rule: replace(branch.findings[0], observation=one, verdict=Verdict.NO_DATA, level=None, message="", after=None) for one in observations}
    kept = [finding for finding in branch.findings if finding.verdict is Verdict.PASS and finding.rule not in rules]
    return wants(rank(replace(card, branches=(replace(branch, findings=(*rules.values(), *kept)),), issues=issues, inputs=())))


def seen(rule: str, *evidence: Evidence, note: str = "", standing: Standing = Standing.APPLIES, total: int = 0) -> Observation:
    return Observation(rule, "甲", standing, unknown=len(evidence), evidence=evidence, evidence_total=total or len(evidence), note=note)


CARD = replace(cards.ordinary(), rules=(cards.rule_info(0), cards.rule_info(2)))


def test_what_several_rules_ask_for_stands_once() -> None:
    found = only(CARD, *(seen(rule, note="没有收到“党员名册”", standing=Standing.NOT_SUPPLIED) for rule in ("ZZ-01", "ZH-01")))
    assert [(want.sort, want.what, want.rules) for want in found] == [(ABSENT, "没有收到“党员名册”", ("ZZ-01", "ZH-01"))]


def test_months_without_a_record_stand_in_one_row() -> None:
    months = [Evidence(month, "李*", State.UNKNOWN, "名册.xlsx", "表", 3, "B", "李*", NOT_RECEIVED) for month in ("2022-01", "2022-02")]
    [want] = only(CARD, seen("ZZ-01", *months))
    assert (want.sort, want.periods, want.people, want.place.row) == (ABSENT, ("2022-01", "2022-02"), ("李*",), None)


def test_a_cell_that_cannot_be_read_is_named_with_what_was_said_of_it() -> None:
    cell = Evidence("2022-01", "", State.UNKNOWN, "台账.xlsx", "表", 7, "", "主题党日", "取自标题、表名或文件名")
    issue = RecordIssue("D406", "“实际时间”认不出是哪一天", "台账.xlsx", "表", 7, "C", "2022.1")
    want, _ = only(CARD, seen("ZZ-01", cell), issues=(issue,))
    assert (want.sort, want.place.row, want.place.column, want.place.value, want.fix) == (UNREAD, 7, "C", "2022.1", issue.message)


def test_evidence_that_was_cut_is_counted() -> None:
    cell = Evidence("", "", State.UNKNOWN, "台账.xlsx", "表", 7, "C", "？")
    assert sorted(want.unseen for want in only(CARD, seen("ZZ-01", cell, total=31))) == [0, 30]


def test_records_of_nobody_and_files_that_were_not_used_are_listed_too() -> None:
    stranger = RecordIssue("D502", "支部名录中没有“某支部”", "台账.xlsx", "表", 9, "A", "某支部")
    broken = RecordIssue("D104", "文件已损坏", "坏.xlsx")
    note = RecordIssue("D110", "不是表格文件，没有读", "说明.txt")
    found = only(CARD, issues=(stranger, broken, note))
    assert [(want.branch, want.place.file, want.fix) for want in found if not want.rules] == [
        (NOBODY, "台账.xlsx", stranger.message), (EVERYBODY, "坏.xlsx", broken.message),
    ]


def test_a_branch_with_nothing_missing_has_no_row() -> None:
    branch = replace(CARD.branches[0], findings=tuple(cards.passed(rule, CARD.branches[0].branch) for rule in CARD.rules))
    card = rank(replace(CARD, branches=(branch,), issues=(), inputs=()))
    assert wants(card) == ()
    assert wanted_line(card) == ""


def test_the_numbers_of_title_line_and_rows_agree() -> None:
    section = wanted(ranking(SAMPLES[0]))
    rows = section.tables[0].rows
    branches = ranking(SAMPLES[0]).lines if any(row.cells[0].text == EVERYBODY for row in rows) else {row.cells[0].text for row in rows} - {NOBODY}
    assert section.title == f"谁还欠什么数据（{len(rows)} 项）"
    assert wanted_line(ranking(SAMPLES[0])) == f"{len(branches)} 个支部还欠数据，共 {len(rows)} 项，见 Excel 报告的“谁还欠什么数据”。"
    assert section.blocks[0].text.startswith(f"{len(branches)}/{len(ranking(SAMPLES[0]).lines)} 个支部还欠数据，共 {len(rows)} 项。")


def test_it_is_a_sheet_of_the_workbook_and_a_file_of_its_own() -> None:
    report = Report(cards.ordinary())
    whole = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(report)))
    alone = openpyxl.load_workbook(io.BytesIO(FORMATS["wanted"].render(report)))
    assert alone.sheetnames == ["谁还欠什么数据"]
    first, second = ([[cell.value for cell in row] for row in book["谁还欠什么数据"].iter_rows()] for book in (whole, alone))
    assert first == second
    assert FORMATS["wanted"].file == "谁还欠什么数据.xlsx"


def test_what_all_branches_owe_alike_stands_once() -> None:
    note = seen("ZZ-01", note="没有收到“党员名册”", standing=Standing.NOT_SUPPLIED)
    branches = tuple(
        replace(one, findings=(replace(one.findings[0], observation=note, verdict=Verdict.NO_DATA, level=None, message="", after=None),))
        for one in CARD.branches
    )
    card = rank(replace(CARD, rules=(cards.rule_info(0),), branches=branches, issues=(), inputs=()))
    assert [(want.branch, want.what, want.rules) for want in wants(card)] == [(EVERYBODY, "没有收到“党员名册”", ("ZZ-01",))]
    assert wanted_line(card).startswith("13 个支部还欠数据，共 1 项")
