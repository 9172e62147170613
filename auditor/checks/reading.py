"""The two readings of a predicate: certain and possible. Where nothing is doubtful both are one and the same expression."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import narwhals as nw
from narwhals import Expr

from auditor.checks.truth import ALWAYS, NEVER, both, constant, either, negated


@dataclass(frozen=True, slots=True)
class Reading:
    """Boolean expressions without nulls; ``certain`` implies ``possible``."""

    certain: Expr
    possible: Expr

    @property
    def settled(self) -> bool:
        """Whether both readings are the same expression, so that one count serves for both."""
        return self.certain is self.possible

    def __and__(self, other: Reading) -> Reading:
        certain = both(self.certain, other.certain)
        return Reading(certain, certain if self.settled and other.settled else both(self.possible, other.possible))

    def __or__(self, other: Reading) -> Reading:
        certain = either(self.certain, other.certain)
        return Reading(certain, certain if self.settled and other.settled else either(self.possible, other.possible))

    def __invert__(self) -> Reading:
        certain = negated(self.possible)
        return Reading(certain, certain if self.settled else negated(self.certain))


def sure(expression: Expr) -> Reading:
    """A predicate that is never in doubt."""
    return Reading(expression, expression)


def doubtful(expression: Expr, *, blank: bool | None = None) -> Reading:
    """A predicate that is null where it cannot be told; ``blank`` decides those cells instead of leaving them open."""
    if blank is not None:
        return sure(expression.fill_null(blank))
    return Reading(expression.fill_null(value=False), expression.fill_null(value=True))


def literal(*, value: bool) -> Reading:
    """The same answer for every row."""
    return sure(constant(value=value))


UNKNOWN = Reading(NEVER, ALWAYS)
"""Nothing is known about any row."""
NO = sure(NEVER)


def kept(reading: Reading, name: str) -> tuple[Reading, dict[str, Expr]]:
    """The same reading from columns ``name_…`` and what makes these: for a reading that stands in many expressions. Constants stay as they are."""
    words = {"certain": reading.certain} if reading.settled else {"certain": reading.certain, "possible": reading.possible}
    step = {f"{name}_{word}": expression for word, expression in words.items() if expression is not ALWAYS and expression is not NEVER}
    found = [nw.col(column) if (column := f"{name}_{word}") in step else expression for word, expression in words.items()]
    return Reading(found[0], found[-1]), step


def all_of(readings: Iterable[Reading]) -> Reading:
    """Every one of them; true when there are none."""
    return reduce(lambda left, right: left & right, readings, literal(value=True))


def any_of(readings: Iterable[Reading]) -> Reading:
    """At least one of them; false when there are none."""
    return reduce(lambda left, right: left | right, readings, literal(value=False))
