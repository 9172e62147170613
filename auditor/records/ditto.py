"""Cells that say 同上 or 〃 say what stands above them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from auditor.model import RecordIssue
from auditor.records.cells import Cell, Kind, Sheet, letter
from auditor.records.merges import Rows

_DITTO = frozenset({"同上", "同前", "〃", "″", "〞", '"', "”", "“", "''", "′′"})


def as_above(sheet: Sheet, rows: Rows, records: Iterable[int]) -> tuple[Rows, tuple[RecordIssue, ...]]:
    """The rows in which such cells of ``records`` (0-based, in order) are those of the record before, and a word of how many there were.

    In the first record there is nothing above: it stays as it is.
    """
    resolved, above, said = list(rows), list[Cell](), list[str]()
    for index in records:
        row = resolved[index]
        if not _DITTO.isdisjoint([cell.text.strip() for cell in row]):
            row = [_above(above, place) if _is_ditto(cell) and above else cell for place, cell in enumerate(row)]
            said += [f"{letter(place)}{index + 1}" for place, cell in enumerate(row) if cell is not resolved[index][place]]
            resolved[index] = row
        above = row
    if not said:
        return rows, ()
    where = said[0] + (f" 等 {len(said)} 格" if len(said) > 1 else "")
    return resolved, (RecordIssue("D211", f"{where}写的是“同上”，按上一条记录的内容计；请核对，最好把内容写全", sheet.file, sheet.name),)


def _is_ditto(cell: Cell) -> bool:
    return cell.kind is Kind.TEXT and cell.text.strip() in _DITTO


def _above(above: list[Cell], place: int) -> Cell:
    return replace(above[place], merged=True)
