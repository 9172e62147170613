"""The formulas of an old ``.xls`` whose results were not stored: xlrd shows neither which cells are formulas nor that.

A writer that does not calculate stores an empty text in every formula. So does Excel where a formula gives an empty text, but a writer that
does calculate has other results as well: only where all formulas of the file are empty were they not calculated.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

_BOF, _EOF, _BOUNDSHEET, _FORMULA = 0x0809, 0x000A, 0x0085, 0x0006
_WORKSHEET = 0
_EMPTY_TEXT, _NO_NUMBER = 3, b"\xff\xff"

Places = set[tuple[int, int]]


def uncalculated(data: bytes) -> list[Places]:
    """For each worksheet, in the order of the workbook, its 0-based (row, column) of formulas without a stored result."""
    stream = _stream(data)
    sheets = [list(_formulas(stream, start)) for start in _starts(stream)]
    if not all(empty for found in sheets for _, empty in found):
        return [set() for _ in sheets]
    return [{place for place, _ in found} for found in sheets]


def _stream(data: bytes) -> bytes:
    """The workbook's records; files of Excel 4 and before are nothing else."""
    import xlrd.compdoc as package  # type: ignore[import-untyped]  # noqa: PLC0415 - only for old files

    if not data.startswith(package.SIGNATURE):
        return data
    parts = package.CompDoc(data, logfile=io.StringIO())
    return next((bytes(found) for name in ("Workbook", "Book") if (found := parts.get_named_stream(name))), b"")


def _starts(stream: bytes) -> Iterator[int]:
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET and len(body) > 5 and body[5] == _WORKSHEET:
            yield int(struct.unpack_from("<I", body)[0])


def _formulas(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], bool]]:
    """Where each formula of a sheet stands, and whether its result is empty."""
    for kind, body in _records(stream, start):
        if kind == _FORMULA and len(body) >= 14:
            yield struct.unpack_from("<HH", body), body[6] == _EMPTY_TEXT and body[12:14] == _NO_NUMBER


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, with those of charts inside it."""
    depth = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        depth += (kind == _BOF) - (kind == _EOF)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size
        if depth <= 0:
            return
