"""Check kind ``allowed``: the value of a cell is one of a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import narwhals as nw

from auditor.checks.base import Cells, Scope, state
from auditor.checks.contradictions import implied
from auditor.checks.reading import Reading
from auditor.checks.rows import PerRow
from auditor.checks.view import View
from auditor.tables import PLAIN, Condition, Table


class Allowed(PerRow):
    """取值是否在规定范围内。

    Without ``values`` the column's own code list holds: a spelling that it does not know is unmet. With ``values`` a known value
    outside them is unmet and an unknown spelling is unknown. An empty cell is unknown.

    Example::

        check: {kind: allowed, table: members, column: member_kind, values: [正式党员, 预备党员], when_empty: no_data}
    """

    kind: Literal["allowed"]
    column: str
    values: tuple[str, ...] = ()

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """Every value that the column knows, a column that takes any text, or values that the filter asks for already."""
        yield from super().never_fails(tables)
        table = tables.get(self.table)
        if not self.values and table and self.column in table.columns and table.columns[self.column].type in PLAIN:
            yield "values", "这一列什么文字都认得，没有不规范的；请写 values，或先给这一列写代码表"
        if self.values and implied(self.where, Condition(column=self.column, not_in=self.values), table):
            yield "where", "where 选出的记录都是这些值，没有不符合的"
        if self.values and table and self.column in table.columns and 0 < len(table.columns[self.column].values) == len(
            set(self.values) & table.columns[self.column].values.keys()
        ):
            yield "values", "列出了这一列的全部代码值，没有不符合的；要查写法不规范的，请不写 values"

    def examined(self) -> tuple[str, ...]:
        """The column."""
        return (self.column,)

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        view = scope.views[self.table]
        listed = view.one_of(self.column, self.values) if self.values else _known(view, self.column)
        return Cells({self.column: state(owed=self.owed(scope), met=listed)})

    def describe(self) -> str:
        """The list, or the ledger's own."""
        return f"“{self.column}”应为{'、'.join(self.values) if self.values else '规定的名称之一'}。"


def _known(view: View, column: str) -> Reading:
    """Known to the code list; blank stays unknown, a spelling outside the list is certainly not."""
    blank, doubt = nw.col(column).is_null(), view.unsure(column)
    if doubt is None:
        return Reading(~blank, ~blank | blank)
    return Reading(~blank & ~doubt, ~doubt)
