"""What a child said of a file, as a workbook of cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from math import isfinite
from pathlib import Path
from typing import Any

from auditor.model import RecordIssue
from auditor.records.cells import BLANK, Cell, Kind, Sheet, Unreadable, Workbook
from auditor.records.wire import NUL

_EXCEL_DIGITS = 15
_PARSERS: dict[str, Callable[[str], date | time]] = {"d": date.fromisoformat, "t": datetime.fromisoformat, "c": time.fromisoformat}


def workbook_of(name: str, answer: dict[str, Any]) -> Workbook | Unreadable:
    """The file called ``name``; see ``auditor.records.child`` for what an answer looks like."""
    if "refused" in answer:
        code, message = answer["refused"]
        return Unreadable(name, answer["sha256"], RecordIssue(code, message, file=name))
    issues = tuple(RecordIssue(code, message, file=name, sheet=sheet) for code, sheet, message in answer["notes"])
    sheets = tuple(_sheet(name, sheet) for sheet in answer["sheets"])
    return Workbook(name, answer["sha256"], answer["format"], sheets, issues)


def dropping(name: str) -> Workbook:
    """A lock file or system dropping: nothing is read of it, and it is said so."""
    lock = Path(name).name.startswith("~$")
    message = "有人正打开着对应的文件，最后的修改可能还没有保存；锁文件本身不读" if lock else "系统或软件留下的临时文件，没有读"
    return Workbook(name, "", "skipped", (), (RecordIssue("D110", message, file=name),))


def _sheet(file: str, sheet: dict[str, Any]) -> Sheet:
    known = _Known()
    rows = tuple([tuple([known[value] for value in row]) if bool not in set(map(type, row)) else tuple(map(_cell, row)) for row in sheet["rows"]])
    return Sheet(file, sheet["name"], rows, tuple(map(tuple, sheet["merges"])), sheet["hidden"])


class _Known(dict[Any, Cell]):
    """Ledgers say the same again and again: equal texts are one cell, and so are equal numbers (but true is not 1)."""

    def __missing__(self, value: Any) -> Cell:
        cell = self[value] = _cell(value)
        return cell


def _cell(value: Any) -> Cell:
    if value is None:
        return BLANK
    if isinstance(value, str):
        return _special(value[1:2], value[2:]) if value.startswith(NUL) else Cell(Kind.TEXT, value) if value.strip() else BLANK
    if isinstance(value, bool):
        return Cell(Kind.BOOL, "TRUE" if value else "FALSE", value)
    if isinstance(value, float) and not isfinite(value):
        return Cell(Kind.ERROR, str(value))
    if isinstance(value, (int, float)):
        return Cell(Kind.NUMBER, number_text(value), value)
    if isinstance(value, (date, time)):
        return Cell(Kind.DATE, value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat(), value)
    return Cell(Kind.TEXT, str(value))


def _special(mark: str, text: str) -> Cell:
    if mark in _PARSERS:
        try:
            return Cell(Kind.DATE, text, _PARSERS[mark](text))
        except ValueError:  # no child says so; whatever it is, it is no date
            return Cell(Kind.TEXT, text)
    return Cell(Kind.ERROR if mark == "e" else Kind.UNCALCULATED, text)


def number_text(value: int | float) -> str:
    """A number with the digits that Excel keeps and shows: 15, then zeros; whole numbers without a decimal point."""
    if abs(value) < 10**_EXCEL_DIGITS and value == int(value):
        return str(int(value))
    short = f"{value:.{_EXCEL_DIGITS}g}"
    return str(int(float(short))) if float(short).is_integer() and abs(value) < 1e15 else _long(short)


def _long(short: str) -> str:
    digits, _, power = short.partition("e+")
    if not power or int(power) > 30:
        return short
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, _, rest = digits.partition(".")
    return sign + whole + rest.ljust(int(power), "0")
