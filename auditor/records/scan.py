"""What a second, independent look at one sheet found, whatever the format: the reader's answer is held to it.

The reader gives a blank for an error and for an uncalculated formula, and a lost cell would look like a blank too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from auditor.records import guard
from auditor.records.cells import letter
from auditor.records.wire import special

ROWS_NAMED = 5


@dataclass(slots=True)
class Scan:
    """Positions are 0-based (row, column). ``shared`` counts the cells per index of the shared strings, ``others`` all other filled cells.

    ``hidden``, ``hidden_columns``: what Excel does not show. ``merges``: first row, first column, last row, last column, where the reader does not tell.
    ``again`` looks once more, cell by cell, where shared strings were only counted (under ``-1``).
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    shared: dict[int, int] = field(default_factory=dict)
    others: int = 0
    rows: int = 0
    columns: int = 0
    hidden: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    again: Callable[[], Scan] | None = None

    def reach(self, row: int, column: int) -> None:
        """A filled cell stands here; ``Refused`` where that is too far away."""
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows > guard.ROWS or self.columns > guard.COLUMNS or self.rows * self.columns > 2 * guard.CELLS:
            raise guard.too_big("有内容的单元格离表格太远，或行列太多")


def mark(rows: list[list[Any]], scan: Scan) -> None:
    """Put the errors and the uncalculated formulas where the reader left blanks."""
    marks = [(place, special("e", word)) for place, word in scan.errors.items()] + [(place, special("u")) for place in sorted(scan.uncalculated)]
    for (row, column), what in marks:
        while len(rows) <= row:
            rows.append([])
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = what


def _cells(places: Collection[tuple[int, int]]) -> str:
    """The first of the places, as Excel calls them."""
    named = "、".join(f"{letter(column)}{row + 1}" for row, column in sorted(places)[:ROWS_NAMED])
    return named + " 等" * (len(places) > ROWS_NAMED)


def notes(name: str, scan: Scan) -> list[list[str]]:
    """What the user should know of a sheet: ``[code, sheet, message]``."""
    found = []
    if scan.errors:
        found.append(["D118", name, f"有 {len(scan.errors)} 个出错的单元格（{_cells(scan.errors)}），按“读不出”处理，请改正公式"])
    if scan.uncalculated:
        where = _cells(scan.uncalculated)
        found.append(["D119", name, f"有 {len(scan.uncalculated)} 个公式没有存下结果（{where}），按“读不出”处理，请用 Excel 或 WPS 打开并保存一次"])
    if scan.hidden:
        named = "、".join(str(row + 1) for row in scan.hidden[:ROWS_NAMED]) + (" 等" if len(scan.hidden) > ROWS_NAMED else "")
        found.append(["D120", name, f"有 {len(scan.hidden)} 行是隐藏的（第 {named} 行），照样读取；如是筛选留下的，请核对"])
    if scan.hidden_columns:
        named = "、".join(map(letter, scan.hidden_columns[:ROWS_NAMED])) + (" 等" if len(scan.hidden_columns) > ROWS_NAMED else "")
        found.append(["D123", name, f"有 {len(scan.hidden_columns)} 列是隐藏的（{named} 列），照样读取；请核对这些列是否该报"])
    return found
