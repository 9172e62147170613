"""What the tests of reading share: the shipped tables, sheets made from plain values, and where the real sheets lie."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from auditor.records.cells import BLANK, Cell, Kind, Sheet
from auditor.records.understand import understand
from auditor.records.understood import RawRecord, Understood
from auditor.rulebook.nodes import read_document
from auditor.rulebook.tablefile import parse_table
from auditor.tables import Table

ROOT = Path(__file__).resolve().parents[2]
REAL = Path(os.environ.get("AUDITOR_SHARED", ROOT.parent / "shared")) / "real-sheets"


@cache
def tables() -> Mapping[str, Table]:
    found = {}
    for path in sorted((ROOT / "rules" / "tables").glob("*.yaml")):
        table, mistakes = parse_table(read_document(path.read_bytes(), path.name))
        assert table is not None, mistakes
        found[table.id] = table
    return found


def cell(value: object) -> Cell:
    if value is None or value == "":
        return BLANK
    if isinstance(value, date):
        return Cell(Kind.DATE, value.isoformat(), value)
    if isinstance(value, bool):
        return Cell(Kind.BOOL, str(value).upper(), value)
    return Cell(Kind.NUMBER, f"{value:g}", value) if isinstance(value, (int, float)) else Cell(Kind.TEXT, str(value))


def sheet(
    rows: Sequence[Sequence[object]], name: str = "Sheet1", file: str = "台账.xlsx", merges: Sequence[tuple[int, int, int, int]] = (),
) -> Sheet:
    return Sheet(file, name, tuple(tuple(map(cell, row)) for row in rows), tuple(merges))


def understood(
    rows: Sequence[Sequence[object]], name: str = "Sheet1", file: str = "台账.xlsx", merges: Sequence[tuple[int, int, int, int]] = (),
) -> Understood:
    (item,) = understand(sheet(rows, name, file, merges), tables())
    return item


def texts(record: RawRecord, *keys: str) -> tuple[str, ...]:
    return tuple(record.cells[key][1].text for key in keys)


def reasons(item: Understood) -> dict[int, str]:
    return {row: skipped.reason for skipped in item.skipped for row in skipped.rows}


def codes(item: Understood) -> list[str]:
    return [issue.code for issue in item.issues]
