"""The XML spreadsheet of Excel 2003, which many systems still export under the name ``.xls``."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from auditor.records import guard
from auditor.records.refused import RESAVE, Refused
from auditor.records.scan import Scan, mark, notes

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d+)?([eE][+-]?\d{1,3})?")


def read_xml(data: bytes) -> dict[str, Any]:
    """The worksheets of the child's answer; ``Refused`` where the XML is broken, declares a document type or has no worksheet."""
    if _DOCTYPE.search(data.replace(b"\0", b"")):
        raise Refused("D108", "文件内部含有不该有的声明（DOCTYPE），办公软件不会写出这样的文件，为安全起见不读；请用 Excel 或 WPS 打开后另存一份再试")
    try:
        tree = ET.fromstring(data.lstrip())  # noqa: S314 - any DOCTYPE was refused before
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Refused("D104", f"XML 表格（Excel 2003 格式）已损坏，{RESAVE}") from error
    sheets, told = [], [["D122", "", "这是 XML 表格（Excel 2003 格式），已按它读取"]]
    for node in tree.iter(f"{_SS}Worksheet"):
        sheet, scan = _sheet(node)
        sheets.append(sheet)
        told += notes(sheet["name"], scan)
    if not sheets:
        raise Refused("D109", "文件里没有任何工作表，请检查是否存错了文件")
    return {"sheets": sheets, "notes": told}


def _sheet(node: ET.Element) -> tuple[dict[str, Any], Scan]:
    rows: list[list[Any]] = []
    merges: list[tuple[int, int, int, int]] = []
    taken: set[tuple[int, int]] = set()
    scan, at = Scan(), -1
    for row in node.iterfind(f"{_SS}Table/{_SS}Row"):
        at = _index(row, at + 1)
        column = -1
        for cell in row.iterfind(f"{_SS}Cell"):
            column = _index(cell, _free(taken, at, column + 1))
            right, down = _count(cell, "MergeAcross"), _count(cell, "MergeDown")
            if right or down:
                merges.append((at, column, at + down, column + right))
                taken |= {(below, across) for below in range(at, at + down + 1) for across in range(column, column + right + 1)}
            _put(rows, scan, at, column, cell)
            column += right
        if row.get(f"{_SS}Hidden") == "1":
            scan.hidden.append(at)
    mark(rows, scan)
    hidden = any(found.text != "SheetVisible" for found in node.iter() if found.tag.endswith("}Visible"))
    return {"name": node.get(f"{_SS}Name", ""), "hidden": hidden, "merges": merges, "rows": rows}, scan


def _put(rows: list[list[Any]], scan: Scan, row: int, column: int, cell: ET.Element) -> None:
    data = cell.find(f"{_SS}Data")
    text = "".join(data.itertext()) if data is not None else ""
    if data is None or not text.strip():
        if cell.get(f"{_SS}Formula"):
            scan.uncalculated.add((row, column))
        return
    scan.reach(row, column)
    if data.get(f"{_SS}Type") == "Error":
        scan.errors[row, column] = text
        return
    while len(rows) <= row:
        rows.append([])
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = _value(data.get(f"{_SS}Type", "String"), text)


def _value(kind: str, text: str) -> object:
    """A number keeps all its digits as text where Excel would not: a long one is an identity number that a program wrote as a number."""
    if kind == "Number" and _NUMBER.fullmatch(text.strip()):
        return float(text)
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "DateTime":
        try:
            return datetime.fromisoformat(text.strip())
        except ValueError:
            return text
    return text


def _index(node: ET.Element, following: int) -> int:
    stated = node.get(f"{_SS}Index", "")
    if stated and not (stated.isascii() and stated.isdigit() and 0 < int(stated) <= guard.ROWS):
        raise Refused("D104", f"XML 表格里有不合理的行号或列号（{stated[:20]}），{RESAVE}")
    return int(stated) - 1 if stated else following


def _free(taken: set[tuple[int, int]], row: int, column: int) -> int:
    while (row, column) in taken:
        column += 1
    return column


def _count(cell: ET.Element, what: str) -> int:
    stated = cell.get(f"{_SS}{what}", "0")
    count = int(stated) if stated.isascii() and stated.isdigit() else 0
    if count > guard.ROWS or (what == "MergeAcross" and count > guard.COLUMNS) or count * 2 > guard.CELLS:
        raise guard.too_big("合并的单元格太多")
    return count
