"""Which branches a table answers for in a period, as an expression over ``branch``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import narwhals as nw
from narwhals import Expr

from auditor.periods import Period
from auditor.records.dataset import Cover, Dataset

Spans = list[tuple[date, date]]


def covered_branches(dataset: Dataset, table: str, period: Period) -> frozenset[str]:
    """The branches of the register whose inputs together cover every day of the period."""
    covers = [cover for cover in dataset.coverage if cover.table == table]
    if any(cover.branches is None and _spans([cover], period) for cover in covers):
        return frozenset(dataset.register.branches)
    named = frozenset[str]().union(*[cover.branches or () for cover in covers])
    everywhere = [cover for cover in covers if cover.branches is None]
    if _spans(everywhere, period):
        return frozenset(dataset.register.branches)
    return frozenset(
        branch for branch in dataset.register.branches
        if branch in named and _spans([*everywhere, *(cover for cover in covers if branch in (cover.branches or ()))], period)
    )


def covering(dataset: Dataset, due: date) -> Callable[[str, Period], Expr]:
    """``covered(table, period)`` for check kinds. A running period counts up to ``due``, the last day that matters."""
    known: dict[tuple[str, date, date], Expr] = {}

    def covered(table: str, period: Period) -> Expr:
        until = max(period.start, min(period.end, due))
        key = (table, period.start, until)
        if key not in known:
            known[key] = _expression(covered_branches(dataset, table, Period("", period.start, until)), dataset)
        return known[key]

    return covered


def _expression(branches: frozenset[str], dataset: Dataset) -> Expr:
    if len(branches) in {0, len(dataset.register.branches)}:
        return nw.lit(value=bool(branches))
    return nw.col("branch").is_in(sorted(branches)).fill_null(value=False)


def _spans(covers: Iterable[Cover], period: Period) -> bool:
    """Whether the union of the covers' days holds every day of the period."""
    spans: Spans = sorted((cover.start or date.min, cover.end or date.max) for cover in covers)
    reached = period.start - timedelta(days=1)
    for start, end in spans:
        if reached >= period.end or start > reached + timedelta(days=1):
            break
        reached = max(reached, end)
    return reached >= period.end
