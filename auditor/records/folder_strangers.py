"""Rows of a scanned table that belong to no branch of the register: they count for nobody, so they are said, with their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from auditor.model import RecordIssue
from auditor.records.dataset import Register, ScannedTable
from auditor.records.register import BRANCHES
from auditor.tables import Table

NAMED = 5
Open = Callable[[ScannedTable], pl.LazyFrame]


def strangers(scanned: Mapping[str, ScannedTable], tables: Mapping[str, Table], register: Register, opened: Open) -> Iterator[RecordIssue]:
    """One issue per table with rows of unknown branches, one per table with rows without a branch."""
    known = frozenset(register.branches)
    for key, table in sorted(scanned.items()):
        column = table.columns.get(tables[key].branch)
        if column is None or key == BRANCHES:
            continue
        counted = opened(table).group_by(pl.col(column).alias("branch")).len().collect(engine="streaming")
        rows = dict(zip(counted["branch"].to_list(), counted["len"].to_list(), strict=True))
        blank = rows.pop(None, 0)
        if blank:
            yield RecordIssue("D503", f"有 {blank} 行没有写支部，没有计入任何支部；请补填支部名称。", table.path.name, column=column)
        unknown = {str(name): number for name, number in sorted(rows.items()) if str(name) not in known}
        if unknown:
            listed = "、".join(list(unknown)[:NAMED]) + (f" 等 {len(unknown)} 个" if len(unknown) > NAMED else "")
            message = f"支部名录中没有这些支部：{listed}；共 {sum(unknown.values())} 行没有计入任何支部，请核对名称，或把它加入支部名录。"
            yield RecordIssue("D502", message, table.path.name, column=column)
