"""Head counts as branches write them: a number, present/due, words with numbers, or the names themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from auditor.records.cells import Cell, Kind
from auditor.records.values.numbers import parse_integer
from auditor.records.values.parsed import Parsed, Reading, unreadable
from auditor.records.values.text import normalise_spaces, normalise_text
from auditor.records.values.written import unusable

LONGEST = 20000
_OF = re.compile(r"(\d{1,6})人?/(\d{1,6})人?", re.ASCII)
_PARTS = {
    "due": "应到会?|应参会|应参加|应出席",
    "attended": "实到会?|实参会|实际参加|实际到会|实参加|实出席|到会|出席|参会",
    "leave": "请假|缺席|未到",
}
_LABELLED = re.compile("(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _PARTS.items()) + r")(?:人数)?:?(\d{1,6})[人名]?", re.ASCII)
_HEADS = re.compile(r"(?:共|计|共计)?(\d{1,6})[人名]", re.ASCII)
_FILLING = re.compile(r"[,，、;；。.()/:\s]|其中")
_LIST_SIGN = re.compile("[、,;/。\n]+")
_SPLIT = re.compile(r"\d \d")
_NAME = re.compile(r"[㐀-鿿]{2,4}|[㐀-鿿]{1,10}(?:[·.][㐀-鿿]{1,10})+")
_NO_NAME = re.compile(
    "全体|党员|分子|申请人|对象|群众|教师|学生|教职|同志|人员|干部|支部|书记|委员|组长|年级|学院|部门|各|等$|待定|请假|缺席|应到|实到")


@dataclass(frozen=True, slots=True)
class Count:
    """How many: ``count`` is who was there as far as written; ``due``, ``attended``, ``leave`` (on leave or absent) only where so written."""

    count: int
    due: int | None = None
    attended: int | None = None
    leave: int | None = None


def parse_count(cell: Cell) -> Parsed[Count]:
    """``25``, ``25人``, ``19次``, ``25/27`` (present of due), ``应到27人 实到25人``, ``20人（请假2人）`` or names in a list.

    Unreadable: more present than due, figures that do not add up, one word alone, lists in which something is no name.
    """
    if cell.kind is not Kind.TEXT or unusable(cell) is not None:
        return _plain(cell)
    return _read(cell.text) if len(cell.text) <= LONGEST else unreadable("文字太长，认不出人数，请填写数字")


def _plain(cell: Cell) -> Parsed[Count]:
    whole = parse_integer(cell)
    if whole.value is None:
        return Parsed(whole.reading, note=whole.note)
    return Parsed(Reading.VALUE, Count(whole.value)) if whole.value >= 0 else unreadable("人数或次数不能是负数，请核对")


@lru_cache(maxsize=8192)
def _read(text: str) -> Parsed[Count]:
    plain = normalise_text(text)
    if found := _OF.fullmatch(plain):
        return _checked(Count(int(found[1]), due=int(found[2]), attended=int(found[1])))
    if any(letter.isdigit() for letter in plain):
        whole = _plain(Cell(Kind.TEXT, text))
        return whole if whole.value else _labelled(normalise_spaces(text)) or whole
    return _names(text)


def _labelled(text: str) -> Parsed[Count] | None:
    """``应到27人 实到25人`` and ``20人（请假2人）``; None when there is anything else in the text."""
    if _SPLIT.search(text):
        return None
    text, said = normalise_text(text), dict[str, int]()
    for found in _LABELLED.finditer(text):
        name = next(name for name in _PARTS if found[name])
        if name in said and name != "leave":
            return None
        said[name] = said.get(name, 0) + int(found[4])
    rest = _LABELLED.sub("", text)
    heads = _HEADS.search(rest)
    if not (said or heads) or _FILLING.sub("", _HEADS.sub("", rest, count=1)):
        return None
    if heads:
        said.setdefault("attended" if "due" in said else "heads", int(heads[1]))
    return _from_parts(said)


def _from_parts(said: dict[str, int]) -> Parsed[Count]:
    due, attended, leave = (said.get(name) for name in _PARTS)
    count = attended if attended is not None else said.get("heads")
    if count is None:
        return unreadable("没有写实到人数，请补上")
    note = "不清楚总人数是否含请假的人，请写明应到和实到" if attended is None and leave else ""
    return _checked(Count(count, due, attended, leave), note)


def _checked(count: Count, note: str = "") -> Parsed[Count]:
    attended_or_away = count.count + (count.leave or 0 if count.attended is not None else 0)
    if count.due is not None and attended_or_away > count.due:
        return unreadable("实到（加请假）多于应到，请核对")
    return Parsed(Reading.VALUE, count, note=note)


def _names(text: str) -> Parsed[Count]:
    lines = _LIST_SIGN.split("\n".join(map(normalise_spaces, text.splitlines())))
    by_space = len([line for line in lines if line.strip()]) < 2
    names = [name for line in lines for name in (line.split(" ") if by_space else [line.replace(" ", "")]) if name]
    if len(names) < 2 or not all(_NAME.fullmatch(name) and not _NO_NAME.search(name) for name in names):
        return unreadable("认不出人数，请填写数字，或用顿号隔开的姓名")
    return Parsed(Reading.VALUE, Count(len(names)), note="名单里有相同的姓名，请核对" * (len(set(names)) < len(names)))
