"""Check kind ``overlap``: no two rows of a key overlap in time."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field

from auditor.checks.base import Cells, Dated, Measure, Pairing, Scope, state
from auditor.checks.days import number
from auditor.checks.reading import Reading
from auditor.checks.rows import PerRow
from auditor.checks.view import View
from auditor.tables import FIRST_DAY, LAST_DAY

PERSON = "person"


class Overlap(PerRow):
    """同一对象的几段时间是否重叠，如同一支部同时有两名书记。

    Every matching row whose time touches the window owes that no other matching row with the same ``columns`` (``branch`` and
    ``person`` may be among them) overlaps it. An empty ``to`` still goes on, or is unknown with ``open_end: false``; an empty or
    unreadable ``from`` and an empty key are unknown. One that ends on the day on which the next begins does not overlap it, unless
    ``same_day: unmet``. A row that only possibly matches makes the others unknown.

    Example::

        check: {kind: overlap, table: committee, where: [{column: post, is: 书记}], columns: [branch], from: since, to: until, when_empty: no_data}
    """

    kind: Literal["overlap"]
    columns: Annotated[tuple[str, ...], Field(min_length=1)]
    from_: Annotated[str, Field(alias="from")]
    to: str
    open_end: bool = True
    same_day: Literal["allowed", "unmet"] = "allowed"

    def dated_by(self) -> str | Dated:
        """The day that it begins."""
        return self.from_

    def examined(self) -> tuple[str, ...]:
        """Both days and the key."""
        return (self.from_, self.to, *(column for column in self.columns if column not in {PERSON, "branch"}))

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """Whether another row certainly and possibly overlaps."""
        view = scope.views[self.table]
        matches = view.where(self.where) & view.mine() & Reading(self._known(view), self._known(view))
        bounds = self._bounds(view)
        other = {name: nw.col(scope.name(name)) for name in bounds}
        pairing = Pairing(scope.name("pair"), {scope.name(name): bound for name, bound in bounds.items()})
        another = nw.col("_row") != nw.col(pairing.row)
        certain = self._crossing(bounds["late"], bounds["early"], other["late"], other["early"])
        possible = self._crossing(bounds["first"], bounds["last"], other["first"], other["last"])
        on = tuple((key, key) for key in self._keys(view))
        return (
            Measure(scope.name("certain"), self.table, (certain & matches.certain & another).fill_null(value=False), "any", on, pairing),
            Measure(scope.name("possible"), self.table, (possible & matches.possible & another).fill_null(value=True), "any", on, pairing),
        )

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        view = scope.views[self.table]
        known, certain, possible = self._known(view), nw.col(scope.name("certain")), nw.col(scope.name("possible"))
        sure = known & self._dated(view)
        return Cells({self.from_: state(owed=self.owed(scope) & self._touches(scope), met=Reading(sure & ~possible, ~(certain & known)))})

    def describe(self) -> str:
        """The key and the days."""
        open_end = "没有终止日期的算仍在继续；" if self.open_end else ""
        same = "前后相接的同一天也算重叠" if self.same_day == "unmet" else "前一段的最后一天可以是后一段的第一天"
        return f"{'、'.join(self.columns)} 相同的记录，“{self.from_}”到“{self.to}”的时间不得重叠；{open_end}{same}。"

    def _keys(self, view: View) -> list[str]:
        return list(dict.fromkeys(key if key in {PERSON, "branch"} else view.key_column(key) for key in self.columns))

    def _known(self, view: View) -> Expr:
        own = [~nw.col(key).is_null() if key in {PERSON, "branch"} else view.exact(key) for key in self.columns]
        return reduce(and_, own)

    def _dated(self, view: View) -> Expr:
        """Both days are told, as far as they are needed."""
        told = view.known(self.from_).certain
        return told if self.open_end else told & view.known(self.to).certain

    def _bounds(self, view: View) -> dict[str, Expr]:
        """The widest extent (``first``, ``last``) and the part that is certain (``late`` start, ``early`` end; null where there is none)."""
        early = view.first(self.to).fill_null(LAST_DAY) if self.open_end else view.first(self.to)
        return {
            "first": view.first(self.from_).fill_null(FIRST_DAY), "last": view.last(self.to).fill_null(LAST_DAY),
            "late": view.last(self.from_), "early": early,
        }

    def _crossing(self, start: Expr, end: Expr, from_: Expr, to: Expr) -> Expr:
        return (start <= to) & (from_ <= end) if self.same_day == "unmet" else (start < to) & (from_ < end)

    def _touches(self, scope: Scope) -> Reading:
        view, start, end = scope.views[self.table], number(scope.window.start), scope.day
        bounds = self._bounds(view)
        certain = (bounds["late"] <= end) & (bounds["early"] >= start)
        return Reading(certain.fill_null(value=False), (bounds["first"] <= end) & (bounds["last"] >= start))
