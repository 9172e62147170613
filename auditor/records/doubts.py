"""What a sheet leaves in doubt, for the user: columns left out or taken for two things, rows of no table, merged months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model import RecordIssue
from auditor.records.advice import advice
from auditor.records.cells import Sheet, letter
from auditor.records.choose import Choice
from auditor.records.header import Header, Heading
from auditor.records.mapping import Field
from auditor.records.merges import filled_cells
from auditor.records.rivals import which_to_keep
from auditor.records.understood import MappedColumn
from auditor.records.vocabulary import Vocabulary
from auditor.records.wide import covered
from auditor.tables import Table, Type

_NAMED, _CELLS = 5, 3


def doubts_of(sheet: Sheet, header: Header, stray: Sequence[Field], choice: Choice, rows: Sequence[int]) -> Iterator[RecordIssue]:
    """Doubts about the sheet as a whole. ``rows``: its records."""
    above = [row for row in range(header.first) if _like_a_record(sheet, header, row)]
    if above and choice.table:
        named = "、".join(str(row + 1) for row in above[:_NAMED])
        message = f"表头（第 {header.first + 1} 行）上方有 {len(above)} 行也像记录（第 {named} 行），没有读；请把表头放在所有记录的上方"
        yield RecordIssue("D209", message, sheet.file, sheet.name, above[0] + 1)
    if stray:
        names = "、".join(item.heading.text for item in stray)
        first, last = letter(stray[0].heading.index), letter(stray[-1].heading.index)
        message = f"{first} 至 {last} 列（{names}）与其余各列隔着空列，像是别的表留下的，没有读；若有用请另放一张工作表"
        yield RecordIssue("D202", message, sheet.file, sheet.name, column=first)
    if choice.table is None and (rows or above):
        yield RecordIssue("D207", f"有 {len(rows) + len(above)} 行内容没有用上：{choice.why}{advice(sheet)}", sheet.file, sheet.name)
    tall = [merge for merge in sheet.merges if choice.table and merge[0] in rows and merge[2] > merge[0]]
    if tall:
        top, left, bottom, _ = tall[0]
        message = f"有 {len(tall)} 处纵向合并的单元格（如 {letter(left)} 列第 {top + 1} 至 {bottom + 1} 行），合并的各行都按同一内容读；不是这样的，请分开填写"
        yield RecordIssue("D302", message, sheet.file, sheet.name, top + 1, letter(left))
    spread = {item.field.heading.index for item in choice.wide}
    for top, left, _, right in sheet.merges:
        if top in rows and right > left and len(spread & set(range(left, right + 1))) > 1:
            message = f"{letter(left)}{top + 1} 起的单元格横跨几列合并，每一列都按同一内容计；金额请分开填写"
            yield RecordIssue("D301", message, sheet.file, sheet.name, top + 1, letter(left))


def _like_a_record(sheet: Sheet, header: Header, row: int) -> bool:
    """Several cells, as many as most of the headings: more than a caption has."""
    count = len({cell.text for _, cell in filled_cells(sheet.rows[row])})
    return count >= _CELLS and count * 2 > sum(bool(heading.path) for heading in header.headings)


def column_doubts(
    sheet: Sheet, fields: Sequence[Field], choice: Choice, columns: Sequence[MappedColumn], vocabulary: Vocabulary,
) -> Iterator[RecordIssue]:
    """Doubts about filled columns of a sheet whose table is known."""
    if choice.table is None:
        return
    table, filled = vocabulary.tables[choice.table], {letter(item.heading.index) for item in fields if item.filled}
    told = set()
    for place, code, message in (*_doubled(table, choice), *_undecided(table, choice)):
        told.add(place)
        if place in filled and message:
            yield RecordIssue(code, message, sheet.file, sheet.name, column=place)
    if (denied := table.denied) and choice.titled.get(denied.column) == denied.value and denied.without:
        names = "、".join(table.columns[key].name for key in denied.without)
        message = f"标题或名称写明“{denied.value}”，表中各行都按{denied.value}计，{names}没有读；不是这样的，请改标题"
        yield RecordIssue("D208", message, sheet.file, sheet.name)
    if months := _unread_months(fields, choice, columns):
        names = "”“".join(heading.text for heading in months)
        message = f"列名“{names}”是月份，这些列没有用：不知道各月是什么，或与别的列有重叠；请改成一个月一列，或一人一月一行"
        yield RecordIssue("D213", message, sheet.file, sheet.name, column=letter(months[0].index))
        told |= {letter(heading.index) for heading in months}
    if valued := [item.heading for item in _unused(fields, columns) if _is_value(item.heading, table, vocabulary)]:
        names = "”“".join(heading.text for heading in valued)
        message = f"列名“{names}”不是“{table.name}”的列，而是某一列要填的内容，这些列没有用；请改成一列，或另用一张台账写"
        yield RecordIssue("D214", message, sheet.file, sheet.name, column=letter(valued[0].index))
        told |= {letter(heading.index) for heading in valued}
    for column in columns:
        if column.letter in filled - told and (message := _unnamed(table, column)):
            yield RecordIssue("D206" if column.header else "D204", message, sheet.file, sheet.name, column=column.letter)


def _unused(fields: Sequence[Field], columns: Sequence[MappedColumn]) -> list[Field]:
    used = {column.letter for column in columns if column.key}
    return [item for item in fields if item.filled and letter(item.heading.index) not in used]


def _is_value(heading: Heading, table: Table, vocabulary: Vocabulary) -> bool:
    """Whether a code of the table, or one that is a column in some other layout, stands in the heading."""
    own = (word for key in table.columns for word in vocabulary.codes.get((table.id, key), ()) if len(word) > 1)
    return heading.word in vocabulary.spread or heading.word in own


def _unread_months(fields: Sequence[Field], choice: Choice, columns: Sequence[MappedColumn]) -> list[Heading]:
    """Filled columns of months that are neither used nor the sum of months that are."""
    read = {month for item in choice.wide for _, month in covered(item.value)}
    free = [item.heading for item in _unused(fields, columns)]
    return [heading for heading in free if not {month for _, month in covered(heading.word)} <= read]


def _doubled(table: Table, choice: Choice) -> Iterator[tuple[str, str, str]]:
    for item, key, best in choice.mapped.doubled:
        name, other = table.columns[key].name, letter(best.heading.index)
        message = f"“{item.heading.text}”与 {other} 列“{best.heading.text}”都是{name}，以 {other} 列为准；{which_to_keep(item, best)}"
        yield letter(item.heading.index), "D203", message if _matters(table, key) else ""


def _undecided(table: Table, choice: Choice) -> Iterator[tuple[str, str, str]]:
    for item, keys in choice.mapped.undecided:
        names = "或".join(table.columns[key].name for key in keys)
        message = f"“{item.heading.text}”可能是{names}，下面的内容不足以判断，没有用；请把列名写明确"
        yield letter(item.heading.index), "D205", message


def _unnamed(table: Table, column: MappedColumn) -> str:
    if not column.header:
        return "这一列有内容但没有列名，没有读；请补上列名"
    names = "或".join(f"“{table.columns[key].name}”" for key in column.proposals)
    return f"列名“{column.header}”没有认出，是否就是{names}？如果是，请改用这个列名" if names else ""


def _matters(table: Table, key: str) -> bool:
    """Free text is often a place for several headers; what a record is known by is not."""
    known_by = {table.branch, *table.person, *table.key, *(column for group in table.recognised_by for column in group)}
    return table.columns[key].type is not Type.TEXT or key in known_by
