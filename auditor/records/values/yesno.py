"""Yes or no from closed lists of words. 无 is a no here, not a nil: 有/无 is how check lists are filled."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.records.cells import Cell, Kind
from auditor.records.values.parsed import Parsed, Reading, unreadable
from auditor.records.values.text import normalise_text
from auditor.records.values.written import unusable, written

_WORDS = {
    **dict.fromkeys(["是", "有", "对", "已", "已有", "√", "✓", "✔", "☑", "1", "01", "y", "yes", "true", "t"], True),
    **dict.fromkeys(["否", "无", "不是", "没有", "未", "未有", "暂无", "×", "✗", "✘", "✕", "☒", "0", "02", "n", "no", "false", "f"], False),
}


_ASIDE = re.compile(r"([^()]+)\(([^()]+)\)")
_COUNT = re.compile(r"(\d{1,4})(\D+)", re.ASCII)
_NONE_OF_ITS_OWN: Mapping[str, bool] = {}


def parse_yes_no(cell: Cell, own: Mapping[str, bool] = _NONE_OF_ITS_OWN, unit: str = "") -> Parsed[bool]:
    """True or False. Dashes and slashes are nil; words that are not in the lists are unreadable.

    ``own``: words that mean yes or no in this column; ``unit``: what is counted in it (``3份``: yes, unless it is 0). A word in brackets
    behind another (有（复印件）) must say the same.
    """
    if (answer := unusable(cell, nil=False)) is not None:
        return answer
    if cell.kind is Kind.BOOL and isinstance(cell.value, bool):
        return Parsed(Reading.VALUE, cell.value)
    text = normalise_text(written(cell)).casefold()
    aside = _ASIDE.fullmatch(text)
    said = {_said(part, own, unit) for part in (aside.groups() if aside else (text,))}
    value = said.pop()
    if value is not None and not said:
        return Parsed(Reading.VALUE, value)
    return unusable(cell) or unreadable("认不出是或否，请填“是”或“否”（“有”或“无”、√ 或 ×）")


def _said(text: str, own: Mapping[str, bool], unit: str) -> bool | None:
    count = _COUNT.fullmatch(text)
    if count and count[2] == unit:
        return int(count[1]) > 0
    return own.get(text, _WORDS.get(text))
