"""Writes a ``File``: xlsx, CSV in GB18030, or xls by LibreOffice. The same content always gives the same cells."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .sheets import File, Sheet, Value

CREATED = datetime(2022, 4, 1, 9, 0)


def write(file: File, folder: Path) -> None:
    """Writes ``file`` into ``folder`` by its suffix. Without LibreOffice an .xls is written as .xlsx beside its name."""
    kind = Path(file.name).suffix
    {".xlsx": _xlsx, ".csv": _csv, ".xls": _xls}[kind](file, folder / file.name)


def _csv(file: File, path: Path) -> None:
    with path.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows(file.sheets[0].rows)


def _xls(file: File, path: Path) -> None:
    if not shutil.which("soffice"):
        return _xlsx(file, path.with_suffix(".xlsx"))
    with TemporaryDirectory() as scratch:
        source = Path(scratch) / (path.stem + ".xlsx")
        _xlsx(file, source)
        command = ["soffice", "--headless", "--convert-to", "xls", "--outdir", str(path.parent), str(source)]
        subprocess.run(command, check=True, capture_output=True)
    return None


def _xlsx(file: File, path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": CREATED})
        plain = book.add_format({"border": 1, "valign": "vcenter"})
        days = {date: book.add_format({"border": 1, "num_format": "yyyy/m/d"}), datetime: book.add_format({"border": 1, "num_format": "yyyy-mm-dd hh:mm"})}
        for sheet in file.sheets:
            _sheet(book.add_worksheet(sheet.name), sheet, plain, days)


def _sheet(page: Worksheet, sheet: Sheet, plain: Format, days: dict[type[date], Format]) -> None:
    page.set_column(0, max(len(row) for row in sheet.rows) - 1, 14)
    for first_row, first, last_row, last in sheet.merges:
        page.merge_range(first_row, first, last_row, last, "", plain)
    for i, row in enumerate(sheet.rows):
        for j, value in enumerate(row):
            if value is not None:
                _cell(page, i, j, value, days.get(type(value), plain) if isinstance(value, date) else plain)


def _cell(page: Worksheet, i: int, j: int, value: Value, look: Format) -> None:
    if isinstance(value, str):
        page.write_string(i, j, value, look)
    elif isinstance(value, date):
        page.write_datetime(i, j, value, look)
    else:
        page.write_number(i, j, float(value or 0), look)
