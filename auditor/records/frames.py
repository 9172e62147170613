"""Typed sheets of one table joined into the pandas frame that the engine reads, with the origin of every row.

Frames use the nullable dtypes ``Int64``, ``Float64``, ``boolean`` and ``string[python]``: null is ``pd.NA`` and nothing else, whatever
else is installed. Rows stand in the order file, sheet, row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

import pandas as pd

from auditor.framed import KEYS, frame_columns
from auditor.records.dataset import MemoryTable, Origin
from auditor.records.normalise import Typed
from auditor.records.people import Seat
from auditor.records.understood import Understood
from auditor.tables import DATES, FIRST_DAY, LAST_DAY, PLAIN, Column, Table

DTYPES: dict[str, Any] = {"int": "Int64", "float": "Float64", "bool": "boolean", "str": pd.StringDtype("python")}


class Origins(Sequence[Origin]):
    """The origins of a table's records, made when asked for: most rows are never looked at."""

    def __init__(self, sheets: Sequence[Understood]) -> None:
        self._places = [(sheet, record) for sheet in sheets for record in sheet.records]

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Origin: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Origin]: ...
    def __getitem__(self, index: int | slice) -> Origin | Sequence[Origin]:
        if isinstance(index, slice):
            return [self[position] for position in range(*index.indices(len(self)))]
        sheet, record = self._places[index]
        return Origin(
            sheet.file, sheet.sheet, record.row,
            {key: letter for key, (letter, _) in record.cells.items()},
            {key: cell.text for key, (_, cell) in record.cells.items()},
        )


def join(table: Table, sheets: Sequence[Typed], seats: Sequence[Sequence[Seat]]) -> MemoryTable:
    """One table from its sheets. A column that only some sheets have is doubtful in the others; one that none has is left out."""
    supplied = [key for key in table.columns if any(_has(sheet, key, table.columns[key]) for sheet in sheets)]
    columns: dict[str, list[Any]] = {name: [] for name in KEYS}
    columns |= {name: [] for key in supplied for name in frame_columns(key, table.columns[key]) if name not in KEYS}
    offset = 0
    for sheet, rows in zip(sheets, seats, strict=True):
        columns["_row"].extend(offset + seat.index for seat in rows)
        columns["_sure"].extend(seat.sure for seat in rows)
        columns["branch"].extend(seat.branch for seat in rows)
        columns["person"].extend(seat.person for seat in rows)
        _append(columns, sheet, table, supplied, [seat.index for seat in rows])
        offset += len(sheet.source.records)
    columns |= {f"{key}__unsure": _lacking(sheets, seats, table, key) for key in supplied if _partial(sheets, table, key)}
    return MemoryTable(table.id, to_frame(table, columns), Origins([sheet.source for sheet in sheets]))


def to_frame(table: Table, columns: dict[str, list[Any]]) -> pd.DataFrame:
    """Lists by frame column as a frame with the dtypes of the table's definition."""
    kinds = {**{name: kind for key, column in table.columns.items() for name, kind in frame_columns(key, column).items()}, **KEYS}
    return pd.DataFrame({name: pd.array(values, dtype=DTYPES[kinds.get(name, "bool")]) for name, values in columns.items()})


def not_supplied(column: Column, key: str) -> dict[str, Any]:
    """What the frame columns of a column hold where the sheet had no such column: nothing is known, or blank if it is optional."""
    if column.type in DATES:
        first, last = (None, None) if column.optional else (FIRST_DAY, LAST_DAY)
        return {f"{key}__first": first, f"{key}__last": last}
    return {key: None} if column.type in PLAIN else {key: None, f"{key}__unsure": not column.optional}


def _partial(sheets: Sequence[Typed], table: Table, key: str) -> bool:
    """A text that some sheets leave out: only then a text can be doubtful."""
    column = table.columns[key]
    return column.type in PLAIN and not column.optional and key not in KEYS and not all(_has(sheet, key, column) for sheet in sheets)


def _lacking(sheets: Sequence[Typed], seats: Sequence[Sequence[Seat]], table: Table, key: str) -> list[bool]:
    return [not _has(sheet, key, table.columns[key]) for sheet, rows in zip(sheets, seats, strict=True) for _ in rows]


def _has(sheet: Typed, key: str, column: Column) -> bool:
    return next(iter(frame_columns(key, column))) in sheet.columns


def _append(columns: dict[str, list[Any]], sheet: Typed, table: Table, supplied: list[str], rows: list[int]) -> None:
    whole = rows == list(range(len(sheet.source.records)))
    for key in supplied:
        for name, missing in not_supplied(table.columns[key], key).items():
            if name in KEYS:
                continue
            values = sheet.columns.get(name)
            if values is None:
                columns[name].extend([missing] * len(rows))
            else:
                columns[name].extend(values if whole else [values[row] for row in rows])
