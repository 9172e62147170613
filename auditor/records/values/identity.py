"""ID numbers: text of 18 characters with a right check digit, or nothing that people may be joined by."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from stdnum.cn.ric import calc_check_digit

from auditor.records.cells import Cell, Kind
from auditor.records.values.parsed import Parsed, Reading, unreadable
from auditor.records.values.text import normalise_text
from auditor.records.values.written import unusable

_NUMBER = re.compile("[1-9][0-9]{16}[0-9X]")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+")
_LOST = "身份证号被存成数字，末尾几位已丢失，请把该列设为文本后按证件重新录入"


def parse_id_number(cell: Cell) -> Parsed[str]:
    """The 18 characters, x as X. The region is not looked up.

    A number with a wrong check digit or birth date is unreadable and has no value, although it is text: nobody may be recognised
    by it. So is one stored as a number, whatever its digits say: its last ones are lost.
    """
    if cell.kind is Kind.NUMBER:
        return unreadable(_LOST)
    if (answer := unusable(cell)) is not None:
        return answer
    return _read(cell.text) if cell.kind is Kind.TEXT else unreadable("不是身份证号，请把该列设为文本后重新录入")


def birth_of(number: str) -> int | None:
    """The birth date in an ID number as the integer YYYYMMDD; None when there is no such day."""
    digits = number[6:14]
    try:
        return int(digits) if date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) and len(digits) == 8 else None
    except ValueError:
        return None


def sex_of(number: str) -> str | None:
    """男 or 女 by the 17th digit of an ID number; None when there is none."""
    digit = number[16:17]
    return ("女", "男")[int(digit) % 2] if digit.isdecimal() else None


@lru_cache(maxsize=16384)
def _read(text: str) -> Parsed[str]:
    number = normalise_text(text).strip("'’‘`\"").upper()
    if _NUMBER.fullmatch(number):
        return _checked(number)
    if _SCIENTIFIC.fullmatch(number):
        return unreadable(_LOST)
    if "*" in number:
        return unreadable("身份证号已打码，无法核对，请提供完整号码")
    if re.fullmatch("[0-9]{15}", number):
        return unreadable("是 15 位旧号，请改用 18 位身份证号")
    if re.fullmatch("[0-9X]+", number):
        return unreadable(f"身份证号应为 18 位，这里是 {len(number)} 位，请核对")
    return unreadable("不是居民身份证号，请按证件核对")


def _checked(number: str) -> Parsed[str]:
    if calc_check_digit(number) != number[-1]:
        return unreadable(_LOST if number.endswith("000") else "身份证号校验位不对，有录错的数字，请按证件核对")
    birth = birth_of(number)
    if birth is None or not 19000101 <= birth <= 21001231:
        return unreadable("身份证号里的出生日期不存在，请按证件核对")
    return Parsed(Reading.VALUE, number)
