"""The document that every printer prints: words are decided, looks are not.

``Document`` -> ``Section`` (a sheet, a chapter) -> blocks. A ``link`` names an ``anchor`` elsewhere in the document;
a printer that does not print the anchor's section drops the link.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from auditor.reports.words import Tone


class Kind(StrEnum):
    """What a column holds, and so how it is set."""

    TEXT = "text"
    NUMBER = "number"
    MARK = "mark"
    INPUT = "input"
    CHOICE = "choice"
    DATE = "date"
    HIDDEN = "hidden"


class Part(StrEnum):
    """The sections there are. Each printer lists the ones that it prints."""

    LEGEND = "legend"
    SUMMARY = "summary"
    OVERVIEW = "overview"
    MATRIX = "matrix"
    RULES = "rules"
    EVIDENCE = "evidence"
    BRANCHES = "branches"
    RECTIFY = "rectify"
    WANTED = "wanted"
    GROUNDS = "grounds"
    DATA = "data"
    OVERLAYS = "overlays"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Cell:
    """Text with a tone. ``number`` is set where the text is a number; ``note`` says more (a tooltip)."""

    text: str = ""
    tone: Tone = Tone.PLAIN
    number: float | None = None
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``quiet`` says that it holds no problem."""

    cells: tuple[Cell, ...]
    anchors: tuple[str, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and how wide its column is, in Latin characters; ``most`` is how far it may grow with its content.

    ``code`` and ``tag`` are short lines under a long title.
    """

    title: str
    width: int = 10
    kind: Kind = Kind.TEXT
    group: str = ""
    tag: str = ""
    code: str = ""
    choices: tuple[str, ...] = ()
    most: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. ``keep`` columns on the left stay in sight; ``foot`` holds totals, apart from the rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: tuple[Row, ...] = ()
    keep: int = 1
    upright: bool = False
    empty: str = "（无）"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str
    anchor: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, side by side."""

    items: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold-out: its head is always seen, its blocks on demand."""

    head: tuple[Cell, ...]
    blocks: tuple[Block, ...]
    anchor: str = ""
    quiet: bool = False


Block = Heading | Paragraph | Facts | Table | Fold


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the page, a sheet of the workbook. ``pages`` is how many pages wide it prints."""

    part: Part
    name: str
    title: str
    blocks: tuple[Block, ...]
    pages: int = 1

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the section, fold-outs aside."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True, slots=True)
class Document:
    """A composed report. ``dated`` is the day on which it was judged, never the clock."""

    title: str
    dated: date
    sections: tuple[Section, ...]
    footer: str


def text_cells(*texts: str) -> tuple[Cell, ...]:
    """Plain cells."""
    return tuple(Cell(text) for text in texts)


def filled(table: Table) -> Table:
    """The table without the columns in which nothing is written."""
    kept = [place for place in range(len(table.columns)) if any(row.cells[place].text for row in table.rows)]
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[place] for place in kept), rows=rows)


def count(number: float | None, tone: Tone = Tone.PLAIN) -> Cell:
    """A number as a cell; None is an empty cell."""
    return Cell() if number is None else Cell(f"{number:g}" if isinstance(number, float) else str(number), tone, number)
