"""Tables below each other in one sheet, read again as ``inputs.yaml`` declares them: each is the table that it was."""

from __future__ import annotations

import pytest

from auditor.records.cells import Workbook
from auditor.records.declared import as_declared
from auditor.records.inputs_file import Declarations, FileEntry, InputsFile, parse_inputs
from auditor.records.inputs_text import with_more
from auditor.records.remembered import remembered
from auditor.records.understand import understand
from auditor.records.understood import Understood
from auditor.rulebook.nodes import read_document
from tests.records.reading import sheet, tables

SHEET = sheet([
    ["机关第一党支部党员花名册"], ["序号", "姓名", "性别", "人员类别", "入党日期"], [1, "赵甲子", "男", "正式党员", "2010-01-01"],
    ["支委会名单"], ["序号", "姓名", "党内职务", "任职时间"], [1, "钱乙丑", "书记", "2021-03-01"],
    ["2022年三会一课记录"], ["序号", "会议类型", "会议时间", "会议主题", "地点"], [1, "支部党员大会", "1月5日", "甲", "楼"],
    ["机关第二党支部2022年三会一课记录"], [2, "支部党员大会", "2月5日", "乙", "楼"],
])
BOOK = Workbook(SHEET.file, "", "xlsx", (SHEET,))


def again(found: tuple[Understood, ...], content: InputsFile) -> list[Understood]:
    return as_declared([BOOK], found, tables(), Declarations(content))


def seen(found: list[Understood] | tuple[Understood, ...]) -> list[object]:
    return [(item.table, item.context, item.records, item.header_rows, item.skipped) for item in found]


def test_what_is_saved_is_read_again_alike() -> None:
    found = understand(SHEET, tables())
    lines = remembered(found, None, Declarations(), tables())
    content = parse_inputs(read_document(with_more("", lines, {}).encode(), "inputs.yaml"), tables())
    assert [entry.table for entry in content.files] == ["members", "committee", "meetings"]
    assert seen(again(found, content)) == seen(found)


@pytest.mark.parametrize("place", range(4))
def test_one_of_them_that_is_declared_stays_where_it_is(place: int) -> None:
    found = understand(SHEET, tables())
    entry = FileEntry(file=SHEET.file, table=found[place].table, mapping={"无": "seq"})
    assert seen(again(found, InputsFile(files=(entry,), aliases={})))[place] == seen(found)[place]
