"""A quick look at a piece of a worksheet in which every cell plainly has a value: counted without looking at each of them."""

from __future__ import annotations

import re

from auditor.records import guard
from auditor.records.scan import Scan

_NOT_PLAIN = (b"'", b":c ", b":row", b"<f", b't="e"', b't="str"', b"<is/", b"<is ", b"<!", b"<v ", b"hidden=")
"""Prefixes, formulas, errors, remarks, hidden rows: what must be looked at."""
_BLANK = re.compile(rb"<v>\s*</v>|<t[^>]*(?:/>|>\s*</t>)|<is></is>")
_CELL = re.compile(rb'<c r="([A-Z]{1,3})\d+"')
_ROW = re.compile(rb'<row r="(\d+)"')
COUNTED = -1
"""The place of ``Scan.shared`` for shared strings of which only the number is known."""


def quick(result: Scan, block: bytes) -> int | None:
    """Add what the block holds to ``result`` and give its last row (0-based); None where its cells must be looked at one by one."""
    if any(sign in block for sign in _NOT_PLAIN) or _BLANK.search(block):
        return None
    letters, rows = _CELL.findall(block), _ROW.findall(block)
    if not letters or not len(letters) == block.count(b"<c ") == block.count(b"<v>") + block.count(b"<is>") or len(rows) != block.count(b"<row"):
        return None
    last, column = max(map(int, rows)), max(map(index_of, set(letters))) + 1
    if last > guard.ROWS or column > guard.COLUMNS or last * column > 2 * guard.CELLS:
        return None
    shared = block.count(b't="s"')
    result.shared[COUNTED] = result.shared.get(COUNTED, 0) + shared
    result.others += len(letters) - shared
    result.reach(last - 1, column - 1)
    return int(rows[-1]) - 1


def index_of(letters: bytes) -> int:
    """The 0-based number of a column."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
