"""A cell under one month that speaks of several (1-3月已交): each of them says it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from auditor.records.cells import BLANK, Cell, Kind
from auditor.records.vocabulary import fold
from auditor.records.wide import WideField, covered

_SAID = re.compile(r"(\d{1,2}月?[-—–~至到]\d{1,2}月(?:份)?)(\D+)")


def of_several_months(row: Sequence[Cell], wide: Sequence[WideField], words: Collection[str]) -> Sequence[Cell]:
    """The row with such a word in its own cell and in the blank ones of its months; as it is where not all of these have a column.

    ``words``: what may be said so.
    """
    told = list(row)
    for item in wide:
        cell = told[item.field.heading.index] if item.field.heading.index < len(told) else BLANK
        found = _SAID.fullmatch(fold(cell.text)) if cell.kind is Kind.TEXT else None
        if not found or found[2] not in words:
            continue
        months = {month for _, month in covered(found[1])}
        theirs = [other for other in wide if other.key == item.key and {month for _, month in covered(other.value)} <= months]
        if item in theirs and len(theirs) == len(months):
            told += [BLANK] * (max(other.field.heading.index for other in theirs) + 1 - len(told))
            for other in theirs:
                place = other.field.heading.index
                told[place] = Cell(Kind.TEXT, found[2]) if other is item or told[place].kind is Kind.BLANK else told[place]
    return told
