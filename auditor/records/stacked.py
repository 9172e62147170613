"""Tables of one form below each other, each under a title of its own (a month, a branch, a sort of meeting), told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.records.cells import BLANK, Cell, Kind, Sheet
from auditor.records.header import Header
from auditor.records.merges import filled_cells
from auditor.records.rows import is_around, repeats_header

_NEAR = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One of the tables as a sheet of its own, every row at its place; ``first`` to ``last`` are the (0-based) rows that are its."""

    sheet: Sheet
    first: int
    last: int


def below_each_other(sheet: Sheet, header: Header) -> list[Part]:
    """A part for each table: where the headings come again right under a title, and the first has one too. None where they do not."""
    titles = list(_titles(sheet, header)) if header.first else []
    if not titles:
        return []
    ends = [title - 1 for title, _ in titles] + [len(sheet.rows) - 1]
    first = Part(_only(sheet, header, header.last + 1, ends[0], sheet.rows[: header.first]), 0, ends[0])
    common = _common(sheet, header)
    rest = (
        Part(_only(sheet, header, head, end, _above(sheet, header, title, common)), title, end)
        for (title, head), end in zip(titles, ends[1:], strict=True)
    )
    return [first, *rest]


def _titles(sheet: Sheet, header: Header) -> Iterator[tuple[int, int]]:
    """The rows of the title and of the headings of every table but the first."""
    for row in range(header.last + 2, len(sheet.rows)):
        if repeats_header(header, filled_cells(sheet.rows[row])):
            above = next((one for one in range(row - 1, max(row - 1 - _NEAR, header.last), -1) if filled_cells(sheet.rows[one])), None)
            if above is not None and _is_title(sheet, header, above):
                yield above, row


def _is_title(sheet: Sheet, header: Header, row: int) -> bool:
    cells = [cell for _, cell in filled_cells(sheet.rows[row])]
    return (len(cells) == 1 or _are_captions(cells)) and all(cell.kind is Kind.TEXT for cell in cells) and not is_around(sheet, header, row)


def _common(sheet: Sheet, header: Header) -> list[Cell]:
    """What stands above all tables: of several titles the last is the first table's own, unless it is captions (单位：万元)."""
    rows = [cells for row in sheet.rows[: header.first] if (cells := [cell for _, cell in filled_cells(row)])]
    own = len(rows) > 1 and not _are_captions(rows[-1])
    return [cell for row in (rows[:-1] if own else rows) for cell in row]


def _are_captions(cells: list[Cell]) -> bool:
    return all(any(mark in cell.text for mark in "：:") for cell in cells)


def _above(sheet: Sheet, header: Header, title: int, common: list[Cell]) -> tuple[tuple[Cell, ...], ...]:
    """The rows above the headings: the table's own title first, so that it decides, then what is above all."""
    own = [cell for _, cell in filled_cells(sheet.rows[title])]
    return ((*own, *common), *[()] * (header.first - 1))


def _only(sheet: Sheet, header: Header, first: int, last: int, above: tuple[tuple[Cell, ...], ...]) -> Sheet:
    """The sheet with this above its headings and these rows below."""
    width = max(len(row) for row in (*sheet.rows, *above))
    rows = [*above, *sheet.rows[header.first : header.last + 1]]
    rows += [sheet.rows[row] if first <= row <= last else () for row in range(header.last + 1, len(sheet.rows))]
    padded = tuple((*row, *[BLANK] * (width - len(row))) for row in rows)
    own = above == sheet.rows[: header.first]
    merges = tuple(merge for merge in sheet.merges if (merge[0] >= header.first or own) and not (header.last < merge[0] < first or merge[0] > last))
    return replace(sheet, rows=padded, merges=merges)
