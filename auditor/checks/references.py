"""Check kind ``references``: what a row names exists in another table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import narwhals as nw
from pydantic import model_validator

from auditor.checks.base import Cells, Measure, Scope, needed, state
from auditor.checks.reading import Reading
from auditor.checks.rows import PerRow
from auditor.tables import Strict

PERSON = "person"


class Target(Strict):
    """The table, and the column of it, where the value must stand."""

    table: str
    column: str = PERSON


class References(PerRow):
    """记录里写到的人（或编号）在另一张台账里是否存在。

    ``person: true`` compares people (by ID number, else staff number, else name and branch); otherwise ``column`` with the
    target's ``column``, letter for letter. Unknown where the cell is blank, the person is ambiguous or the target is not covered.

    Example::

        check: {kind: references, table: dues, person: true, to: {table: members}, when_empty: no_data}
    """

    kind: Literal["references"]
    column: str | None = None
    person: bool = False
    to: Target

    @model_validator(mode="after")
    def _one(self) -> References:
        if self.person == (self.column is not None):
            raise ValueError("column 与 person: true 必须写且只写一个")
        return self

    def examined(self) -> tuple[str, ...]:
        """The compared column; a person is the frame's own key."""
        return (self.column,) if self.column else ()

    def needs(self) -> Mapping[str, frozenset[str]]:
        """Both tables."""
        target = frozenset() if self.to.column == PERSON else frozenset({self.to.column})
        return {self.to.table: target, self.table: needed(self.where) | frozenset(self.examined())}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """Whether the target has the value."""
        view = scope.views[self.to.table]
        return (Measure(scope.name("found"), self.to.table, view.mine().possible, "any", ((self._key, self.to.column),)),)

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        found, blank = nw.col(scope.name("found")), nw.col(self._key).is_null()
        missing = ~scope.covered(self.to.table, scope.due)
        doubt = scope.views[self.table].unsure(self.column) if self.column else None
        open_ = blank | missing if doubt is None else blank | missing | doubt
        return Cells({self.column or "": state(owed=self.owed(scope), met=Reading(found & ~blank, found | open_))})

    def describe(self) -> str:
        """Both sides."""
        return f"记录中的{'人员' if self.person else f'“{self.column}”'}应能在“{self.to.table}”中找到。"

    @property
    def _key(self) -> str:
        return self.column or PERSON
