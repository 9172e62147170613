"""Three readers of one workbook, each cell brought to one form: a kind and a value that can be compared."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine
from openpyxl.cell.cell import MergedCell

from auditor.records.answers import workbook_of
from auditor.records.cells import Kind, Workbook
from auditor.records.child import answer

Read = dict[tuple[str, int, int], tuple[str, Any]]
"""Sheet, row, column (from 0) -> kind and value; blanks are left out."""


def ours(path: Path) -> Read | str:
    """Our cells, or the message of a refusal."""
    book = workbook_of(path.name, answer(path))
    if not isinstance(book, Workbook):
        return book.issue.message
    found: Read = {}
    for sheet in book.sheets:
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                if cell.kind is not Kind.BLANK:
                    found[sheet.name, row, column] = (cell.kind.value, None) if cell.kind is Kind.UNCALCULATED else _form(cell.value, cell.text, cell.kind)
    return found


def _form(value: Any, text: str, kind: Kind) -> tuple[str, Any]:
    return (kind.value, text) if kind in (Kind.TEXT, Kind.ERROR) else plain(value)


def plain(value: Any) -> tuple[str, Any]:
    """A value of Python: numbers as floats, days as moments."""
    if isinstance(value, bool):
        return "bool", value
    if isinstance(value, (int, float)):
        return "number", float(value)
    if isinstance(value, timedelta):
        return "text", str(value)
    if isinstance(value, datetime):
        return "date", _to_second(value)
    if isinstance(value, date):
        return "date", datetime(value.year, value.month, value.day)
    return ("clock", _to_second(datetime.combine(date(2000, 1, 1), value)).time()) if isinstance(value, time) else ("text", str(value))


def _to_second(moment: datetime) -> datetime:
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def openpyxl_reads(path: Path) -> Read:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True)
    found: Read = {}
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell, MergedCell):
                    found[sheet.title, cell.row - 1, cell.column - 1] = ("covered", None)
                elif cell.value not in (None, ""):
                    found[sheet.title, cell.row - 1, cell.column - 1] = ("error", cell.value) if cell.data_type == "e" else plain(cell.value)
    return found


def calamine_reads(path: Path) -> Read:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return {
        (name, row, column): plain(value)
        for name in book.sheet_names for row, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for column, value in enumerate(cells) if value != ""
    }


OTHERS: Mapping[str, Callable[[Path], Read]] = {"openpyxl": openpyxl_reads, "calamine": calamine_reads}
