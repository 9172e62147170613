"""Typed tables for tests of checks and engines, written as rows of plain values.

A day is ``2022-03-29``, a month ``2022-03`` (anything in it), ``?`` something unreadable, None or absent an empty cell.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from auditor.records.dataset import Cover, Dataset, MemoryTable, Origin, Register
from auditor.tables import DATES, FIRST_DAY, LAST_DAY, PLAIN, Column, Table, Type

DTYPES = {"str": "string", "int": "Int64", "float": "Float64", "bool": "boolean"}
Row = Mapping[str, Any]


def memory_table(table: Table, rows: Sequence[Row], columns: Iterable[str] = ()) -> MemoryTable:
    """The frame of these rows. ``columns``: supplied although no row fills them. ``_sure: false`` in a row marks a doubtful
    branch, ``_row`` a copy of an earlier row (one per possible branch)."""
    keys = sorted({key for row in rows for key in row if key in table.columns} | set(columns))
    frame: dict[str, Any] = {
        "_row": pd.array([row.get("_row", number) for number, row in enumerate(rows)], dtype="Int64"),
        "_sure": pd.array([row.get("_sure", True) for row in rows], dtype="boolean"),
        "branch": pd.array([row.get("branch") for row in rows], dtype="string"),
        "person": pd.array([row.get("person", row.get("id_no", row.get("name"))) for row in rows], dtype="string"),
    }
    for key in keys:
        if key != "branch":
            frame |= _columns(key, table.columns[key], [row.get(key) for row in rows])
    origins = [
        Origin(f"{table.name}.xlsx", "Sheet1", number + 2, {key: chr(65 + place) for place, key in enumerate(keys)},
               {key: "" if row.get(key) is None else str(row[key]) for key in keys})
        for number, row in enumerate(rows)
    ]
    return MemoryTable(table.id, pd.DataFrame(frame), origins)


def _columns(key: str, column: Column, values: Sequence[Any]) -> dict[str, Any]:
    if column.type in DATES:
        bounds = [_bounds(value) for value in values]
        return {f"{key}__{name}": pd.array([one[place] for one in bounds], dtype="Int64") for place, name in enumerate(("first", "last"))}
    kind = {Type.INTEGER: "int", Type.AMOUNT: "int", Type.NUMBER: "float", Type.YES_NO: "bool"}.get(column.type, "str")
    unsure = [value == "?" for value in values]
    plain = [None if value == "?" else _stored(column, value) for value in values]
    found = {key: pd.array(plain, dtype=DTYPES[kind])}
    return found if column.type in PLAIN else {**found, f"{key}__unsure": pd.array(unsure, dtype="boolean")}


def _stored(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.type is Type.AMOUNT:
        return round(value * 100)
    return f"|{'|'.join(value if isinstance(value, list) else [value])}|" if column.many else value


def _bounds(value: Any) -> tuple[int | None, int | None]:
    if value is None:
        return None, None
    if value == "?":
        return FIRST_DAY, LAST_DAY
    text = value.isoformat() if isinstance(value, date) else str(value)
    year, month, *day = (int(part) for part in text.split("-"))
    first, last = (day[0], day[0]) if day else (1, monthrange(year, month)[1])
    return year * 10000 + month * 100 + first, year * 10000 + month * 100 + last


def dataset(
    tables: Mapping[str, Table], given: Mapping[str, Sequence[Row]], covers: Sequence[Cover] | None = None, *,
    columns: Mapping[str, Iterable[str]] | None = None,
) -> Dataset:
    """A dataset of these tables; the register is ``branches``. Without ``covers`` every table answers for everything."""
    built = {name: memory_table(tables[name], rows, (columns or {}).get(name, ())) for name, rows in given.items()}
    names = tuple(str(row["branch"]) for row in given["branches"])
    everything = [Cover(name) for name in given]
    return Dataset(Register(names), built, tuple(everything if covers is None else [Cover("branches"), *covers]))
