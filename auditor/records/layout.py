"""Sheets to records: one row is one record, or, where headers are months or codes, one record per row and such column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.records.cells import BLANK, Cell, Kind, letter
from auditor.records.dayin import day_in
from auditor.records.mapping import Field
from auditor.records.severally import of_several_months
from auditor.records.spread import months_apart
from auditor.records.understood import RawRecord
from auditor.records.vocabulary import fold
from auditor.records.wide import MARK, WideField, covered
from auditor.tables import Table, Wide

Cells = dict[str, tuple[str, Cell]]
_NONE = frozenset({"0", "0次", "无", "×", "否", "-", "—", "/", "未开展", "未召开", "没有"})
_ONCE, _MOST_COUNTED = frozenset({"√", "是", "✓", "有", "已开展", "已召开"}), 31


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of a sheet become records.

    ``constants``: columns whose value stands in the title; ``words``: the codes of the words column of a wide sheet; ``year`` that of the context.
    ``beside``: columns of no meaning in the table, kept with the records of a sheet that is not wide.
    """

    table: Table
    keys: Mapping[str, Sequence[Field]]
    wide: Sequence[WideField] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    beside: Sequence[Field] = ()


def records_of(layout: Layout, rows: Mapping[int, Sequence[Cell]], groups: Mapping[int, str]) -> tuple[RawRecord, ...]:
    """The records of the rows (0-based). ``groups``: row -> branch named by a group title above it."""
    found = (record for index, row in rows.items() for record in _narrow_or_wide(layout, index, row, groups.get(index, "")))
    spread = layout.table.spread
    if not spread or (layout.wide and all(len(covered(item.value)) == 1 for item in layout.wide)):
        return tuple(found)
    headings = {key: items[0].heading.text for key, items in layout.keys.items()}
    return tuple(part for record in found for part in (
        [record] if layout.wide and _of_one_month(record, spread.column) else months_apart(record, spread, headings, layout.year)
    ))


def _of_one_month(record: RawRecord, column: str) -> bool:
    return len(covered(record.cells[column][1].text)) == 1


def _narrow_or_wide(layout: Layout, index: int, row: Sequence[Cell], group: str) -> Iterator[RawRecord]:
    cells: Cells = {key: ("", _text(value)) for key, value in layout.constants.items()}
    cells |= {key: _joined([(item.heading.index, _at(row, item.heading.index)) for item in items]) for key, items in layout.keys.items()}
    if layout.table.date not in cells and (other := next((key for key in layout.table.dated_by if key in cells), None)):
        cells[str(layout.table.date)] = cells[other]
    if group and layout.table.branch not in cells:
        cells[layout.table.branch] = ("", _text(group))
    if not layout.wide or layout.table.wide is None:
        yield RawRecord(index + 1, cells, tuple((letter(item.heading.index), _at(row, item.heading.index)) for item in layout.beside))
        return
    months = layout.table.wide.headers == "months"
    stated = cells["year"][1].text if "year" in cells else ""
    if layout.table.wide.counts:
        yield from _counted(layout, layout.table.wide, RawRecord(index + 1, cells), row, stated)
        return
    if layout.wide[0].key == MARK:
        yield from _marked(layout, layout.table.wide, RawRecord(index + 1, cells), row)
        return
    row = of_several_months(row, layout.wide, layout.words) if months else row
    for value in dict.fromkeys(item.value for item in layout.wide):
        own = {item.key: (letter(item.field.heading.index), _at(row, item.field.heading.index)) for item in layout.wide if item.value == value}
        name = _dated(value, stated, layout.year) if months else value
        yield RawRecord(index + 1, {**cells, layout.table.wide.column: ("", _text(name)), **own, **_words(layout, layout.table.wide, own)})


def _marked(layout: Layout, wide: Wide, record: RawRecord, row: Sequence[Cell]) -> Iterator[RawRecord]:
    """A record for each mark, or one without a value where nothing is marked; what is no mark says nothing certain."""
    found = [(item, letter(item.field.heading.index), _at(row, item.field.heading.index)) for item in layout.wide]
    said = [(item.value, place, cell) for item, place, cell in found if cell.kind is not Kind.BLANK and fold(cell.text) not in _NONE]
    for value, place, cell in said:
        text = value if fold(cell.text) in _ONCE else f"{value}：{cell.text}"
        yield replace(record, cells={**record.cells, wide.column: (place, _text(text))})
    if not said:
        yield replace(record, cells={**record.cells, wide.column: ("", BLANK)})


def _words(layout: Layout, wide: Wide, own: Cells) -> Cells:
    """Where the value cell spells a code of the words column, that is what it says; else the words column is blank there."""
    if wide.words is None or wide.value not in own or wide.words in own:
        return {}
    place, cell = own[wide.value]
    return {wide.words: (place, cell), wide.value: (place, BLANK)} if fold(cell.text) in layout.words else {wide.words: (place, BLANK)}


def _counted(layout: Layout, wide: Wide, record: RawRecord, row: Sequence[Cell], stated: str) -> Iterator[RawRecord]:
    """As many records as a cell says, in the month of its column, or one on the day of it that it says; of what says neither nothing is certain."""
    for item in layout.wide:
        place, cell = letter(item.field.heading.index), _at(row, item.field.heading.index)
        text = fold(cell.text)
        if cell.kind is Kind.BLANK or text in _NONE:
            continue
        sure = text in _ONCE or (text.removesuffix("次").isdigit() and int(text.removesuffix("次")) <= _MOST_COUNTED)
        number = int(text.removesuffix("次")) if sure and text not in _ONCE else 1
        month = _dated(item.value, stated, layout.year)
        day = None if sure else day_in(month, cell)
        kind = _text(item.kind if sure or day else f"{item.kind}：{cell.text}")
        for nth in range(1, number + 1):
            said = {wide.column: (place, day or _text(month)), wide.value: ("", _text(str(nth))), str(wide.counts): (place, kind)}
            yield replace(record, cells={**record.cells, **said})


def _dated(month: str, stated: str, year: int | None) -> str:
    if "年" in month:
        return month
    digits = "".join(mark for mark in fold(stated) if mark.isdigit())
    known = digits if len(digits) == 4 else str(year or "")
    return f"{known}年{month}" if known else month


def _joined(cells: Sequence[tuple[int, Cell]]) -> tuple[str, Cell]:
    """One column, or several of names as one text under the letter of the first that is filled."""
    full = [(index, cell) for index, cell in cells if cell.kind is not Kind.BLANK] if len(cells) > 1 else cells
    if len(full) < 2:
        index, cell = full[0] if full else cells[0]
        return letter(index), cell
    return letter(full[0][0]), _text("、".join(cell.text for _, cell in full))


def _at(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else BLANK


def _text(text: str) -> Cell:
    return Cell(Kind.TEXT, text)
