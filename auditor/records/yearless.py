"""Dates without a year under a title whose span lies in several years: of the year in which they fall into the span.

Days alone (5日) under a title of one month are of that month.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from auditor.records.cells import Cell, Kind
from auditor.records.understood import Context
from auditor.records.values.chinese import to_arabic
from auditor.records.values.parsed import Days, Parsed, Reading, unreadable
from auditor.records.values.text import normalise_text

_TWICE = "没有写年份，在标题写明的期间里不止一次，不能确定是哪一年，请补写年份"
_OF_THE_MONTH = "原文没有写月份，按标题写明的月份计"
_DAY = re.compile(r"(\d{1,2})[日号]")
_NEVER = "没有写年份，又不在标题写明的期间里，不能确定是哪一年，请补写年份"


Parse = Callable[[Cell, int | None], Parsed[Any]]


def read_within(parse: Parse, cell: Cell, context: Context, year: int | None) -> Parsed[Any]:
    """The cell, a date, as written; what lacks is taken from the context where that leaves one day only. ``year``: that of the record."""
    start, end = context.start, context.end
    found = _DAY.fullmatch(to_arabic(normalise_text(cell.text))) if cell.kind is Kind.TEXT else None
    if found and start and end and (start.year, start.month) == (end.year, end.month):
        read = parse(Cell(Kind.TEXT, f"{start.year}年{start.month}月{found[1]}日"), None)
        return replace(read, note=read.note or _OF_THE_MONTH)
    return parse(cell, year) if year is not None else _of_a_year(parse, cell, context)


def _of_a_year(parse: Parse, cell: Cell, context: Context) -> Parsed[Any]:
    """The cell; where only a year lacks, of the one year that puts it between the context's first and last day."""
    written = parse(cell, None)
    if written.reading is not Reading.UNREADABLE or context.start is None or context.end is None:
        return written
    found = [one for year in range(context.start.year, context.end.year + 1) if (one := parse(cell, year)).reading is Reading.VALUE]
    first, last = (day.year * 10000 + day.month * 100 + day.day for day in (context.start, context.end))
    inside = [one for one in found if isinstance(one.value, Days) and first <= one.value.first <= one.value.last <= last]
    if not found or len(inside) == 1:
        return inside[0] if inside else written
    return unreadable(_TWICE if inside else _NEVER)
