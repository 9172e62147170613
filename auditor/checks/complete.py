"""Check kind ``complete``: the named cells of every row are filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from auditor.checks.base import Cells, Scope, state
from auditor.checks.contradictions import implied
from auditor.checks.reading import kept
from auditor.checks.rows import PerRow
from auditor.tables import Condition, Table


class Complete(PerRow):
    """必填内容是否填写：逐行逐列检查。

    Each named column of each matching row is one obligation. An empty cell is unmet; a cell that could not be
    read is unknown.

    Example::

        check: {kind: complete, table: meetings, columns: [held_on, host, recorder], when_empty: not_applicable}
    """

    kind: Literal["complete"]
    columns: Annotated[tuple[str, ...], Field(min_length=1)]

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """A column that the filter wants filled already."""
        yield from super().never_fails(tables)
        table = tables.get(self.table)
        for column in self.columns:
            if table and column in table.columns and implied(self.where, Condition(column=column, filled=False), table):
                yield "columns", f"where 只选“{table.columns[column].name}”已填写的记录，这一列不会缺"

    def examined(self) -> tuple[str, ...]:
        """The compulsory columns."""
        return self.columns

    def cells(self, scope: Scope) -> Cells:
        """One cell per column."""
        view, (owed, step) = scope.views[self.table], kept(self.owed(scope), scope.name("owed"))
        return Cells({column: state(owed=owed, met=view.known(column)) for column in self.columns}, steps=(step,))

    def describe(self) -> str:
        """The columns by key; ``explain`` puts their Chinese names."""
        return f"每条记录的以下内容都要填写：{'、'.join(self.columns)}。"
