"""Tables as HTML. Every text goes through ``shown``: nothing from outside is ever markup."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from markupsafe import escape

from auditor.reports.clean import Target, clean
from auditor.reports.document import Cell, Column, Row, Table
from auditor.reports.words import Tone

_WIDE = 29


@lru_cache(maxsize=1 << 14)
def shown(text: str) -> str:
    """A text as the page can hold it, escaped for markup and for attributes. Reports say the same few thousand texts again and again."""
    return str(escape(clean(text, Target.HTML)))


def attribute(name: str, value: str) -> str:
    """The attribute with a space before it; nothing for an empty value."""
    return f' {name}="{shown(value)}"' if value else ""


def printed(table: Table, anchors: Collection[str], *, filtered: bool) -> str:
    """The whole table, or what stands for one without rows. ``anchors``: the places of the page that links may lead to."""
    if not table.rows:
        return f"<p>{shown(table.empty)}</p>\n"
    foot = f"<tfoot>\n{_rows(table.foot, table.columns, anchors)}</tfoot>\n" if table.foot else ""
    opened = f'<div class="scroll"><table{attribute("class", "filtered" if filtered else "")}>'
    return f"{opened}\n{_heads(table.columns)}<tbody>\n{_rows(table.rows, table.columns, anchors)}</tbody>\n{foot}</table></div>\n"


def inner(cell: Cell, anchors: Collection[str]) -> str:
    """What a cell says: a link where its place is on the page."""
    if not cell.link or cell.link not in anchors:
        return shown(cell.text)
    return f'<a href="#{shown(cell.link)}"{attribute("title", cell.note)}>{shown(cell.text)}</a>'


def _rows(rows: Iterable[Row], columns: Sequence[Column], anchors: Collection[str]) -> str:
    classes = [_by_tone(column) for column in columns]
    return "".join(_row(row, classes, anchors) for row in rows)


def _row(row: Row, classes: Sequence[dict[Tone, str]], anchors: Collection[str]) -> str:
    place = row.anchors[0] if row.anchors and row.anchors[0] in anchors else ""
    cells = "".join([
        f"<td{by_tone[cell.tone]}{attribute('title', '' if cell.link else cell.note)}>{inner(cell, anchors)}</td>"
        for cell, by_tone in zip(row.cells, classes, strict=False)
    ])
    return f"<tr{attribute('class', 'quiet' if row.quiet else '')}{attribute('id', place)}>{cells}</tr>\n"


@lru_cache
def _by_tone(column: Column) -> dict[Tone, str]:
    """The class attribute of a column's cells, by their tone."""
    return {tone: attribute("class", _classes(tone, column)) for tone in Tone}


def _classes(tone: Tone, column: Column) -> str:
    names = {tone.value, column.kind.value, "wide" if column.width > _WIDE else "text"} - {Tone.PLAIN.value, "text"}
    return " ".join(sorted(names))


@lru_cache
def _heads(columns: tuple[Column, ...]) -> str:
    groups = f"<tr>{''.join(_groups(columns))}</tr>\n" if any(column.group for column in columns) else ""
    return f"<thead>\n{groups}<tr>{''.join(map(_head, columns))}</tr>\n</thead>\n"


def _groups(columns: Sequence[Column]) -> Iterator[str]:
    for group, same in groupby(columns, key=lambda column: column.group):
        yield f'<th scope="colgroup" colspan="{len(list(same))}">{shown(group)}</th>'


def _head(column: Column) -> str:
    if not column.code:
        return f'<th scope="col">{shown(column.title)}</th>'
    lines = f'<span class="name">{shown(column.title)}</span><small>{shown(column.tag)}</small><small>{shown(column.code)}</small>'
    return f'<th scope="col" class="upright">{lines}</th>'
