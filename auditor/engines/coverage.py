"""Which branches a table answers for in a period, as an expression over ``branch``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

import narwhals as nw
from narwhals import Expr

from auditor.checks.truth import constant
from auditor.periods import Period
from auditor.records.dataset import Cover, Dataset

Spans = list[tuple[date, date]]


def covered_branches(dataset: Dataset, table: str, period: Period, kinds: frozenset[str] = frozenset()) -> frozenset[str]:
    """The branches of the register whose inputs together cover every day of the period, for these sorts of records where some are named.

    What is only assumed to answer for everybody does not answer for a branch that handed in nothing at all.
    """
    dated = [cover for cover in dataset.coverage if cover.table == table and not cover.undated]
    answering = [cover for cover in dated if cover.kinds is None or not kinds or cover.kinds & kinds]
    declared = [cover for cover in answering if not cover.assumed or cover.branches is not None]
    silent = dataset.silent if table != "branches" else frozenset()
    return _covered(dataset, answering, period) - (silent - _covered(dataset, declared, period))


def _covered(dataset: Dataset, covers: Sequence[Cover], period: Period) -> frozenset[str]:
    named = frozenset[str]().union(*[cover.branches or () for cover in covers])
    everywhere = [cover for cover in covers if cover.branches is None]
    if _spans(everywhere, period):
        return frozenset(dataset.register.branches)
    return frozenset(
        branch for branch in dataset.register.branches
        if branch in named and _spans([*everywhere, *(cover for cover in covers if branch in (cover.branches or ()))], period)
    )


def covering(dataset: Dataset, due: date) -> Callable[[str, Period, frozenset[str]], Expr]:
    """``covered(table, period, kinds)`` for check kinds. A running period counts up to ``due``, the last day that matters."""
    known: dict[tuple[str, date, date, frozenset[str]], Expr] = {}

    def covered(table: str, period: Period, kinds: frozenset[str]) -> Expr:
        until = max(period.start, min(period.end, due))
        key = (table, period.start, until, kinds)
        if key not in known:
            known[key] = _expression(covered_branches(dataset, table, Period("", period.start, until), kinds), dataset)
        return known[key]

    return covered


def _expression(branches: frozenset[str], dataset: Dataset) -> Expr:
    if len(branches) in {0, len(dataset.register.branches)}:
        return constant(value=bool(branches))
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
