"""A cell under a month that says on which day of that month something was held: 1.14, 14日, a date."""

from __future__ import annotations

from auditor.records.cells import Cell, Kind
from auditor.records.values.dates import parse_date

_DAYS = frozenset({Kind.TEXT, Kind.DATE})


def day_in(month: str, cell: Cell) -> Cell | None:
    """The one day, written out; None where the cell says none of that ``month`` (2022年1月), or the month has no year."""
    span = parse_date(Cell(Kind.TEXT, month), year=None).value
    if span is None or cell.kind not in _DAYS:
        return None
    for one in (cell, Cell(Kind.TEXT, f"{month}{cell.text}")):
        day = parse_date(one, year=span.first // 10000).value
        if day and span.first <= day.first == day.last <= span.last:
            return Cell(Kind.TEXT, f"{day.first // 10000}-{day.first // 100 % 100:02}-{day.first % 100:02}")
    return None
