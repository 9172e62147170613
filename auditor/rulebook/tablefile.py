"""A table file -> a table whose parts fit together, or all its mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.errors import Mistake
from auditor.rulebook.nodes import Document, Path
from auditor.rulebook.references import ANY, NUMBERS, References, value_problem
from auditor.rulebook.shape import shaped
from auditor.rulebook.suggest import did_you_mean
from auditor.tables import DATES, Table, Type

CODES, INTEGERS = frozenset({Type.CODE}), frozenset({Type.INTEGER})
MEANT = {DATES: "日期", CODES: "代码（type: code）", INTEGERS: "整数", NUMBERS: "数字"}
NAMED: Mapping[Path, frozenset[Type]] = {
    ("branch",): ANY, ("date",): DATES, ("dated_by",): DATES, ("person",): ANY, ("group",): ANY, ("listed",): ANY, ("key",): ANY, ("recognised_by",): ANY,
    ("sort",): CODES, ("in_order",): ANY, ("doubt_zero",): INTEGERS, ("doubt_notes",): ANY, ("doubt_asked",): ANY,
    ("roll", "since"): DATES, ("roll", "until"): DATES, ("wide", "value"): ANY, ("wide", "words"): CODES,
    ("wide", "counts"): CODES, ("denied", "column"): ANY, ("denied", "without"): ANY,
    ("owed", "column"): NUMBERS, ("gone", "column"): CODES, ("departed", "column"): ANY, ("title_ends",): DATES,
    **{("spread", key): DATES for key in ("column", "start", "end", "until")}, ("spread", "both"): ANY,
    ("spread", "shared"): NUMBERS, ("spread", "number"): NUMBERS,
}
"""Where a table names columns of its own, and the types that are meant there. What ``wide`` spreads depends on its headers."""


def parse_table(document: Document) -> tuple[Table | None, list[Mistake]]:
    """The one table of a file."""
    table, mistakes = shaped(Table, document.data, document)
    if table is None:
        return None, mistakes
    mistakes = [*_named(table, document), *_spelt(table, document), *_codes(table, document)]
    if table.roll:
        conditions = {"table": table.id, "where": document.data["roll"].get("where", [])}
        mistakes += References(document, {table.id: table}).of_check(conditions, ("roll",))
    return (None if mistakes else table), mistakes


def _named(table: Table, document: Document) -> Iterator[Mistake]:
    """Every column that the table names of itself must exist, with days, numbers or codes where those are meant."""
    for path, name, types in _names(table):
        column = table.columns.get(name)
        if column is None:
            guess = did_you_mean(name, table.columns) or f"；可选：{'、'.join(table.columns)}"
            yield Mistake(str(document.place(path)), "R202", f'台账 "{table.id}"（{table.name}）没有列 "{name}"{guess}')
        elif column.type not in types:
            yield Mistake(str(document.place(path)), "R207", f'列 "{name}"（{column.name}）不是{MEANT[types]}')


def _names(table: Table) -> Iterator[tuple[Path, str, frozenset[Type]]]:
    """Where the table names a column of its own, which, and of what types that may be."""
    for path, types in NAMED.items():
        for place, name in _texts(_part(table, path), path):
            yield place, name, types
    if table.wide:
        yield ("wide", "column"), table.wide.column, CODES if table.wide.headers == "codes" else DATES
    for name in table.spread.done if table.spread else ():
        yield ("spread", "done", name), name, ANY
    for part, names in (("doubt_unless", table.doubt_unless), ("from_title", table.from_title)):
        for name in names:
            yield (part, name), name, CODES


def _part(table: Table, path: Path) -> Any:
    """The value under a path of attributes; None where the table has no such part."""
    found: Any = table
    for key in path:
        found = getattr(found, str(key), None)
    return found


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Each text in lists of any depth, with its place."""
    if isinstance(value, str):
        yield path, value
    for index, one in enumerate(value if isinstance(value, tuple) else ()):
        yield from _texts(one, (*path, index))


def _spelt(table: Table, document: Document) -> Iterator[Mistake]:
    """The values that the table gives to columns of its own must be theirs."""
    given: list[tuple[Path, str, str]] = [(("denied", "value"), table.denied.column, table.denied.value)] if table.denied else []
    given += [(("spread", "done", name), name, value) for name, value in (table.spread.done if table.spread else {}).items()]
    if table.gone:
        given += [(("gone", "words", value), table.gone.column, value) for value in table.gone.words]
    given += [(("doubt_unless", name), name, value) for name, value in table.doubt_unless.items()]
    given += [(place, name, value) for name, values in table.from_title.items() for place, value in _texts(values, ("from_title", name))]
    given += [(path, str(table.sort), value) for path, value in _texts(table.families, ("families",))]
    for path, name, value in given:
        if name in table.columns and (problem := value_problem(value, table.columns[name])):
            yield Mistake(str(document.place(path)), "R203", problem)


def _codes(table: Table, document: Document) -> Iterator[Mistake]:
    """Only code columns have values, only yes_no columns words for yes and no, and one spelling stands for one value."""
    for key, column in table.columns.items():
        path = ("columns", key, "values")
        if column.values and column.type is not Type.CODE:
            yield Mistake(str(document.place(path)), "R209", f'列 "{key}" 写了 values，类型应为 code')
        if column.type is Type.CODE and not column.values:
            yield Mistake(str(document.place(("columns", key))), "R209", f'列 "{key}" 的类型是 code，必须写 values')
        if (column.yes or column.no) and column.type is not Type.YES_NO:
            yield Mistake(str(document.place(("columns", key))), "R209", f'列 "{key}" 写了 yes 或 no，类型应为 yes_no')
        seen: dict[str, str] = {}
        for value, words in column.values.items():
            for word in dict.fromkeys((value, *words)):
                if seen.setdefault(word, value) != value:
                    message = f'列 "{key}" 的写法 "{word}" 同时属于 "{seen[word]}" 和 "{value}"；只能属于一个'
                    yield Mistake(str(document.place((*path, value))), "R209", message)
