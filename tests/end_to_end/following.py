"""Follows evidence to its cell, with another reader than the product's: is it there, and does it hold what the report shows?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from python_calamine import CalamineWorkbook

Rows: TypeAlias = Sequence[Sequence[object]]
HIDDEN = {"（金额不显示）", "（住址不显示）"}


@cache
def sheets(path: Path) -> Mapping[str, Rows]:
    """The rows of each sheet, merged cells filled from their first; a CSV file has one sheet named like the file."""
    if path.suffix == ".csv":
        return {path.stem: list(csv.reader(io.StringIO(_decoded(path.read_bytes()))))}
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return {name: _filled(book, name) for name in book.sheet_names}


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _filled(book: CalamineWorkbook, name: str) -> Rows:
    sheet = book.get_sheet_by_name(name)
    rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for i in range(top, min(bottom, len(rows) - 1) + 1):
            for j in range(left, min(right, len(rows[i]) - 1) + 1):
                rows[i][j] = rows[top][left]
    return rows


def faults(card: Mapping[str, Any], folder: Path) -> Iterator[str]:
    """What cannot be followed: for each evidence of each finding a sentence, where something is wrong with it."""
    for branch in card["branches"]:
        for finding in branch["findings"]:
            for entry in finding["evidence"]:
                if wrong := _fault(entry, folder):
                    yield f"{branch['branch']} {finding['rule']} {finding['verdict']}: {wrong}: {entry}"


def _fault(entry: Mapping[str, Any], folder: Path) -> str:
    if not entry["file"]:
        return "" if entry["note"] and entry["row"] is None else "no file"
    path = folder / entry["file"]
    if not path.is_file():
        return "no such file"
    if entry["row"] is None:
        return _general(entry, path)
    if entry["sheet"] not in sheets(path):
        return "no such sheet"
    rows = sheets(path)[entry["sheet"]]
    if not 1 <= entry["row"] <= len(rows) or not any(str(cell).strip() for cell in rows[entry["row"] - 1]):
        return "no such row"
    if entry["state"] != "met" and not entry["value"] and not entry["note"]:
        return "does not say what is not there"
    if not entry["column"]:
        return "a value of no column" if entry["value"] and not _in_title(entry, rows) else ""
    cell = _cell(rows[entry["row"] - 1], entry["column"])
    return "" if shows(entry["value"], cell) else f"the cell holds {cell!r}"


def _in_title(entry: Mapping[str, Any], rows: Rows) -> bool:
    """What the sheet says once for all its rows: in its name, the file's, or above the records."""
    above = [str(cell) for row in rows[: min(entry["row"] - 1, 8)] for cell in row]
    return entry["note"] == "取自标题、表名或文件名" and any(entry["value"] in text for text in (entry["sheet"], entry["file"], *above))


def _general(entry: Mapping[str, Any], path: Path) -> str:
    """Evidence of something missing names the file, the sheet where there is but one, and says what was looked for."""
    if entry["sheet"] and entry["sheet"] not in sheets(path):
        return "no such sheet"
    return "" if entry["note"] and not entry["value"] else "nothing is said"


def _cell(row: Sequence[object], letters: str) -> object:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return row[index - 1] if index <= len(row) else ""


def shows(value: str, cell: object) -> bool:
    """Whether the value is the cell's text, masked or not; numbers and dates in the spelling that reports have."""
    if value in HIDDEN:
        return cell not in {"", None}
    return any(_same(value, text) for text in _spellings(cell))


def _spellings(cell: object) -> Iterator[str]:
    if isinstance(cell, datetime):
        yield from (cell.isoformat(" "), cell.date().isoformat())
    elif isinstance(cell, date):
        yield cell.isoformat()
    elif isinstance(cell, float):
        yield f"{Decimal(f'{cell:.15g}'):f}"  # Excel keeps 15 digits
    else:
        yield str(cell)


def _same(value: str, text: str) -> bool:
    """Equal, a star standing for any one character."""
    packed = "".join(text.split())
    return any(len(value) == len(one) and all(left in {right, "*"} for left, right in zip(value, one, strict=True)) for one in (text, text.strip(), packed))


def unexplained(card: Mapping[str, Any]) -> Iterator[str]:
    """Findings without evidence of what they say, and undecided ones that do not say what is missing."""
    for branch in card["branches"]:
        for finding in branch["findings"]:
            states = [entry["state"] for entry in finding["evidence"]]
            told = f"{branch['branch']} {finding['rule']} {finding['verdict']}"
            if finding["verdict"] == "fail" and "unmet" not in states:
                yield f"{told}: no evidence of what is unmet"
            if finding["verdict"] == "pass" and not any(entry["file"] for entry in finding["evidence"]):
                yield f"{told}: nothing shows what conforms"
            if finding["verdict"] in {"no_data", "error"} and not finding["message"]:
                yield f"{told}: does not say what is missing"
            if finding["unknown"] and "unknown" not in states:
                yield f"{told}: no evidence of what is unknown"
            if finding["verdict"] == "fail" and not (finding["message"] and finding["fix"]):
                yield f"{told}: does not say what to do"
        if branch["light"] != "green" and not branch["reasons"]:
            yield f"{branch['branch']}: a light without a reason"
