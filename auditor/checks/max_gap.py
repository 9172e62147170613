"""Check kind ``max_gap``: never more than a span without a record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field, model_validator

from auditor.checks.base import BRANCHES, MEMBERS, Cells, Dated, Measure, Pairing, Population, Scope, Support, Whose, needed, state
from auditor.checks.count_per_period import existed
from auditor.checks.days import at_or_before, number
from auditor.checks.options import Filtered, Span, WhenEmpty, in_words, when_none
from auditor.checks.reading import Reading
from auditor.checks.standing import on_roll
from auditor.checks.truth import ALWAYS
from auditor.checks.view import View
from auditor.periods import Period
from auditor.tables import FIRST_DAY, LAST_DAY

EVER = date(1900, 1, 1)
NAMES = ("start_first", "start_last", "end_first", "end_last")


class Between(Filtered):
    """Rows of another table whose people are followed, from a day of the row until another (empty: still going on)."""

    from_: Annotated[str, Field(alias="from")]
    until: str


class MaxGap(Filtered):
    """两次记录之间是否间隔过长，如半年内至少考察一次。

    Followed from day to day: the first day, every matching record, the last day; no two neighbours may lie further apart than ``within``.
    ``per: branch`` and ``per: member`` follow each of them through the audited window, as far as it existed or was on the roll. With ``of``
    the people in the rows of another table are followed from one of its days until another, or until the last day that counts where
    that is empty; records are then the person's own. What is in order is open while the time still runs. A record whose day or match is
    doubtful counts as possible only; days that no input answers for may hold records. Calendar months end at the month's last day.

    Example::

        check: {kind: max_gap, table: documents, where: [{column: material, is: 培养教育考察材料}], date: formed_on, within: {months: 6},
                of: {table: development, from: activist_on, until: candidate_on}, when_empty: not_applicable}
    """

    kind: Literal["max_gap"]
    per: Literal["branch", "member"] | None = None
    of: Between | None = None
    date: str | None = None
    within: Span
    when_empty: Annotated[WhenEmpty | None, Field(strict=False)] = None

    @model_validator(mode="after")
    def _one(self) -> MaxGap:
        if (self.per is None) == (self.of is None):
            raise ValueError("per 与 of 必须写且只写一个")
        when_none(self.when_empty, listed=self.per != "branch")
        return self

    def population(self) -> Population:
        """Branches, members, or the rows of ``of``."""
        return Population(Whose.ROWS, self.of.table) if self.of else BRANCHES if self.per == "branch" else MEMBERS

    def empty(self) -> WhenEmpty:
        """As the rule says; a branch that owes nothing did not exist."""
        return self.when_empty or WhenEmpty.NOT_APPLICABLE

    def dated_by(self) -> str | Dated:
        """The window, or the day from which they are followed."""
        return self.of.from_ if self.of else Dated.PERIOD

    def examined(self) -> tuple[str, ...]:
        """Of the rows that are followed: the day that it begins."""
        return (self.of.from_,) if self.of else ()

    def needs(self) -> Mapping[str, frozenset[str]]:
        """The records and those that are followed."""
        roll = {"members": frozenset[str]()} if self.per == "member" else {}
        whose = {self.of.table: needed(self.of.where) | {self.of.from_, self.of.until}} if self.of else roll
        return {**whose, self.table: needed(self.where) | frozenset(filter(None, (self.date,)))}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """In each bound: is a gap between two records too long, and is one record near enough to the first and to the last day?"""
        view, date_ = scope.views[self.table], self._date(scope)
        times = {name: nw.col(scope.name(name)) for name in NAMES}
        first, last = nw.lit(FIRST_DAY), nw.lit(LAST_DAY)
        if view.has(date_):
            first, last = view.first(date_).fill_null(FIRST_DAY), view.last(date_).fill_null(LAST_DAY)
        counts = view.where(self.where) & view.mine()
        inside = {
            "certain": counts.certain & (first >= times["start_last"]) & (last <= times["end_first"]),
            "possible": counts.possible & (first <= times["end_last"]) & (last >= times["start_first"]),
        }
        pairing = self._pairing(scope, inside, (first, last))
        return tuple(
            Measure(scope.name(f"{bound}_{name}"), self.table, says, "any", self._on, pairing)
            for bound in inside for name, says in self._says(scope, bound, times).items()
        )

    def cells(self, scope: Scope) -> Cells:
        """One cell per branch, person or row."""
        times = {name: nw.col(scope.name(name)) for name in NAMES}
        near = {scope.name(f"near_{bound}"): self._in_order(scope, bound, times) for bound in ("certain", "possible")}
        known = scope.covered(self.table, Period("", EVER, scope.due.end) if self.of else scope.window)
        certain, possible = map(nw.col, near)
        met = Reading(certain, possible | ~known)
        running = nw.lit(scope.runs_on(scope.window)) & (times["end_last"] >= scope.day)
        cell = state(owed=scope.applies & self._owed(scope), met=Reading(met.certain & ~running, met.possible & ~running), open_=met.possible & running)
        return Cells({"": cell}, steps=(self._beside(scope), near))

    def support(self, scope: Scope) -> Support | None:
        """The records; a row that is followed stands for itself."""
        if self.of:
            return None
        view = scope.views[self.table]
        return Support(self.table, (view.within(self._date(scope), scope.window) & view.where(self.where)).possible, self._date(scope))

    def describe(self) -> str:
        """The span."""
        who = f"检查期内，{'每名党员' if self.per == 'member' else '每个党支部'}"
        if self.of:
            who = f"“{self.of.table}”中的每个人，从“{self.of.from_}”到“{self.of.until}”（没有填写的算到检查期最后一天），"
        return f"{who}每{in_words(self.within)}内至少要有一条符合条件的记录。"

    def _date(self, scope: Scope) -> str:
        return self.date or scope.views[self.table].table.date or ""

    def _pairing(self, scope: Scope, inside: Mapping[str, Expr], days: tuple[Expr, Expr]) -> Pairing:
        """Every record beside whom it is of, with the end of what came before (``left``) and the day that comes next (``right``; 0: none).

        ``certain``: as if every record lay as far as possible from the one before; ``possible``: as near as possible.
        """
        first, last, row = scope.name("first"), scope.name("last"), scope.name("pair")
        seen = {first: days[0], last: days[1], **{scope.name(f"{bound}_in"): rows.cast(nw.Int64) for bound, rows in inside.items()}}
        beside: dict[str, Expr] = {}
        for bound, after in (("certain", last), ("possible", first)):
            among = [f"{row}_row", *(column for _, column in self._on), scope.name(f"{bound}_in")]
            shifted = nw.col(after).cast(nw.Float64).shift(-1).over(*among, order_by=[first, "_row"])
            beside[scope.name(f"{bound}_right")] = shifted.fill_null(0).cast(nw.Int64)
            reached = nw.col(first) if bound == "certain" else nw.col(last).cum_max().over(*among, order_by=[first, "_row"])
            beside[scope.name(f"{bound}_left")] = reached
        left, right = scope.name("possible_left"), scope.name("possible_right")
        cut = {
            left: nw.max_horizontal(nw.col(left), nw.col(scope.name("start_last"))),
            right: nw.min_horizontal(nw.col(right), nw.col(scope.name("end_first"))),
        }
        return Pairing(row, self._beside(scope), (seen, beside, cut))

    def _says(self, scope: Scope, bound: str, times: Mapping[str, Expr]) -> Mapping[str, Expr]:
        """The gap after a record is too wide; the record is near enough to the first day, to the last day."""
        start, end = _ends(bound, times)
        first, last = nw.col(scope.name("first")), nw.col(scope.name("last"))
        near, far = (last, first) if bound == "certain" else (first, last)
        left, right, here = nw.col(scope.name(f"{bound}_left")), nw.col(scope.name(f"{bound}_right")), nw.col(scope.name(f"{bound}_in")) == 1
        return {
            "wide": here & ~at_or_before(right, left, self.within), "early": here & at_or_before(near, start, self.within),
            "late": here & at_or_before(end, far, self.within),
        }

    def _in_order(self, scope: Scope, bound: str, times: Mapping[str, Expr]) -> Expr:
        start, end = _ends(bound, times)
        wide, early, late = (nw.col(scope.name(f"{bound}_{name}")) for name in ("wide", "early", "late"))
        return at_or_before(end, start, self.within) | (~wide & early & late)

    @property
    def _on(self) -> tuple[tuple[str, str], ...]:
        return (("branch", "branch"),) if self.per == "branch" else (("person", "person"),)

    def _beside(self, scope: Scope) -> Mapping[str, Expr]:
        return {scope.name(name): time for name, time in self._times(scope).items()}

    def _times(self, scope: Scope) -> Mapping[str, Expr]:
        """The bounds of the first and the last day for each that is followed."""
        view, start, end = scope.views[self.population().table], number(scope.window.start), scope.day
        if self.of:
            froms, untils, floor = [self.of.from_], [self.of.until], FIRST_DAY
        elif self.per == "branch":
            froms, untils, floor = [key for key in ("founded",) if view.has(key)], [key for key in ("closed",) if view.has(key)], start
        else:
            roll = view.table.roll
            froms = [key for key in roll.since if view.has(key)] if roll else []
            untils, floor = ([roll.until] if roll and roll.until and view.has(roll.until) else []), start
        return {
            "start_first": _latest(floor, [view.first(key) for key in froms], floor),
            "start_last": _latest(floor, [view.last(key) for key in froms], LAST_DAY if self.of else floor),
            "end_first": _earliest(end, [view.first(key) for key in untils]), "end_last": _earliest(end, [view.last(key) for key in untils]),
        }

    def _owed(self, scope: Scope) -> Reading:
        view = scope.views[self.population().table]
        if self.of:
            times = {name: nw.col(scope.name(name)) for name in NAMES}
            begun = Reading(times["start_last"] <= times["end_first"], times["start_first"] <= times["end_last"])
            return view.where(self.of.where) & view.mine() & _told(view, self.of.from_) & begun
        if self.per == "member":
            return on_roll(view, scope.due) & view.mine()
        return existed(view, scope.due)


def _ends(bound: str, times: Mapping[str, Expr]) -> tuple[Expr, Expr]:
    """The longest time that is followed, or the shortest."""
    return (times["start_first"], times["end_last"]) if bound == "certain" else (times["start_last"], times["end_first"])


def _told(view: View, key: str) -> Reading:
    """A day that is not told makes it unknown, not unowed."""
    known = view.known(key)
    return known if known.settled else Reading(known.certain, ALWAYS)


def _latest(floor: int, days: list[Expr], blank: int) -> Expr:
    return nw.max_horizontal(nw.lit(floor), *[day.fill_null(blank) for day in days]) if days else nw.lit(floor)


def _earliest(ceiling: int, days: list[Expr]) -> Expr:
    return nw.min_horizontal(nw.lit(ceiling), *[day.fill_null(ceiling) for day in days]) if days else nw.lit(ceiling)
