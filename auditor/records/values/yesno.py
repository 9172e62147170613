"""Yes or no from a closed list of words. 无 is a no here, not a nil: 有/无 is how check lists are filled."""

from __future__ import annotations

from auditor.records.cells import Cell, Kind
from auditor.records.values.parsed import Parsed, Reading, unreadable
from auditor.records.values.text import normalise_text
from auditor.records.values.written import unusable, written

_WORDS = {
    **dict.fromkeys(["是", "有", "对", "已", "已有", "√", "✓", "✔", "☑", "1", "01", "y", "yes", "true", "t"], True),
    **dict.fromkeys(["否", "无", "不是", "没有", "未", "未有", "暂无", "×", "✗", "✘", "✕", "☒", "0", "02", "n", "no", "false", "f"], False),
}


def parse_yes_no(cell: Cell) -> Parsed[bool]:
    """True or False. Dashes and slashes are nil; words that are not in the list are unreadable."""
    if (answer := unusable(cell, nil=False)) is not None:
        return answer
    if cell.kind is Kind.BOOL and isinstance(cell.value, bool):
        return Parsed(Reading.VALUE, cell.value)
    said = _WORDS.get(normalise_text(written(cell)).casefold())
    if said is not None:
        return Parsed(Reading.VALUE, said)
    return unusable(cell) or unreadable("认不出是或否，请填“是”或“否”（“有”或“无”、√ 或 ×）")
