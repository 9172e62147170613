"""A quick look at a piece of a worksheet in which every cell plainly has a value: counted without looking at each of them."""

from __future__ import annotations

import re

from auditor.records import guard
from auditor.records.scan import Scan

_BEGIN, _END, _LAST = b"<sheetData>", b"</sheetData>", b"</row>"
_NOT_PLAIN = (b"'", b't="e"')
"""Other quotes, errors and, in rows, what is hidden must be looked at. Whatever else is not plain has more or fewer tags than its cells explain."""
_CELL = re.compile(rb'<c r="([A-Z]{1,3})[1-9]\d*"')
_NOT_NEAR = re.compile(rb'<c r="(?![A-Z][1-9])')
_ROW = re.compile(rb'<row r="(\d+)"([^>]*)')
_HEAD = 1 << 16
_NEAR = 26
COUNTED = -1
"""The place of ``Scan.shared`` for shared strings of which only the number is known."""


def quick(result: Scan, block: bytes) -> int | None:
    """Add what the block holds to ``result`` and give its last row (0-based); None where its cells must be looked at one by one.

    Blank texts are counted as if they were filled: the close look settles what that makes too many. Of columns A to Z only
    is known that they are no further.
    """
    block = _body(block)
    cells, values, texts = block.count(b'<c r="'), block.count(b"<v>"), block.count(b"<is><t")
    rows = _ROW.findall(block)
    plain = cells == values + texts and block.count(b"<") == 2 * (len(rows) + cells + values) + 4 * texts
    odd = any(b"hidden=" in attributes or attributes.count(b'"') % 2 for attributes in {attributes for _, attributes in rows})
    if not (cells and plain) or odd or any(sign in block for sign in _NOT_PLAIN):
        return None
    last = max(int(row) for row, _ in rows)
    columns = _columns(block, cells, last)
    if last > guard.ROWS or not 0 < columns <= guard.COLUMNS or last * columns > 2 * guard.CELLS:
        return None
    shared = block.count(b't="s"')
    result.shared[COUNTED] = result.shared.get(COUNTED, 0) + shared
    result.others += cells - shared
    result.reach(last - 1, columns - 1)
    return int(rows[-1][0]) - 1


def _body(block: bytes) -> bytes:
    """Without what stands before and behind the rows, as far as that is where it usually is; elsewhere it is tags too many."""
    start, end = block.find(_BEGIN, 0, _HEAD), -1 if block.endswith(_LAST) else block.find(_END)
    return block[start + len(_BEGIN) : end if end >= 0 else len(block)] if start >= 0 else block[:end] if end >= 0 else block


def _columns(block: bytes, cells: int, last: int) -> int:
    """How many columns there may be, or, where that matters, are; 0 where a cell has no proper place."""
    if last * _NEAR <= 2 * guard.CELLS and not _NOT_NEAR.search(block):
        return _NEAR
    letters = _CELL.findall(block)
    return max(map(index_of, set(letters))) + 1 if len(letters) == cells else 0


def index_of(letters: bytes) -> int:
    """The 0-based number of a column."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
