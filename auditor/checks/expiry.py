"""Check kind ``expiry``: something has not run out, or (``ahead``) will not run out soon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from auditor.checks.base import Cells, Dated, Scope, state
from auditor.checks.days import later, number
from auditor.checks.options import Span, in_words
from auditor.checks.reading import Reading, literal
from auditor.checks.rows import PerRow
from auditor.tables import Table


class Expiry(PerRow):
    """是否到期：如届满日期。

    Met if the day in ``column`` is not before the last day of the window. With ``ahead`` it must not fall within that span after it
    either, and one that has already run out owes nothing here (another rule says so). ``renewed``: a row with that cell filled is met.

    Example::

        check: {kind: expiry, table: branches, column: term_end, ahead: {months: 6}, when_empty: no_data}
    """

    kind: Literal["expiry"]
    column: str
    ahead: Span | None = None
    renewed: str | None = None

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """What is filled counts as renewed."""
        yield from super().never_fails(tables)
        if self.renewed == self.column:
            yield "renewed", "有日期就算已经续期，总是符合"

    def dated_by(self) -> str | Dated:
        """The day on which is asked."""
        return Dated.LAST_DAY

    def examined(self) -> tuple[str, ...]:
        """The day; the renewal may be absent."""
        return (self.column,)

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        view, owed = scope.views[self.table], self.owed(scope)
        limit = number(later(scope.due.end, self.ahead)) if self.ahead else scope.day
        first, last = view.first(self.column), view.last(self.column)
        met = Reading((first >= limit).fill_null(value=False), (last >= limit).fill_null(value=True))
        if self.ahead:
            owed = owed & Reading((first >= scope.day).fill_null(value=False), (last >= scope.day).fill_null(value=True))
        if self.renewed:
            met = met | (view.known(self.renewed) if view.has(self.renewed) else literal(value=False))
        return Cells({self.column: state(owed=owed, met=met)})

    def describe(self) -> str:
        """With the warning span."""
        return f"“{self.column}”不应早于检查期最后一天{f'之后{in_words(self.ahead)}' if self.ahead else ''}。"
