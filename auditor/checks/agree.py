"""Check kind ``agree``: two totals agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field, model_validator

from auditor.checks.base import BRANCHES, Cells, Dated, Measure, Pairing, Population, Scope, Support, Whose, needed, state
from auditor.checks.count_per_period import existed
from auditor.checks.counting import Count, count, total
from auditor.checks.options import Filtered, ForAll, WhenEmpty
from auditor.checks.reading import NO, Reading
from auditor.checks.standing import Day, on_roll, on_roll_at
from auditor.checks.truth import ALWAYS, NEVER, both, either, negated
from auditor.periods import WORDS, Every, Period, periods
from auditor.tables import Table


class Side(Filtered):
    """A total of one table: its rows, the sum of a column, or (``people: true``) how many people; ``on_roll``: those on the roll at the end."""

    column: str | None = None
    date: str | None = None
    people: bool = False
    on_roll: bool = False

    @model_validator(mode="after")
    def _plain(self) -> Side:
        if self.column and (self.people or self.on_roll):
            raise ValueError("写了 column（合计一列）就不能再写 people 或 on_roll（数人数）")
        return self


class Agree(ForAll):
    """两个数是否一致，如应到人数与名册、汇总与明细、上报数与实际数。

    ``every``: for each branch and period the total of ``table`` (its rows, or the sum of ``column``) and the total of ``to`` differ by at most
    ``tolerance``. ``as_of``: in each row of ``table`` the number in ``column`` is compared with how many of its branch were on the roll of
    ``to`` on the day ``as_of``; a roll without anybody was not handed in. What is doubtful makes a total a span: met if even the
    farthest ends agree, unmet if the nearest do not. A period that is not covered on both sides or that still runs is unknown or open. Amounts are in yuan.

    Example::

        check: {kind: agree, table: meetings, where: [{column: meeting_type, is: 支部党员大会}], column: due, as_of: held_on,
                to: {table: members, on_roll: true}, tolerance: 0, when_empty: not_applicable}
    """

    kind: Literal["agree"]
    column: str | None = None
    people: bool = False
    date: str | None = None
    every: Annotated[Every, Field(strict=False)] | None = None
    as_of: str | None = None
    to: Side
    tolerance: Annotated[int | float, Field(ge=0)]

    @model_validator(mode="after")
    def _one(self) -> Agree:
        if (self.every is None) == (self.as_of is None):
            raise ValueError("every 与 as_of 必须写且只写一个：按期比合计，或逐条按当天比")
        if self.as_of and not (self.column and self.to.on_roll and not self.people):
            raise ValueError("写 as_of 时，column 写要核对的数，to 里写 on_roll: true")
        if self.column and self.people:
            raise ValueError("column 与 people: true 只能写一个")
        return self

    def population(self) -> Population:
        """Branches, or rows."""
        return BRANCHES if self.every else Population(Whose.ROWS, self.table)

    def empty(self) -> WhenEmpty:
        """As the rule says."""
        return self.when_empty

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """A total beside itself."""
        yield from super().never_fails(tables)
        own = Side(table=self.table, where=self.where, column=self.column, date=self.date, people=self.people)
        if self.every and own == self.to:
            yield "to", "两边是同一个数，总是相等"

    def dated_by(self) -> str | Dated:
        """The period, or the day as of which."""
        return self.as_of or Dated.PERIOD

    def examined(self) -> tuple[str, ...]:
        """Of rows: the number and the day."""
        return tuple(filter(None, (self.column, self.as_of)))

    def needs(self) -> Mapping[str, frozenset[str]]:
        """Both tables."""
        right = needed(self.to.where) | frozenset(filter(None, (self.to.column,)))
        left = needed(self.where) | frozenset(self.examined())
        return {self.table: left | right} if self.to.table == self.table else {self.table: left, self.to.table: right}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """The totals in their two bounds."""
        if self.every:
            return tuple(measure for _, sides in self._periods(scope) for _, measures in sides for measure in measures)
        own, view = scope.views[self.table], scope.views[self.to.table]
        first, last = scope.name("first"), scope.name("last")
        pairing = Pairing(scope.name("pair"), {first: own.first(self.as_of or ""), last: own.last(self.as_of or "")})
        matches = view.where(self.to.where) & view.mine() & on_roll_at(view, Day(nw.col(first), nw.col(last)))
        bounds = (("certain", matches.certain), ("possible", matches.possible))
        return tuple(
            Measure(scope.name(bound), self.to.table, rows.cast(nw.Int64), "sum", (("branch", "branch"),), pairing) for bound, rows in bounds
        )

    def cells(self, scope: Scope) -> Cells:
        """One cell per period, or per row."""
        if not self.every:
            return self._row(scope)
        cells = {}
        for period, ((left, _), (right, _)) in self._periods(scope):
            met = self._agreed(scope, left, right)
            covered = both(scope.covered(self.table, period), scope.covered(self.to.table, self._asked(scope, period)))
            told = Reading(both(met.certain, covered), either(met.possible, negated(covered)))
            owed = scope.applies & existed(scope.views["branches"], period)
            running = ALWAYS if scope.runs_on(period) else None
            cells[period.label] = state(owed=owed, met=told if running is None else NO, open_=running)
        return Cells(cells, ordered=True)

    def support(self, scope: Scope) -> Support | None:
        """The rows of the first total; a row stands for itself."""
        if not self.every:
            return None
        view, date = scope.views[self.table], self.date or scope.views[self.table].table.date
        return Support(self.table, (view.where(self.where) & view.within(date, scope.window)).possible, date, cell=self.column or "")

    def describe(self) -> str:
        """Both sides."""
        slack = f"相差不超过 {self.tolerance:g}" if self.tolerance else "相等"
        if self.as_of:
            return f"每条记录的“{self.column}”应与“{self.as_of}”当天“{self.to.table}”中本支部在册的人数{slack}。"
        left, right = (
            f"“{side.table}”{f'中“{side.column}”的合计' if side.column else '的人数' if side.people or getattr(side, 'on_roll', False) else '的条数'}"
            for side in (self, self.to)
        )
        return f"每个党支部{WORDS[self.every or Every.WINDOW]}，{left}应与{right}{slack}。"

    def _row(self, scope: Scope) -> Cells:
        view = scope.views[self.table]
        low, high, covered = nw.col(scope.name("certain")), nw.col(scope.name("possible")), scope.covered(self.to.table, scope.due)
        claimed, slack, key = nw.col(self.column or ""), self.tolerance, self.column or ""
        known = view.known(key).certain & view.known(self.as_of or "").certain & covered & (high > 0)
        near, far = (claimed >= low - slack) & (claimed <= high + slack), (claimed <= low + slack) & (claimed >= high - slack)
        met = Reading(far.fill_null(value=False) & known, near.fill_null(value=True) | ~known)
        owed = scope.applies & view.where(self.where) & view.mine() & view.within(view.table.date, scope.window)
        return Cells({key: state(owed=owed, met=met)})

    def _agreed(self, scope: Scope, left: Count, right: Count) -> Reading:
        """The two spans: certainly within the tolerance of one another, or possibly."""
        unit = scope.views[self.table].scaled(self.column, 1) if self.column else 1
        slack, bounds = self.tolerance * unit, [[nw.col(name) for name in (side.certain, side.possible)] for side in (left, right)]
        (low, high), (least, most) = bounds
        certain, possible = (high <= least + slack) & (most <= low + slack), (low <= most + slack) & (least <= high + slack)
        loose: Expr = NEVER
        for side in (left, right):
            loose = either(loose, nw.col(side.loose)) if side.loose else loose
        return Reading(both(certain, negated(loose)), either(possible, loose))

    def _periods(self, scope: Scope) -> Iterator[tuple[Period, list[tuple[Count, tuple[Measure, ...]]]]]:
        own = Side(table=self.table, where=self.where, column=self.column, date=self.date, people=self.people)
        for period in periods(scope.window, self.every or Every.WINDOW):
            yield period, [self._side(scope, period, side, name) for side, name in ((own, "left"), (self.to, "right"))]

    def _asked(self, scope: Scope, period: Period) -> Period:
        return Period("", min(period.end, scope.due.end), min(period.end, scope.due.end)) if self.to.on_roll else period

    def _side(self, scope: Scope, period: Period, side: Side, which: str) -> tuple[Count, tuple[Measure, ...]]:
        view, name = scope.views[side.table], scope.name(f"{which}_{period.label}")
        matches = view.where(side.where) & view.mine()
        matches = matches & (on_roll(view, self._asked(scope, period)) if side.on_roll else view.within(side.date or view.table.date, period))
        if side.column:
            return total(name, view, side.column, matches)
        return count(name, side.table, view.each_once(matches) if side.people or side.on_roll else matches, only_any=False)
