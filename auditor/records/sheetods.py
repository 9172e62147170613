"""The second look into an ``.ods``: its cells are counted with their repetitions, before the reader spreads them out."""

from __future__ import annotations

import zipfile
from typing import cast
from xml.etree import ElementTree as ET

from auditor.records import guard
from auditor.records.refused import RESAVE, Refused
from auditor.records.scan import Scan

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "Err:")


class _Walk:
    """Where the walk through ``content.xml`` stands."""

    def __init__(self) -> None:
        self.found: dict[str, Scan] = {}
        self.scan = Scan()
        self.row = self.column = self.across = 0
        self.filled: list[tuple[int, int]] = []

    def start(self, node: ET.Element) -> None:
        """A table or a row begins."""
        if node.tag == f"{_TABLE}table":
            self.scan, self.row, self.across = Scan(), 0, 0
            self.found[node.get(f"{_TABLE}name", "")] = self.scan
        elif node.tag == f"{_TABLE}table-row":
            self.column, self.filled = 0, []
        elif node.tag == f"{_TABLE}table-column":
            self._across(node)

    def end(self, node: ET.Element) -> None:
        """A cell or a row is complete."""
        if node.tag in _CELLS:
            self._cell(node)
        elif node.tag == f"{_TABLE}table-row":
            self._row(node)
            node.clear()
        elif node.tag == f"{_TABLE}table":
            self.scan.hidden_columns = [column for column in self.scan.hidden_columns if column < self.scan.columns]

    def _across(self, node: ET.Element) -> None:
        last = self.across + _times(node, "columns")
        if _is_hidden(node):
            self.scan.hidden_columns += range(self.across, min(last, guard.COLUMNS))
        self.across = last

    def _cell(self, node: ET.Element) -> None:
        times = _times(node, "columns")
        kind, text = node.get(f"{_OFFICE}value-type"), "\n".join("".join(line.itertext()) for line in node.iter(f"{_TEXT}p"))
        if node.get(f"{_CALC}value-type") == "error" or (kind and text.startswith(_ERRORS) and node.get(f"{_TABLE}formula")):
            self.scan.errors.update({(self.row, self.column + step): text or "#ERROR" for step in range(min(times, guard.COLUMNS))})
        elif text.strip() or (kind and kind != "string"):
            self.filled.append((self.column, times))
        elif node.get(f"{_TABLE}formula") and not kind:
            self.scan.uncalculated.add((self.row, self.column))
        tall, wide = _times(node, "rows", "spanned"), _times(node, "columns", "spanned")
        if tall * wide > 1 and node.tag == _CELLS[0]:
            self.scan.merges.append((self.row, self.column, self.row + tall - 1, self.column + wide - 1))
        self.column += times

    def _row(self, node: ET.Element) -> None:
        times = _times(node, "rows")
        if self.filled:
            column, width = self.filled[-1]
            self.scan.reach(self.row + times - 1, column + width - 1)
            self.scan.others += times * sum(count for _, count in self.filled)
            if self.scan.others > guard.CELLS:
                raise guard.too_big(f"有内容的单元格超过 {guard.CELLS} 个")
            if _is_hidden(node):
                self.scan.hidden += range(self.row, self.row + times)
        self.row += times


def scans(package: zipfile.ZipFile) -> dict[str, Scan]:
    """Every sheet by name; ``Refused`` where the content is missing, broken or too large."""
    if "content.xml" not in package.namelist():
        raise Refused("D104", f"文件已损坏（缺少内容部分），{RESAVE}")
    walk = _Walk()
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(("start", "end"))
    try:
        for piece in guard.chunks(package, "content.xml"):
            parser.feed(piece)
            _go(walk, parser)
        parser.close()
        _go(walk, parser)
    except ET.ParseError as error:
        raise Refused("D104", f"文件已损坏（内容读不懂），{RESAVE}") from error
    return walk.found


def _go(walk: _Walk, parser: ET.XMLPullParser[ET.Element]) -> None:
    for event in parser.read_events():
        name, node = cast(tuple[str, ET.Element], event)
        (walk.start if name == "start" else walk.end)(node)


def _is_hidden(node: ET.Element) -> bool:
    return node.get(f"{_TABLE}visibility", "visible") != "visible"


def _times(node: ET.Element, what: str, how: str = "repeated") -> int:
    stated = node.get(f"{_TABLE}number-{what}-{how}", "1")
    return int(stated) if stated.isdigit() else 1
