"""Check kind ``count_per_period``: enough records in every month, quarter, half-year or year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field, model_validator

from auditor.checks.base import BRANCHES, GROUPS, MEMBERS, Cells, Dated, Measure, Population, Scope, Support, needed, state
from auditor.checks.counting import Count, count, total
from auditor.checks.days import number
from auditor.checks.each import Each
from auditor.checks.options import Filtered, WhenEmpty, when_none
from auditor.checks.reading import Reading, all_of, any_of, kept, literal, sure
from auditor.checks.standing import on_roll
from auditor.checks.truth import ALWAYS, NEVER, both, either, negated
from auditor.checks.view import View
from auditor.checks.yearly import BelongsTo
from auditor.periods import WORDS, Every, Period, periods
from auditor.tables import Where

PER = {"branch": BRANCHES, "member": MEMBERS, "group": GROUPS}


class CountPerPeriod(Filtered):
    """每个周期内记录数够不够：按支部、党员或党小组逐期计数。

    The population is the register (``per: branch``), the roll (``member``: owed for each period in which the person was on it) or the
    groups. Each period of the audited window is one obligation. A period that ends after the window is open, unless ``at_most`` may be
    exceeded already; a period that no input covers is unknown. A record whose day, type or branch is doubtful counts as possible only. With ``sum`` a column is
    added up instead of counting records (hours of training, for example). ``whom`` narrows the members by their rows on the roll; ``each`` asks
    for every one of several values by itself. ``belongs_to``: yearly records that name their year count in that one, whatever their
    day; those that do not, and lie in the first ``months`` of a year, may belong to the year before.

    Example::

        check: {kind: count_per_period, table: meetings, where: [{column: meeting_type, is: 主题党日}], every: month, at_least: 1}
    """

    kind: Literal["count_per_period"]
    per: Literal["branch", "member", "group"] = "branch"
    every: Annotated[Every, Field(strict=False)]
    date: str | None = None
    sum: str | None = None
    whom: Where = ()
    each: Each | None = None
    belongs_to: BelongsTo | None = None
    at_least: Annotated[int | float, Field(gt=0)] | None = None
    at_most: Annotated[int | float, Field(ge=0)] | None = None
    when_empty: Annotated[WhenEmpty | None, Field(strict=False)] = None

    @model_validator(mode="after")
    def _bounded(self) -> CountPerPeriod:
        if self.at_least is None and self.at_most is None:
            raise ValueError("at_least 与 at_most 至少写一个")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("at_least 不能大于 at_most，没有能合格的")
        when_none(self.when_empty, listed=self.per != "branch")
        if (self.whom and self.per != "member") or (self.each and self.per != "branch") or (self.belongs_to and self.every is not Every.YEAR):
            raise ValueError("whom 要与 per: member、each 要与 per: branch、belongs_to 要与 every: year 一起写")
        return self

    def population(self) -> Population:
        """Branches, members or groups."""
        return PER[self.per]

    def empty(self) -> WhenEmpty:
        """No member or group: as the rule says. A branch that owes no period did not exist in any."""
        return self.when_empty or WhenEmpty.NOT_APPLICABLE

    def dated_by(self) -> str | Dated:
        """The period."""
        return Dated.PERIOD

    def examined(self) -> tuple[str, ...]:
        """None: records of other tables are counted."""
        return ()

    def needs(self) -> Mapping[str, frozenset[str]]:
        """The records and, per member or group, the list of those."""
        own = {self.table: needed(self.where) | frozenset(filter(None, (self.sum, self.each.column if self.each else None)))}
        return own if self.per == "branch" else {self.population().table: needed(self.whom), **own}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """One count per period and bound."""
        return tuple(measure for _, _, _, measures in self._counts(scope) for measure in measures)

    def cells(self, scope: Scope) -> Cells:
        """One cell per period, or per period and value."""
        return Cells({item: self._cell(scope, period, found) for item, period, found, _ in self._counts(scope)}, ordered=self.each is None)

    def support(self, scope: Scope) -> Support | None:
        """The records that possibly count; for a person, all the records of the window."""
        view, date = scope.views[self.table], self._date(scope)
        touching = any_of(self._inside(scope, view, period) for period in periods(scope.window, self.every)).possible
        matches = touching if self.per == "member" else touching & view.where(self.where).possible
        return Support(self.table, matches, None if self.belongs_to or self.each else date, self.each.column if self.each else None)

    def describe(self) -> str:
        """For example: 每月至少 1 次."""
        who = {"branch": "每个党支部", "member": "名册上的每名党员", "group": "每个党小组"}[self.per]
        bounds = [f"至少 {self.at_least}" if self.at_least is not None else "", f"至多 {self.at_most}" if self.at_most is not None else ""]
        what, unit = (f"“{self.sum}”合计", "") if self.sum else (f"{'、'.join(self.each.values)}各有" if self.each else "符合条件的记录", " 条")
        return f"{who}{WORDS[self.every]}{what}{'、'.join(filter(None, bounds))}{unit}。"

    def _date(self, scope: Scope) -> str | None:
        return self.date or scope.views[self.table].table.date

    def _counts(self, scope: Scope) -> Iterator[tuple[str, Period, Count, tuple[Measure, ...]]]:
        view = scope.views[self.table]
        matches, given = kept(view.where(self.where) & view.mine(), scope.name("matches"))
        for item, period, found, measures in self._counted(scope, matches):
            yield item, period, found, tuple(replace(measure, given=given) for measure in measures)

    def _counted(self, scope: Scope, matches: Reading) -> Iterator[tuple[str, Period, Count, tuple[Measure, ...]]]:
        view, spans = scope.views[self.table], list(periods(scope.window, self.every))
        only_any = self.at_least == 1 and self.at_most is None and self.sum is None
        for period in spans:
            inside, name = self._inside(scope, view, period) & matches, scope.name(period.label)
            if self.sum:
                yield period.label, period, *total(name, view, self.sum, inside)
            elif self.per == "group":
                found, measures = count(name, self.table, inside & _grouped(view), only_any=only_any, on=_group_key(view))
                loose = Measure(f"{name}_loose", self.table, inside.possible & ~_grouped(view).certain, "any", (("branch", "branch"),))
                yield period.label, period, replace(found, loose=loose.name), (*measures, loose)
            elif self.each:
                for place, value in enumerate(self.each.values):
                    item = value if len(spans) == 1 else f"{period.label} {value}"
                    yield item, period, *count(f"{name}_{place}", self.table, inside & self.each.of(view, value), only_any=only_any)
            else:
                yield period.label, period, *count(name, self.table, inside, only_any=only_any)

    def _inside(self, scope: Scope, view: View, period: Period) -> Reading:
        """The record lies in the period by its day or, where it names its year, by that."""
        within = view.within(self._date(scope), period)
        return self.belongs_to.reading(view, self._date(scope), period) if self.belongs_to else within

    def _cell(self, scope: Scope, period: Period, found: Count) -> Expr:
        least, most = (self._scaled(scope, bound) for bound in (self.at_least, self.at_most))
        met, covered, running = found.within(least, most), scope.covered(self.table, period, self.where), scope.runs_on(period)
        kept = literal(value=True) if most is None else found.at_most(most)
        certain = met.certain if most is None else NEVER if running else both(met.certain, covered)
        possible = either(met.possible, both(negated(covered), kept.possible))
        open_ = ALWAYS if most is None else both(kept.certain, covered)
        return state(owed=self._owed(scope, period), met=Reading(certain, possible), open_=open_ if running else None)

    def _scaled(self, scope: Scope, bound: float | None) -> float | None:
        return bound if bound is None or self.sum is None else float(scope.views[self.table].scaled(self.sum, bound))

    def _owed(self, scope: Scope, period: Period) -> Reading:
        people = scope.views[self.population().table]
        if self.per == "member":
            return scope.applies & on_roll(people, period) & people.mine() & people.where(self.whom)
        return scope.applies & (existed(people, period) if self.per == "branch" else people.mine())


def existed(register: View, period: Period) -> Reading:
    """The branch existed in the period, as far as the register says when it was founded and closed."""
    start, end = number(period.start), number(period.end)
    founded, closed = (register.has(key) for key in ("founded", "closed"))
    return all_of([
        *([_bounds(register.last("founded") <= end, register.first("founded") <= end)] if founded else []),
        *([_bounds(register.first("closed") >= start, register.last("closed") >= start)] if closed else []),
    ])


def _bounds(certain: Expr, possible: Expr) -> Reading:
    return Reading(certain.fill_null(value=True), possible.fill_null(value=True))


def _grouped(view: View) -> Reading:
    return sure(~nw.col(view.table.group).is_null()) if view.table.group and view.has(view.table.group) else literal(value=False)


def _group_key(view: View) -> tuple[tuple[str, str], ...]:
    return (("branch", "branch"), *((("group", view.table.group),) if view.table.group and view.has(view.table.group) else ()))
