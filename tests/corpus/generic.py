"""A plain ledger of any table: one header row with spellings of some of its columns, one record a row, values by the columns' types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

from auditor.tables import Column, Privacy, Table, Type
from tests.corpus import content, writing
from tests.corpus.page import Line, Page, Planted, head

WORDS = ("按计划完成", "情况良好", "已存档", "见记录", "学习材料一份")


def generic(random: Random, table: Table) -> Page:
    keys = columns_of(random, table)
    lines = []
    for number in range(1, random.randint(2, 12)):
        cells, values = [], {}
        for key in keys:
            put, value = some(random, key, table.columns[key], number)
            cells.append(put)
            values[key] = value
        if table.date not in keys and (other := next((key for key in table.dated_by if key in keys), None)):
            values[str(table.date)] = values[other]
        lines.append(Line(cells, (Planted(table.id, values),)))
    names = [random.choice(headings(table, key)) for key in keys]
    return Page(f"{table.id}: plain", head(*names), tuple(lines), title=table.name, file=table.name)


def columns_of(random: Random, table: Table) -> list[str]:
    """The columns of one set by which the table is known, and some more, in any order. Those that spread a row over months have pages of their own."""
    spread = table.spread
    spans = {spread.start, spread.end, spread.both, spread.number, spread.until} if spread else set()
    known = [key for key in random.choice([keys for keys in table.recognised_by if not spans & set(keys)]) if headings(table, key)]
    left_out = {*known, *spans, *([table.wide.value] if table.wide else [])}
    more = [key for key in table.columns if key not in left_out and headings(table, key) and key != "seq"]
    chosen = [*known, *random.sample(more, min(len(more), random.randint(0, 8)))]
    random.shuffle(chosen)
    if table.branch in table.columns and table.branch not in chosen:
        chosen.append(table.branch)
    return chosen


def headings(table: Table, key: str) -> list[str]:
    """The spellings that mean this column and no other of the table."""
    said = Counter(word for column in table.columns.values() for word in column.headers)
    column = table.columns[key]
    return [word for word in column.headers if said[word] == 1 and word not in column.by_values]


def some(random: Random, key: str, column: Column, number: int) -> writing.Put:
    """A cell of the column and what must be read from it."""
    makers: dict[Type, Callable[[], writing.Put]] = {
        Type.DATE: lambda: writing.a_day(random, writing.some_day(random)),
        Type.MONTH: lambda: writing.a_month(random, writing.some_day(random)),
        Type.AMOUNT: lambda: writing.an_amount(random, random.randrange(1, 100_000)),
        Type.INTEGER: lambda: writing.a_number(random, random.randint(2015, 2022) if key == "year" else random.randint(1, 40), column.unit),
        Type.NUMBER: lambda: writing.a_number(random, random.randint(1, 40), column.unit),
        Type.YES_NO: lambda: writing.yes_no(random, random.random() < 0.7),
        Type.ID_NUMBER: lambda: writing.an_id(random, writing.id_number(random)),
        Type.CODE: lambda: a_code(random, column),
        Type.NAMES: lambda: a_list(random),
        Type.TEXT: lambda: a_text(random, key, column, number),
    }
    return makers[column.type]()


def a_list(random: Random) -> writing.Put:
    names = content.names(random, random.randint(1, 5))
    return random.choice("、，;,").join(names), "、".join(names)


def a_code(random: Random, column: Column) -> writing.Put:
    value = random.choice(list(column.values))
    put: Any = random.choice((value, *column.values[value]))
    return put, f"|{value}|" if column.many else value


def a_text(random: Random, key: str, column: Column, number: int) -> writing.Put:
    if column.privacy is Privacy.NAME:
        return writing.a_text(random, content.a_name(random))
    if key in ("branch", "short_name"):
        return writing.a_text(random, random.choice(content.BRANCHES))
    return writing.a_text(random, f"{random.choice(WORDS)}{number}")
