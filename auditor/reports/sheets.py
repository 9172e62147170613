"""Where everything of a document stands in a workbook: sheet names, first rows, anchors, column widths. Pure; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from math import ceil
from unicodedata import east_asian_width

from auditor.reports.document import Block, Cell, Column, Facts, Fold, Heading, Paragraph, Section, Table

TEXT_WIDTH = 120
"""How wide a paragraph may run across columns, in Latin characters."""
LINE_HEIGHT = 15.0
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the (0-based) row at which it begins."""

    row: int
    block: Block


@dataclass(frozen=True, slots=True)
class Sheet:
    """A section laid out. ``widths`` are the columns', ``run`` the number of columns that a paragraph spans."""

    name: str
    section: Section
    placed: tuple[Placed, ...]
    widths: tuple[float, ...]
    run: int

    @property
    def main(self) -> tuple[int, Table] | None:
        """The first row and the table, if the sheet is about one table: it is frozen, filtered and repeated in print."""
        tables = [(item.row, item.block) for item in self.placed if isinstance(item.block, Table)]
        return tables[0] if len(tables) == 1 else None


def lay_out(sections: tuple[Section, ...]) -> tuple[Sheet, ...]:
    """Every section as a sheet, row 0 its title."""
    used: set[str] = set()
    return tuple(_sheet(section, used) for section in sections)


def anchors(sheets: tuple[Sheet, ...]) -> dict[str, tuple[str, int]]:
    """Every anchor's sheet name and row."""
    return {name: (sheet.name, row) for sheet in sheets for item in sheet.placed for name, row in _anchored(item)}


def heads(table: Table) -> tuple[tuple[str, ...], ...]:
    """The heading rows above a table: groups, titles, tags, codes; only those that say something. The last carries the filter."""
    lines: list[tuple[str, ...]] = [tuple(column.group for column in table.columns)]
    titles = tuple(column.title for column in table.columns)
    if any(column.code for column in table.columns):
        lines += [tuple(column.title if column.code else "" for column in table.columns), tuple(column.tag for column in table.columns)]
        titles = tuple(column.code or column.title for column in table.columns)
    return (*(line for line in lines if any(line)), titles)


def sheet_title(name: str, used: set[str]) -> str:
    """A sheet name that Excel accepts and that is not used yet (added to ``used``)."""
    base = name.translate(_FORBIDDEN).strip("' ")[:31] or "表"
    title, number = base, 2
    while title.casefold() in used or title.casefold() == "history":
        suffix = f" {number}"
        title, number = base[: 31 - len(suffix)] + suffix, number + 1
    used.add(title.casefold())
    return title


@lru_cache(maxsize=65536)
def cells_wide(text: str) -> int:
    """How many Latin characters wide the longest line of a text is."""
    return max((sum(2 if east_asian_width(char) in "WFA" else 1 for char in line) for line in text.splitlines()), default=0)


@lru_cache(maxsize=65536)
def height(text: str, width: float) -> float:
    """The row height that a text needs in that width, in points; set by hand, because not every program fits it when it opens a file."""
    if len(text) * 2 < width and "\n" not in text:
        return LINE_HEIGHT + 1
    lines = sum(max(1, ceil(cells_wide(line) / max(2.0, width - 1.5))) for line in text.splitlines() or [""])
    return min(409.0, lines * LINE_HEIGHT + 1)


def _sheet(section: Section, used: set[str]) -> Sheet:
    widths = tuple(map(max, zip_longest(*map(_widths, section.tables), fillvalue=0.0))) or (TEXT_WIDTH,)
    total, run = 0.0, 0
    while run < len(widths) and total < TEXT_WIDTH:
        total, run = total + widths[run], run + 1
    return Sheet(sheet_title(section.name, used), section, tuple(_place(section)), widths, run)


def _place(section: Section) -> Iterator[Placed]:
    row = 1
    for block in section.blocks:
        match block:
            case Heading():
                yield Placed(row + 1, block)
                row += 2
            case Paragraph():
                yield Placed(row, block)
                row += 1
            case Facts(items):
                yield Placed(row, block)
                row += len(items) + 1
            case Table():
                yield Placed(row, block)
                row += len(heads(block)) + max(1, len(block.rows)) + len(block.foot)
            case Fold():
                raise TypeError("a workbook has no fold-outs")


def _anchored(item: Placed) -> Iterator[tuple[str, int]]:
    if isinstance(item.block, Table):
        first = item.row + len(heads(item.block))
        for row, line in enumerate(item.block.rows, first):
            for name in line.anchors:
                yield name, row


def _widths(table: Table) -> list[float]:
    return [_width(column, [row.cells[place] for row in table.rows]) for place, column in enumerate(table.columns)]


def _width(column: Column, cells: list[Cell]) -> float:
    if not column.most:
        return column.width
    longest = max((cells_wide(cell.text) for cell in cells), default=0) + 2
    return min(max(column.width, longest), column.most)
