"""Which parser reads the cells of a column: one for each column type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from auditor.records.cells import Cell
from auditor.records.values.codes import parse_code, parse_codes
from auditor.records.values.counts import parse_count
from auditor.records.values.dates import parse_date, parse_month
from auditor.records.values.identity import parse_id_number
from auditor.records.values.names import LIST_SIGN, several
from auditor.records.values.numbers import parse_amount, parse_integer, parse_number
from auditor.records.values.parsed import Parsed, Reading, unreadable
from auditor.records.values.text import has_invisible, normalise_spaces, normalise_text
from auditor.records.values.written import unusable, written
from auditor.records.values.yesno import parse_yes_no
from auditor.tables import Column, Privacy, Type

Parser = Callable[[Cell, int | None], Parsed[Any]]
PERSONS = "人"
"""The unit of integer columns that count people: their cells may hold ``25/27`` or the names themselves."""
UNITS = frozenset({"元", "千元", "万元", "角", "分"})
_FOREIGN = re.compile(r"[美港欧日澳加]元|[港日]币|英镑|外币|[$€£]|USD|HKD|EUR|JPY|GBP", re.IGNORECASE)
"""Units of money that are no part of a yuan: amounts in them are not read."""
_MEASURES = frozenset({"分钟", "天", "日", "节", "次", "场", "学时"})


def parser_of(key: str, column: Column, spellings: Mapping[str, str], stated: str, *, alone: bool = False) -> Parser:
    """The parser for the cells of ``column``. ``stated``: the unit that heading or caption name, if any; the int is the year of the row.

    ``alone``: the row is about the one person that is named in it.
    """
    if alone and column.privacy is Privacy.NAME:
        return lambda cell, _: _one_person(cell)
    money = stated if stated in UNITS or _FOREIGN.search(stated) else column.unit or "元"
    counted = column.unit == PERSONS
    words = {**dict.fromkeys(column.yes, True), **dict.fromkeys(column.no, False)}
    by_type: dict[Type, Parser] = {
        Type.TEXT: lambda cell, _: _text(cell, normalise_text if column.privacy is Privacy.NAME else normalise_spaces),
        Type.NAMES: lambda cell, _: _text(cell, _names),
        Type.ID_NUMBER: lambda cell, _: parse_id_number(cell),
        Type.CODE: lambda cell, _: parse_codes(cell, spellings) if column.many else parse_code(cell, spellings),
        Type.DATE: lambda cell, year: parse_date(cell, year=year),
        Type.MONTH: lambda cell, year: parse_month(cell, year=year),
        Type.INTEGER: lambda cell, _: _count(key, cell) if counted else parse_integer(cell, unit=column.unit),
        Type.AMOUNT: lambda cell, _: parse_amount(cell, unit=money),
        Type.NUMBER: lambda cell, _: _in_unit(cell, column.unit, stated),
        Type.YES_NO: lambda cell, _: parse_yes_no(cell, words, column.unit),
    }
    return by_type[column.type]


def _in_unit(cell: Cell, unit: str, stated: str) -> Parsed[float]:
    """A number; where the heading names another measure (学时（分钟）) it is not what it seems."""
    if unit and stated in _MEASURES - {unit}:
        return unusable(cell) or unreadable(f"列名写的单位是“{stated}”，不是“{unit}”，不能当作{unit}；请换算后填写，列名也改过来")
    return parse_number(cell, unit=unit)


def both_counts(cell: Cell) -> dict[str, int]:
    """What a cell that tells several head counts says, by column: ``25/27`` is due 27 and attended 25. Empty for a plain number."""
    count = parse_count(cell).value
    said = {"due": count.due, "attended": count.attended, "leave": count.leave} if count else {}
    return {key: value for key, value in said.items() if value is not None}


def _text(cell: Cell, tidy: Callable[[str], str]) -> Parsed[str]:
    """A written nothing (无, —, /) is no text, as in every other type: a ledger filled with dashes is not filled in."""
    answer = unusable(cell)
    if answer is not None:
        return answer
    text = written(cell)
    return Parsed(Reading.VALUE, tidy(text), note="含有看不见的字符，比对时不计；请重新录入这一格" if has_invisible(text) else "")


def _one_person(cell: Cell) -> Parsed[str]:
    found = _text(cell, normalise_text)
    count = len(several(cell.text)) if found.value else 0
    return unreadable(f"一格里写了 {count} 个人，不知道这一行是谁的；请一人写一行") if count else found


def _names(text: str) -> str:
    """Names joined by ``、``; spaces part them only where each part could be a name by itself."""
    parts = [part.strip() for part in LIST_SIGN.split(text) if part.strip()]
    if len(parts) == 1 and all(len(word) > 1 for word in parts[0].split()):
        parts = parts[0].split()
    return "、".join(normalise_text(part) for part in parts)


def _count(key: str, cell: Cell) -> Parsed[int]:
    found = parse_count(cell)
    if found.value is None:
        return Parsed(found.reading, note=found.note)
    return Parsed(Reading.VALUE, both_counts(cell).get(key, found.value.count), note=found.note)
