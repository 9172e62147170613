"""Obligations of certain periods that an approved exception covers: another state in their cells of the grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import narwhals as nw
from narwhals import Expr

from auditor.checks.base import Cells
from auditor.checks.states import PERHAPS, SHOWN
from auditor.model import State
from auditor.periods import Every, Period, parse_period, periods

OPEN_ENDS = [*SHOWN[State.UNMET], *SHOWN[State.UNKNOWN]]
CERTAIN = (State.UNMET.value, State.UNKNOWN.value)


@dataclass(frozen=True, slots=True)
class Spared:
    """These branches' obligations of these periods, as far as they are unmet or unknown, are ``to`` instead."""

    branches: frozenset[str]
    spans: tuple[Period, ...]
    to: State


Sparing = Mapping[str, Sequence[Spared]]
"""By rule."""


def inside(period: Period, spans: Sequence[Period]) -> bool:
    """Whether every month of the period lies in one of the spans."""
    return all(any(span.start <= month.start and month.end <= span.end for span in spans) for month in periods(period, Every.MONTH))


def spare(cells: Cells, spared: Sequence[Spared], window: Period) -> Cells:
    """The cells with what is spared changed. Only items that are periods can be: of others it is not known when they were owed."""
    return replace(cells, items={item: _changed(item, cell, spared, window) for item, cell in cells.items.items()})


def _changed(item: str, cell: Expr, spared: Sequence[Spared], window: Period) -> Expr:
    period = _period(item, window)
    for one in spared:
        if period and inside(period, one.spans):
            cell = nw.when(nw.col("branch").is_in(sorted(one.branches)) & cell.is_in(OPEN_ENDS)).then(_state(cell, one.to)).otherwise(cell)
    return cell


def _state(cell: Expr, to: State) -> Expr:
    """What is perhaps not owed stays so; an obligation that is excluded is owed by nobody."""
    if to is State.NOT_OWED:
        return nw.lit(State.NOT_OWED.value)
    return nw.when(cell.is_in(list(CERTAIN))).then(nw.lit(to.value)).otherwise(nw.lit(to.value + PERHAPS))


def _period(item: str, window: Period) -> Period | None:
    try:
        return window if item == window.label else parse_period(item)
    except ValueError:
        return None
