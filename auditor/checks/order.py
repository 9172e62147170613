"""Check kind ``order``: the named days of a row stand in this order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from auditor.checks.base import Cells, Scope, needed, state
from auditor.checks.reading import UNKNOWN, Reading, all_of, kept, literal, sure
from auditor.checks.rows import PerRow
from auditor.checks.truth import NEVER
from auditor.checks.view import View
from auditor.tables import Table


class Order(PerRow):
    """几个日期的先后顺序是否正确，如申请、确定、接收、审批。

    Every day after the first owes that none of the days named before it is later; ``strict`` wants them to be earlier, not the same.
    Days that are known only to the month are unknown where that matters. ``blank: unknown`` (the default): an empty cell leaves its own
    place and the later ones unknown, unless what is filled already breaks the order. ``blank: skipped``: a step that has no day (yet) owes
    nothing and the others are compared across it; a column that no sheet has is unknown all the same.

    Example::

        check: {kind: order, table: development, columns: [applied_on, activist_on, candidate_on, admitted_on], blank: skipped,
                when_empty: not_applicable}
    """

    kind: Literal["order"]
    columns: Annotated[tuple[str, ...], Field(min_length=2)]
    strict: bool = False
    blank: Literal["unknown", "skipped"] = "unknown"

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """A day beside itself."""
        yield from super().never_fails(tables)
        if len(set(self.columns)) == 1 and not self.strict:
            yield "columns", "一列与它自己比较先后，总是符合"

    def examined(self) -> tuple[str, ...]:
        """The days."""
        return self.columns

    def needs(self) -> Mapping[str, frozenset[str]]:
        """The filter's columns: of the days those that are there are compared."""
        return {self.table: needed(self.where)}

    def cells(self, scope: Scope) -> Cells:
        """One cell per day after the first, named by its column."""
        view, (owed, step) = scope.views[self.table], kept(self.owed(scope), scope.name("owed"))
        cells = {
            later: state(owed=owed & self._there(view, later), met=all_of(self._compared(view, self.columns[:place], later)))
            for place, later in enumerate(self.columns) if place
        }
        return Cells(cells, steps=(step,))

    def describe(self) -> str:
        """The order."""
        blank = "没有日期的一步跳过不比。" if self.blank == "skipped" else ""
        return f"日期的先后应为：{'、'.join(self.columns)}{'，不得同日' if self.strict else '，可以同日'}。{blank}"

    def _there(self, view: View, column: str) -> Reading:
        if self.blank == "unknown":
            return literal(value=True)
        return sure(~view.first(column).is_null()) if view.has(column) else UNKNOWN

    def _compared(self, view: View, earlier: tuple[str, ...], later: str) -> Iterator[Reading]:
        for column in earlier:
            if not (view.has(column) and view.has(later)):
                yield UNKNOWN
                continue
            certain = view.last(column) < view.first(later) if self.strict else view.last(column) <= view.first(later)
            possible = view.first(column) < view.last(later) if self.strict else view.first(column) <= view.last(later)
            skipped = view.first(column).is_null() if self.blank == "skipped" else NEVER
            yield Reading(certain.fill_null(value=False) | skipped, possible.fill_null(value=True))
