"""The tables of a case written differently in ways that must change nothing: rows in another order, a stranger beside, other headers."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from auditor.records.cells import letter
from auditor.records.understood import Understood
from auditor.records.vocabulary import normalise_header
from auditor.tables import Table, Type

Rows = Sequence[Sequence[str]]
"""A table as text: the header, then the rows."""

STRANGER = "无关事项检验党支部"
"""A branch that no case knows."""
NOBODY = "检验甲子"
ACROSS = frozenset({"unique", "alike", "references"})
"""Kinds that compare records of different branches: the stranger has its row in the register and no other records."""
COPIED = frozenset({Type.CODE, Type.DATE, Type.MONTH, Type.YES_NO, Type.INTEGER, Type.AMOUNT, Type.NUMBER})
REGISTER = "branches"


def shuffled(rows: Rows, sheet: Understood, tables: Mapping[str, Table], kind: str) -> Rows:
    """The rows in another order, the same one each time."""
    del tables, kind
    before = list(rows[1:])
    body = random.Random(f"{sheet.table}{len(before)}").sample(before, len(before))  # noqa: S311 - not a secret
    return [*rows[:1], *(body if body != before else before[::-1])]


def with_stranger(rows: Rows, sheet: Understood, tables: Mapping[str, Table], kind: str) -> Rows:
    """A row of a branch and a person of whom the case knows nothing: the days, codes and numbers of the first row, no other texts."""
    if not sheet.table or len(rows) < 2 or (kind in ACROSS and sheet.table != REGISTER):
        return rows
    table = tables[sheet.table]
    known = {table.branch: STRANGER, **({"name": NOBODY} if table.person else {})}
    filled = zip(rows[1], _keys(rows[0], sheet), strict=False)
    return [*rows, [known.get(key, cell if key in table.columns and table.columns[key].type in COPIED else "") for cell, key in filled]]


def renamed(rows: Rows, sheet: Understood, tables: Mapping[str, Table], kind: str) -> Rows:
    """Every header replaced by the next one that the table knows for its column and for no other."""
    del kind
    if not sheet.table:
        return rows
    table, head = tables[sheet.table], list(rows[0])
    ways = {column.letter: column.how for column in sheet.columns}
    for place, key in enumerate(_keys(head, sheet)):
        if key in table.columns and ways.get(letter(place)) == "exact":
            others = [word for word in _synonyms(key, table) if normalise_header(word)[0] != normalise_header(head[place])[0]]
            head[place] = others[0] if others else head[place]
    return [head, *rows[1:]]


VARIATIONS: Mapping[str, Callable[[Rows, Understood, Mapping[str, Table], str], Rows]] = {
    "行序打乱": shuffled, "添上无关的支部": with_stranger, "换用同义表头": renamed,
}


def _keys(head: Sequence[str], sheet: Understood) -> list[str]:
    """The table column of each column of the text; empty where there is none."""
    known = {column.letter: column.key for column in sheet.columns}
    return [known.get(letter(place), "") for place, _ in enumerate(head)]


def _synonyms(key: str, table: Table) -> list[str]:
    """The column's spellings that mean it whatever stands below them, the least usual first."""
    column = table.columns[key]
    doubtful = {normalise_header(word)[0] for other, one in table.columns.items() if other != key for word in (one.name, *one.headers, *one.by_values)}
    doubtful |= {normalise_header(word)[0] for word in column.by_values}
    return [word for word in (column.name, *column.headers)[::-1] if normalise_header(word) == (word, "") and word not in doubtful]
