"""Check kind ``headcount``: how many there are on the last day of the window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field, model_validator

from auditor.checks.base import BRANCHES, Cells, Dated, Measure, Population, Scope, Support, needed, state
from auditor.checks.count_per_period import existed
from auditor.checks.counting import Count, count
from auditor.checks.each import Each
from auditor.checks.options import Filtered, WhenEmpty
from auditor.checks.reading import Reading, literal
from auditor.checks.standing import on_roll
from auditor.checks.truth import both, either, negated


class Headcount(Filtered):
    """某一天符合条件的人数（或条数）是否在规定范围内。

    Counted on the last day of the audited window. ``on_roll: true`` counts only rows that the table's roll counts on that day
    (members who have joined and not left, committee members in office). Where the table has people, each is
    counted once. One obligation per branch, or with ``each`` one for every one of several values of a column. ``when_empty: no_data`` says that
    a branch without a single row of its own in the table cannot have handed it in (no branch is without members). A branch that was
    founded later or closed before owes nothing.

    Example::

        check: {kind: headcount, table: members, on_roll: true, where: [{column: member_kind, is: 正式党员}], at_least: 3, when_empty: no_data}
    """

    kind: Literal["headcount"]
    on_roll: bool = False
    each: Each | None = None
    at_least: Annotated[int, Field(ge=1)] | None = None
    at_most: Annotated[int, Field(ge=0)] | None = None
    when_empty: Literal[WhenEmpty.FAIL, WhenEmpty.NO_DATA]

    @model_validator(mode="after")
    def _bounded(self) -> Headcount:
        if self.at_least is None and self.at_most is None:
            raise ValueError("at_least 与 at_most 至少写一个")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("at_least 不能大于 at_most，没有能合格的")
        return self

    def population(self) -> Population:
        """Each branch of the register."""
        return BRANCHES

    def empty(self) -> WhenEmpty:
        """A branch that owes nothing did not exist."""
        return WhenEmpty.NOT_APPLICABLE

    def dated_by(self) -> str | Dated:
        """The day on which is counted."""
        return Dated.LAST_DAY

    def examined(self) -> tuple[str, ...]:
        """None: the counted rows are."""
        return ()

    def needs(self) -> Mapping[str, frozenset[str]]:
        """The counted table."""
        return {self.table: needed(self.where) | (frozenset({self.each.column}) if self.each else frozenset())}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """The count in its two bounds, and whether the branch has any row at all."""
        there = Measure(scope.name("there"), self.table, scope.views[self.table].mine().certain, "any")
        return (*(measure for _, _, measures in self._counts(scope) for measure in measures), there)

    def cells(self, scope: Scope) -> Cells:
        """One cell, or one per value."""
        return Cells({item: self._cell(scope, found) for item, found, _ in self._counts(scope)})

    def _cell(self, scope: Scope, found: Count) -> Expr:
        met, covered = found.within(self.at_least, self.at_most), scope.covered(self.table, scope.due_day)
        told = both(covered, nw.col(scope.name("there"))) if self.when_empty is WhenEmpty.NO_DATA else covered
        kept = literal(value=True) if self.at_most is None else found.at_most(self.at_most)
        certain = met.certain if self.at_most is None else both(met.certain, told)
        owed = scope.applies & existed(scope.views["branches"], scope.due_day)
        return state(owed=owed, met=Reading(certain, either(met.possible, both(negated(told), kept.possible))))

    def support(self, scope: Scope) -> Support | None:
        """The rows that were counted."""
        return Support(self.table, self._counted(scope).possible, item=self.each.column if self.each else None)

    def describe(self) -> str:
        """The bounds in words."""
        low = f"不少于 {self.at_least}" if self.at_least is not None else ""
        high = f"不多于 {self.at_most}" if self.at_most is not None else ""
        which = f"{'、'.join(self.each.values)}各自的" if self.each else "符合条件的"
        return f"检查期最后一天，{which}人数（条数）{'且'.join(filter(None, (low, high)))}。"

    def _counts(self, scope: Scope) -> Iterator[tuple[str, Count, tuple[Measure, ...]]]:
        counted, view = self._counted(scope), scope.views[self.table]
        values = [(value, self.each.of(view, value)) for value in self.each.values] if self.each else [("", literal(value=True))]
        for place, (value, rows) in enumerate(values):
            yield value, *count(scope.name(f"count{place}"), self.table, counted & rows, only_any=False)

    def _counted(self, scope: Scope) -> Reading:
        view = scope.views[self.table]
        matches = view.where(self.where) & view.mine()
        return view.each_once(matches & on_roll(view, scope.due_day) if self.on_roll else matches)

