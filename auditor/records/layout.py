"""Sheets to records: one row is one record, or, where headers are months or codes, one record per row and such column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.records.cells import BLANK, Cell, Kind, letter
from auditor.records.mapping import Field, lookup
from auditor.records.spread import months_apart
from auditor.records.understood import RawRecord
from auditor.records.vocabulary import Vocabulary, fold, month_of
from auditor.tables import Table, Wide

Cells = dict[str, tuple[str, Cell]]
_MONTH_AND_COLUMN = re.compile(r"((?:\d{4}年)?[^年月]{1,3}月份?)(.+)")
_NONE, _ONCE, _MOST_COUNTED = frozenset({"0", "0次", "无", "×", "否", "-", "—", "/"}), frozenset({"√", "是", "✓"}), 31


@dataclass(frozen=True, slots=True)
class WideField:
    """One spread column: the value that its header gives (a month as ``3月`` or ``2022年3月``) and the table column of its cells.

    ``kind``: what is counted in it, where its cells are numbers of records.
    """

    field: Field
    value: str
    key: str
    kind: str = ""


def wide_fields(fields: Sequence[Field], table: str, titles: Sequence[str], vocabulary: Vocabulary) -> tuple[WideField, ...]:
    """The columns of the sheet whose headers are values of the table; empty where the sheet is not spread that way."""
    wide = vocabulary.tables[table].wide
    if wide is None or (wide.titles and not any(fold(word) in fold(text) for word in wide.titles for text in titles)):
        return ()
    if wide.counts:
        return _count_fields(fields, table, wide, vocabulary)
    found = [_month_field(item, table, wide, vocabulary) if wide.headers == "months" else _code_field(item, table, wide, vocabulary) for item in fields]
    kept = [item for item in found if item is not None]
    strange = {item.key for item in kept if item.key.startswith("?")}
    if len(strange) > 1 or (wide.headers == "codes" and len(kept) < 2):
        return ()
    kept = [replace(item, key=wide.value) if item.key.startswith("?") else item for item in kept]
    return tuple(kept) if len({(item.value, item.key) for item in kept}) == len(kept) else ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of a sheet become records.

    ``constants``: columns whose value stands in the title; ``words``: the codes of the words column of a wide sheet; ``year`` that of the context.
    """

    table: Table
    keys: Mapping[str, Sequence[Field]]
    wide: Sequence[WideField] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None


def records_of(layout: Layout, rows: Mapping[int, Sequence[Cell]], groups: Mapping[int, str]) -> tuple[RawRecord, ...]:
    """The records of the rows (0-based). ``groups``: row -> branch named by a group title above it."""
    return tuple(record for index, row in rows.items() for record in _of_row(layout, index, row, groups.get(index, "")))


def _of_row(layout: Layout, index: int, row: Sequence[Cell], group: str) -> Iterator[RawRecord]:
    for record in _narrow_or_wide(layout, index, row, group):
        if layout.table.spread and not layout.wide:
            headings = {key: items[0].heading.text for key, items in layout.keys.items()}
            yield from months_apart(record, layout.table.spread, headings, layout.year)
        else:
            yield record


def _narrow_or_wide(layout: Layout, index: int, row: Sequence[Cell], group: str) -> Iterator[RawRecord]:
    cells: Cells = {key: ("", _text(value)) for key, value in layout.constants.items()}
    cells |= {key: _joined([(item.heading.index, _at(row, item.heading.index)) for item in items]) for key, items in layout.keys.items()}
    if group and layout.table.branch not in cells:
        cells[layout.table.branch] = ("", _text(group))
    if not layout.wide or layout.table.wide is None:
        yield RawRecord(index + 1, cells)
        return
    months = layout.table.wide.headers == "months"
    stated = cells["year"][1].text if "year" in cells else ""
    if layout.table.wide.counts:
        yield from _counted(layout, layout.table.wide, RawRecord(index + 1, cells), row, stated)
        return
    for value in dict.fromkeys(item.value for item in layout.wide):
        own = {item.key: (letter(item.field.heading.index), _at(row, item.field.heading.index)) for item in layout.wide if item.value == value}
        name = _dated(value, stated, layout.year) if months else value
        yield RawRecord(index + 1, {**cells, layout.table.wide.column: ("", _text(name)), **own, **_words(layout, layout.table.wide, own)})


def _words(layout: Layout, wide: Wide, own: Cells) -> Cells:
    """Where the value cell spells a code of the words column, that is what it says; else the words column is blank there."""
    if wide.words is None or wide.value not in own or wide.words in own:
        return {}
    place, cell = own[wide.value]
    return {wide.words: (place, cell), wide.value: (place, BLANK)} if fold(cell.text) in layout.words else {wide.words: (place, BLANK)}


def _counted(layout: Layout, wide: Wide, record: RawRecord, row: Sequence[Cell], stated: str) -> Iterator[RawRecord]:
    """As many records as a cell says, in the month of its column; one that is not a number is a record of which nothing is certain."""
    for item in layout.wide:
        place, cell = letter(item.field.heading.index), _at(row, item.field.heading.index)
        text = fold(cell.text)
        if cell.kind is Kind.BLANK or text in _NONE:
            continue
        sure = text in _ONCE or text.removesuffix("次").isdigit()
        number = int(text.removesuffix("次")) if sure and text not in _ONCE else 1
        month, kind = _text(_dated(item.value, stated, layout.year)), _text(item.kind) if sure else Cell(Kind.TEXT, f"{item.kind}：{cell.text}")
        for nth in range(1, min(number, _MOST_COUNTED) + 1):
            said = {wide.column: (place, month), wide.value: ("", _text(str(nth))), str(wide.counts): (place, kind)}
            yield replace(record, cells={**record.cells, **said})


def _count_fields(fields: Sequence[Field], table: str, wide: Wide, vocabulary: Vocabulary) -> tuple[WideField, ...]:
    """Months under headers that name what is counted; at least one of those must be known, else the sheet counts something else."""
    codes = vocabulary.codes[table, str(wide.counts)]
    found: list[WideField] = []
    for item in fields:
        months = [part for part in item.heading.path if month_of(part)]
        kinds = [part for part in item.heading.path if part not in months and not part[:4].isdigit()]
        if len(months) == 1 and len(kinds) == 1:
            kind = next((kinds[0].removesuffix(end) for end in wide.ends if kinds[0].endswith(end)), kinds[0])
            year, month = month_of(months[0]) or (None, 0)
            found.append(WideField(item, f"{year}年{month}月" if year else f"{month}月", wide.value, kind))
    return tuple(found) if any(item.kind in codes for item in found) else ()


def _month_field(item: Field, table: str, wide: Wide, vocabulary: Vocabulary) -> WideField | None:
    path = _parted(item.heading.path, vocabulary.words[table])
    months = [part for part in path if month_of(part)]
    if len(months) != 1:
        return None
    year, month = month_of(months[0]) or (None, 0)
    others = [part for part in path if part not in months]
    years = [part[:4] for part in others if part[:4].isdigit() and part[4:] in ("年", "年度")]
    others = [part for part in others if part[:4] not in years]
    known = [key for part in others for key in vocabulary.words[table].get(part, ())]
    stated = str(year) if year else next(iter(years), "")
    value = f"{stated}年{month}月" if stated else f"{month}月"
    return WideField(item, value, known[0] if known else f"?{'/'.join(others)}" if others else wide.value)


def _parted(path: tuple[str, ...], words: Mapping[str, object]) -> tuple[str, ...]:
    """A heading of one row that says both (``1月应缴``) as month and column, where the table knows the column."""
    found = _MONTH_AND_COLUMN.fullmatch(path[0]) if len(path) == 1 else None
    return (found[1], found[2]) if found and month_of(found[1]) and found[2] in words else path


def _code_field(item: Field, table: str, wide: Wide, vocabulary: Vocabulary) -> WideField | None:
    if lookup(item.heading, table, vocabulary):
        return None
    value = vocabulary.codes[table, wide.column].get(item.heading.word)
    return WideField(item, value, wide.value) if value else None


def _dated(month: str, stated: str, year: int | None) -> str:
    if "年" in month:
        return month
    digits = "".join(mark for mark in fold(stated) if mark.isdigit())
    known = digits if len(digits) == 4 else str(year or "")
    return f"{known}年{month}" if known else month


def _joined(cells: Sequence[tuple[int, Cell]]) -> tuple[str, Cell]:
    """One column, or several of names as one text under the letter of the first that is filled."""
    full = [(index, cell) for index, cell in cells if cell.kind is not Kind.BLANK]
    if len(full) < 2:
        index, cell = full[0] if full else cells[0]
        return letter(index), cell
    return letter(full[0][0]), _text("、".join(cell.text for _, cell in full))


def _at(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else BLANK


def _text(text: str) -> Cell:
    return Cell(Kind.TEXT, text)
