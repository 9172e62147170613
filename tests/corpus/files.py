"""Pages to files, as each program writes them."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter
import xlwt

from tests.corpus.page import Line, Mark, Page
from tests.records.workbooks import ods, xml_2003

Written = tuple[str, bytes]
"""The ending of the file's name, and its content."""


def xlsx(page: Page) -> Written:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(page.name)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, line in enumerate(page.lines):
            if line.hidden:
                sheet.set_row(row, None, None, {"hidden": True})
            for column, value in enumerate(line.cells, page.left):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif value is Mark.ERROR:
                    sheet.write_formula(row, column, "=NA()", None, "#N/A")
                elif value is Mark.UNCALCULATED:
                    sheet.write_formula(row, column, "=1+1", None, "")
                elif value is not None:
                    sheet.write_string(row, column, value) if isinstance(value, str) else sheet.write(row, column, value)
        for first, left, last, right in merges(page):
            sheet.merge_range(first, left, last, right, "")
            _again(sheet, page, first, left)
    return "xlsx", out.getvalue()


def _again(sheet: Any, page: Page, row: int, column: int) -> None:
    """What ``merge_range`` has overwritten."""
    value = page.lines[row].cells[column - page.left]
    sheet.write(row, column, value)


def merges(page: Page) -> list[tuple[int, int, int, int]]:
    """First row, first column, last row, last column of every merged area, from 0."""
    found = []
    for row, line in enumerate(page.lines):
        for column in {**line.wide, **line.tall}:
            rows, columns = line.tall.get(column, 1), line.wide.get(column, 1)
            if rows * columns > 1:
                found.append((row, column + page.left, row + rows - 1, column + page.left + columns - 1))
    return found


def xls(page: Page) -> Written:
    book = xlwt.Workbook(encoding="gbk")
    sheet = book.add_sheet(page.name, cell_overwrite_ok=True)
    style = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row, line in enumerate(page.lines):
        sheet.row(row).hidden = line.hidden
        for column, value in enumerate(line.cells, page.left):
            if value is Mark.ERROR:
                sheet.row(row).set_cell_error(column, "#N/A!")
            elif isinstance(value, date):
                sheet.write(row, column, value, style)
            elif value is not None:
                sheet.write(row, column, value)
    for first, left, last, right in merges(page):
        sheet.merge(first, last, left, right)
    out = io.BytesIO()
    book.save(out)
    return "xls", out.getvalue()


def _shown(value: Any) -> str:
    """What a text file holds of a cell."""
    if value is None:
        return ""
    if value is Mark.ERROR:
        return "#N/A"
    return value.isoformat() if isinstance(value, date) else f"{value:.15g}" if isinstance(value, float) else str(value)


def text(page: Page, sign: str, encoding: str, ending: str) -> Written:
    width = max(len(line.cells) for line in page.lines) + page.left
    lines = []
    for line in page.lines:
        cells = [""] * page.left + [_shown(value) for value in line.cells]
        cells += [""] * (width - len(cells))
        lines.append(sign.join('"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in (sign, '"', "\n")) else cell for cell in cells))
    return ending, ("\r\n".join(lines) + "\r\n").encode(encoding)


def csv_utf8(page: Page) -> Written:
    return text(page, ",", "utf-8-sig", "csv")


def csv_gb18030(page: Page) -> Written:
    return text(page, ",", "gb18030", "csv")


def tabs_utf16(page: Page) -> Written:
    return text(page, "\t", "utf-16", "csv")


def html_as_xls(page: Page) -> Written:
    rows = []
    covered = _covered(page)
    for row, line in enumerate(page.lines):
        cells = []
        for column in range(page.left + max(1, len(line.cells))):
            if (row, column) in covered:
                continue
            at = column - page.left
            value = line.cells[at] if 0 <= at < len(line.cells) else None
            span = _spans(line, at, "colspan='{wide}' rowspan='{tall}'")
            cells.append(f"<td{span}>{html.escape(_shown(value)).replace(chr(10), '<br/>')}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "xls", f"<html><head><meta charset='utf-8'></head><body><table>{''.join(rows)}</table></body></html>".encode()


def _spans(line: Line, at: int, said: str) -> str:
    """The attributes of a cell that reaches over others; nothing for one that does not."""
    wide, tall = line.wide.get(at, 1), line.tall.get(at, 1)
    return " " + said.format(wide=wide, tall=tall, across=wide - 1, down=tall - 1) if wide * tall > 1 else ""


def _covered(page: Page) -> set[tuple[int, int]]:
    return {
        (row, column) for first, left, last, right in merges(page) for row in range(first, last + 1) for column in range(left, right + 1)
        if (row, column) != (first, left)
    }


def xml_as_xls(page: Page) -> Written:
    rows = []
    covered = _covered(page)
    for number, line in enumerate(page.lines):
        cells = []
        for at, value in enumerate(line.cells):
            column = at + page.left
            if value is None and at not in {**line.wide, **line.tall} or (number, column) in covered:
                continue
            span = _spans(line, at, "ss:MergeAcross='{across}' ss:MergeDown='{down}'")
            kind = "Number" if isinstance(value, (int, float)) else "String"
            shown = html.escape(_shown(value)).replace("\n", "&#10;")
            cells.append(f"<Cell ss:Index='{column + 1}'{span}><Data ss:Type='{kind}'>{shown}</Data></Cell>")
        rows.append(f"<Row ss:Index='{number + 1}'>{''.join(cells)}</Row>")
    return "xls", xml_2003("".join(rows))


def opendocument(page: Page) -> Written:
    rows = []
    for number, line in enumerate(page.lines):
        cells = ["<table:table-cell/>"] * page.left
        for at, value in enumerate(line.cells):
            span = _spans(line, at, "table:number-columns-spanned='{wide}' table:number-rows-spanned='{tall}'")
            kind = "table:covered-table-cell" if (number, at + page.left) in _covered(page) else "table:table-cell"
            cells.append(f"<{kind}{span}{_of_kind(value)}</{kind}>" if value is not None else f"<{kind}{span}/>")
        rows.append(f"<table:table-row>{''.join(cells) or '<table:table-cell/>'}</table:table-row>")
    return "ods", ods("".join(rows))


def _of_kind(value: Any) -> str:
    shown = "".join(f"<text:p>{html.escape(part)}</text:p>" for part in _shown(value).split("\n"))
    if isinstance(value, (int, float)):
        return f" office:value-type='float' office:value='{_shown(value)}'>{shown}"
    return f" office:value-type='date' office:date-value='{value.isoformat()}'>{shown}" if isinstance(value, date) else f" office:value-type='string'>{shown}"


TEXTS = frozenset({"csv utf-8", "csv gb18030", "tabs utf-16"})
FORMATS: Mapping[str, Callable[[Page], Written]] = {
    "xlsx": xlsx, "xls": xls, "csv utf-8": csv_utf8, "csv gb18030": csv_gb18030, "tabs utf-16": tabs_utf16, "html as xls": html_as_xls,
    "xml 2003": xml_as_xls, "ods": opendocument,
}


def fits(page: Page, kind: str) -> bool:
    """Whether the format can hold the page: no merged cells in text, no formula without result but in xlsx."""
    values = {value for line in page.lines for value in line.cells if isinstance(value, Mark)}
    if values and kind not in ("xlsx", "xls"):
        return False
    return not (Mark.UNCALCULATED in values and kind != "xlsx") and not (kind in TEXTS and any(line.tall or line.wide for line in (*page.head, *page.body)))


def save(page: Page, kind: str, folder: Path, number: int) -> Path:
    ending, data = FORMATS[kind](page)
    path = folder / f"{number:05}{page.file}.{ending}"
    path.write_bytes(data)
    return path


def a_format(page: Page, random: Random) -> str:
    return random.choice([kind for kind in FORMATS if fits(page, kind)] + ["xlsx"] * 3)
