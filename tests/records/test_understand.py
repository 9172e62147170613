"""Whole sheets from files: the national one that every branch has, and a ledger as text."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from auditor.records.cells import Kind, Workbook
from auditor.records.understand import read_and_understand, understand
from tests.records.reading import reasons, sheet, tables, texts

NATIONAL = [
    "序号", "姓名", "所在党支部", "公民身份证号", "性别", "民族", "出生日期", "学历", "人员类别", "加入党组织日期", "转为正式党员日期", "工作岗位",
    "手机号", "固定电话", "家庭住址", "党籍状态", "是否为失联党员", "失去联系日期", "是否为流动党员", "外出流向",
]
KEYS = [
    "seq", "name", "branch", "id_no", "sex", "ethnic", "birth", "education", "member_kind", "joined_on", "confirmed_on", "job",
    "phone", "landline", "address", "registry_status", "lost", "lost_on", "floating", "flow_to",
]
PEOPLE = [
    [1, "赵甲子", "教工第一党支部", "990101198503120014", "男", "汉族", "1985年03月12日", "本科", "正式党员", "2008年06月01日", "2009年06月01日", "教师",
     "13900000000", "—", "云川市", "正常", "否", "无", "否", "无"],
    [2, "钱乙丑", "教工第一党支部", "990101199003120025", "女", "汉族", "1990年03月12日", "硕士", "预备党员", "2021年06月01日", "", "教师",
     "13900000000", "—", "云川市", "正常", "否", "无", "否", "无"],
]


def national(path: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "党员基本信息汇总表"
    page["A1"], page["A2"] = "党员基本信息汇总表", "填报单位：中共某学院委员会"
    for column, head in enumerate(NATIONAL, start=1):
        page.cell(3, column, head)
        if head not in {"手机号", "固定电话"}:
            page.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    page.cell(3, 13, "联系电话")
    page.cell(3, 14).value = None
    page.cell(4, 13, "手机号")
    page.cell(4, 14, "固定电话")
    page.merge_cells("M3:N3")
    page.merge_cells("A1:T1")
    for person in PEOPLE:
        page.append(person)
    page.append(["填表人：样例甲", None, None, "审核人：样例乙"])
    book.save(path)
    return path


def test_the_national_sheet_is_read_with_no_configuration(tmp_path: Path) -> None:
    files, (item,) = read_and_understand([national(tmp_path / "汇总表.xlsx")], tables())
    assert isinstance(files[0], Workbook)
    assert item.table == "members"
    assert item.header_rows == (3, 4)
    assert [column.key for column in item.columns] == KEYS
    assert [record.row for record in item.records] == [5, 6]
    assert reasons(item) == {7: "落款"}
    assert [texts(record, "name", "member_kind", "registry_status", "phone") for record in item.records] == [
        ("赵甲子", "正式党员", "正常", "13900000000"), ("钱乙丑", "预备党员", "正常", "13900000000"),
    ]
    assert item.records[0].cells["id_no"] == ("D", files[0].sheets[0].rows[4][3])
    assert item.records[1].cells["confirmed_on"][1].kind is Kind.BLANK
    assert item.context.parent == "中共某学院委员会"
    assert item.issues == ()


def test_a_ledger_as_gb18030_text(tmp_path: Path) -> None:
    lines = ["党支部,会议类型,会议时间,会议名称,地点", "", "一支部,党课,2022年3月1日,学习,101", "一支部,支委会,2022.3.5,研究,102"]
    (tmp_path / "2022年一季度三会一课.csv").write_bytes("\r\n".join(lines).encode("gb18030"))
    files, (item,) = read_and_understand([tmp_path], tables())
    assert isinstance(files[0], Workbook)
    assert [issue.code for issue in files[0].issues] == ["D113"]
    assert item.table == "meetings"
    assert [(record.row, *texts(record, "meeting_type", "held_on")) for record in item.records] == [(3, "党课", "2022年3月1日"), (4, "支委会", "2022.3.5")]
    assert str(item.context.start) == "2022-01-01"


def test_unreadable_files_do_not_stop_the_others(tmp_path: Path) -> None:
    national(tmp_path / "1.xlsx")
    (tmp_path / "2.xlsx").write_bytes(b"PK broken")
    national(tmp_path / "3.xlsx")
    files, sheets = read_and_understand([tmp_path], tables())
    assert [type(file).__name__ for file in files] == ["Workbook", "Unreadable", "Workbook"]
    assert [(item.file, item.table) for item in sheets] == [("1.xlsx", "members"), ("3.xlsx", "members")]


WORDS = ["姓名", "党支部", "会议类型", "1月", "3月", "合计", "注：", "2022年党费", "赵甲子", "必填", "${x}", "入党申请书", "", "", "", "（一）", "12", "党籍状态"]
CELLS = st.one_of(st.sampled_from(WORDS), st.text(max_size=6), st.integers(-5, 30000), st.booleans())
SPAN = st.integers(0, 6)


@given(
    st.lists(st.lists(CELLS, max_size=6), max_size=7), st.text(max_size=5),
    st.lists(st.tuples(SPAN, SPAN, SPAN, SPAN).map(lambda four: (min(four[0], four[2]), min(four[1], four[3]), max(four[0], four[2]), max(four[1], four[3]))), max_size=3),
)
def test_any_sheet_is_understood_somehow_and_every_row_accounted_for(rows: list[list[object]], name: str, merges: list[tuple[int, int, int, int]]) -> None:
    page = sheet(rows, name, merges=merges)
    items = understand(page, tables())
    assert all(item.why for item in items)
    assert all(item.records == () for item in items if item.table is None)
    if all(item.table for item in items):
        told = {row for item in items for row in (*reasons(item), *(record.row for record in item.records))}
        above = max(item.header_rows[-1] for item in items)
        assert {at for at, row in enumerate(page.rows, start=1) if at > above and any(cell.kind is not Kind.BLANK for cell in row)} <= told
