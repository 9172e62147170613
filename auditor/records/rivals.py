"""Two columns of one meaning: the better one is used, the other where that is blank; where both are filled they must agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from auditor.model import RecordIssue
from auditor.records.cells import BLANK, Cell, Kind, Sheet, letter
from auditor.records.mapping import Field
from auditor.records.merges import Rows
from auditor.records.parsers import parser_of
from auditor.records.understood import RawRecord
from auditor.records.values.dates import parse_date
from auditor.records.vocabulary import fold
from auditor.tables import DATES, PLAIN, Table

Doubled = Iterable[tuple[Field, str, Field]]
_NAMED = 5


def settle(
    records: Sequence[RawRecord], rows: Rows, doubled: Doubled, table: Table, year: int | None, sheet: Sheet,
) -> tuple[tuple[RawRecord, ...], tuple[RecordIssue, ...]]:
    """The records with both columns looked at, and an issue for each pair that differs. Texts that differ stay those of the better column."""
    found, issues = list(records), list[RecordIssue]()
    for other, key, best in doubled:
        differ = []
        for place, record in enumerate(found):
            cell, told = _one(record, key, rows, other, table, year)
            if cell is not None:
                found[place] = replace(record, cells={**record.cells, key: cell})
            differ += [record.row] * told
        issues += _told(sheet, table.columns[key].name, other, best, sorted(set(differ)))
    return tuple(found), tuple(issues)


def _one(record: RawRecord, key: str, rows: Rows, other: Field, table: Table, year: int | None) -> tuple[tuple[str, Cell] | None, bool]:
    """What to put into the record instead, if anything, and whether the two differ."""
    row, kind = rows[record.row - 1], table.columns[key].type
    dated, text = kind in DATES, kind in PLAIN
    rival = row[other.heading.index] if other.heading.index < len(row) else BLANK
    _, cell = record.cells.get(key, ("", BLANK))
    if rival.kind is Kind.BLANK or fold(rival.text) == fold(cell.text):
        return None, False
    if cell.kind is Kind.BLANK or (dated and _within(rival, cell, year)):
        return (letter(other.heading.index), rival), False
    if text or (_within(cell, rival, year) if dated else _same(cell, rival, key, table)):
        return None, text
    return (record.cells[key][0], Cell(Kind.DOUBTFUL, f"{cell.text} / {rival.text}")), True


def _same(one: Cell, other: Cell, key: str, table: Table) -> bool:
    """Whether both, written differently, are one value of the column."""
    parse = parser_of(key, table.columns[key], table.spellings.get(key, {}), "")
    first, second = parse(one, None), parse(other, None)
    return first.value is not None and (first.value, first.precision) == (second.value, second.precision)


def _within(inner: Cell, outer: Cell, year: int | None) -> bool:
    """Whether one date is the other, written more exactly."""
    one, other = parse_date(inner, year=year).value, parse_date(outer, year=year).value
    return one is not None and other is not None and other.first <= one.first <= one.last <= other.last


def which_to_keep(other: Field, best: Field) -> str:
    """What to do about two columns of one meaning: columns of one heading are rather parts of several lists or months than the same twice."""
    if other.heading.path == best.heading.path:
        return "并排的几份名单或几个月份，请一行写一条，或分开放在几张工作表；确是重复的，请只留一列"
    return "核对后请只留一列"


def _told(sheet: Sheet, name: str, other: Field, best: Field, rows: Sequence[int]) -> Iterator[RecordIssue]:
    if rows:
        one, two = letter(best.heading.index), letter(other.heading.index)
        named = "、".join(map(str, rows[:_NAMED])) + " 等" * (len(rows) > _NAMED)
        message = f"{one} 列和 {two} 列都是{name}，第 {named} 行写得不一样（共 {len(rows)} 行）；{which_to_keep(other, best)}"
        yield RecordIssue("D210", message, sheet.file, sheet.name, rows[0], two)
