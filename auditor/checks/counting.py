"""Counting in two bounds: how many rows of a subject certainly and possibly match, and whether that lies within limits."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw
from narwhals import Expr

from auditor.checks.base import Measure
from auditor.checks.reading import Reading, all_of, sure


@dataclass(frozen=True, slots=True)
class Count:
    """The names of the certain and the possible count (one and the same where nothing is doubtful), and whether they only say "any"."""

    certain: str
    possible: str
    only_any: bool

    def at_least(self, bound: int) -> Reading:
        """The number is at least ``bound``."""
        low, high = (nw.col(name) if self.only_any else nw.col(name) >= bound for name in (self.certain, self.possible))
        return sure(low) if self.certain == self.possible else Reading(low, high)

    def at_most(self, bound: int) -> Reading:
        """The number is at most ``bound``."""
        low, high = nw.col(self.possible) <= bound, nw.col(self.certain) <= bound
        return sure(low) if self.certain == self.possible else Reading(low, high)

    def within(self, at_least: int | None, at_most: int | None) -> Reading:
        """Both limits, where given."""
        parts = [self.at_least(at_least)] if at_least is not None else []
        return all_of(parts + ([self.at_most(at_most)] if at_most is not None else []))


def count(name: str, table: str, matches: Reading, *, only_any: bool, on: tuple[tuple[str, str], ...] = ()) -> tuple[Count, tuple[Measure, ...]]:
    """The measures that count the matching rows of ``table`` per subject, and the names to ask for. ``only_any``: is there one at all."""
    how = "any" if only_any else "sum"
    certain = Measure(f"{name}.certain", table, _value(matches.certain, how), how, on)
    if matches.settled:
        return Count(certain.name, certain.name, only_any), (certain,)
    possible = Measure(f"{name}.possible", table, _value(matches.possible, how), how, on)
    return Count(certain.name, possible.name, only_any), (certain, possible)


def _value(matches: Expr, how: str) -> Expr:
    return matches if how == "any" else matches.cast(nw.Int64)
