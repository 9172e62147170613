"""What one sheet is before it is written, and the small words that the builders share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

Value = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows from A1 on; ``merges`` are (first row, first column, last row, last column), 0-based. The first value of a merge stands."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """One file of the sample; its suffix says how it is written."""

    name: str
    sheets: tuple[Sheet, ...] = field(default=())


def titled(name: str, title: str, rows: Sequence[Sequence[Value]], merges: Sequence[tuple[int, int, int, int]] = ()) -> Sheet:
    """A sheet with a title merged over its first row; ``merges`` count from the sheet's own first row."""
    width = max(len(row) for row in rows)
    return Sheet(name, ((title,), *map(tuple, rows)), ((0, 0, 0, width - 1), *merges))


def school_day(year: int, month: int, day: int) -> date:
    """The day itself, or the Monday after it."""
    found = date(year, month, day)
    return found + timedelta(days=(7 - found.weekday()) % 7) if found.weekday() > 4 else found


def dotted(day: date) -> str:
    """2022.3.4"""
    return f"{day.year}.{day.month}.{day.day}"


def chinese(day: date) -> str:
    """2022年3月4日"""
    return f"{day.year}年{day.month}月{day.day}日"


def slashed(day: date) -> str:
    """2022/3/4 14:30, as systems write it."""
    return f"{day.year}/{day.month}/{day.day}  14:30"


def packed(day: date) -> int:
    """20220304"""
    return int(f"{day:%Y%m%d}")


def yearless(day: date) -> str:
    """3月4日: the year stands in the title."""
    return f"{day.month}月{day.day}日"


def excel(day: date) -> date:
    """A true date cell."""
    return day


FORMS: tuple[Callable[[date], Value], ...] = (excel, dotted, chinese, slashed, packed, yearless)
