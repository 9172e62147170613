"""What reading gives to the engine: typed tables with the origin of every cell, the register, the coverage and the issues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.model import RecordIssue
from auditor.scorecard import InputFile

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one record stands: file, sheet, the row number of Excel, and for each table column its letter and raw text."""

    file: str
    sheet: str
    row: int | None
    letters: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class MemoryTable:
    """A table read from spreadsheets. ``frame`` has ``auditor.framed.KEYS`` and the frame columns of each supplied column.

    ``_row`` indexes ``origins``. A row whose branch (or person) is not certain stands once per possible branch with ``_sure`` False.
    """

    name: str
    frame: pd.DataFrame
    origins: Sequence[Origin]


@dataclass(frozen=True, slots=True)
class ScannedTable:
    """A Parquet or CSV file that the engine reads itself. ``columns``: table column -> column of the file. Every value is certain.

    ``text``: the table columns that stay text in a CSV file, whatever their cells look like.
    """

    name: str
    path: Path
    columns: Mapping[str, str]
    text: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cover:
    """One input answers for ``table``, for these branches (None: the whole register), for these days (None: all time).

    ``kinds``: the sorts of records that it answers for (None: all of the table's). ``assumed`` is True where nobody declared it.
    ``undated``: nobody knows of which days it is, so that it answers for none. ``file`` and ``sheet`` say which input it is.
    """

    table: str
    branches: frozenset[str] | None = None
    start: date | None = None
    end: date | None = None
    assumed: bool = True
    file: str = ""
    sheet: str = ""
    kinds: frozenset[str] | None = None
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """The branches that should have reported, in the order of the register. ``assumed``: made from the data, no list was given."""

    branches: tuple[str, ...]
    parents: Mapping[str, str] = field(default_factory=dict)
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything that is known about the input. ``tables["branches"]`` always exists: one row per branch of the register.

    ``silent``: the branches of which no table has a single record; no coverage that is only assumed answers for them.
    ``aliases``: another name of a branch -> its name in the register.
    """

    register: Register
    tables: Mapping[str, MemoryTable | ScannedTable]
    coverage: tuple[Cover, ...]
    inputs: tuple[InputFile, ...] = ()
    issues: tuple[RecordIssue, ...] = ()
    silent: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
