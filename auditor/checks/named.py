"""Check kind ``named``: the people whose names stand in one cell, how many and who they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field, model_validator

from auditor.checks.base import Cells, Dated, Measure, Pairing, Scope, needed, state
from auditor.checks.days import at_or_after
from auditor.checks.options import Filtered, Span, in_words
from auditor.checks.reading import UNKNOWN, Reading, kept, literal, sure
from auditor.checks.rows import PerRow
from auditor.checks.truth import ALWAYS
from auditor.checks.view import View

BRANCH = (("branch", "branch"),)
SIGNS = r"\s*[、,，;；/\n]+\s*"


class Person(Filtered):
    """Where the names are looked up, and what must hold there on the day ``as_of``: ``since`` has come (``ago`` before), ``until`` has not."""

    column: str
    since: str | None = None
    ago: Span | None = None
    until: str | None = None


class Named(PerRow):
    """一格里的几个姓名：有几个人，每个人是否符合条件。

    The cell holds between ``at_least`` and ``at_most`` names. With ``to``, each of them is looked up by name among the rows of the same
    branch: met if one of these meets ``to.where`` (on the day ``as_of``), unmet if some bear the name and none does, unknown if nobody of
    the branch bears it (someone of another branch cannot be told from a slip of the pen). ``forbidden: true`` turns it round: no row of
    that name may meet the conditions. Names are parted by 、 or a comma.

    Example::

        check: {kind: named, table: development, column: sponsors, at_least: 2, at_most: 2, as_of: admitted_on,
                to: {table: members, column: name, where: [{column: member_kind, is: 正式党员}], since: confirmed_on}, when_empty: not_applicable}
    """

    kind: Literal["named"]
    column: str
    at_least: Annotated[int, Field(ge=1)] = 1
    at_most: Annotated[int, Field(ge=1, le=5)] = 1
    as_of: str | None = None
    to: Person | None = None
    forbidden: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Named:
        if self.at_least > self.at_most:
            raise ValueError("at_least 不能大于 at_most")
        days = self.to is not None and (self.to.since or self.to.until)
        if bool(days) != (self.as_of is not None):
            raise ValueError("as_of 与 to 里的 since 或 until 要一起写：哪一天、当天要满足什么")
        if self.to is None and self.forbidden or self.to is not None and self.to.ago and not self.to.since:
            raise ValueError("forbidden 要与 to 一起写，ago 要与 since 一起写")
        return self

    def dated_by(self) -> str | Dated:
        """The day as of which, or the row's own."""
        return self.as_of or Dated.ROW

    def examined(self) -> tuple[str, ...]:
        """The names and the day."""
        return tuple(filter(None, (self.column, self.as_of)))

    def needs(self) -> Mapping[str, frozenset[str]]:
        """Both tables."""
        own = {self.table: needed(self.where) | frozenset(self.examined())}
        days = frozenset(filter(None, (self.to.column, self.to.since))) if self.to else frozenset[str]()
        return {self.to.table: needed(self.to.where) | days, **own} if self.to else own

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """For each name: whether someone of the branch bears it, and certainly and possibly meets the conditions."""
        if self.to is None:
            return ()
        own, other = scope.views[self.table], scope.views[self.to.table]
        days = {scope.name("first"): own.first(self.as_of), scope.name("last"): own.last(self.as_of)} if self.as_of else {}
        cell = self._cell(own)
        pairing = Pairing(scope.name("pair"), {**{scope.name(f"name{place}"): _nth(cell, place) for place in self._places}, **days})
        fits, found = other.where(self.to.where) & self._standing(scope, other), []
        for place in self._places:
            same = (nw.col(self.to.column) == nw.col(scope.name(f"name{place}"))).fill_null(value=False)
            rows = {"named": same, "certain": same & other.mine().certain & fits.certain, "possible": same & fits.possible}
            found += [Measure(scope.name(f"{name}{place}"), self.to.table, row, "any", BRANCH, pairing) for name, row in rows.items()]
        return tuple(found)

    def cells(self, scope: Scope) -> Cells:
        """How many there are, then one cell per name."""
        view = scope.views[self.table]
        count, (owed, step) = _count(self._cell(view)), kept(self.owed(scope), scope.name("owed"))
        enough = sure((count >= self.at_least) & (count <= self.at_most))
        found = {"人数": state(owed=owed, met=enough)}
        for place in self._places if self.to else ():
            found[f"第{place}人"] = state(owed=owed & sure(count >= place), met=self._met(scope, place))
        return Cells(found, steps=(step,))

    def describe(self) -> str:
        """How many and who."""
        number = str(self.at_least) if self.at_least == self.at_most else f"{self.at_least} 至 {self.at_most}"
        if self.to is None:
            return f"“{self.column}”应有 {number} 人。"
        ago = f"满{in_words(self.to.ago)}" if self.to.ago else ""
        then = f"，以“{self.as_of}”当天为准" + (f"，“{self.to.since}”已到{ago}" if self.to.since else "") if self.as_of else ""
        return f"“{self.column}”应有 {number} 人，每个人在“{self.to.table}”中{'不得' if self.forbidden else '应当'}符合条件{then}。"

    @property
    def _places(self) -> range:
        return range(1, self.at_most + 1)

    def _cell(self, view: View) -> Expr:
        """The names joined by ``、``, as reading leaves them; a file of plain columns may part them otherwise."""
        return nw.col(self.column).str.replace_all(SIGNS, "、") if view.scanned else nw.col(self.column)

    def _met(self, scope: Scope, place: int) -> Reading:
        named, certain, possible = (nw.col(scope.name(f"{name}{place}")) for name in ("named", "certain", "possible"))
        covered = scope.covered(self.to.table, scope.due) if self.to else ALWAYS
        if self.forbidden:
            return Reading(covered & ~possible, ~certain)
        return Reading(certain, possible | ~named | ~covered)

    def _standing(self, scope: Scope, view: View) -> Reading:
        """The day has come for the row that is looked up, and it has not ended."""
        reading, first, last = literal(value=True), nw.col(scope.name("first")), nw.col(scope.name("last"))
        if self.to and self.to.since:
            reading = reading & self._begun(view, self.to.since, first, last)
        if self.to and self.to.until and view.has(self.to.until):
            over = view.last(self.to.until) < first, view.first(self.to.until) < last
            reading = reading & ~Reading(over[0].fill_null(value=False), over[1].fill_null(value=False))
        return reading

    def _begun(self, view: View, key: str, first: Expr, last: Expr) -> Reading:
        if not view.has(key):
            return UNKNOWN
        ago = self.to.ago if self.to else None
        certain = at_or_after(first, view.last(key), ago) if ago else first >= view.last(key)
        possible = at_or_after(last, view.first(key), ago) if ago else last >= view.first(key)
        return Reading(certain.fill_null(value=False), possible.fill_null(value=True))


def _count(names: Expr) -> Expr:
    """How many names there are; none in an empty cell."""
    length, without = names.str.len_chars(), names.str.replace_all("、", "", literal=True).str.len_chars()
    return (length - without + 1).fill_null(0)


def _nth(names: Expr, place: int) -> Expr:
    """The name of that place; something that is nobody's name where there are fewer."""
    before = names.str.replace_all(rf"^([^、]*、){{{place - 1}}}", "") if place > 1 else names
    return nw.when(_count(names) >= place).then(before.str.replace_all("、.*$", "")).otherwise(nw.lit(""))
