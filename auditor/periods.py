"""Calendar periods: the audited window and the months, quarters, half-years and years that it is cut into."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Every(StrEnum):
    """How often something is owed. ``WINDOW`` is the audited period itself."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    WINDOW = "window"


MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}
WORDS = {Every.MONTH: "每月", Every.QUARTER: "每季度", Every.HALF_YEAR: "每半年", Every.YEAR: "每年", Every.WINDOW: "检查期内"}


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of days and the name that reports use for it, for example ``2022Q1``."""

    label: str
    start: date
    end: date


def parse_period(text: str) -> Period:
    """``2022``, ``2022H1``, ``2022Q1`` or ``2022-03`` as a period; ``ValueError`` for anything else."""
    found = re.fullmatch(r"(\d{4})(?:Q([1-4])|H([12])|-(0[1-9]|1[0-2]))?", text.strip().upper())
    if not found or int(found[1]) < 1:
        raise ValueError(text)
    year, quarter, half, month = (int(part) if part else 0 for part in found.groups())
    if quarter:
        return _span(year, quarter * 3 - 2, 3)
    if half:
        return _span(year, half * 6 - 5, 6)
    return _span(year, month, 1) if month else _span(year, 1, 12)


def periods(window: Period, every: Every) -> tuple[Period, ...]:
    """Every calendar period of that kind that shares a day with ``window``, in order; the window itself for ``WINDOW``."""
    return (window,) if every is Every.WINDOW else tuple(_cut(window, MONTHS[every]))


def months_before(window: Period, count: int) -> tuple[Period, ...]:
    """The months of ``window`` with the ``count`` months before its first one."""
    index = window.start.year * 12 + window.start.month - 1 - count
    first = _span(index // 12, index % 12 + 1, 1)
    return periods(Period("", first.start, window.end), Every.MONTH)


def _cut(window: Period, length: int) -> Iterator[Period]:
    index = (window.start.year * 12 + window.start.month - 1) // length * length
    while (period := _span(index // 12, index % 12 + 1, length)).start <= window.end:
        yield period
        index += length


def _span(year: int, month: int, length: int) -> Period:
    last = month + length - 1
    label = {1: f"{year}-{month:02d}", 3: f"{year}Q{last // 3}", 6: f"{year}H{last // 6}", 12: f"{year}"}[length]
    return Period(label, date(year, month, 1), date(year, last, monthrange(year, last)[1]))
