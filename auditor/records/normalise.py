"""One understood sheet -> typed columns: every cell read by its column's type, with what title and row say of year and unit.

Blank and written nothing give null; what stands there and cannot be read gives ``__unsure`` (dates: the widest bounds) and an issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.model import RecordIssue
from auditor.privacy import mask
from auditor.records.cells import BLANK, Cell, Kind
from auditor.records.parsers import PERSONS, both_counts, parser_of
from auditor.records.understood import Understood
from auditor.records.values.parsed import Days, Parsed, Reading
from auditor.records.yearless import read_within
from auditor.tables import DATES, FIRST_DAY, LAST_DAY, PLAIN, Column, Table, Type

YEAR = "year"
Issues = list[RecordIssue]


@dataclass(frozen=True, slots=True)
class Typed:
    """A sheet with its typed columns: for each frame column (see ``auditor.tables.Type``) one value per record, None for null."""

    source: Understood
    table: Table
    columns: Mapping[str, list[Any]]
    issues: tuple[RecordIssue, ...] = ()


def normalise(source: Understood, table: Table) -> Typed:
    """Types every mapped column of the sheet. Never raises for what stands in a cell; the issues say what could not be read."""
    present = set(_present(source)) & set(table.columns)
    columns: dict[str, list[Any]] = {}
    issues: Issues = []
    years: list[int | None] = [source.context.year] * len(source.records)
    if YEAR in present and table.columns[YEAR].type is Type.INTEGER:
        columns |= _typed(source, table, YEAR, years, issues)
        years = [own if own is not None else year for own, year in zip(columns[YEAR], years, strict=True)]
    for key in table.columns:
        if key in present and key not in columns:
            columns |= _typed(source, table, key, years, issues)
    _fill_counts(source, table, columns)
    _fill_period(source, table, columns)
    return Typed(source, table, columns, tuple(issues))


def _present(source: Understood) -> Iterator[str]:
    """The table columns that the sheet has, whether or not any cell is filled."""
    yield from (column.key for column in source.columns if column.key)
    for record in source.records:
        yield from record.cells


def _typed(source: Understood, table: Table, key: str, years: list[int | None], issues: Issues) -> dict[str, list[Any]]:
    """The frame columns of one table column; each distinct cell is parsed once."""
    column = table.columns[key]
    parse = parser_of(key, column, table.spellings.get(key, {}), _unit(source, key), alone=key in table.person)
    dated = column.type in DATES
    known: dict[tuple[Kind, str, object, int | None], Parsed[Any]] = {}
    parsed: list[Parsed[Any]] = []
    for record, year in zip(source.records, years, strict=True):
        cell = record.cells[key][1] if key in record.cells else BLANK
        place = (cell.kind, cell.text, cell.value, year if dated else None)
        found = known.get(place)
        if found is None:
            found = known[place] = read_within(parse, cell, source.context, year) if dated else parse(cell, None)
        parsed.append(found)
    if any(found.note or found.reading is Reading.UNREADABLE or found.precision == "partial" for found in known.values()):
        issues.extend(_issues(source, key, column, parsed))
    return _columns(key, column, parsed)


def _unit(source: Understood, key: str) -> str:
    """The unit that the column's heading or else the sheet's caption names."""
    return next((column.hint for column in source.columns if column.key == key and column.hint), "") or source.context.unit


def _columns(key: str, column: Column, parsed: list[Parsed[Any]]) -> dict[str, list[Any]]:
    if column.type in DATES:
        days = [_days(found) for found in parsed]
        return {f"{key}__first": [first for first, _ in days], f"{key}__last": [last for _, last in days]}
    values = [found.value for found in parsed]
    if column.type in PLAIN:
        return {key: values}
    if column.many:
        values = ["|" + "|".join(value) + "|" if value else None for value in values]
    return {key: values, f"{key}__unsure": [_unsure(found) for found in parsed]}


def _days(found: Parsed[Days]) -> tuple[int | None, int | None]:
    if found.reading is Reading.UNREADABLE:
        return FIRST_DAY, LAST_DAY
    return (found.value.first, found.value.last) if found.value else (None, None)


def _unsure(found: Parsed[Any]) -> bool:
    return found.reading is Reading.UNREADABLE or found.precision == "partial"


def _issues(source: Understood, key: str, column: Column, parsed: Iterable[Parsed[Any]]) -> Iterator[RecordIssue]:
    """One issue per cell that could not be read, one per kind of assumption made in the column."""
    said: set[str] = set()
    for record, found in zip(source.records, parsed, strict=True):
        doubtful = _unsure(found)
        if not doubtful and (not found.note or found.note in said):
            continue
        letter, cell = record.cells.get(key, ("", BLANK))
        if not doubtful:
            said.add(found.note)
        code = _code(cell, column) if doubtful else "D409"
        message = f"“{column.name}”{found.note or '无法识别，请核对后改正'}" + ("" if doubtful else "（同列同样情形不再列出）")
        yield RecordIssue(code, message, source.file, source.sheet, record.row, letter, mask(cell.text, column.privacy))


def _code(cell: Cell, column: Column) -> str:
    by_kind = {Kind.ERROR: "D403", Kind.UNCALCULATED: "D404", Kind.DOUBTFUL: "D210"}
    if cell.kind in by_kind:
        return by_kind[cell.kind]
    return {Type.ID_NUMBER: "D402", Type.CODE: "D405", Type.DATE: "D406", Type.MONTH: "D406"}.get(column.type, "D401")


def _fill_counts(source: Understood, table: Table, columns: dict[str, list[Any]]) -> None:
    """A cell with several head counts (``25/27``) gives the other columns their values where those have none of their own."""
    counted = {key for key, column in table.columns.items() if column.type is Type.INTEGER and column.unit == PERSONS}
    for key in counted & columns.keys():
        for index, record in enumerate(source.records):
            cell = record.cells[key][1] if key in record.cells else BLANK
            for other, value in (both_counts(cell) if cell.kind is Kind.TEXT else {}).items():
                if other in counted:
                    _put(columns, other, index, value, len(source.records))


def _put(columns: dict[str, list[Any]], key: str, index: int, value: int, count: int) -> None:
    """Sets a value unless the row has one; a column that the sheet lacks is unknown in its other rows."""
    values = columns.setdefault(key, [None] * count)
    unsure = columns.setdefault(f"{key}__unsure", [True] * count)
    if values[index] is None:
        values[index], unsure[index] = value, False


def _fill_period(source: Understood, table: Table, columns: dict[str, list[Any]]) -> None:
    """Records of a sheet without a date column lie in the period that title or name give, if any."""
    key, context = table.date, source.context
    if key is None or f"{key}__first" in columns or context.start is None or context.end is None:
        return
    for end, day in (("first", context.start), ("last", context.end)):
        columns[f"{key}__{end}"] = [day.year * 10000 + day.month * 100 + day.day] * len(source.records)
