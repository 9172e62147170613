"""The second look into an ``.xlsb``: its parts are runs of binary records (MS-XLSB 2.1.4), of which only the cells are counted."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from auditor.records import guard
from auditor.records.refused import RESAVE, Refused
from auditor.records.scan import Scan

ROW, BLANK, ERROR, TEXT, SHARED, FORMULA_TEXT, FORMULA_ERROR = 0, 1, 3, 6, 7, 8, 11
CELLS = range(1, 12)
STRING, COLUMNS, SHEET, MERGE = 19, 60, 156, 176
HIDDEN_BIT, HIDDEN_COLUMNS_BIT = 0x10, 0x01
WORDS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA"}
_COLUMNS = "<II8xH"
_HEAD, _KIND_BYTES, _SIZE_BYTES = 8, 2, 4


def scans(package: zipfile.ZipFile) -> dict[str, Scan]:
    """Every worksheet by name; ``Refused`` where a record does not end inside its part."""
    names = {name.replace("\\", "/").lower(): name for name in package.namelist()}
    targets, blank = _targets(package, names), _blank_strings(package, names)
    found: dict[str, Scan] = {}
    for kind, body in _records(package, names["xl/workbook.bin"]):
        if kind == SHEET:
            relation, at = _text(body, 8)
            name, _ = _text(body, at)
            part = f"xl/{targets.get(relation, '')}".lower()
            if part in names and "worksheets/" in part:
                found[name] = _scan(package, names[part], blank)
    if sum(scan.others for scan in found.values()) > guard.CELLS:
        raise guard.too_big(f"有内容的单元格超过 {guard.CELLS} 个")
    return found


def _targets(package: zipfile.ZipFile, names: dict[str, str]) -> dict[str, str]:
    part = names.get("xl/_rels/workbook.bin.rels")
    if part is None:
        raise _broken()
    try:
        tree = ET.fromstring(b"".join(guard.chunks(package, part)))  # noqa: S314 - any DOCTYPE was refused before
    except ET.ParseError as error:
        raise _broken() from error
    return {node.get("Id", ""): node.get("Target", "").removeprefix("/xl/") for node in tree}


def _blank_strings(package: zipfile.ZipFile, names: dict[str, str]) -> frozenset[int]:
    part = names.get("xl/sharedstrings.bin")
    strings = (body for kind, body in _records(package, part) if kind == STRING) if part else ()
    return frozenset(number for number, body in enumerate(strings) if not _text(body, 1)[0].strip())


def _scan(package: zipfile.ZipFile, part: str, blank: frozenset[int]) -> Scan:
    result, row = Scan(), -1
    for kind, body in _records(package, part):
        if kind == ROW:
            row = int.from_bytes(body[:4], "little")
            if len(body) > 11 and body[11] & HIDDEN_BIT:
                result.hidden.append(row)
        elif kind in CELLS and kind != BLANK:
            _look(result, kind, row, body, blank)
        elif kind == COLUMNS:
            result.hidden_columns += _hidden(body, result.hidden_columns[-1] if result.hidden_columns else -1)
        elif kind == MERGE and len(body) >= 16:
            first, last, left, right = struct.unpack_from("<IIII", body)
            result.merges.append((first, left, last, right))
    result.hidden = [hidden for hidden in result.hidden if hidden < result.rows]
    result.hidden_columns = [hidden for hidden in result.hidden_columns if hidden < result.columns]
    return result


def _hidden(body: bytes, after: int) -> range:
    """The columns behind ``after`` that one record of columns hides, if it does: first, last, width, style, flags."""
    if len(body) < struct.calcsize(_COLUMNS):
        return range(0)
    first, last, flags = struct.unpack_from(_COLUMNS, body)
    return range(max(first, after + 1), min(last + 1, guard.COLUMNS)) if flags & HIDDEN_COLUMNS_BIT else range(0)


def _look(result: Scan, kind: int, row: int, body: bytes, blank: frozenset[int]) -> None:
    if len(body) <= _HEAD:
        raise _broken()
    column = int.from_bytes(body[:4], "little")
    if kind in (ERROR, FORMULA_ERROR):
        result.errors[row, column] = WORDS.get(body[_HEAD], "#ERROR")
        return
    if kind in (TEXT, FORMULA_TEXT) and not _text(body, _HEAD)[0].strip():
        return
    if kind == SHARED and int.from_bytes(body[_HEAD:_HEAD + 4], "little") in blank:
        return
    result.others += 1
    result.reach(row, column)


def _records(package: zipfile.ZipFile, part: str) -> Iterator[tuple[int, bytes]]:
    data = b"".join(guard.chunks(package, part))
    at, end = 0, len(data)
    while at < end:
        kind, at = _number(data, at, _KIND_BYTES)
        size, at = _number(data, at, _SIZE_BYTES)
        if at + size > end:
            raise _broken()
        yield kind, data[at:at + size]
        at += size


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Seven bits a byte, the lowest first; the eighth bit says that more follow."""
    value = 0
    for shift in range(most):
        if at >= len(data):
            raise _broken()
        byte = data[at]
        value |= (byte & 0x7F) << (7 * shift)
        at += 1
        if not byte & 0x80:
            break
    return value, at


def _text(body: bytes, at: int) -> tuple[str, int]:
    try:
        (length,) = struct.unpack_from("<I", body, at)
    except struct.error as error:
        raise _broken() from error
    end = at + 4 + 2 * (0 if length == 0xFFFFFFFF else length)
    if end > len(body):
        raise _broken()
    return body[at + 4:end].decode("utf-16-le", "replace"), end


def _broken() -> Refused:
    return Refused("D104", f"文件已损坏（内部记录不完整），{RESAVE}")
