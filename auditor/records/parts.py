"""Part of a sheet as a sheet of its own: its titles, its headings and its rows, every row at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.records.cells import BLANK, Cell, Sheet
from auditor.records.header import Header

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The part; the (0-based) rows of its titles; those of its headings where they stand elsewhere than in ``sheet``."""

    sheet: Sheet
    titles: tuple[int, ...] = ()
    heads: tuple[int, ...] = ()


def until(sheet: Sheet, last: int) -> Sheet:
    """The sheet up to a row."""
    merges = tuple(merge for merge in sheet.merges if merge[0] <= last)
    return replace(sheet, rows=(*sheet.rows[: last + 1], *[()] * (len(sheet.rows) - last - 1)), merges=merges)


def after(sheet: Sheet, first: int, last: int, above: Sequence[Row], header: Header | None = None) -> Sheet:
    """The rows ``first`` to ``last`` with these at the top, and right above them the headings of ``header``, if they have none."""
    heads = sheet.rows[header.first : header.last + 1] if header else ()
    rows = [*above, *[()] * (first - len(heads) - len(above)), *heads, *sheet.rows[first : last + 1]]
    rows += [()] * (len(sheet.rows) - len(rows))
    width = max(map(len, rows))
    merges = [merge for merge in sheet.merges if first <= merge[0] <= last]
    if header:
        down = first - header.last - 1
        merges += [(top + down, left, bottom + down, right) for top, left, bottom, right in sheet.merges if header.first <= top <= header.last]
    return replace(sheet, rows=tuple((*row, *[BLANK] * (width - len(row))) for row in rows), merges=tuple(merges))
