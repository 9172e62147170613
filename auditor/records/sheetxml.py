"""A second, independent look at the XML of a worksheet: error cells, formulas without a stored value, and how many cells there are.

The reader gives a blank for an error and for an uncalculated formula, and a lost cell would look like a blank too.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import partial
from html import unescape
from xml.etree import ElementTree as ET

from auditor.records import guard
from auditor.records.quick import index_of, quick
from auditor.records.refused import Refused
from auditor.records.scan import Scan
from auditor.records.unfolded import check_unfolded

_PIECE = re.compile(rb"<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c\b((?:[^>\"]|\"[^\"]*\")*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)<|<(?:\w+:)?t\b[^>]*>([^<]*)<", re.DOTALL)
_PHONETIC = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_REFERENCE = re.compile(rb"\br=[\"']([A-Za-z]*)(\d+)[\"']")
_TYPE = re.compile(rb"\bt=[\"'](\w+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_SPAN = re.compile(rb"\b(min|max)=[\"'](\d+)[\"']")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_LONGEST_ROW = 32 * guard.MIB
_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def scans(package: zipfile.ZipFile) -> dict[str, Scan]:
    """Every worksheet by name; ``Refused`` beyond the limits."""
    found: dict[str, Scan] = {}
    for name, part in sheet_parts(package).items():
        found[name] = scan(package, part)
        if sum(one.others + sum(one.shared.values()) for one in found.values()) > guard.CELLS:
            raise guard.too_big(f"有内容的单元格超过 {guard.CELLS} 个")
    check_unfolded(package, found.values())
    return found


def sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> part of the package, in the order of the workbook; a sheet without a part inside the package is ``Refused``."""
    names = {name.replace("\\", "/").lower(): name for name in package.namelist()}
    workbook = _tree(package, names, "xl/workbook.xml")
    targets = {node.get("Id", ""): node.get("Target", "") for node in _tree(package, names, "xl/_rels/workbook.xml.rels")}
    found = {}
    for node in workbook.iter():
        if node.tag.rpartition("}")[2] == "sheet":
            target = targets.get(node.get(_RELATION) or node.get(_STRICT_RELATION) or "", "")
            path = (target.lstrip("/") if target.startswith("/") else f"xl/{target}").replace("\\", "/").lower()
            if path not in names:
                raise Refused("D104", f"工作表“{node.get('name', '')}”的内容不在文件里，文件已损坏，请另存一份再试")
            found[node.get("name", "")] = names[path]
    if not found:
        raise Refused("D109", "文件里没有任何工作表，请检查是否存错了文件")
    if len(found) > guard.SHEETS:
        raise guard.too_big(f"工作表超过 {guard.SHEETS} 个")
    return found


def scan(package: zipfile.ZipFile, part: str, *, closely: bool = False) -> Scan:
    """Look through one worksheet part; where every cell of a piece plainly has a value they are only counted, unless ``closely``."""
    result, row = Scan(), -1
    for block in _blocks(package, part):
        last = None if closely else quick(result, block)
        if last is None:
            row = _each(result, block, row)
        else:
            row, result.again = last, partial(scan, package, part, closely=True)
    result.hidden = [row for row in result.hidden if row < result.rows]
    result.hidden_columns = [column for column in _hidden_columns(next(_blocks(package, part), b"")) if column < result.columns]
    return result


def _hidden_columns(block: bytes) -> Iterator[int]:
    """The columns that are not shown, as the beginning of the part says it."""
    for found in _COLUMN.finditer(block):
        span = {name: int(number) for name, number in _SPAN.findall(found[1])}
        if _HIDDEN.search(found[1]) and len(span) == len((b"min", b"max")):
            yield from range(span[b"min"] - 1, min(span[b"max"], guard.COLUMNS))


def _each(result: Scan, block: bytes, row: int) -> int:
    """Cell by cell; the last row."""
    column = -1
    for piece in _PIECE.finditer(block):
        attributes, cell, body = piece.groups()
        if cell is None:
            found = _REFERENCE.search(attributes or b"")
            row, column = (int(found[2]) - 1 if found else row + 1), -1
            if attributes and _HIDDEN.search(attributes):
                result.hidden.append(row)
            continue
        found = _REFERENCE.search(cell)
        row, column = (int(found[2]) - 1, index_of(found[1])) if found else (row, column + 1)
        if body:
            _look(result, row, column, cell, body)
    return row


def empty_strings(package: zipfile.ZipFile) -> frozenset[int]:
    """The indexes of shared strings that have no text: cells with such a string are blank."""
    part = next((name for name in package.namelist() if name.replace("\\", "/").lower() == "xl/sharedstrings.xml"), None)
    data = b"".join(guard.chunks(package, part)) if part else b""
    return frozenset(number for number, item in enumerate(_ITEM.finditer(data)) if _is_blank(_text(item[1] or b"")))


def _look(result: Scan, row: int, column: int, cell: bytes, body: bytes) -> None:
    kind, value = _TYPE.search(cell), _text(body)
    name = kind[1] if kind else b"n"
    if name == b"e":
        result.errors[row, column] = value.decode("utf-8", "replace") or "#ERROR"
    elif not value.strip():
        if _FORMULA.search(body) and name != b"str":
            result.uncalculated.add((row, column))
        return
    elif name == b"s" and value.strip().isdigit():
        result.shared[int(value)] = result.shared.get(int(value), 0) + 1
    elif name not in {b"str", b"inlineStr"} or not _is_blank(value):
        result.others += 1
    result.reach(row, column)


def _is_blank(value: bytes) -> bool:
    """Only white space of any kind, a full-width space for one, however it is written."""
    return not _ESCAPED.sub(lambda found: chr(int(found[1], 16)), unescape(value.decode("utf-8", "replace"))).strip()


def _text(body: bytes) -> bytes:
    """What is written, without how it is spoken."""
    spoken = b"rPh" in body
    return b"".join(value or text for value, text in _VALUE.findall(_PHONETIC.sub(b"", body) if spoken else body))


def _blocks(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end with a row."""
    rest = b""
    for piece in guard.chunks(package, part):
        data = rest + piece
        cut = max(data.rfind(b"</row>") + 6, data.rfind(b":row>") + 5)
        cut = cut if cut > 5 else 0
        rest = data[cut:]
        if len(rest) > _LONGEST_ROW:
            raise guard.too_big("有一行的内容过长")
        if cut:
            yield data[:cut]
    yield rest


def _tree(package: zipfile.ZipFile, names: dict[str, str], path: str) -> ET.Element:
    if path not in names:
        raise Refused("D104", "文件已损坏（缺少工作簿目录），请用 Excel 或 WPS 打开后另存一份再试")
    try:
        return ET.fromstring(b"".join(guard.chunks(package, names[path])))  # noqa: S314 - any DOCTYPE was refused before
    except ET.ParseError as error:
        raise Refused("D104", "文件已损坏（工作簿目录读不懂），请用 Excel 或 WPS 打开后另存一份再试") from error
