"""A table file -> a table whose parts fit together, or all its mistakes."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.errors import Mistake
from auditor.rulebook.nodes import Document, Path
from auditor.rulebook.references import References
from auditor.rulebook.shape import shaped
from auditor.rulebook.suggest import did_you_mean
from auditor.tables import DATES, Table, Type


def parse_table(document: Document) -> tuple[Table | None, list[Mistake]]:
    """The one table of a file."""
    table, mistakes = shaped(Table, document.data, document)
    if table is None:
        return None, mistakes
    mistakes = [*_named(table, document), *_codes(table, document)]
    if table.roll:
        conditions = {"table": table.id, "where": document.data["roll"].get("where", [])}
        mistakes += References(document, {table.id: table}).of_check(conditions, ("roll",))
    return (None if mistakes else table), mistakes


def _named(table: Table, document: Document) -> Iterator[Mistake]:
    """Every column that the table names of itself must exist, with days where days are meant."""
    wide: dict[Path, str | None] = {("wide", key): getattr(table.wide, key) for key in ("column", "value", "words")} if table.wide else {}
    one: dict[Path, str | None] = {("branch",): table.branch, ("date",): table.date, ("group",): table.group, ("sort",): table.sort, **wide}
    named = [(path, name) for path, name in one.items() if name is not None]
    for key in ("person", "key", "from_title", "doubt_zero"):
        named += [((key, index), name) for index, name in enumerate(getattr(table, key))]
    named += [(("recognised_by", at, index), name) for at, group in enumerate(table.recognised_by) for index, name in enumerate(group)]
    days: list[tuple[Path, str]] = [(("roll", "since", index), name) for index, name in enumerate(table.roll.since)] if table.roll else []
    days += [(("roll", "until"), table.roll.until)] if table.roll and table.roll.until else []
    for path, name in [*named, *days]:
        if name not in table.columns:
            guess = did_you_mean(name, table.columns) or f"；可选：{'、'.join(table.columns)}"
            yield Mistake(str(document.place(path)), "R202", f'台账 "{table.id}"（{table.name}）没有列 "{name}"{guess}')
        elif (path == ("date",) or path[0] == "roll") and table.columns[name].type not in DATES:
            yield Mistake(str(document.place(path)), "R207", f'列 "{name}"（{table.columns[name].name}）不是日期')
        elif path[0] == "doubt_zero" and table.columns[name].type is not Type.INTEGER:
            yield Mistake(str(document.place(path)), "R207", f'列 "{name}"（{table.columns[name].name}）不是整数')


def _codes(table: Table, document: Document) -> Iterator[Mistake]:
    """Only code columns have values, and one spelling stands for one value."""
    for key, column in table.columns.items():
        path = ("columns", key, "values")
        if column.values and column.type is not Type.CODE:
            yield Mistake(str(document.place(path)), "R209", f'列 "{key}" 写了 values，类型应为 code')
        if column.type is Type.CODE and not column.values:
            yield Mistake(str(document.place(("columns", key))), "R209", f'列 "{key}" 的类型是 code，必须写 values')
        seen: dict[str, str] = {}
        for value, words in column.values.items():
            for word in dict.fromkeys((value, *words)):
                if seen.setdefault(word, value) != value:
                    message = f'列 "{key}" 的写法 "{word}" 同时属于 "{seen[word]}" 和 "{value}"；只能属于一个'
                    yield Mistake(str(document.place((*path, value))), "R209", message)
