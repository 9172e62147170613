"""Rows among the records that are titles of what is below them: a text that stands alone, or captions (支部：…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from auditor.records.cells import BLANK, Cell, Kind, Sheet
from auditor.records.context import said_in
from auditor.records.header import Header
from auditor.records.merges import filled_cells
from auditor.records.parts import Row
from auditor.records.rows import is_around, names_people, numbers_rows
from auditor.records.spans import is_period
from auditor.records.vocabulary import fold, month_of, quarter_of

_NEAR = 2
_NAME = re.compile(r"(?!.*届)[\u3400-\u9fff·]{2,4}")
_OF_A_TABLE = re.compile(r".*(表|册|台[账帐]|名单|记录|情况|明细|汇总|统计)(\(.*\))?")


def texts_of(sheet: Sheet, row: int) -> list[Cell]:
    """The filled cells of a row."""
    return [cell for _, cell in filled_cells(sheet.rows[row])]


def are_captions(cells: Sequence[Cell]) -> bool:
    """Whether each says what it is itself: 单位：万元."""
    return all(any(mark in cell.text for mark in "：:") for cell in cells)


def stands_alone(cells: Sequence[Cell]) -> bool:
    """Whether these, all that is filled in a row, can be a title: most rows cannot."""
    return len(cells) == 1 or (bool(cells) and are_captions(cells))


def is_title(sheet: Sheet, header: Header, row: int) -> bool:
    """Whether the row can be a title, given that headings or records of another table follow."""
    cells = texts_of(sheet, row)
    return stands_alone(cells) and all(cell.kind is Kind.TEXT for cell in cells) and not is_around(sheet, header, row)


def with_common(sheet: Sheet, own: Sequence[int], common: Sequence[Row]) -> list[Row]:
    """The rows of a table's own titles, then what stands above all tables; where its own name a branch, without the branch that these name."""
    rows = [sheet.rows[row] for row in own]
    if said_in([cell.text for row in rows for _, cell in filled_cells(row)]).branch:
        common = [tuple(map(_without_branch, row)) for row in common]
    return [*rows, *common]


def _without_branch(cell: Cell) -> Cell:
    branch = said_in([cell.text]).branch
    rest = cell.text.replace(branch, "") if branch else cell.text
    return replace(cell, text=rest) if rest and not said_in([rest]).branch else BLANK


def titles_above(sheet: Sheet, header: Header, head: int, floor: int) -> range:
    """The rows of the titles right above the headings in row ``head``, below row ``floor``: the nearest, and one above it that names a table."""
    last = next((row for row in range(head - 1, max(head - 1 - _NEAR, floor), -1) if texts_of(sheet, row)), None)
    if last is None or not is_title(sheet, header, last):
        return range(head, head)
    above = last - 1
    more = above > floor and is_title(sheet, header, above) and (are_captions(texts_of(sheet, last)) or _names(sheet, above))
    return range(last - (more and not is_lone_person(sheet, header, above)), last + 1)


def below_titles(sheet: Sheet, first: int) -> Iterator[int]:
    """The rows, in order, that may have a title right above them, which stands in row ``first`` or below it."""
    alone = [row for row in range(first, len(sheet.rows)) if stands_alone(texts_of(sheet, row))]
    near = {row + step for row in alone for step in range(1, _NEAR + 1)}
    yield from (row for row in sorted(near) if row < len(sheet.rows))


def opens(sheet: Sheet, header: Header, row: int) -> bool:
    """Whether the row, without headings below it, is the title of other records: captions with a branch, or a title with branch or period."""
    cells = filled_cells(sheet.rows[row])
    if not is_title(sheet, header, row) or any(heading.path for heading in header.headings[: cells[0][0]]):
        return False
    said = said_in([cell.text for _, cell in cells])
    if are_captions(texts_of(sheet, row)):
        return bool(said.branch)
    column, text = cells[0][0], cells[0][1].text
    if _names(sheet, row):
        return bool(said.branch or said.start)
    merged = _is_merged(sheet, row, column)
    period = is_period(text) or month_of(text) or quarter_of(text)
    if merged or not numbers_rows(header, column):
        return bool(period and merged) or bool((period or said.start) and not merged and names_people(header, column))
    return bool(period or said.branch)


def is_lone_person(sheet: Sheet, header: Header, row: int) -> bool:
    """Whether a cell alone in its row may be the name of a person of whom nothing else is written: it stands under 姓名 and says nothing of a table."""
    (column, cell), *more = filled_cells(sheet.rows[row])
    if more or not names_people(header, column) or not _NAME.fullmatch(cell.text.strip()):
        return False
    return not (_is_merged(sheet, row, column) or _names(sheet, row) or month_of(cell.text) or quarter_of(cell.text) or said_in([cell.text]).branch)


def opening(sheet: Sheet, header: Header) -> list[int]:
    """The rows that open other records, with a record below each."""
    rows = [(row, stands_alone(cells)) for row in range(header.last + 1, len(sheet.rows)) if (cells := texts_of(sheet, row))]
    return [row for (row, alone), (below, _) in pairwise(rows) if alone and opens(sheet, header, row) and _is_record(sheet, header, below)]


def _is_record(sheet: Sheet, header: Header, row: int) -> bool:
    return not is_around(sheet, header, row) and (not _leads(sheet, header, row) or is_lone_person(sheet, header, row))


def _leads(sheet: Sheet, header: Header, row: int) -> bool:
    """Whether the row can be a title, and stands where one begins."""
    column = filled_cells(sheet.rows[row])[0][0]
    return is_title(sheet, header, row) and not any(heading.path for heading in header.headings[:column])


def _is_merged(sheet: Sheet, row: int, column: int) -> bool:
    return any(merge[:2] == (row, column) and merge[3] > column for merge in sheet.merges)


def _names(sheet: Sheet, row: int) -> bool:
    return any(_OF_A_TABLE.fullmatch(fold(cell.text)) for cell in texts_of(sheet, row))
