"""Calendar periods: the audited window and the months, quarters, half-years and years that it is cut into."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache


class Every(StrEnum):
    """How often something is owed. ``WINDOW`` is the audited period itself."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    WINDOW = "window"


MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}
WORDS = {Every.MONTH: "每月", Every.QUARTER: "每季度", Every.HALF_YEAR: "每半年", Every.YEAR: "每年", Every.WINDOW: "检查期内"}
FORM = re.compile(r"(?P<year>\d{4})(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|-(?P<month>0[1-9]|1[0-2]))?")
CHINESE = re.compile(
    r"(?P<year>\d{4})\s*年(?:度|全年)?\s*(?:第?\s*(?P<quarter>[1-4一二三四])\s*季度?|(?P<half>[上下])半年|(?P<month>0?[1-9]|1[0-2]|十[一二]?|[一二三四五六七八九])月份?)?"
)
NUMERALS = {word: number for number, words in enumerate(
    ("1一", "2二", "3三", "4四", "5五", "6六", "7七", "8八", "9九", ("10", "十"), ("11", "十一"), ("12", "十二")), start=1) for word in words}

FIRST = 12
"""The first month that there is: months are counted as year * 12 + month - 1."""


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of days and the name that reports use for it, for example ``2022Q1``."""

    label: str
    start: date
    end: date


@lru_cache(maxsize=1 << 10)
def parse_period(text: str) -> Period:
    """``2022``, ``2022H1``, ``2022Q1`` or ``2022-03``, or in Chinese ``2022年一季度``, ``2022年上半年``; ``ValueError`` for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    found = FORM.fullmatch(plain) or CHINESE.fullmatch(plain)
    if not found or int(found["year"]) < 1:
        raise ValueError(text)
    year, quarter, half, month = int(found["year"]), found["quarter"], found["half"], found["month"]
    if quarter:
        return _span(year, NUMERALS.get(quarter, 0) * 3 - 2, 3)
    if half:
        return _span(year, 1 if half in "1上" else 7, 6)
    return _span(year, NUMERALS.get(month.lstrip("0"), 0), 1) if month else _span(year, 1, 12)


def quarter_of(day: date) -> Period:
    """The quarter in which a day lies."""
    return _span(day.year, (day.month - 1) // 3 * 3 + 1, 3)


def periods(window: Period, every: Every) -> tuple[Period, ...]:
    """Every calendar period of that kind that shares a day with ``window``, in order; the window itself for ``WINDOW``."""
    return (window,) if every is Every.WINDOW else tuple(_cut(window, MONTHS[every]))


def months_before(window: Period, count: int) -> tuple[Period, ...]:
    """The months of ``window`` with the ``count`` months before its first one."""
    index = window.start.year * 12 + window.start.month - 1 - count
    index = max(index, FIRST)
    first = _span(index // 12, index % 12 + 1, 1)
    return periods(Period("", first.start, window.end), Every.MONTH)


def _cut(window: Period, length: int) -> Iterator[Period]:
    index = (window.start.year * 12 + window.start.month - 1) // length * length
    last = window.end.year * 12 + window.end.month - 1
    for start in range(index, last + 1, length):
        yield _span(start // 12, start % 12 + 1, length)


def _span(year: int, month: int, length: int) -> Period:
    last = month + length - 1
    label = {1: f"{year:04}-{month:02d}", 3: f"{year:04}Q{last // 3}", 6: f"{year:04}H{last // 6}", 12: f"{year:04}"}[length]
    return Period(label, date(year, month, 1), date(year, last, monthrange(year, last)[1]))
