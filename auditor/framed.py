"""Which columns a frame of records has: those that every frame has first, and those that each column of a ledger becomes."""

from __future__ import annotations

from auditor.tables import DATES, PLAIN, Column, Type

KEYS = {"_row": "int", "_sure": "bool", "branch": "str", "person": "str"}
"""Columns that every frame has first: row number into the origins, whether the row is certainly that branch's (and person's)."""


def frame_columns(key: str, column: Column) -> dict[str, str]:
    """The frame columns of one table column and their kind: ``str``, ``int``, ``float`` or ``bool``."""
    if column.type in DATES:
        return {f"{key}__first": "int", f"{key}__last": "int"}
    kind = {Type.INTEGER: "int", Type.AMOUNT: "int", Type.NUMBER: "float", Type.YES_NO: "bool"}.get(column.type, "str")
    return {key: kind} if column.type in PLAIN else {key: kind, f"{key}__unsure": "bool"}
