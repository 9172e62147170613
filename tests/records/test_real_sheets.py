"""Real templates and samples of other people's systems, read where they lie; what each must give was written down by hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from auditor.records.cells import Kind, Unreadable
from auditor.records.understand import read_and_understand
from auditor.records.understood import Understood
from tests.records.reading import REAL, codes, reasons, tables, texts

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real sheets are not on this machine")

OWIP, GZN, PMM = "xvchaoqun+owip", "FIG5229+GZ-NanNing", "PartyMemberOrg+PartyMemberManager"


@cache
def everything() -> Mapping[tuple[str, str], Understood]:
    files, sheets = read_and_understand([REAL], tables())
    assert not [file for file in files if isinstance(file, Unreadable)]
    return {(item.file, item.sheet): item for item in sheets if item.header_rows or item.issues}


def one(part: str, folder: str = OWIP, sheet: str = "") -> Understood:
    (item,) = [item for (file, name), item in everything().items() if part in file and file.startswith(folder) and sheet in {"", name}]
    return item


def test_every_file_is_read_and_every_sheet_understood_somehow() -> None:
    assert len({file for file, _ in everything()}) >= 110
    for item in everything().values():
        assert item.why
        if item.table:
            assert all({*record.cells} <= {*tables()[item.table].columns} for record in item.records)


# file part, table, header rows, records, how many columns have no place
TEMPLATES = [
    ("[sample_pm_Meeting]", "meetings", (1,), 1), ("[sample_pm_Meeting2]", "meetings", (1,), 1), ("[sample_pm_Activity]", "meetings", (1,), 1),
    ("[sample_branch]", "branches", (1,), 1), ("[sample_branchMember]", "committee", (1,), 1), ("[sample_branchMemberGroup]", "committee", (1,), 1),
    ("[sample_memberApply]", "development", (1,), 1), ("[sample_memberApply2]", "development", (1,), 1),
    ("[sample_member_inSchool]", "members", (1,), 1), ("[sample_member_outSchool]", "members", (1,), 1),
    ("[sample_member_all_update]", "members", (1,), 0), ("[sample_member_history]", None, (1,), 0),
    ("[sample_memberIn]", "moves", (1,), 0), ("[sample_memberOut]", "moves", (1,), 0), ("[sample_memberTransfer]", "moves", (1,), 0),
    ("[sample_pm_eva_result]", "appraisal", (1,), 0), ("[sample_pmdFee]", "dues", (1,), 0), ("party_member_template", "committee", (3,), 0),
    ("[sample_ow_partyReport]", None, (1,), 0), ("[sample_ow_memberReport]", None, (1,), 0), ("annual_stat", "meetings", (2, 3), 0),
    ("party_stat_template", None, (2, 3), 0), ("report_parties.", None, (3,), 0), ("report_parties_detail", None, (3, 4), 0),
]
HEADERS_ONLY = [
    ("党员花名册表", "members"), ("党费管理表", "dues"), ("入党申请人表", "development"), ("入党积极分子表", "development"), ("发展对象表", "development"),
    ("民主评议表", "appraisal"), ("督察问题库表", "issues"), ("班子成员表", "committee"), ("党组织概况表", "branches"), ("组织隶属表", "moves"),
    ("团费收缴表", None), ("团组织三会一课表", None), ("台账录入次数", None),
]
SIX_ROWS = ["学生入党积极分子培训报名表模板", "学生发展对象培训报名表模板", "教职工入党积极分子培训报名表模板", "教职工发展对象培训报名表模板"]


@pytest.mark.parametrize(("part", "table", "header", "records"), TEMPLATES)
def test_templates_and_samples(part: str, table: str | None, header: tuple[int, ...], records: int) -> None:
    item = one(part)
    assert (item.table, item.header_rows, len(item.records)) == (table, header, records)


@pytest.mark.parametrize(("part", "table"), HEADERS_ONLY)
def test_headers_without_records(part: str, table: str | None) -> None:
    item = one(f"/{part}.xls", GZN)
    assert (item.table, item.header_rows, item.records) == (table, (1,), ())


@pytest.mark.parametrize("part", SIX_ROWS)
def test_six_rows_of_mixed_dates(part: str) -> None:
    item = one(f"/{part}.", PMM)
    assert (item.table, item.header_rows, [record.row for record in item.records]) == ("development", (1,), [2, 3, 4, 5, 6, 7])
    births = [record.cells["birth"][1] for record in item.records]
    assert [cell.kind for cell in births] == [Kind.DATE, Kind.NUMBER, Kind.DATE, Kind.TEXT, births[4].kind, Kind.NUMBER]
    assert [cell.text for cell in births[1:]] == ["19800301", "1980-03-01", "1980.3.1", "1980.3", "198003"]
    assert {record.cells["applied_on"][1].kind for record in item.records} == {Kind.DATE, Kind.NUMBER, Kind.TEXT}


def test_the_meeting_sample() -> None:
    record = one("[sample_pm_Meeting]").records[0]
    assert texts(record, "meeting_type", "held_on", "due", "attended", "leave") == ("支部党员大会", "2019/2/3  14:30", "20", "20", "0")


def test_the_type_under_another_header_is_recognised_by_its_value() -> None:
    item = one("[sample_pm_Meeting2]")
    assert [(column.key, column.how) for column in item.columns if column.header == "活动名称"] == [("meeting_type", "by_values")]
    assert texts(item.records[0], "meeting_type") == ("支部党员大会",)


def test_the_theme_day_sample() -> None:
    record = one("[sample_pm_Activity]").records[0]
    assert texts(record, "meeting_type", "due", "attended", "leave") == ("主题党日活动", "10", "9", "1")


@pytest.mark.parametrize("part", ["[sample_ow_partyReport]", "[sample_ow_memberReport]"])
def test_left_over_columns_of_another_template_are_said(part: str) -> None:
    assert codes(one(part)) == ["D202", "D207"]


@pytest.mark.parametrize(("part", "row"), [
    ("[sample_member_all_update]", 7), ("[sample_member_history]", 4), ("[sample_pm_eva_result]", 4), ("[sample_memberTransfer]", 5), ("[sample_member_inSchool]", 7),
])
def test_notes_below_the_header_are_skipped(part: str, row: int) -> None:
    assert reasons(one(part))[row] == "说明文字"


@pytest.mark.parametrize("part", ["[sample_memberIn]", "[sample_memberOut]", "[sample_memberTransfer]"])
def test_instruction_rows_are_skipped(part: str) -> None:
    assert reasons(one(part))[2] == "填写说明或示例"


@pytest.mark.parametrize("part", ["[sample_member_inSchool]", "[sample_member_outSchool]"])
def test_a_hint_tells_what_the_header_means(part: str) -> None:
    (column,) = [column for column in one(part).columns if column.header.startswith("党籍状态")]
    assert (column.key, column.hint) == ("member_kind", "正式党员或预备党员")


def test_the_committee_term() -> None:
    record = one("[sample_branchMemberGroup]").records[0]
    assert texts(record, "appointed", "term_end", "elected_on") == ("2017-12-03", "2020-05-19", "")
    assert texts(one("[sample_branchMember]").records[0], "parent_code", "branch_code") == (" 020100", " 020100111")


def test_the_whole_chain_of_development() -> None:
    for part, count in (("[sample_memberApply]", 22), ("[sample_memberApply2]", 18)):
        columns = one(part).columns
        assert (len(columns), [column.header for column in columns if not column.key]) == (count, [])


def test_months_of_the_count_matrix_are_paths() -> None:
    headers = [column.header.replace(" ", "") for column in one("annual_stat").columns]
    for kind in ("支委会次数", "党员集体活动"):
        assert [f"{kind}/{month}月" in headers for month in range(1, 13)] == [True] * 12


def test_group_rows_of_the_list_of_universities() -> None:
    item = one("全国高等学校名单", "YangZhi2007")
    groups = [skipped.reason for skipped in item.skipped for _ in skipped.rows if skipped.reason.startswith("分组标题")]
    assert (item.header_rows, item.table, len(groups)) == ((3,), None, 31)
    assert "2919 行" in item.issues[0].message


def test_spaced_titles_two_level_headers_and_notes() -> None:
    sheets = {name: item for (file, name), item in everything().items() if "干部档案台账" in file}
    assert {name: sheets[name].header_rows for name in ("转入", "转出", "查阅", "在职", "核对")} == {
        "转入": (2, 3), "转出": (2, 3), "查阅": (2, 3), "在职": (2, 3), "核对": (2,),
    }
    assert [column.header for column in sheets["转入"].columns[6:8]] == ["正、副本数/正本", "正、副本数/副本"]
    assert all(item.records == () for item in sheets.values())


def test_four_header_rows() -> None:
    item = one("劳资表", GZN)
    assert item.header_rows == (1, 2, 3, 4)
    assert len(item.columns) == 85


def test_an_old_xls_with_its_title_far_right() -> None:
    assert one("stat_party_branch_detail").header_rows == (2,)


def test_nothing_that_is_no_ledger_of_a_branch_gives_records() -> None:
    for part in ("stat_", "report_", "台账录入次数", "annual_stat", "单位考评", "处考派出所", "培训计划报表", "劳资表", "信息采用"):
        assert [item.records for (file, _), item in everything().items() if part in file and item.records] == []
