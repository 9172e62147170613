"""Check kind ``unique``: no two records share a key."""

from __future__ import annotations

from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field

from auditor.checks.base import Cells, Scope, state
from auditor.checks.reading import Reading, all_of
from auditor.checks.rows import PerRow


class Unique(PerRow):
    """关键信息是否重复。

    Every matching row owes a key that no other matching row has, in all branches or (``scope: branch``) in its own. A blank or
    unreadable key is unknown, and while there is one in the scope no other row is certainly unique.

    Example::

        check: {kind: unique, table: members, columns: [id_no], when_empty: no_data}
    """

    kind: Literal["unique"]
    columns: Annotated[tuple[str, ...], Field(min_length=1)]
    scope: Literal["all", "branch"] = "all"

    def examined(self) -> tuple[str, ...]:
        """The key's columns."""
        return self.columns


    def cells(self, scope: Scope) -> Cells:
        """One cell per row: unmet where another row has the key."""
        view = scope.views[self.table]
        known = all_of(view.known(column) for column in self.columns).certain
        keys = [*self.columns, *(["branch"] if self.scope == "branch" else [])]
        row = nw.col("_row")
        shared = (row.max().over(*keys) != row.min().over(*keys)).fill_null(value=False) & known
        alone = ~shared & known & ~self._doubt(known)
        return Cells({"、".join(self.columns): state(owed=self.owed(scope), met=Reading(alone, ~shared))})

    def describe(self) -> str:
        """The key and its scope."""
        return f"{'、'.join(self.columns)} 在{'全部党支部' if self.scope == 'all' else '本支部'}内不得重复。"

    def _doubt(self, known: Expr) -> Expr:
        unknown = (~known).cast(nw.Int64)
        return (unknown.max().over("branch") if self.scope == "branch" else unknown.max()) > 0
