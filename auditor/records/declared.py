"""Sheets read again as ``inputs.yaml`` declares them: as the table that is named, with the headings that are mapped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.records.cells import Sheet, Unreadable, Workbook
from auditor.records.inputs_file import Declarations, FileEntry
from auditor.records.understand import TITLE, understand
from auditor.records.understood import Understood
from auditor.tables import Table

Files = Sequence[Workbook | Unreadable]


def as_declared(
    files: Files, understood: Sequence[Understood], tables: Mapping[str, Table], declarations: Declarations,
) -> list[Understood]:
    """The understood sheets, those with a declared table or mapping understood anew."""
    sheets = {(sheet.file, sheet.name): sheet for book in files if isinstance(book, Workbook) for sheet in book.sheets}
    return list(_each(understood, sheets, tables, declarations))


def _each(
    understood: Sequence[Understood], sheets: Mapping[tuple[str, str], Sheet], tables: Mapping[str, Table], declarations: Declarations,
) -> Iterator[Understood]:
    places: Counter[tuple[str, str, int]] = Counter()
    for item in understood:
        key = item.file, item.sheet, id(item.part)
        place = places[key]
        places[key] += 1
        entry, sheet = declarations.entry(item), item.part or sheets.get((item.file, item.sheet))
        if entry is not None and entry.skip:
            yield Understood(item.file, item.sheet, None, "inputs.yaml 写明不是台账", skipped=item.skipped, context=item.context)
        elif entry is None or sheet is None or not (entry.table or entry.mapping or entry.ignore):
            yield item
        else:
            yield from (_at_its_place(one, item) for one in understand(sheet, adapted(entry, tables), entry.ignore)[place : place + 1])


def _at_its_place(again: Understood, item: Understood) -> Understood:
    """A part that was understood anew, with its titles and headings where they stand in the sheet."""
    if item.part is None:
        return again
    titles = tuple(skipped for skipped in item.skipped[:1] if skipped.reason == TITLE)
    return replace(again, skipped=(*titles, *again.skipped), header_rows=item.header_rows, part=item.part)


def adapted(entry: FileEntry, tables: Mapping[str, Table]) -> dict[str, Table]:
    """Definitions in which the mapped headings are known; only the declared table, which then needs no further evidence."""
    chosen = {entry.table: tables[entry.table]} if entry.table else tables
    return {key: _with_headings(table, entry, certain=bool(entry.table)) for key, table in chosen.items()}


def _with_headings(table: Table, entry: FileEntry, *, certain: bool) -> Table:
    columns = {}
    for key, column in table.columns.items():
        kept = [heading for heading in column.headers if entry.mapping.get(heading, key) == key]
        added = [heading for heading, to in entry.mapping.items() if to == key]
        columns[key] = column.model_copy(update={"headers": (*kept, *added)})
    recognised = (*table.recognised_by, ()) if certain else table.recognised_by
    return table.model_copy(update={"columns": columns, "recognised_by": recognised})
