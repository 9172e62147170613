"""Merged cells: every cell of a merged range says what the range says."""

from __future__ import annotations

from dataclasses import replace

from auditor.records.cells import BLANK, Cell, Kind, Sheet

Rows = list[list[Cell]]
_NOTHING = Kind.BLANK
Merge = tuple[int, int, int, int]


def filled(sheet: Sheet) -> Rows:
    """The rows of the sheet, each as wide as the widest, with the first cell of every merged range in all its blank cells."""
    width = max(map(len, sheet.rows), default=0)
    rows = [[*row, *[BLANK] * (width - len(row))] for row in sheet.rows]
    for top, left, bottom, right in sheet.merges:
        if top >= len(rows) or left >= width or rows[top][left].kind is Kind.BLANK:
            continue
        copy = replace(rows[top][left], merged=True)
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, width)):
                if row[column].kind is Kind.BLANK:
                    row[column] = copy
    return rows


def filled_cells(row: tuple[Cell, ...] | list[Cell]) -> list[tuple[int, Cell]]:
    """The cells of a row that hold something, with their column index."""
    return [(index, cell) for index, cell in enumerate(row) if cell.kind is not _NOTHING]
