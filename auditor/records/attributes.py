"""The frame of the branches themselves: one row for each branch of the register, always, with what the lists say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from auditor.framed import KEYS, frame_columns
from auditor.model import RecordIssue
from auditor.records.dataset import MemoryTable, Origin, Register
from auditor.records.frames import Origins, not_supplied, to_frame
from auditor.records.placing import Placed
from auditor.tables import DATES, FIRST_DAY, PLAIN, Column, Table

Rows = list[tuple[Placed, int]]


def branches_table(table: Table, register: Register, placed: Sequence[Placed]) -> tuple[MemoryTable, list[RecordIssue]]:
    """One row per branch. Lines that contradict each other leave the attribute open and are reported; a branch in no list is all open."""
    rows = _rows(placed)
    columns: dict[str, list[Any]] = {
        "_row": list(range(len(register.branches))), "_sure": [True] * len(register.branches),
        "branch": list(register.branches), "person": [None] * len(register.branches),
    }
    issues: list[RecordIssue] = []
    for key, column in table.columns.items():
        names = [name for name in frame_columns(key, column) if name not in KEYS]
        if key == table.branch or not names or not any(names[0] in sheet.typed.columns for sheet in placed):
            continue
        for branch in register.branches:
            values, contradictory = _merge(key, column, [_read(key, column, *row) for row in rows[branch]])
            for name in names:
                columns.setdefault(name, []).append(values[name])
            if contradictory:
                message = f"支部“{branch}”的“{column.name}”在名录中前后不一致，按不确定处理；请改成一致。"
                issues.append(RecordIssue("D603", message, branch=branch))
    origins = [_origin(rows[branch]) for branch in register.branches]
    return MemoryTable(table.id, to_frame(table, columns), origins), issues


def _rows(placed: Sequence[Placed]) -> defaultdict[str, Rows]:
    rows: defaultdict[str, Rows] = defaultdict(list)
    for sheet in placed:
        for index, match in enumerate(sheet.matches):
            if match.certain:
                rows[match.branches[0]].append((sheet, index))
    return rows


def _read(key: str, column: Column, sheet: Placed, index: int) -> dict[str, Any]:
    values = sheet.typed.columns
    return {name: values[name][index] if name in values else missing for name, missing in not_supplied(column, key).items()}


def _merge(key: str, column: Column, found: list[dict[str, Any]]) -> tuple[dict[str, Any], bool]:
    """What several lines say together, and whether they contradict each other. Lines that say nothing do not count."""
    nothing = not_supplied(column, key)
    if not found:
        return nothing, False
    name = next(iter(nothing))
    said = [values for values in found if values[name] is not None and not _open(values, key, column)]
    if said and any(values != said[0] for values in said):
        if column.type in DATES:
            return {f"{key}__first": min(values[f"{key}__first"] for values in said),
                    f"{key}__last": max(values[f"{key}__last"] for values in said)}, True
        return (said[0] if column.type in PLAIN else nothing), True
    return (said or [values for values in found if _open(values, key, column)] or found)[0], False


def _open(values: dict[str, Any], key: str, column: Column) -> bool:
    if column.type in DATES:
        return bool(values[f"{key}__first"] == FIRST_DAY)
    return bool(values.get(f"{key}__unsure"))


def _origin(rows: Rows) -> Origin:
    if not rows:
        return Origin("", "", None, note="名录中没有单独的一行，由报送的记录得知")
    sheet, index = rows[0]
    return Origins([sheet.typed.source])[index]
