"""Counts: one row per branch, for every rule how many cells of its items hold what. One expression per count serves all rules of a grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import narwhals as nw
from narwhals import Expr

from auditor.checks.states import DONE, MORE, SHOWN, UNSETTLED
from auditor.engines.base import Answer, Frame
from auditor.model import State

COUNTED = {
    "met": SHOWN[State.MET], "unmet": SHOWN[State.UNMET], "unknown": SHOWN[State.UNKNOWN], "open": SHOWN[State.OPEN],
    "sure": [State.MET.value, State.UNMET.value], "owing": [State.UNKNOWN.value, State.OPEN.value, DONE],
    "done": MORE[State.OPEN], "unsettled": [UNSETTLED],
}
"""What is counted (see ``Tally``), and the values of the cells that count."""


class Tally(NamedTuple):
    """How many cells of one rule at one branch are in each state, certainly owed (``sure``: settled, ``owing``: not yet) and grave.

    ``run``: the longest of unmet ones; ``unsettled``: those of which it cannot be told which version of the rule judges them;
    ``done``: the open ones that are perhaps met already.
    """

    met: int = 0
    unmet: int = 0
    unknown: int = 0
    open: int = 0
    sure: int = 0
    owing: int = 0
    grave: int = 0
    run: int = 0
    unsettled: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """The columns of one rule's items, that of its grave ones, and the name for its longest run of unmet ones; None where it has none."""

    items: Sequence[str]
    grave: str | None = None
    run: str | None = None

    def column(self, word: str) -> str | None:
        """The column of one of the counts of a ``Tally``."""
        if word not in COUNTED:
            return self.grave if word == "grave" else self.run
        return _of(self.items[0], word if len(self.items) == 1 else f"all_{word}")


def counts(frame: Frame, wanted: Iterable[Wanted]) -> Frame:
    """The columns that each of ``wanted`` names, beside ``branch``. ``frame``: ``branch`` and the columns of items and grave ones."""
    rules = list(wanted)
    items = [column for rule in rules for column in rule.items]
    graves, runs = ([name for rule in rules if (name := getattr(rule, part))] for part in ("grave", "run"))
    holds = [nw.col(*items).is_in(values).cast(nw.Int64).name.suffix(_of("", word)) for word, values in COUNTED.items()]
    rows = frame.select(nw.col("branch", *graves), *holds, *[_longest_run(rule.items).alias(rule.run) for rule in rules if rule.run])
    added = nw.col(*graves, *(_of(column, word) for word in COUNTED for column in items)).sum()
    branches = rows.group_by("branch").agg(added, *([nw.col(*runs).max()] if runs else []))
    plain = [_of(rule.items[0], word) for rule in rules for word in COUNTED if len(rule.items) == 1]
    sums = [_sum(rule, word) for rule in rules for word in COUNTED if len(rule.items) > 1]
    return branches.select(nw.col("branch", *graves, *runs, *plain), *sums)


def tallies(answer: Answer, wanted: Wanted) -> dict[str, Tally]:
    """One rule's counts by branch."""
    branches = answer["branch"]
    columns = [[int(number or 0) for number in answer[name]] if (name := wanted.column(word)) else [0] * len(branches) for word in Tally._fields]
    found = dict(zip(branches, map(Tally._make, zip(*columns, strict=True)), strict=True))
    found.pop(None, None)
    return found


def _of(column: str, word: str) -> str:
    """The count of one item."""
    return f"{column}_{word}"


def _sum(rule: Wanted, word: str) -> Expr:
    return nw.sum_horizontal(nw.col(*[_of(column, word) for column in rule.items])).alias(rule.column(word) or "")


def _longest_run(columns: Sequence[str]) -> Expr:
    runs: list[Expr] = []
    for column in columns:
        before = runs[-1] if runs else nw.lit(0)
        runs.append(nw.when(nw.col(column) == State.UNMET.value).then(before + 1).otherwise(nw.lit(0)))
    return nw.max_horizontal(nw.lit(0), *runs)
