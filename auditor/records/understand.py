"""A sheet understood: its table, header, columns, records, and everything that was left out, with the reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath

from auditor.model import RecordIssue
from auditor.records import gone, grouped, nothing
from auditor.records.advice import advice
from auditor.records.blocks import alike, side_by_side
from auditor.records.cells import Kind, Sheet, Unreadable, Workbook, letter
from auditor.records.choose import Choice, choose_table
from auditor.records.context import read_context
from auditor.records.datecolumns import with_whole_dates
from auditor.records.ditto import as_above
from auditor.records.doubts import column_doubts, doubts_of
from auditor.records.forms import forms_apart
from auditor.records.header import Header, Heading, find_header
from auditor.records.layout import Layout, records_of
from auditor.records.mapping import Field, described
from auditor.records.merges import Rows, filled, filled_cells
from auditor.records.named import with_plain_names
from auditor.records.parts import Part
from auditor.records.read import Reading, read_sources
from auditor.records.rivals import settle
from auditor.records.rows import Sorted, sort_rows
from auditor.records.stacked import below_each_other
from auditor.records.strays import without_strays
from auditor.records.understood import Context, MappedColumn, RawRecord, Skipped, Understood
from auditor.records.vacant import held
from auditor.records.vocabulary import Vocabulary, make_vocabulary
from auditor.records.walk import sources
from auditor.tables import Table

_NOTES = frozenset({"填表说明", "填写说明", "填报说明", "使用说明"})
"""What sheets of explanations are called; one of that name that is a ledger all the same is read."""
_NAMELESS = ("",)
"""The path of a heading that means no column of any table."""
PERSON, TITLE = "name", "标题"


def read_and_understand(
    paths: Sequence[Path], tables: Mapping[str, Table], reading: Reading | None = None,
) -> tuple[tuple[Workbook | Unreadable, ...], tuple[Understood, ...]]:
    """Every file of ``paths`` (folders walked) and every sheet of the readable ones, in a fixed order.

    ``reading``: the same files, begun before.
    """
    vocabulary = make_vocabulary(tables)
    files = reading.result() if reading else read_sources(sources(paths))
    sheets = [sheet for book in files if isinstance(book, Workbook) for sheet in book.sheets]
    return files, tuple(part for sheet in sheets for part in _parts(sheet, vocabulary))


def understand(sheet: Sheet, tables: Mapping[str, Table], ignore: Sequence[str] = ()) -> tuple[Understood, ...]:
    """One sheet: its table, or the tables that stand side by side in it, from the left. Never raises for what stands there.

    ``ignore``: headings that are known to be no columns of a ledger.
    """
    return _parts(sheet, make_vocabulary(tables), ignore)


def _parts(sheet: Sheet, vocabulary: Vocabulary, ignore: Sequence[str] = ()) -> tuple[Understood, ...]:
    if not any(map(filled_cells, sheet.rows)):
        return (Understood(sheet.file, sheet.name, None, "空工作表"),)
    rows = filled(sheet)
    header = find_header(sheet, rows, vocabulary)
    if header is None:
        issue = RecordIssue("D201", f"前 20 行里没有找到表头，这张工作表没有用上；请把列名写在一行里{advice(sheet)}", sheet.file, sheet.name)
        context = read_context(sheet, len(sheet.rows))
        return (Understood(sheet.file, sheet.name, None, "没有找到表头", context=context, issues=(issue,)),)
    parts = side_by_side(sheet, header, vocabulary.headings)
    if len(parts) > 1:
        items = tuple(item for part in parts for item in _parts(part, vocabulary, ignore))
        if all(item.table for item in items) or alike(header, parts):
            return items
    if below := forms_apart(sheet, header, vocabulary.rarity.keys()) or below_each_other(sheet, header):
        items = tuple(item for part in below for item in _titled(part, _parts(part.sheet, vocabulary, ignore)))
        if any(item.table for item in items):  # else it is one sheet of explanations
            return items
    kept = tuple(replace(heading, path=_NAMELESS) if heading.text in ignore else heading for heading in header.headings)
    return (_below(sheet, rows, replace(header, headings=kept), vocabulary),)


def _titled(part: Part, items: tuple[Understood, ...]) -> Iterator[Understood]:
    """What a part was understood as, with its titles among what was skipped, and the headings where they stand."""
    for number, item in enumerate(items):
        title = (Skipped(tuple(row + 1 for row in part.titles), TITLE),) if part.titles and not number else ()
        heads = tuple(row + 1 for row in part.heads) or item.header_rows
        yield replace(item, skipped=(*title, *item.skipped), header_rows=heads, part=item.part or part.sheet)


def _below(sheet: Sheet, rows: Rows, header: Header, vocabulary: Vocabulary) -> Understood:
    context, found = read_context(sheet, header.first), sort_rows(sheet, header)
    rows, repeated = as_above(sheet, rows, found.records)
    header, rows = with_whole_dates(header, rows)
    fields = [_field(heading, rows, found) for heading in header.headings]
    block, stray = without_strays(fields, vocabulary.headings)
    choice = choose_table(block, _titles(sheet, header), context.branch, vocabulary)
    if choice.table is None and sheet.name.strip() in _NOTES:
        return Understood(sheet.file, sheet.name, None, "填表说明，不是台账", context=context)
    columns, lines = _columns(block, choice, vocabulary), tuple(range(header.first + 1, header.last + 2))
    issues = (
        *repeated, *doubts_of(sheet, header, stray, choice, tuple(found.records)), *column_doubts(sheet, block, choice, columns, vocabulary),
    )
    if choice.table is None:
        return Understood(sheet.file, sheet.name, None, choice.why, lines, columns, (), found.skipped, context, issues)
    records, skipped, none, more = _ledger(sheet, rows, found, block, choice, context, vocabulary)
    return Understood(sheet.file, sheet.name, choice.table, choice.why, lines, columns, records, skipped, context, (*issues, *more), none)


def _ledger(  # noqa: PLR0913, PLR0917 - all that was found out about the sheet
    sheet: Sheet, rows: Rows, found: Sorted, block: Sequence[Field], choice: Choice, context: Context, vocabulary: Vocabulary,
) -> tuple[tuple[RawRecord, ...], tuple[Skipped, ...], tuple[RawRecord, ...], Iterator[RecordIssue]]:
    """The records, the rows that are none, those that say that there is nothing, and what is told of them."""
    table, keys = vocabulary.tables[choice.table or ""], choice.mapped.keys
    found, none = nothing.set_apart(found, rows, keys, table) if not choice.wide else (found, ())
    found = grouped.without_titles(found, rows, keys, table)
    apart = gone.set_apart(rows, found.records, table.gone, keys[PERSON][0].heading.index if PERSON in keys else 0)
    found = gone.without_titles(found, apart)
    records, empty = _records(rows, found, block, choice, context, vocabulary)
    posts = held(records, table, across=any(item.key == table.listed for item in choice.wide))
    records, named = with_plain_names(posts.records, table, vocabulary, sheet)
    records = gone.marked(records, apart, table.gone.column) if table.gone else records
    records, differing = settle(records, rows, choice.mapped.doubled, table, context.year, sheet) if choice.mapped.doubled else (records, ())
    return records, (*found.skipped, *empty, *posts.skipped), (*none, *posts.none), chain(named, gone.told(sheet, apart), differing)


def _records(
    rows: Rows, found: Sorted, block: Sequence[Field], choice: Choice, context: Context, vocabulary: Vocabulary,
) -> tuple[tuple[RawRecord, ...], tuple[Skipped, ...]]:
    """The records, and the rows that hold nothing in any column that is used."""
    used = {item.heading.index for items in choice.mapped.keys.values() for item in items} | {item.field.heading.index for item in choice.wide}
    empty = tuple(index for index in found.records if all(rows[index][column].kind is Kind.BLANK for column in used))
    kept = {index: rows[index] for index in found.records if index not in empty}
    table = vocabulary.tables[choice.table or ""]
    groups = grouped.branches(found, table)
    words = vocabulary.codes.get((table.id, table.wide.words or ""), {}) if table.wide else {}
    said = {PERSON: context.person} if PERSON in table.person else {}
    said |= {str(table.title_ends): str(context.end)} if table.title_ends and context.end and context.year is None else {}
    said = {key: text for key, text in said.items() if text and key not in choice.mapped.keys}
    beside = [item for item in block if item.heading.index not in used and any(word in item.heading.text for word in table.doubt_headings)]
    layout = Layout(table, choice.mapped.keys, choice.wide, {**choice.titled, **said}, words, context.year, beside)
    skipped = (Skipped(tuple(index + 1 for index in empty), "认出的列里都没有内容"),) if empty else ()
    return records_of(layout, kept, groups), skipped


def _field(heading: Heading, rows: Rows, found: Sorted) -> Field:
    cells = (rows[index][heading.index] for index in found.records)
    return Field(heading, Counter(cell.text or cell.kind.value for cell in cells if cell.kind is not Kind.BLANK))


def _titles(sheet: Sheet, header: Header) -> list[str]:
    above = [cell.text for row in sheet.rows[: header.first] for _, cell in filled_cells(row)]
    return [*above, sheet.name, PurePosixPath(sheet.file).stem]


def _columns(fields: list[Field], choice: Choice, vocabulary: Vocabulary) -> tuple[MappedColumn, ...]:
    if choice.table is None:
        return tuple(MappedColumn(letter(item.heading.index), item.heading.text, hint=item.heading.hint) for item in fields)
    spread = {item.field.heading.index: item.key for item in choice.wide}
    layout = vocabulary.tables[choice.table].wide
    counted = bool(choice.wide and layout and layout.counts)
    plain = described([item for item in fields if item.heading.index not in spread], choice.mapped, choice.table, vocabulary)
    wide = [
        MappedColumn(letter(item.field.heading.index), item.field.heading.text, item.key, item.value, "layout") for item in choice.wide
    ]
    if counted:  # sums and shares beside the counts are no columns of a ledger
        plain = tuple(replace(column, proposals=()) for column in plain)
    order = {letter(item.heading.index): number for number, item in enumerate(fields)}
    return tuple(sorted([*plain, *wide], key=lambda column: order[column.letter]))
