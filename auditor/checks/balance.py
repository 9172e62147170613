"""Check kind ``balance``: opening plus in minus out equals closing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

import narwhals as nw
from pydantic import Field

from auditor.checks.base import Cells, Scope, state
from auditor.checks.reading import Reading, all_of
from auditor.checks.rows import PerRow
from auditor.tables import Table


class Balance(PerRow):
    """增减是否平衡：期初 + 增加 − 减少 = 期末。

    Whole numbers, row by row. A blank or unreadable cell makes the row unknown.

    Example::

        check: {kind: balance, table: moves, plus: [opening, moved_in], minus: [moved_out], equals: closing, when_empty: no_data}
    """

    kind: Literal["balance"]
    plus: Annotated[tuple[str, ...], Field(min_length=1)]
    minus: tuple[str, ...] = ()
    equals: str

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """A number that equals itself."""
        yield from super().never_fails(tables)
        if self.plus == (self.equals,) and not self.minus:
            yield "equals", "一列总等于它自己"

    def examined(self) -> tuple[str, ...]:
        """Every column of the sum."""
        return (*self.plus, *self.minus, self.equals)

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        view = scope.views[self.table]
        known = all_of(view.known(column) for column in self.examined()).certain
        filled = {column: nw.col(column).fill_null(0) for column in self.examined()}
        total = nw.sum_horizontal(*[filled[column] for column in self.plus])
        if self.minus:
            total = total - nw.sum_horizontal(*[filled[column] for column in self.minus])
        agrees = total == filled[self.equals]
        return Cells({self.equals: state(owed=self.owed(scope), met=Reading(agrees & known, agrees | ~known))})

    def describe(self) -> str:
        """The equation."""
        minus = f" − {' − '.join(self.minus)}" if self.minus else ""
        return f"{' + '.join(self.plus)}{minus} 应等于 {self.equals}。"
