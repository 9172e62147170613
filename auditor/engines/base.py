"""What an engine does for the plan: hold tables as lazy frames, keep one for a second look, and answer queries. Nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import narwhals as nw

from auditor.records.dataset import MemoryTable, ScannedTable

if TYPE_CHECKING:
    import pandas as pd

Frame = nw.LazyFrame[Any]
"""A lazy table of any engine."""

Answer = Mapping[str, list[Any]]
"""One query's result: column -> values."""


def listed(values: pd.Series[Any]) -> list[Any]:
    """A column of a spreadsheet's table as Python values, None where it is empty."""
    return [value if there else None for value, there in zip(values.tolist(), values.notna().tolist(), strict=True)]


class Engine(Protocol):
    """Where tables live. Frames are Narwhals lazy frames; expressions are written once, in ``auditor.checks``."""

    name: str

    def memory(self, table: MemoryTable) -> Frame:
        """A table that was read from spreadsheets."""
        ...

    def scan(self, table: ScannedTable) -> Frame:
        """A Parquet or CSV file, its columns renamed to the table's keys, with ``_row`` counted from 0. Nothing is read yet."""
        ...

    def keep(self, frame: Frame) -> Frame:
        """The same frame, computed once."""
        ...

    def collect(self, frames: Sequence[Frame]) -> list[Answer]:
        """The answers of several queries, sharing what they share."""
        ...
