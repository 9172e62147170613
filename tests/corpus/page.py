"""What the corpus is made of: pages of planted records, as they are before anything is written to a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Mark(Enum):
    """Cells that are not values, and what must be read where nothing certain stands."""

    UNKNOWN = "unknown"
    ERROR = "#N/A"
    UNCALCULATED = "=1+1"


UNKNOWN = Mark.UNKNOWN


@dataclass(frozen=True)
class Planted:
    """One record that must be found: typed values by table column (see ``auditor.tables.Type``), None for blank, ``UNKNOWN`` for doubtful.

    Of dates the value is the first and the last day, both None for blank. ``at``: the columns that tell it from others of the same row.
    ``said``: what must be known of it beyond its cells (see ``beyond.py``); the rest is not asked.
    """

    table: str
    values: Mapping[str, Any]
    at: tuple[str, ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One row of a sheet: what is put into its cells, the records that it holds, and how far a cell reaches (column -> columns).

    ``nothing``: it says that its branch has nothing to report.
    """

    cells: Sequence[Any]
    records: tuple[Planted, ...] = ()
    wide: Mapping[int, int] = field(default_factory=dict)
    tall: Mapping[int, int] = field(default_factory=dict)
    hidden: bool = False
    nothing: bool = False


@dataclass(frozen=True)
class Page:
    """One sheet: rows above, the header and the rows below, its name and the file's; ``layout`` and ``faults`` are for the report.

    ``parts``: the rows below hold other tables with titles or headings of their own.
    """

    layout: str
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    above: tuple[Line, ...] = ()
    title: str = ""
    name: str = "Sheet1"
    file: str = "台账"
    left: int = 0
    faults: tuple[str, ...] = ()
    parts: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.above, *self.head, *self.body)

    @property
    def width(self) -> int:
        return max(len(line.cells) for line in self.head)


def head(*names: Any) -> tuple[Line, ...]:
    """A header of one row."""
    return (Line(names),)
