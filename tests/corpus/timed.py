"""Periods that titles and headings name otherwise than by a year in digits: school years, spans of two years, numerals, months together."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from random import Random
from typing import Any

from tests.corpus import content, writing
from tests.corpus.ledgers import MONTHS, YEAR, month, month_headings
from tests.corpus.page import UNKNOWN, Line, Page, Planted, head

SCHOOL = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)
TWO_YEARS = ("2021-2022学年", "2021—2022学年度", "2021年9月-2022年8月", "2021/2022学年", "二〇二一-二〇二二学年", "2021.09-2022.08")
TWICE = ("2021-2022年度", "2021—2022年")


def dues_school_year(random: Random) -> Page:
    """A column a month under a title of a school year, or of two whole years, of which nobody knows which is meant."""
    twice = random.random() < 0.25
    months, lines = (MONTHS if twice else SCHOOL), []
    for name in content.names(random, random.randint(2, 8)):
        puts = [writing.an_amount(random, random.randrange(20, 9_000)) for _ in months]
        days = [UNKNOWN if twice else _in(2021 if number > 8 else 2022, number) for number in months]
        records = [Planted("dues", {"name": name, "paid": fen, "month": day}, ("month",)) for (_, fen), day in zip(puts, days, strict=True)]
        lines.append(Line([name, *[put for put, _ in puts]], tuple(records)))
    title = random.choice(TWICE if twice else TWO_YEARS)
    return Page("periods: two years", head("姓名", *[f"{number}月" for number in months]), tuple(lines), title=f"{title}党费收缴台账", file="党费收缴台账")


def _in(year: int, number: int) -> tuple[int, int]:
    return year * 10000 + number * 100 + 1, year * 10000 + number * 100 + monthrange(year, number)[1]


def dues_numerals(random: Random) -> Page:
    """The year of the title in Chinese numerals."""
    written = random.choice(("二〇二二", "二○二二", "二O二二", "二零二二", "二0二二"))
    lines = []
    for name in content.names(random, random.randint(2, 8)):
        puts = [writing.an_amount(random, random.randrange(20, 9_000)) for _ in MONTHS]
        records = [Planted("dues", {"name": name, "paid": fen, "month": month(number)}, ("month",)) for number, (_, fen) in zip(MONTHS, puts, strict=True)]
        lines.append(Line([name, *[put for put, _ in puts]], tuple(records)))
    title = f"{written}年{random.choice(('', '度'))}党费收缴台账"
    return Page("periods: numerals", head("姓名", *month_headings(random)), tuple(lines), title=title, file="党费收缴台账")


SPANS: tuple[dict[str, tuple[int, int]], ...] = (
    {"1-3月": (1, 3), "4-6月": (4, 6), "7-9月": (7, 9), "10-12月": (10, 12)},
    {"1月": (1, 1), "2月": (2, 2), "3月": (3, 3), "4-6月": (4, 6), "7月至12月": (7, 12)},
    {"上半年": (1, 6), "下半年": (7, 12)}, {"1～6月": (1, 6), "7—12月": (7, 12)}, {"一季度": (1, 3), "4-6月份": (4, 6)},
)


def dues_spans(random: Random) -> Page:
    """Columns of several months: each month has its share, where that is a whole number of fen."""
    spans, lines = random.choice(SPANS), []
    for name in content.names(random, random.randint(2, 8)):
        cells: list[Any] = [name]
        records = []
        for first, last in spans.values():
            fen, count = random.choice((6000, 1800, 100, None)), last - first + 1
            cells.append(None if fen is None else fen / 100)
            paid = None if fen is None else fen // count if fen % count == 0 else UNKNOWN
            records += [Planted("dues", {"name": name, "paid": paid, "month": month(number)}, ("month",)) for number in range(first, last + 1)]
        lines.append(Line(cells, tuple(records)))
    return Page("periods: months together", head("姓名", *spans), tuple(lines), title=f"{YEAR}年党费收缴台账", file="党费收缴台账")


def month_and_day(random: Random) -> Page:
    """The month in one column and the day in the next; the year stands in the title."""
    school, named = random.random() < 0.4, random.random() < 0.5
    lines = []
    for branch in random.sample(content.BRANCHES, random.randint(2, 6)):
        number, day = random.randint(1, 12), random.randint(1, 28)
        held = date(2021 if school and number > 8 else 2022, number, day)
        kind, topic, place = random.choice(("主题党日", "党课")), random.choice(content.TOPICS), random.choice(content.PLACES)
        parts: list[Any] = [f"{number}月", f"{day}日"] if named else [number, random.choice((day, f"{day}"))]
        values = {"branch": branch, "meeting_type": f"|{kind}|", "held_on": writing.days(held), "title": topic, "place": place}
        lines.append(Line([branch, kind, *parts, topic, place], (Planted("meetings", values),)))
    title = f"{random.choice(TWO_YEARS) if school else f'{YEAR}年'}三会一课台账"
    return Page("periods: month and day", head("党支部", "会议类型", "月", "日", "会议主题", "地点"), tuple(lines), title=title, file="三会一课台账")
