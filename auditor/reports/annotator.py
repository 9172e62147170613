"""The process that copies one of the user's workbooks and writes comments into the copy: openpyxl may hang on what others read.

Standard input: a JSON object with ``source``, ``target``, ``cells`` (sheet, row, column, fill, text, comment) and ``list`` (the rows of the
added sheet, each with the place it leads to). The source is only read. Exit status 0, or 1 where the workbook cannot be copied.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from auditor.records.limits import limit_memory

LIST = "批注说明"
MEGABYTES = 3072
"""openpyxl takes fifty times the size of a workbook."""
_HEADS = (("序号", 6), ("工作表", 18), ("单元格", 10), ("结论", 14), ("规则或代码", 26), ("问题", 60), ("怎么办", 50))


def main() -> None:
    """One workbook."""
    limit_memory(MEGABYTES)
    job = json.load(sys.stdin)
    book = load_workbook(job["source"])
    for one in job["cells"]:
        if one["sheet"] in book.sheetnames:
            _mark(book[one["sheet"]], one)
    _add_list(book, job["list"])
    book.save(job["target"])


def _mark(sheet: Any, one: dict[str, Any]) -> None:
    if not isinstance(sheet, Worksheet):
        return
    cell = _written(sheet, one["row"], column_index_from_string(one["column"]) if one["column"] else 1)
    before = f"{cell.comment.text}\n——\n" if cell.comment else ""
    cell.comment = Comment(before + one["comment"], "auditor", height=160, width=320)
    cell.fill = PatternFill("solid", fgColor=one["fill"])


def _written(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell itself or, within a merged range, the one that holds its text."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        for merged in sheet.merged_cells.ranges:
            if cell.coordinate in merged:
                cell = sheet.cell(merged.min_row, merged.min_col)
                break
    assert isinstance(cell, Cell)
    return cell


def _add_list(book: Workbook, rows: list[dict[str, Any]]) -> None:
    name = LIST
    while name in book.sheetnames:
        name += "_"
    sheet = book.create_sheet(name)
    for place, (title, width) in enumerate(_HEADS, 1):
        cell = sheet.cell(1, place, title)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="8B1A1A")
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, row in enumerate(rows, 1):
        for place, text in enumerate((str(number), row["sheet"], row["cell"], row["word"], row["about"], row["text"], row["fix"]), 1):
            cell = sheet.cell(number + 1, place)
            cell.value, cell.data_type = text, "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number + 1, 4).fill = PatternFill("solid", fgColor=row["fill"])
        if row["cell"] and row["sheet"] in book.sheetnames:
            link = sheet.cell(number + 1, 3)
            name = row["sheet"].replace("'", "''")
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{name}'!{row['cell']}")
            link.font = Font(color="0563C1", underline="single")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:G{len(rows) + 1}"


if __name__ == "__main__":
    main()
