"""Dates and months from cells. What is certain is kept as bounds; what is ambiguous is refused with a note, never guessed."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from auditor.records.cells import Cell, Kind
from auditor.records.values.date_forms import FIRST_YEAR, LAST_YEAR, RefusedError, Span
from auditor.records.values.date_text import read_date_text
from auditor.records.values.parsed import Days, Parsed, Reading, unreadable
from auditor.records.values.text import normalise_text
from auditor.records.values.written import unusable, written

_MONTH = re.compile("0?[1-9]|1[0-2]")
_EXCEL_SURE = date(1900, 3, 1)
_LOW = {"month": "只写到月", "quarter": "只写到季度", "half_year": "只写到半年", "year": "只写到年", "range": "写的是一段时间"}


def parse_date(cell: Cell, *, year: int | None = None) -> Parsed[Days]:
    """The days that a cell may mean. ``year`` is used only where the text has none, and the note says so.

    Anything less exact than a day is a value with wider bounds, its ``precision`` and a note. Unreadable: ambiguous
    (1980.1, two-digit years), impossible, vague (待定, 约, 去年) or outside 1900 to 2100.
    """
    parsed = _parse(cell, year)
    low = _LOW.get(parsed.precision, "")
    return replace(parsed, note="；".join(filter(None, (low, parsed.note)))) if low else parsed


def parse_month(cell: Cell, *, year: int | None = None) -> Parsed[Days]:
    """As ``parse_date``, but a whole month is full precision: a day gives its month, a range its first to last month.

    A bare 1 to 12 is a month where ``year`` is known.
    """
    text = normalise_text(written(cell)) if cell.kind in (Kind.TEXT, Kind.NUMBER) else ""
    if _MONTH.fullmatch(text):
        cell = Cell(Kind.TEXT, f"{text}月")
    parsed = _parse(cell, year)
    return replace(parsed, value=_months(parsed.value), precision=_month_precision(parsed)) if parsed.value else parsed


def _parse(cell: Cell, year: int | None) -> Parsed[Days]:
    if (answer := unusable(cell)) is not None:
        return answer
    if cell.kind is Kind.DATE and cell.value is not None:
        return _stored(cell)
    if cell.kind is Kind.BOOL:
        return unreadable("单元格是逻辑值，不是日期，请改写日期")
    context = year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None
    return _read(written(cell), context, number=cell.kind is Kind.NUMBER)


@lru_cache(maxsize=32768)
def _read(text: str, year: int | None, *, number: bool) -> Parsed[Days]:
    try:
        span, note = read_date_text(text, year)
    except RefusedError as refused:
        return unreadable(str(refused))
    if number and not note and span.precision != "day":
        note = "单元格是数字，按年份和月份理解，请核对"
    return Parsed(Reading.VALUE, _days(span), span.precision, note)


def _stored(cell: Cell) -> Parsed[Days]:
    value = cell.value
    if not isinstance(value, date):
        return unreadable("单元格里只有时间，没有日期，请补上日期")
    day = value.date() if isinstance(value, datetime) else value
    if not _EXCEL_SURE <= day <= date(LAST_YEAR, 12, 31):
        return unreadable("日期过早或过晚，多半是数字被当成了日期，请核对后改写")
    return Parsed(Reading.VALUE, _days(Span(day, day, "day")), "day")


def _days(span: Span) -> Days:
    return Days(*(day.year * 10000 + day.month * 100 + day.day for day in (span.first, span.last)))


def _months(days: Days) -> Days:
    last = days.last // 100
    return Days(days.first // 100 * 100 + 1, last * 100 + monthrange(last // 100, last % 100)[1])


def _month_precision(parsed: Parsed[Days]) -> str:
    one = parsed.value is not None and parsed.value.first // 100 == parsed.value.last // 100
    return "month" if one else parsed.precision
