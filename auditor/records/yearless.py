"""Dates without a year under a title whose span lies in several years: of the year in which they fall into the span."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from auditor.records.cells import Cell
from auditor.records.understood import Context
from auditor.records.values.parsed import Days, Parsed, Reading, unreadable

_TWICE = "没有写年份，在标题写明的期间里不止一次，不能确定是哪一年，请补写年份"
_NEVER = "没有写年份，又不在标题写明的期间里，不能确定是哪一年，请补写年份"


def read_within(parse: Callable[[Cell, int | None], Parsed[Any]], cell: Cell, context: Context) -> Parsed[Any]:
    """The cell as written; where only a year lacks, of the one year that puts it between the context's first and last day."""
    written = parse(cell, None)
    if written.reading is not Reading.UNREADABLE or context.start is None or context.end is None:
        return written
    found = [one for year in range(context.start.year, context.end.year + 1) if (one := parse(cell, year)).reading is Reading.VALUE]
    first, last = (day.year * 10000 + day.month * 100 + day.day for day in (context.start, context.end))
    inside = [one for one in found if isinstance(one.value, Days) and first <= one.value.first <= one.value.last <= last]
    if not found or len(inside) == 1:
        return inside[0] if inside else written
    return unreadable(_TWICE if inside else _NEVER)
