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
from auditor.checks.reading import Reading, kept, literal, sure
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
        rows = numbered(sure(known) & matches, scope)
        others = [another(name, keys) & known for name in rows]
        met = Reading(known & ~others[-1], ~others[0])
        owed, step = kept(self.owed(scope), scope.name("owed"))
        return Cells({"、".join(self.columns): state(owed=owed, met=met)}, steps=({**rows, **step},))

    def describe(self) -> str:
        """The key and its scope."""
        return f"{'、'.join(self.columns)} 在{'全部党支部' if self.scope == 'all' else '本支部'}内不得重复。"


def numbered(rows: Reading, scope: Scope) -> dict[str, Expr]:
    """Columns: the number of each row that certainly counts and, where that is another reading, of each that possibly does."""
    readings = {"certain_row": rows.certain} | ({} if rows.settled else {"possible_row": rows.possible})
    return {scope.name(name): nw.when(counts).then(nw.col("_row")) for name, counts in readings.items()}


def another(rows: str, keys: Sequence[str]) -> Expr:
    """Among those that share ``keys`` the column ``rows`` numbers another row. Copies of one row, one per possible branch, are no others."""
    ends = [end.over(*keys) for end in (nw.col(rows).min(), nw.col(rows).max())]
    return nw.any_horizontal(*[(end != nw.col("_row")).fill_null(value=False) for end in ends], ignore_nulls=False)
