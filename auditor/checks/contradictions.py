"""Filters that no record can meet: their lines contradict one another, so that a check of such rows cannot fail (or never passes)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from auditor.tables import AnyOf, Condition, Reference, Table

LOW, HIGH = ("at_least", "more_than"), ("at_most", "less_than")


def contradiction(where: Iterable[Condition | AnyOf], table: Table | None) -> str:
    """Which two lines of the filter no record meets at once, in words; empty if none is seen. Only lines of one column are compared."""
    lines = [line for line in where if isinstance(line, Condition) and _compares(line)]
    for one, other in combinations(lines, 2):
        if one.column == other.column and not (one.blank == other.blank == "counts") and _disjoint(one, other, many=_many(one.column, table)):
            return f"“{table.columns[one.column].name if table and one.column in table.columns else one.column}”的两个条件互相矛盾，没有记录能同时符合"
    return ""


def implied(where: Sequence[Condition | AnyOf], denial: Condition, table: Table | None) -> bool:
    """Whether a filter that contradicts itself nowhere leaves no record for which ``denial`` holds."""
    return not contradiction(where, table) and bool(contradiction([*where, denial], table))


def _compares(line: Condition) -> bool:
    """A line that compares with nothing is told as a mistake of its own."""
    bounds = (line.is_, line.is_not, line.at_least, line.at_most, line.more_than, line.less_than, line.filled)
    return bool(line.in_ or line.not_in) or any(bound is not None for bound in bounds)


def _many(column: str, table: Table | None) -> bool:
    return table is not None and column in table.columns and table.columns[column].many


def _disjoint(one: Condition, other: Condition, *, many: bool) -> bool:
    if one.filled is False or other.filled is False:
        return one.filled is True or other.filled is True or "counts" not in (one.blank, other.blank)
    if one.filled or other.filled:
        return False
    (name, values), (other_name, others) = one.comparison, other.comparison
    if name == "in" and other_name == "in":
        return not many and not set(values) & set(others)
    if "in" in (name, other_name) and "not_in" in (name, other_name):
        wanted, refused = (values, others) if name == "in" else (others, values)
        return set(wanted) <= set(refused)
    return any(_beyond(low, high) for low, high in _bounds([one, other]))


def _bounds(pair: Sequence[Condition]) -> Iterator[tuple[tuple[str, object], tuple[str, object]]]:
    """The lower bound of one beside the upper bound of the other."""
    for low, high in (pair, pair[::-1]):
        (name, (bound, *_)), (other, (limit, *_)) = low.comparison, high.comparison
        if name in LOW and other in HIGH:
            yield (name, bound), (other, limit)


def _beyond(low: tuple[str, object], high: tuple[str, object]) -> bool:
    (name, bound), (other, limit) = low, high
    if isinstance(bound, Reference) or isinstance(limit, Reference):
        return bound == limit and "than" in f"{name}{other}"
    comparable = type(bound) is str if type(limit) is str else type(bound) is not str
    strict = name == "more_than" or other == "less_than"
    return comparable and (bound > limit or (strict and bound == limit))  # type: ignore[operator]
