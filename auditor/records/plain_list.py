"""A bare list of branches: one column of names, with or without a heading, as people keep it in a text file."""

from __future__ import annotations

from auditor.records.branch_names import is_organisation
from auditor.records.cells import Cell, Kind, Sheet, letter
from auditor.records.understood import MappedColumn, RawRecord, Understood
from auditor.records.vocabulary import normalise_header
from auditor.tables import Table


def plain_list(sheet: Sheet, table: Table) -> Understood | None:
    """The sheet as a list of branches if all that it has is one column of names; None otherwise."""
    filled = [(row, column, cell) for row, cells in enumerate(sheet.rows) for column, cell in enumerate(cells) if cell.kind is not Kind.BLANK]
    columns = {column for _, column, _ in filled}
    if len(columns) != 1:
        return None
    column, key = columns.pop(), table.branch
    headings = {normalise_header(text)[0] for text in (table.columns[key].name, *table.columns[key].headers)}
    head = next((row for row, _, cell in filled if normalise_header(cell.text)[0] in headings), None)
    names = [(row, cell) for row, _, cell in filled if (row > head if head is not None else is_organisation(cell.text))]
    if not names:
        return None
    records = tuple(RawRecord(row + 1, {key: (letter(column), _text(cell))}) for row, cell in names)
    mapped = (MappedColumn(letter(column), table.columns[key].name, key, how="exact"),)
    return Understood(sheet.file, sheet.name, table.id, "只有一列支部名称", columns=mapped, records=records)


def _text(cell: Cell) -> Cell:
    return Cell(Kind.TEXT, cell.text)
