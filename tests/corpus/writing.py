"""How people write a value: each function gives what is put into the cell and what must be read from it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.corpus.page import UNKNOWN, Mark

Put = tuple[Any, Any]
NIL = ("无", "—", "－", "/", "暂无")
FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")


def some_day(random: Random, first: int = 2015, last: int = 2022) -> date:
    return date(first, 1, 1) + timedelta(random.randrange((last - first + 1) * 365))


def days(first: date, last: date | None = None) -> tuple[int, int]:
    return tuple(day.year * 10000 + day.month * 100 + day.day for day in (first, last or first))  # type: ignore[return-value]


def whole_month(day: date) -> tuple[int, int]:
    return days(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def a_day(random: Random, day: date) -> Put:
    y, m, d = day.year, day.month, day.day
    exact = [
        day, day, f"{y}-{m:02}-{d:02}", f"{y}.{m}.{d}", f"{y}/{m}/{d}", f"{y}年{m}月{d}日", f"{y}年{m:02}月{d:02}日", f"{y}{m:02}{d:02}",
        int(f"{y}{m:02}{d:02}"), f" {y}.{m:02}.{d:02} ", f"{y}-{m}-{d}  14:30", f"{y}.{m}.{d}".translate(FULL), f"{y}、{m}、{d}",
    ]
    by_month = [f"{y}-{m:02}", f"{y}年{m}月", int(f"{y}{m:02}"), f"{y}{m:02}"]
    doubtful = [f"{y % 100:02}.{m}.{d}", f"{y}.1" if m == 1 else f"约{y}年", "去年", "2022-13-45", Mark.ERROR, Mark.UNCALCULATED, f"{d:02}/{m:02}/{y}"]
    chance = random.random()
    if chance < 0.8:
        return random.choice(exact), days(day)
    if chance < 0.9:
        return random.choice(by_month), whole_month(day)
    return (random.choice(doubtful), UNKNOWN) if chance < 0.95 else (random.choice([None, *NIL]), (None, None))


def a_month(random: Random, day: date) -> Put:
    y, m = day.year, day.month
    return random.choice([f"{y}-{m:02}", f"{y}年{m}月", f"{y}{m:02}", int(f"{y}{m:02}"), f"{y}.{m:02}", f"{y}年{m:02}月份", f"{y}/{m}"]), whole_month(day)


def an_amount(random: Random, fen: int) -> Put:
    yuan = fen / 100
    plain = f"{yuan:.2f}"
    exact: list[Any] = [yuan, yuan, yuan, plain, f"{plain}元", plain.translate(FULL), f"{fen // 100:,}.{fen % 100:02}", f" {plain} ", f"¥{plain}"]
    chance = random.random()
    if chance < 0.9:
        return random.choice(exact), fen
    return random.choice([("见附件", UNKNOWN), (f"{plain}美元", UNKNOWN), (Mark.ERROR, UNKNOWN), (Mark.UNCALCULATED, UNKNOWN), (None, None), ("无", None)])


def a_number(random: Random, number: int, unit: str = "") -> Put:
    return random.choice([number, number, str(number), f"{number}{unit}", str(number).translate(FULL)]), number


def an_id(random: Random, number: str) -> Put:
    """Eighteen digits as text; as a number only fifteen are kept, and that is no ID any more."""
    chance = random.random()
    if chance < 0.85:
        return random.choice([number, number, f"{number} ", f"'{number}", number.lower(), number.translate(FULL), f" {number}"]), number
    if chance < 0.95 and number.isdigit():
        return float(number[:15] + "000"), UNKNOWN
    return random.choice([(None, None), ("无", None), (number[:17] + ("1" if number[17] != "1" else "2"), UNKNOWN)])


def checksum(first: str) -> str:
    return "10X98765432"[sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(first)) % 11]


def id_number(random: Random) -> str:
    """A number of a region that does not exist."""
    born = some_day(random, 1960, 1999)
    first = f"990101{born:%Y%m%d}{random.randrange(1, 999):03}"
    return first + checksum(first)


def yes_no(random: Random, answer: bool) -> Put:
    return random.choice(["是", "有", "√", "Y", "✓"] if answer else ["否", "×", "N"]), answer


def a_text(random: Random, text: str) -> Put:
    return random.choice([text, text, text, f" {text}", f"{text}　", f"{text}\n"]), text
