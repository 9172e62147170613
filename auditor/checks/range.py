"""Check kind ``range``: a number or day lies within limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from pydantic import model_validator

from auditor.checks.base import Cells, Scope, state
from auditor.checks.contradictions import contradiction, implied
from auditor.checks.rows import PerRow
from auditor.tables import Condition, Reference, Table


class Range(PerRow):
    """数值或日期是否在规定范围内。

    Bounds are inclusive: a number (amounts in yuan), a day as ``2022-03-01`` or another column of the row (``{column: due}``). An
    empty or unreadable cell is unknown.

    Example::

        check: {kind: range, table: dues, column: paid, at_least: 0.2, when_empty: no_data}
    """

    kind: Literal["range"]
    column: str
    at_least: int | float | str | Reference | None = None
    at_most: int | float | str | Reference | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Range:
        bounds = [bound for bound in (self.at_least, self.at_most) if bound is not None]
        if not bounds:
            raise ValueError("at_least 与 at_most 至少写一个")
        for bound in bounds:
            if isinstance(bound, str):
                date.fromisoformat(bound)
        if self.at_least is not None and contradiction([*self._low(), *self._high()], None):
            raise ValueError("at_least 不能大于 at_most，没有能合格的")
        return self

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """A bound that is the column itself, or one that the filter asks for already."""
        yield from super().never_fails(tables)
        for key, bound in (("at_least", self.at_least), ("at_most", self.at_most)):
            if isinstance(bound, Reference) and bound.column == self.column:
                yield key, "一列与它自己比较，总是符合"
        denials = [Condition(column=self.column, less_than=self.at_least)] if self.at_least is not None else []
        denials += [Condition(column=self.column, more_than=self.at_most)] if self.at_most is not None else []
        if all(implied(self.where, denial, tables.get(self.table)) for denial in denials):
            yield "where", "where 选出的记录都在这个范围以内，没有不符合的"

    def examined(self) -> tuple[str, ...]:
        """The column and those that bound it."""
        return (self.column, *(bound.column for bound in (self.at_least, self.at_most) if isinstance(bound, Reference)))

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        within = scope.views[self.table].where([*self._low(), *self._high()])
        return Cells({self.column: state(owed=self.owed(scope), met=within)})

    def describe(self) -> str:
        """The limits."""
        words = [(word, bound) for word, bound in (("不小于", self.at_least), ("不大于", self.at_most)) if bound is not None]
        limits = [f"{word} {bound.column if isinstance(bound, Reference) else bound}" for word, bound in words]
        return f"“{self.column}”{'且'.join(limits)}。"

    def _low(self) -> list[Condition]:
        return [Condition(column=self.column, at_least=self.at_least)] if self.at_least is not None else []

    def _high(self) -> list[Condition]:
        return [Condition(column=self.column, at_most=self.at_most)] if self.at_most is not None else []
