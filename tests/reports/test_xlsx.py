from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import python_calamine
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from auditor.reports import xlsx
from auditor.reports.compose import compose
from auditor.reports.words import INTERNAL, PROGRESS
from tests.reports import cards

NAMES = ["说明", "总览", "支部×规则", "规则情况", "问题明细", "整改清单", "谁还欠什么数据", "合格依据", "数据情况", "豁免与人工认定", "方案"]


@pytest.fixture(scope="module")
def ordinary() -> bytes:
    return xlsx.render(compose(cards.ordinary()))


@pytest.fixture(scope="module")
def book(ordinary: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(ordinary))


def header(sheet: Worksheet, first: str = "党支部") -> int:
    return next(row for row in range(1, 20) if sheet.cell(row, 1).value == first)


def test_sheets(book):
    assert book.sheetnames == NAMES
    many = openpyxl.load_workbook(io.BytesIO(xlsx.render(compose(cards.crowd(4, 25)))))
    assert many.sheetnames == [*NAMES[:2], "支部×规则1", "支部×规则2", *NAMES[3:]]


@pytest.mark.parametrize("card", [cards.ordinary(), cards.nasty()], ids=["ordinary", "nasty"])
def test_no_formula_no_outside_link_no_conditional_format(card):
    with zipfile.ZipFile(io.BytesIO(xlsx.render(compose(card)))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(NAMES)
    for text in sheets:
        assert "<f>" not in text
        assert "<f " not in text
        assert "conditionalFormatting" not in text
        assert "inlineStr" not in text
    assert not [name for name in parts if "externalLink" in name or "_rels/sheet" in name]


def test_nasty_text_is_text():
    found = openpyxl.load_workbook(io.BytesIO(xlsx.render(compose(cards.nasty()))))["问题明细"]
    cell = found.cell(header(found) + 1, 1)
    assert cell.data_type == "s"
    assert cell.value.startswith("=HYPERLINK")
    assert "〔U+0007〕〔U+0000〕〔U+202E〕〔U+D800〕" in cell.value


def test_both_readers_see_the_same_counts(book, ordinary):
    sheet = book["总览"]
    head = header(sheet)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head, max_row=head + 14)]
    raw = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(ordinary)).get_sheet_by_name("总览").to_python(skip_empty_area=False)
    assert [[value if value is not None else "" for value in row] for row in rows] == raw[head - 1 : head + 14]
    counts = [row[5:12] for row in rows]
    assert counts[0] == ["×", "▲", "？", "△", "○", "—", "●"]
    assert all(sum(row) == 8 for row in counts[1:14])
    assert counts[14] == [sum(row[place] for row in counts[1:14]) for place in range(7)]
    assert rows[14][0] == "合计（13 个支部 × 8 条规则 = 104 个结论）"


@pytest.mark.parametrize(("name", "keep"), [("总览", "B"), ("支部×规则", "C"), ("规则情况", "C"), ("问题明细", "D"), ("整改清单", "D"), ("合格依据", "D")])
def test_headings_stay_and_filters_cover_exactly_the_rows(book, name, keep):
    sheet = book[name]
    head = header(sheet, "规则" if name == "规则情况" else "党支部")
    assert sheet.freeze_panes == f"{keep}{head + 1}"
    first, last = sheet.auto_filter.ref.split(":")
    assert first == f"A{head}"
    rows = {"总览": 13, "支部×规则": 13, "规则情况": 8}.get(name, sheet.max_row - head)
    assert int("".join(filter(str.isdigit, last))) == head + rows
    assert sheet.print_title_rows is not None
    assert sheet.print_title_rows.endswith(f"${head}")


def test_pages(book):
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in ((2,) if sheet.title == "问题明细" else (None, 1)), "1 is the default and may be left out"
        assert sheet.page_setup.fitToHeight == 0
        assert INTERNAL in sheet.oddFooter.left.text
        assert "2022.1" in sheet.oddFooter.left.text
        assert "2022-04-04" in sheet.oddFooter.left.text


@pytest.mark.parametrize("name", ["问题明细", "整改清单", "谁还欠什么数据", "合格依据"])
def test_empty_places_of_long_lists_have_the_look_of_their_column_and_the_title_row_has_not(name, book):
    sheet = book[name]
    head = header(sheet)
    columns = [letter for letter in sheet.column_dimensions if not sheet.column_dimensions[letter].hidden]
    assert {sheet.column_dimensions[letter].border.left.style for letter in columns} == {"thin"}
    assert all(sheet.row_dimensions[row].s and not sheet.row_dimensions[row].border.left.style for row in range(1, head))
    written = [cell for row in sheet.iter_rows(min_row=head + 1) for cell in row if cell.has_style]
    assert all(cell.border.left.style == "thin" for cell in written)
    assert all(cell.value is not None or cell.fill.fill_type for cell in written if not isinstance(cell, MergedCell)), "only what says something is written"


def test_progress_is_chosen_from_a_list(book):
    sheet = book["整改清单"]
    head = header(sheet)
    day, choice = sheet.data_validations.dataValidation
    assert (choice.type, choice.formula1) == ("list", f'"{",".join(PROGRESS)}"')
    assert str(choice.sqref) == f"K{head + 1}:K{sheet.max_row}"
    assert day.type == "date"
    assert sheet.column_dimensions["L"].hidden
    assert sheet.cell(head + 1, 11).value == PROGRESS[0]
    assert len(sheet.cell(head + 1, 12).value) == 16


def test_links_open_the_evidence(book):
    matrix = book["支部×规则"]
    head = header(matrix)
    links = [cell for row in matrix.iter_rows(min_row=head + 1, min_col=3) for cell in row if cell.hyperlink]
    assert sum(cell.value == "●" for cell in links) == 87
    assert sum(cell.value != "●" for cell in links) == 16
    for cell in links:
        sheet, place = cell.hyperlink.location.split("!")
        assert sheet == ("'合格依据'" if cell.value == "●" else "'问题明细'")
        evidence = book[sheet.strip("'")]
        row = evidence[place].row
        assert evidence.cell(row, 1).value == matrix.cell(cell.row, 1).value
        assert evidence.cell(row, 2).value == matrix.cell(head, cell.column).value


def test_the_upright_headings_have_room(book):
    sheet = book["支部×规则"]
    names = header(sheet) - 2
    longest = max(len(cell.value or "") for cell in sheet[names][2:])
    assert sheet.row_dimensions[names].height >= longest * 14
    assert sheet.cell(names, 3).alignment.textRotation == 255


def test_the_same_document_gives_the_same_bytes(ordinary):
    assert xlsx.render(compose(cards.ordinary())) == ordinary


def test_three_hundred_branches():
    found = xlsx.render(compose(cards.crowd()))
    assert len(found) < 10_000_000
    sheet = openpyxl.load_workbook(io.BytesIO(found), read_only=True)["问题明细"]
    assert sheet.max_row > 3000
