"""Cells as they stand in a file: raw text and kind, at the row and column that the user sees. Nothing here infers a meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache

from auditor.model import RecordIssue


class Kind(StrEnum):
    """What the file says a cell is. Blank, error and formula without a stored value are three different things.

    ``DOUBTFUL`` is in no file: two cells that say different things of one matter, put into one.
    """

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"
    UNCALCULATED = "uncalculated"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``text`` is what a person reads (dates as ISO, whole numbers without ``.0``); ``value`` the stored value, if not text."""

    kind: Kind
    text: str = ""
    value: float | int | bool | date | datetime | time | None = None
    merged: bool = False


BLANK = Cell(Kind.BLANK)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``rows[i][j]`` is Excel row ``i + 1``, column ``j`` (0 = A). ``merges``: (first row, first column, last row, last column), 0-based."""

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    """One readable file."""

    file: str
    sha256: str
    format: str
    sheets: tuple[Sheet, ...]
    issues: tuple[RecordIssue, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and why, for the user."""

    file: str
    sha256: str
    issue: RecordIssue


@cache
def letter(index: int) -> str:
    """The column letter of a 0-based index: 0 -> A, 26 -> AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
