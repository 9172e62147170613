"""Check kind ``references``: what a row names exists in another table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import narwhals as nw
from narwhals import Expr
from pydantic import model_validator

from auditor.checks.base import Cells, Dated, Measure, Pairing, Scope, needed, state
from auditor.checks.options import Filtered
from auditor.checks.reading import Reading
from auditor.checks.rows import PerRow
from auditor.checks.standing import Day, on_roll_at, since
from auditor.tables import Table, Type

PERSON = "person"


class Target(Filtered):
    """The table, and the column of it, where the value must stand. ``where`` and, with ``as_of``, ``on_roll`` and ``since`` say in which rows."""

    column: str = PERSON
    on_roll: bool = False
    since: str | None = None


class References(PerRow):
    """记录里写到的人（或编号）在另一张台账里是否存在、当天是否在册。

    ``person: true`` compares people (by ID number, else staff number, else name and branch); otherwise ``column`` with the
    target's ``column``, letter for letter. Unknown where the cell is blank, the person is ambiguous or the target is not covered.
    ``to.where`` narrows the target's rows; a target that only possibly matches leaves it unknown. ``as_of`` names a day of the row: on that
    day the target must have been on its table's roll (``on_roll: true``) or its own day ``since`` must have come; of a month, some day
    of it is enough. ``scope: branch`` looks for the person or value among the rows of the same branch only.

    Example::

        check: {kind: references, table: dues, person: true, to: {table: members}, when_empty: no_data}
    """

    kind: Literal["references"]
    column: str | None = None
    person: bool = False
    scope: Literal["all", "branch"] = "all"
    as_of: str | None = None
    to: Target

    @model_validator(mode="after")
    def _one(self) -> References:
        if self.person == (self.column is not None):
            raise ValueError("column 与 person: true 必须写且只写一个")
        if (self.as_of is not None) != (self.to.on_roll or self.to.since is not None):
            raise ValueError("as_of 与 to 里的 on_roll: true 或 since 要一起写：哪一天、当天要满足什么")
        return self

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """Every row finds itself."""
        yield from super().never_fails(tables)
        if self.to.table == self.table and self.to.column == self._key and self.as_of is None and all(line in self.where for line in self.to.where):
            yield "to", "每条记录在自己的台账里总能找到自己"

    def dated_by(self) -> str | Dated:
        """The day as of which, or the row's own."""
        return self.as_of or Dated.ROW

    def examined(self) -> tuple[str, ...]:
        """The compared column and the day; a person is the frame's own key."""
        return tuple(filter(None, (self.column, self.as_of)))

    def needs(self) -> Mapping[str, frozenset[str]]:
        """Both tables."""
        target = frozenset() if self.to.column == PERSON else frozenset({self.to.column})
        return {self.to.table: target | needed(self.to.where), self.table: needed(self.where) | frozenset(self.examined())}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """Whether the target certainly and possibly has the value."""
        view, on = scope.views[self.to.table], ((self._key, self.to.column), *((("branch", "branch"),) if self.scope == "branch" else ()))
        if self.as_of is None:
            there = view.where(self.to.where)
            mine = view.mine().possible
            values, paired = Reading(mine, mine) & there if self.to.where else Reading(mine, mine), None
        else:
            own = scope.views[self.table]
            first, last = own.first(self.as_of), own.last(self.as_of)
            beside = {scope.name("first"): first, scope.name("last"): last}
            if self._monthly(scope):
                known = own.known(self.as_of).certain
                beside[scope.name("begin")] = nw.when(known).then(last).otherwise(first)
                beside[scope.name("end")] = nw.when(known).then(first).otherwise(last)
            paired = Pairing(scope.name("pair"), beside)
            values = self._standing(scope)
        named = [("found", values.certain)] if values.settled else [("found", values.certain), ("perhaps", values.possible)]
        return tuple(Measure(scope.name(name), self.to.table, value, "any", on, paired) for name, value in named)

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        found, blank = nw.col(scope.name("found")), nw.col(self._key).is_null()
        perhaps = nw.col(scope.name("perhaps")) if len(self.measures(scope)) > 1 else found
        missing = ~self._answered(scope)
        doubt = scope.views[self.table].unsure(self.column) if self.column else None
        open_ = blank | missing if doubt is None else blank | missing | doubt
        return Cells({self.column or "": state(owed=self.owed(scope), met=Reading(found & ~blank, perhaps | open_))})

    def describe(self) -> str:
        """Both sides."""
        then = f"，在“{self.as_of}”当天{'在册' if self.to.on_roll else ''}{f'已过“{self.to.since}”' if self.to.since else ''}" if self.as_of else ""
        return f"记录中的{'人员' if self.person else f'“{self.column}”'}应能在“{self.to.table}”中找到{then}。"

    def _standing(self, scope: Scope) -> Reading:
        """The target's row counts on the day: it has begun by then and not ended; of a month, on some day of it."""
        view, first, last = scope.views[self.to.table], nw.col(scope.name("first")), nw.col(scope.name("last"))
        begin, end = (nw.col(scope.name("begin")), nw.col(scope.name("end"))) if self._monthly(scope) else (first, last)
        there = view.where(self.to.where)
        if self.to.on_roll:
            there = there & on_roll_at(view, Day(begin, last), Day(first, end))
        if self.to.since:
            there = there & since(view, self.to.since, Day(begin, last))
        return Reading(view.mine().certain & there.certain, there.possible)

    def _monthly(self, scope: Scope) -> bool:
        return self.as_of is not None and scope.views[self.table].table.columns[self.as_of].type is Type.MONTH

    def _answered(self, scope: Scope) -> Expr:
        return scope.covered(self.to.table, scope.due)

    @property
    def _key(self) -> str:
        return self.column or PERSON
