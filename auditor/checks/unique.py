"""Check kind ``unique``: no two records share a key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field

from auditor.checks.base import Cells, Scope, state
from auditor.checks.reading import Reading, literal
from auditor.checks.rows import PerRow


class Unique(PerRow):
    """关键信息是否重复。

    Every matching row owes a key that no other matching row has, in all branches or (``scope: branch``) in its own. A blank or
    unreadable key (a day of which only the month is known, too) makes that row unknown and no other: a branch answers for what it
    handed in, not for what others left out. What may match or may be another branch's row only makes the others unknown.

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
        view, within = scope.views[self.table], ["branch"] if self.scope == "branch" else []
        known = reduce(and_, map(view.exact, self.columns))
        matches = view.where(self.where) & (view.mine() if within else literal(value=True))
        keys = list(dict.fromkeys([*map(view.key_column, self.columns), *within]))
        shared, maybe = (another(known & rows, keys) & known for rows in (matches.certain, matches.possible))
        return Cells({"、".join(self.columns): state(owed=self.owed(scope), met=Reading(known & ~maybe, ~shared))})

    def describe(self) -> str:
        """The key and its scope."""
        return f"{'、'.join(self.columns)} 在{'全部党支部' if self.scope == 'all' else '本支部'}内不得重复。"


def another(rows: Expr, keys: Sequence[str]) -> Expr:
    """Among those that share ``keys`` there is another of ``rows``. Copies of one row, one per possible branch, are no others."""
    row = nw.when(rows).then(nw.col("_row"))
    ends = [end.over(*keys) for end in (row.min(), row.max())]
    return nw.any_horizontal(*[(end != nw.col("_row")).fill_null(value=False) for end in ends], ignore_nulls=False)
