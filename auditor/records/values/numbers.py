"""Numbers and amounts from a closed list of spellings, exact: Decimal throughout, amounts in integer fen."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from auditor.records.cells import Cell, Kind
from auditor.records.values.parsed import Parsed, Reading, unreadable
from auditor.records.values.text import normalise_spaces, normalise_text
from auditor.records.values.written import EXACT, unusable, written

_FIGURE = r"[+-]?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,15})?"
_NUMBER = re.compile(rf"({_FIGURE})((?![\d,.]).*)", re.ASCII | re.DOTALL)
_RATIO = re.compile(r"(\d{1,9})/(\d{1,9})", re.ASCII)
_MONEY_MARK = re.compile("^(?:人民币|¥)|整$")
_UNIT_MARK = re.compile("[()]|单位:?")
_FEN = {"分": 1, "角": 10, "元": 100, "圆": 100, "千元": 100_000, "万": 1_000_000, "万元": 1_000_000}
_SPLIT = re.compile(r"\d \d")
_COUNTERS = frozenset("人名位次个场期节篇份项条票件")
_WRITE = "请只填阿拉伯数字"


def parse_number(cell: Cell, *, unit: str = "") -> Parsed[float]:
    """A number; thousands commas and full width allowed. A word after it must be ``unit`` or a counting word (人, 次, ...)."""
    exact = _exact(cell, unit)
    return Parsed(exact.reading, None if exact.value is None else float(exact.value), note=exact.note)


def parse_integer(cell: Cell, *, unit: str = "") -> Parsed[int]:
    """A whole number, written as ``parse_number`` allows (12.0 is 12). Unreadable with a fraction or from 10**15 on."""
    exact = _exact(cell, unit)
    if exact.value is None:
        return Parsed(exact.reading, note=exact.note)
    if exact.value != int(exact.value) or abs(exact.value) >= EXACT:
        return unreadable("应为整数，请核对")
    return Parsed(Reading.VALUE, int(exact.value))


def parse_amount(cell: Cell, *, unit: str = "元") -> Parsed[int]:
    """An amount of money in fen. The unit written in the cell wins over ``unit`` (元, 万元, 分 ...), with a note if they differ.

    A negative amount (a refund, a correction) is a value with a note. Unreadable: fractions of a fen, an unknown unit.
    """
    if (answer := _no_number(cell)) is not None:
        return answer
    found = _NUMBER.fullmatch(_MONEY_MARK.sub("", _plain(cell)))
    if not found:
        return unreadable(f"认不出金额，{_WRITE}，如 12.50")
    usual = _UNIT_MARK.sub("", normalise_text(unit)) or "元"
    scale = _FEN.get(found[2] or usual)
    if scale is None:
        return unreadable("认不出金额的单位，请用元、万元或分")
    fen = _decimal(found[1]) * scale
    if fen != int(fen) or abs(fen) >= EXACT:
        return unreadable("金额不到一分或过大，请核对")
    differs = "单位以单元格里写的为准" * bool(found[2] and scale != _FEN.get(usual))
    return Parsed(Reading.VALUE, int(fen), note="；".join(filter(None, ("金额为负数，请核对" * (fen < 0), differs))))


def parse_ratio(cell: Cell) -> Parsed[Fraction]:
    """``80%``, ``0.8`` or ``4/5`` as an exact fraction. Unreadable: below 0, a divisor of 0, more than 1 without a percent sign."""
    if (answer := _no_number(cell)) is not None:
        return answer
    text = _plain(cell)
    if found := _RATIO.fullmatch(text):
        return Parsed(Reading.VALUE, Fraction(int(found[1]), int(found[2]))) if int(found[2]) else unreadable("分母为 0，请核对")
    found = _NUMBER.fullmatch(text)
    if not found or found[2] not in {"", "%"} or found[1].startswith("-"):
        return unreadable("认不出比例，请写成 80%、0.8 或 4/5 的形式")
    ratio = Fraction(_decimal(found[1])) / (100 if found[2] else 1)
    if ratio > 1 and not found[2]:
        return unreadable("大于 1 而没有百分号，不清楚是不是百分数，请写成 80% 的形式")
    return Parsed(Reading.VALUE, ratio)


def _exact(cell: Cell, unit: str) -> Parsed[Decimal]:
    if (answer := _no_number(cell)) is not None:
        return answer
    found = _NUMBER.fullmatch(_plain(cell))
    if not found:
        return unreadable(f"认不出数字，{_WRITE}")
    if found[2] and found[2] not in _COUNTERS and found[2] != normalise_text(unit):
        return unreadable(f"数字后面的文字或单位与本列不符，{_WRITE}")
    return Parsed(Reading.VALUE, _decimal(found[1]))


def _no_number(cell: Cell) -> Parsed[Any] | None:
    if cell.kind is Kind.DATE:
        return unreadable("单元格被存成了日期，请改回文本后重新填写")
    return unreadable(f"单元格是逻辑值，{_WRITE}") if cell.kind is Kind.BOOL else unusable(cell)


def _plain(cell: Cell) -> str:
    """The text without white space; nothing where a space stands between two digits: 12 13 is not 1213."""
    text = written(cell)
    return "" if _SPLIT.search(normalise_spaces(text)) else normalise_text(text)


def _decimal(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))
