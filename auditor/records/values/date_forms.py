"""The closed list of written dates: each form, the days that it may mean, and nothing outside the year and month that it names."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

FIRST_YEAR, LAST_YEAR = 1900, 2100

_YEAR = r"(?:(?P<y>\d{4})年)?"
_FORMS = tuple(re.compile(form, re.ASCII) for form in (
    r"(?P<y>\d{4})(?P<s>[-./ ])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})[日号]?",
    r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
    _YEAR + r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?",
    r"(?P<m>\d{1,2})[./](?P<d>\d{1,2})[日号]?",
    r"(?P<m>\d{1,2})-(?P<d>1[3-9]|[23]\d)[日号]?",
    r"(?P<y>\d{4})[-./ ](?P<m>\d{1,2})(?:月份?)?",
    r"(?P<y>\d{4})(?P<m>\d\d)(?:月份?)?",
    _YEAR + r"(?P<m>\d{1,2})月份?[初中底末]?",
    r"(?P<y>\d{4})(?:年度?[初中底末]?)?",
    r"(?:(?P<y>\d{4})[年.])?(?P<m>\d{1,2})(?:月份?)?[-~至到](?P<until>\d{1,2})月份?",
    r"(?:(?P<y>\d{4})年?度?)?第?(?P<quarter>[1-4])季度?",
    r"(?P<y>\d{4})年?-?[Qq](?P<quarter>[1-4])",
    r"(?:(?P<y>\d{4})年?度?)?(?P<half>[上下])半年",
    r"(?:(?P<y>\d{4})[年.])?(?P<m>\d{1,2})月份?(?P<third>[上中下])旬",
))
_UNTIL_DAY = re.compile(r"(?:(?P<m>\d{1,2})[-./月])?(?P<d>\d{1,2})[日号]?", re.ASCII)
_RANGE_SIGN = re.compile("[-~至到]")


class RefusedError(ValueError):
    """A text that is no date to rely on; the message says why, in Chinese, or is empty where there is nothing special to say."""


@dataclass(frozen=True, slots=True)
class Span:
    """First and last possible day, how exactly they are written, and whether the year came from the context."""

    first: date
    last: date
    precision: str
    year_assumed: bool = False


def read_form(text: str, year: int | None) -> Span:
    """One written date, or a range of two. ``year`` stands in where none is written. ``RefusedError`` when it is neither, or impossible."""
    if single := _single(text, year):
        return single
    ranges = {span for sign in _RANGE_SIGN.finditer(text) if (span := _range(text[: sign.start()], text[sign.end() :], year))}
    if len(ranges) != 1:
        raise RefusedError("")
    span = ranges.pop()
    if span.first > span.last:
        raise RefusedError("止日早于起日，请核对后改写")
    return span


def _range(left: str, right: str, year: int | None) -> Span | None:
    try:
        start = _single(left, year)
        end = start and (_end_day(right, start) or _single(right, None))
    except RefusedError:
        return None
    return start and end and Span(start.first, end.last, "range", start.year_assumed)


def _single(text: str, year: int | None) -> Span | None:
    found = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    return _span(found.groupdict(), year) if found else None


def _end_day(text: str, start: Span) -> Span | None:
    found = _UNTIL_DAY.fullmatch(text)
    if not found or start.precision != "day":
        return None
    return _day(start.first.year, int(found["m"] or start.first.month), int(found["d"]))


def _span(part: dict[str, str | None], context: int | None) -> Span:
    year = int(written) if (written := part.get("y")) else context
    if year is None:
        raise RefusedError("没有写年份，表题里也没有年份，请补上年份")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RefusedError(f"年份不在{FIRST_YEAR}年至{LAST_YEAR}年之间，请核对")
    return replace(_within(year, {name: text for name, text in part.items() if text}), year_assumed=not written)


def _within(year: int, part: dict[str, str]) -> Span:
    month = int(part.get("m", 0))
    if "d" in part:
        return _day(year, month, int(part["d"]))
    if "quarter" in part:
        last = int(part["quarter"]) * 3
        return _months(year, last - 2, last, "quarter")
    if "half" in part:
        return _months(year, *((1, 6) if part["half"] == "上" else (7, 12)), "half_year")
    if "third" in part:
        return _third(_months(year, month, month, "range"), part["third"])
    if "m" not in part:
        return _months(year, 1, 12, "year")
    return _months(year, month, int(part.get("until", month)), "range" if "until" in part else "month")


def _day(year: int, month: int, day: int) -> Span:
    try:
        return Span(date(year, month, day), date(year, month, day), "day")
    except ValueError:
        raise RefusedError("没有这一天，请核对月和日") from None


def _months(year: int, first: int, last: int, precision: str) -> Span:
    if not 1 <= first <= last <= 12:
        raise RefusedError("没有这个月份，或止月早于起月，请核对")
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision)


def _third(month: Span, third: str) -> Span:
    first, last = {"上": (1, 10), "中": (11, 20), "下": (21, month.last.day)}[third]
    return replace(month, first=month.first.replace(day=first), last=month.first.replace(day=last))
