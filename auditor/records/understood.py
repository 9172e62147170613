"""What one sheet was understood as: its table, header, columns, data rows and everything that was left out, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from auditor.model import RecordIssue
from auditor.records.cells import Cell, Sheet


@dataclass(frozen=True, slots=True)
class Context:
    """What title, caption, sheet name and file name say once for all rows. Empty where they say nothing."""

    branch: str = ""
    parent: str = ""
    person: str = ""
    year: int | None = None
    start: date | None = None
    end: date | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column of the sheet. ``key`` is the table column, empty when unmapped; ``how`` is exact, by_values, layout or unmapped.

    ``proposals`` are table columns that a person may confirm; they are never used silently.
    """

    letter: str
    header: str
    key: str = ""
    hint: str = ""
    how: str = "unmapped"
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record before typing: the Excel row and, per table column, the letter and cell that it comes from.

    A wide sheet gives several per row, each with the letters of its own cells; a value that comes from the context or from a
    header has letter ``""`` and a text cell. ``beside``: letter and cell of columns that are none of the table's and may yet tell whether
    anything was done.
    """

    row: int
    cells: Mapping[str, tuple[str, Cell]]
    beside: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Rows that are not records, by Excel row number, and what they were taken for."""

    rows: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Understood:
    """One sheet understood. ``table`` is None when it is no record table (or none is certain); ``why`` explains the choice.

    ``nothing``: rows that say that there is nothing to report, with their branch at most. ``part``: of a sheet with tables below each
    other, the one that this is.
    """

    file: str
    sheet: str
    table: str | None
    why: str
    header_rows: tuple[int, ...] = ()
    columns: tuple[MappedColumn, ...] = ()
    records: tuple[RawRecord, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    context: Context = field(default_factory=Context)
    issues: tuple[RecordIssue, ...] = ()
    nothing: tuple[RawRecord, ...] = ()
    part: Sheet | None = field(default=None, repr=False, compare=False)
