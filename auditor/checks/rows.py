"""What the kinds that look at each row of a table have in common."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.checks.base import Dated, Measure, Population, Scope, Support, Whose, needed
from auditor.checks.options import ForAll, WhenEmpty
from auditor.checks.reading import Reading


class PerRow(ForAll):
    """A check that every matching row of ``table`` must pass: one or more obligations per row, the row itself is the evidence."""

    def population(self) -> Population:
        """Each row of the table."""
        return Population(Whose.ROWS, self.table)

    def empty(self) -> WhenEmpty:
        """As the rule says."""
        return self.when_empty

    def dated_by(self) -> str | Dated:
        """The row's own day."""
        return Dated.ROW

    def examined(self) -> tuple[str, ...]:
        """The columns that are looked at."""
        return ()

    def needs(self) -> Mapping[str, frozenset[str]]:
        """The filter's columns and the examined ones."""
        return {self.table: needed(self.where) | frozenset(self.examined())}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:  # noqa: ARG002
        """None: everything stands in the row."""
        return ()

    def support(self, scope: Scope) -> Support | None:  # noqa: ARG002
        """The row itself."""
        return None

    def owed(self, scope: Scope) -> Reading:
        """The row matches the filter, lies in the window (where the table is dated) and is certainly its branch's."""
        view = scope.views[self.table]
        return scope.applies & view.where(self.where) & view.mine() & view.within(view.table.date, scope.window)
