"""A sheet understood: its table, header, columns, records, and everything that was left out, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from auditor.model import RecordIssue
from auditor.records.cells import Kind, Sheet, Unreadable, Workbook, letter
from auditor.records.choose import Choice, choose_table
from auditor.records.context import branch_in, read_context
from auditor.records.header import Header, find_header
from auditor.records.layout import records_of
from auditor.records.mapping import Field, described
from auditor.records.merges import Rows, filled, filled_cells
from auditor.records.read import read_sources
from auditor.records.rows import Sorted, sort_rows
from auditor.records.understood import Context, MappedColumn, Skipped, Understood
from auditor.records.vocabulary import Vocabulary, make_vocabulary
from auditor.records.walk import sources
from auditor.tables import Table

_STRAY_GAP = 2


def read_and_understand(
    paths: Sequence[Path], tables: Mapping[str, Table],
) -> tuple[tuple[Workbook | Unreadable, ...], tuple[Understood, ...]]:
    """Every file of ``paths`` (folders walked) and every sheet of the readable ones, in a fixed order."""
    vocabulary = make_vocabulary(tables)
    files = read_sources(sources(paths))
    sheets = [sheet for book in files if isinstance(book, Workbook) for sheet in book.sheets]
    return files, tuple(_understand(sheet, vocabulary) for sheet in sheets)


def understand(sheet: Sheet, tables: Mapping[str, Table]) -> Understood:
    """One sheet; never raises for what stands in it."""
    return _understand(sheet, make_vocabulary(tables))


def _understand(sheet: Sheet, vocabulary: Vocabulary) -> Understood:
    if not any(map(filled_cells, sheet.rows)):
        return Understood(sheet.file, sheet.name, None, "空工作表")
    rows = filled(sheet)
    header = find_header(sheet, rows, vocabulary)
    if header is None:
        issue = RecordIssue("D201", "前 20 行里没有找到表头，这张工作表没有用上；请把列名写在一行里", sheet.file, sheet.name)
        return Understood(sheet.file, sheet.name, None, "没有找到表头", context=read_context(sheet, len(sheet.rows)), issues=(issue,))
    return _below(sheet, rows, header, vocabulary)


def _below(sheet: Sheet, rows: Rows, header: Header, vocabulary: Vocabulary) -> Understood:
    context, found = read_context(sheet, header.first), sort_rows(sheet, header)
    fields = [Field(heading, tuple(rows[index][heading.index] for index in found.records)) for heading in header.headings]
    block, stray = _blocks(fields, vocabulary)
    choice = choose_table(block, _titles(sheet, header), context.branch, vocabulary)
    columns = _columns(block, choice, vocabulary)
    issues = [*_strays(sheet, stray), *_choice_issues(sheet, choice, found), *_column_issues(sheet, fields, choice, columns, vocabulary)]
    base = Understood(
        sheet.file, sheet.name, choice.table, choice.why, tuple(range(header.first + 1, header.last + 2)), columns, (), found.skipped, context,
    )
    return _with_records(base, sheet, rows, found, choice, vocabulary, issues)


def _with_records(
    base: Understood, sheet: Sheet, rows: Rows, found: Sorted, choice: Choice, vocabulary: Vocabulary, issues: list[RecordIssue],
) -> Understood:
    from dataclasses import replace

    if choice.table is None:
        return replace(base, issues=tuple(issues))
    used = {item.heading.index for items in choice.mapped.keys.values() for item in items} | {item.field.heading.index for item in choice.wide}
    empty = tuple(index for index in found.records if all(rows[index][column].kind is Kind.BLANK for column in used))
    groups = {index: branch for index, title in found.records.items() if (branch := branch_in(title))}
    table = vocabulary.tables[choice.table]
    kept = {index: rows[index] for index in found.records if index not in empty}
    records = records_of(table, choice.mapped.keys, choice.wide, choice.titled, kept, groups, base.context.year)
    skipped = (*base.skipped, *([Skipped(tuple(index + 1 for index in empty), "认出的列里都没有内容")] if empty else ()))
    issues += _merged_months(sheet, choice, kept)
    return replace(base, records=records, skipped=skipped, issues=tuple(issues))


def _titles(sheet: Sheet, header: Header) -> list[str]:
    above = [cell.text for row in sheet.rows[: header.first] for _, cell in filled_cells(row)]
    return [*above, sheet.name, PurePosixPath(sheet.file).stem]


def _blocks(fields: list[Field], vocabulary: Vocabulary) -> tuple[list[Field], list[Field]]:
    """Columns beyond a gap of blank headers and cells are another table's; the part with more known words is this sheet's."""
    blocks: list[list[Field]] = [[]]
    gap = 0
    for item in fields:
        gap = gap + 1 if not item.heading.path and not item.filled else 0
        if gap == _STRAY_GAP:
            blocks.append([])
        blocks[-1].append(item)
    known = [sum(item.heading.word in vocabulary.rarity for item in block) for block in blocks]
    best = known.index(max(known))
    rest = [item for number, block in enumerate(blocks) if number != best for item in block if item.heading.path]
    return [item for item in blocks[best] if item.heading.path or item.filled], rest


def _columns(fields: list[Field], choice: Choice, vocabulary: Vocabulary) -> tuple[MappedColumn, ...]:
    if choice.table is None:
        return tuple(MappedColumn(letter(item.heading.index), item.heading.text, hint=item.heading.hint) for item in fields)
    spread = {item.field.heading.index: item.key for item in choice.wide}
    plain = described([item for item in fields if item.heading.index not in spread], choice.mapped, choice.table, vocabulary)
    wide = [
        MappedColumn(letter(item.field.heading.index), item.field.heading.text, item.key, item.value, "layout") for item in choice.wide
    ]
    order = {letter(item.heading.index): number for number, item in enumerate(fields)}
    return tuple(sorted([*plain, *wide], key=lambda column: order[column.letter]))


def _strays(sheet: Sheet, stray: list[Field]) -> Iterator[RecordIssue]:
    if stray:
        names = "、".join(item.heading.text for item in stray)
        first, last = letter(stray[0].heading.index), letter(stray[-1].heading.index)
        yield RecordIssue("D202", f"{first} 至 {last} 列（{names}）与前面隔着空列，像是别的表留下的，没有读；若有用请另放一张工作表", sheet.file, sheet.name, column=first)


def _choice_issues(sheet: Sheet, choice: Choice, found: Sorted) -> Iterator[RecordIssue]:
    if choice.table is None and found.records:
        yield RecordIssue("D207", f"有 {len(found.records)} 行内容没有用上：{choice.why}", sheet.file, sheet.name)


def _column_issues(
    sheet: Sheet, fields: list[Field], choice: Choice, columns: Sequence[MappedColumn], vocabulary: Vocabulary,
) -> Iterator[RecordIssue]:
    if choice.table is None:
        return
    table = vocabulary.tables[choice.table]

    def issue(code: str, message: str, column: str) -> RecordIssue:
        return RecordIssue(code, message, sheet.file, sheet.name, column=column)

    for item, key, best in choice.mapped.doubled:
        name, other = table.columns[key].name, best.heading
        yield issue("D203", f"“{item.heading.text}”与 {letter(other.index)} 列“{other.text}”都是{name}，只用了填得多的 {letter(other.index)} 列", letter(item.heading.index))
    for item, keys in choice.mapped.undecided:
        names = "或".join(table.columns[key].name for key in keys)
        yield issue("D205", f"“{item.heading.text}”可能是{names}，下面的内容不足以判断，没有用；请把列名写明确", letter(item.heading.index))
    told = {letter(item.heading.index) for item, *_ in (*choice.mapped.doubled, *choice.mapped.undecided)}
    for column in columns:
        if not column.header:
            yield issue("D204", "这一列有内容但没有列名，没有读；请补上列名", column.letter)
        elif column.proposals and column.letter not in told:
            names = "或".join(f"“{table.columns[key].name}”" for key in column.proposals)
            yield issue("D206", f"列名“{column.header}”没有认出，是否就是{names}？如果是，请改用这个列名", column.letter)


def _merged_months(sheet: Sheet, choice: Choice, kept: Mapping[int, object]) -> Iterator[RecordIssue]:
    spread = {item.field.heading.index for item in choice.wide}
    for top, left, _, right in sheet.merges:
        if top in kept and right > left and len(spread & set(range(left, right + 1))) > 1:
            place = f"{letter(left)}{top + 1}"
            yield RecordIssue("D301", f"{place} 起的单元格横跨几列合并，每一列都按同一内容计；金额请分月填写", sheet.file, sheet.name, top + 1, letter(left))
