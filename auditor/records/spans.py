"""The period that a text names: a year, months, a quarter, a school year, or a span over several years."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from auditor.records.values.chinese import to_arabic
from auditor.records.vocabulary import fold

Span = tuple[int | None, int | None, int | None, int | None]
"""First year, first month, last year, last month; None where nothing is said."""

SCHOOL_YEAR = {"": (9, 20), "1": (9, 13), "2": (14, 20)}
"""First and last month of a school year and of its terms, counted from January of the year in which it begins."""
_TERMS = {"一": "1", "上": "1", "1": "1", "秋季": "1", "二": "2", "下": "2", "2": "2", "春季": "2"}
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR, _MONTH, _QUARTER = r"(?<!\d)(?P<year>\d{4})", r"(?P<first>\d{1,2})", r"第?(?P<quarter>[一二三四1-4])季度"
_TO, _NO_DAY = r"[-—–~至到]", r"(?!\d{1,2}[日号])"
_TERM = r"学年度?\(?(?:第?(?P<term>[一二上下12]|[秋春]季)学期)?"
_SPANS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"{_YEAR}(?:年?(?:{_TO}+|/)(?P<until>\d{{4}}|\d{{2}}))?(?P<school>{_TERM})",
    rf"{_YEAR}[年.]{_MONTH}月?份?{_TO}+(?P<until>\d{{4}})[年.](?P<last>\d{{1,2}})(?!\d|月?\d{{1,2}}[日号])",
    rf"{_YEAR}[年.]{_MONTH}月?{_TO}(?P<last>\d{{1,2}})月{_NO_DAY}",
    rf"{_YEAR}[年.]{_MONTH}{_TO}(?P<last>\d{{1,2}})(?!\d)",
    rf"{_YEAR}年?{_TO}+(?P<until>\d{{4}})(?!\d|学年|年?\d{{1,2}}月|[级届.])",
    rf"{_YEAR}年?度?{_QUARTER}",
    rf"{_YEAR}Q(?P<quarter>[1-4])",
    rf"{_YEAR}年?度?(?P<half>[上下])半年",
    rf"{_YEAR}年{_MONTH}月份?{_NO_DAY}",
    rf"{_YEAR}[.\-/]{_MONTH}(?![\d.\-/])",
    rf"{_YEAR}(?!学年)(?=年度?(?!\d{{1,2}}月)|$|[^\d年级届.\-/])",
    rf"(?<!\d){_MONTH}月?{_TO}(?P<last>\d{{1,2}})月{_NO_DAY}",
    _QUARTER,
    r"(?P<half>[上下])半年",
    rf"(?<!\d){_MONTH}月份?{_NO_DAY}",
))
_ASIDE = re.compile(r"(截至|截止|填报日期|填表日期|制表日期|填报时间|填表时间|制表时间|日期)[::]?.*|数据源自.*")
_PERIOD = re.compile(r"\(?\d{4}年度?(\d{1,2}月份?|第?[一二三四1-4]季度|[上下]半年)?\)?")
_WRITTEN_YEAR = re.compile(r"(?P<year>[一二][〇零○◯OoＯｏ0０一二三四五六七八九]{3})(?=年|学年|[-—–~至到])(?P<month>年[一二三四五六七八九十]{1,3}月)?")

_WRITTEN_MONTH = re.compile(r"(?<![〇零一二三四五六七八九十])[一二三四五六七八九十]{1,3}月(?=份|$)")


def is_period(text: str) -> bool:
    """Whether the text is a period with its year and nothing else."""
    return _PERIOD.fullmatch(in_digits(fold(text))) is not None


def in_digits(text: str) -> str:
    """The text with years, and months behind them or at its end, in digits: 二〇二二年一月 -> 2022年1月. The rest is left: names have numerals too."""
    text = _WRITTEN_YEAR.sub(lambda found: to_arabic(f"{fold(found['year'])}年")[:-1] + to_arabic(found["month"] or ""), text)
    return _WRITTEN_MONTH.sub(lambda found: to_arabic(found[0]), text)


def period_of(texts: Sequence[str]) -> tuple[int | None, date | None, date | None]:
    """Year, first and last day: the first text that names a year, and months from the first text that does not contradict it.

    The year is None where the days lie in several.
    """
    spans = [span_of(_ASIDE.sub("", in_digits(text))) for text in texts]
    whole = next((span for span in spans if span[0]), None)
    if whole is None:
        return None, None, None
    months = next((span for span in spans if span[1] and span[0] in (None, whole[0])), whole)
    start, end = _days(months if months[0] else _placed(months, whole))
    if start > end:
        start, end = _days((whole[0], 1, whole[0], 12))
    return start.year if start.year == end.year else None, start, end


def _placed(months: Span, whole: Span) -> Span:
    """Months without a year in the one year that puts them into the whole; the whole where none or several do."""
    first, last = _days(whole)
    placed = [(year, months[1], year, months[3]) for year in range(first.year, last.year + 1)]
    inside = [span for span in placed if first <= _days(span)[0] and _days(span)[1] <= last]
    return inside[0] if len(inside) == 1 else whole if len(placed) > 1 else placed[0]


def _days(span: Span) -> tuple[date, date]:
    year, last_year, last_month = span[0] or 0, span[2] or span[0] or 0, span[3] or span[1] or 12
    return date(year, span[1] or 1, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def span_of(text: str) -> Span:
    """What one text names; four times None where that is nothing, or does not exist."""
    for pattern in _SPANS:
        if (found := pattern.search(text)) and (span := _span(found.groupdict())):
            return span
    return None, None, None, None


def _span(found: dict[str, str | None]) -> Span | None:
    """The span of one match; None where it names a year or month that does not exist."""
    year = int(found["year"] or 0) if "year" in found else None
    until = found.get("until") or ""
    last_year = int(f"{year}"[: 4 - len(until)] + until) if until else year
    if year is not None and not 1949 <= year <= (last_year or year) <= 2100:
        return None
    if found.get("school"):
        return _school(year or 0, _TERMS.get(found.get("term") or "", "")) if not until or last_year == (year or 0) + 1 else None
    first, last = _months(found, several=bool(until))
    named = bool(found.get("first"))
    if not (0 <= first <= 12 and 0 <= last <= 12) or (named and not (first and last)):
        return None
    return year, first or None, last_year, last or None


def _school(year: int, term: str) -> Span:
    first, last = (year * 12 + month - 1 for month in SCHOOL_YEAR[term])
    return first // 12, first % 12 + 1, last // 12, last % 12 + 1


def _months(found: dict[str, str | None], *, several: bool) -> tuple[int, int]:
    """First and last month; 0 where none is named."""
    if quarter := _NUMERALS.get(found.get("quarter") or ""):
        return quarter * 3 - 2, quarter * 3
    if half := found.get("half"):
        return (1, 6) if half == "上" else (7, 12)
    if month := found.get("first"):
        return int(month), int(found.get("last") or month)
    return (1, 12) if several else (0, 0)
