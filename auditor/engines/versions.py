"""Which version of a rule judges an obligation: the one in force on the day of its event, by every source or by some only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import narwhals as nw
from narwhals import Expr

from auditor.checks.base import Cells, Dated, Scope
from auditor.checks.days import number
from auditor.checks.reading import UNKNOWN, Reading
from auditor.checks.states import PERHAPS, SHOWN, UNSETTLED
from auditor.checks.view import View
from auditor.engines.world import World
from auditor.model import State
from auditor.periods import Period, parse_period
from auditor.rulebook.rule import Effective, Rule

NOT_IN_FORCE = "检查期内这条规则还没有施行或已经停止施行"


@dataclass(frozen=True, slots=True)
class Force:
    """When a rule is in force, what dates its obligations, and the last day of the window that has come (for what still runs)."""

    effective: Effective
    dated: str | Dated
    until: Period

    def settle(self, cells: Cells, scope: Scope, view: View) -> Cells:
        """The cells of what was certainly under this version; of what perhaps was, unsettled; of the rest, not owed."""
        key = view.table.date or "" if self.dated is Dated.ROW else self.dated
        if isinstance(key, Dated):
            found = {item: self._of_period(item, cell, scope) for item, cell in cells.items.items()}
            return cells if all(found[item] is cell for item, cell in cells.items.items()) else replace(cells, items=found, grave=None)
        force = during(self.effective, view, key)
        asked = {item: scope.name(f"asked{place}") for place, item in enumerate(cells.items)}
        step = {asked[item]: cell.cast(nw.Int8) for item, cell in cells.items.items()}
        grave = cells.grave if cells.grave is None else nw.when(force.certain).then(cells.grave).otherwise(nw.lit(0))
        items = {item: _under(nw.col(name), force) for item, name in asked.items()}
        return replace(cells, items=items, grave=grave, steps=(*cells.steps, step))

    def _of_period(self, item: str, cell: Expr, scope: Scope) -> Expr:
        """Periods that lie wholly in the version's days are judged; of the others those that still run are open as long as they are in order."""
        period = self.until if self.dated is Dated.LAST_DAY else _period(item, scope.window)
        if self.effective.certain.start <= period.start and period.end <= self.effective.certain.end:
            return cell
        unsettled = _unsettled(cell)
        if period.end <= self.until.end:
            return unsettled
        in_order = cell.is_in([*SHOWN[State.MET], *SHOWN[State.OPEN]])
        return nw.when(in_order).then(nw.lit(State.OPEN.value + PERHAPS)).otherwise(unsettled)


def force_of(rule: Rule, dated: str | Dated, world: World) -> Force | None:
    """None for a rule that is always in force."""
    last = world.due.end
    return Force(rule.effective, dated, Period("", last, last)) if rule.effective.bounded else None


def reach(effective: Effective, dated: str | Dated, world: World) -> tuple[Period, Period] | None:
    """The part of the window, and of it what has come, in which the rule asks something by some source; None where it asks nothing.

    Rows are told apart by their own day, wherever in the window they lie; periods are cut off where the version begins and ends.
    """
    window, due, possible = world.window, world.due, effective.possible
    asks = {
        Dated.PERIOD: possible.start <= window.end and possible.end >= window.start,
        Dated.ROW: possible.start <= window.end and possible.end >= window.start,
        Dated.LAST_DAY: possible.start <= due.end <= possible.end,
    }.get(dated, possible.start <= due.end) if isinstance(dated, Dated) else possible.start <= due.end
    if not asks or dated is not Dated.PERIOD:
        return (window, due) if asks else None
    start, end = max(window.start, possible.start), min(window.end, possible.end)
    part = Period(window.label if (start, end) == (window.start, window.end) else f"{start} 至 {end}", start, end)
    return part, Period(part.label, start, max(start, min(due.end, end)))


def during(effective: Effective, view: View, key: str) -> Reading:
    """The day in ``key`` lies in the days of this version. Blank, unreadable, known to a month that crosses a border: perhaps."""
    if not view.has(key):
        return UNKNOWN
    first, last, sure, some = view.first(key), view.last(key), effective.certain, effective.possible
    certain = (first >= number(sure.start)) & (last <= number(sure.end))
    possible = (first <= number(some.end)) & (last >= number(some.start))
    return Reading(certain.fill_null(value=False), possible.fill_null(value=True))


def doubt(effective: Effective) -> str:
    """Why an obligation of this version is unsettled."""
    days = "；".join(f"{start} 至 {end - timedelta(days=1)}" for start, end in effective.provisional)
    if days:
        return f"有的日期在 {days} 之间或者不明：施行日期的两处来源不一致，不能断定适用哪一版规定"
    borders = [day.isoformat() for day in (effective.from_, effective.to) if day]
    return f"有的日期或时段不明，或跨新旧规定的界限（{'、'.join(borders)}），不能断定适用哪一版规定"


def _period(item: str, window: Period) -> Period:
    """The period that an item names; the window where it names none."""
    try:
        return window if item == window.label else parse_period(item)
    except ValueError:
        return window


def _under(asked: Expr, force: Reading) -> Expr:
    return nw.when(~force.possible).then(nw.lit(State.NOT_OWED.value)).otherwise(
        nw.when(force.certain).then(asked).otherwise(_unsettled(asked)),
    )


def _unsettled(asked: Expr) -> Expr:
    """Whatever was found of what is owed: met and not due alike, so that knowing less never says more."""
    return nw.when(asked == State.NOT_OWED.value).then(nw.lit(State.NOT_OWED.value)).otherwise(nw.lit(UNSETTLED))
