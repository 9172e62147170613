"""Evidence: for what is unmet or unknown (and, capped lower, for what is met) the rows that someone can open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw

from auditor.checks.base import Dated, Support, Whose
from auditor.checks.days import number
from auditor.checks.states import SHOWN, UNSETTLED
from auditor.engines.base import Answer, Frame
from auditor.engines.blame import without_calendar
from auditor.engines.counts import Tally
from auditor.engines.locate import Locator, Subject, Target
from auditor.engines.plan import Grid, Job
from auditor.engines.versions import Force, doubt
from auditor.engines.world import World
from auditor.model import Evidence, State
from auditor.periods import Period, parse_period

DOUBTFUL, CONFORMING, SUPPORTING = 20, 3, 60
"""Subjects shown per branch and rule: those in doubt, those that conform, and rows behind a count."""

Shown = Mapping[str, tuple[Evidence, ...]]
Tallies = Mapping[str, Mapping[str, Tally]]
Record = Mapping[str, Any]
LOOKED_AT = {value: state for state in (State.MET, State.UNMET, State.UNKNOWN) for value in SHOWN[state]}
DOUBT = "_doubt"
RANK = (3, 2, 0, 1, 3)
"""By state: what is unmet comes first, then what is unknown, then what is met."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row behind a count: its place in the table and the days on which it can have happened."""

    row: int
    first: int | None = None
    last: int | None = None
    item: str | None = None


def evidence(grid: Grid, jobs: Sequence[Job], counts: Tallies, world: World) -> dict[str, Shown]:
    """For each rule and branch the evidence, worst first; branches without any are left out."""
    subjects = _subjects(grid, jobs, counts, world)
    rows = _supports(grid, jobs, subjects, world)
    locator = Locator(world.dataset, world.tables, world.doubted)
    return {job.rule: _shown(job, grid, subjects[job.rule], rows[job.rule], locator) for job in jobs}


def _subjects(grid: Grid, jobs: Sequence[Job], counts: Tallies, world: World) -> dict[str, list[Record]]:
    """The subjects to show, per rule: rows of the grid with the states of that rule's items."""
    queries: list[tuple[str, Frame]] = []
    scanned = world.views[grid.population.table].scanned
    for job in jobs:
        tallies = counts[job.rule].values()
        conforming, doubtful = not scanned and any(count.met for count in tallies), any(count.unmet or count.unknown for count in tallies)
        if conforming or doubtful:
            queries.append((job.rule, _take(grid, list(grid.items[job.rule].values()), doubtful=doubtful, conforming=conforming)))
    found: dict[str, list[Record]] = {job.rule: [] for job in jobs}
    for (rule, _), answer in zip(queries, world.engine.collect([query for _, query in queries]), strict=True):
        found[rule] = sorted(_records(answer), key=lambda record: not record.get(DOUBT))
    return found


def _take(grid: Grid, columns: Sequence[str], *, doubtful: bool, conforming: bool) -> Frame:
    """The first subjects of each branch that have an item in doubt and of the others that were judged, whichever are wanted."""
    frame = grid.frame.select(*grid.keys, *columns)
    doubt, judged = _has(columns, [State.UNMET.value, *SHOWN[State.UNKNOWN]]), _has(columns, SHOWN[State.MET])
    if not (doubtful and conforming):
        return _first(frame.filter(doubt if doubtful else judged), DOUBTFUL if doubtful else CONFORMING, "branch")
    frame = frame.with_columns(doubt.alias(DOUBT)).filter(nw.col(DOUBT) | judged)
    return _first(frame, nw.when(nw.col(DOUBT)).then(DOUBTFUL).otherwise(CONFORMING), "branch", DOUBT)


def _has(columns: Sequence[str], states: Sequence[int]) -> nw.Expr:
    held = nw.col(*columns).is_in(states)
    return held if len(columns) == 1 else nw.any_horizontal(held, ignore_nulls=False)


def _first(frame: Frame, most: nw.Expr | int, *among: str) -> Frame:
    """The first rows among those that are alike in these columns."""
    return frame.with_columns(nw.col("_row").cum_count().over(*among, order_by="_row").alias("_nth")).filter(nw.col("_nth") <= most)


def _supports(grid: Grid, jobs: Sequence[Job], subjects: Mapping[str, list[Record]], world: World) -> dict[str, dict[str, list[Row]]]:
    """Per rule: the rows behind each branch (or person), from the spreadsheets; scanned tables show their counts alone."""
    key = "person" if grid.population.whose is Whose.MEMBERS else "branch"
    queries = []
    for job in jobs:
        support = job.check.support(job.scope)
        if support and subjects[job.rule] and not world.views[support.table].scanned:
            wanted = sorted({str(subject[key]) for subject in subjects[job.rule] if subject.get(key) is not None})
            queries.append((job.rule, _support(support, key, wanted, world)))
    rows: dict[str, dict[str, list[Row]]] = {job.rule: defaultdict(list) for job in jobs}
    for (rule, _), answer in zip(queries, world.engine.collect([query for _, query in queries]), strict=True):
        for found in _records(answer):
            rows[rule][str(found["key"])].append(Row(int(str(found["_row"])), _int(found.get("first")), _int(found.get("last")), _str(found.get("item"))))
    return rows


def _support(support: Support, key: str, wanted: Sequence[str], world: World) -> Frame:
    view = world.views[support.table]
    dated = support.date is not None and view.has(support.date)
    item = [nw.col(support.item).alias("item")] if support.item and view.has(support.item) else []
    days = [view.first(support.date).alias("first"), view.last(support.date).alias("last")] if dated and support.date else []
    frame = world.frames[support.table].filter(support.matches & nw.col(key).is_in(list(wanted)).fill_null(value=False))
    return _first(frame, SUPPORTING * (len(wanted) if key == "person" else 1), "branch").select(nw.col(key).alias("key"), "_row", *days, *item)


def _records(answer: Answer) -> list[Record]:
    """The answer's rows in the order of the table: engines give them as they come, and differently each time."""
    names = list(answer)
    found = (dict(zip(names, values, strict=True)) for values in zip(*answer.values(), strict=True))
    return sorted(found, key=lambda record: (int(record["_row"]), str(record.get("branch") or record.get("key"))))


def _int(value: object) -> int | None:
    return None if value is None or value != value else int(str(value))  # noqa: PLR0124 - NaN


def _str(value: object) -> str | None:
    return None if value is None else str(value)


def _shown(
    job: Job, grid: Grid, subjects: Iterable[Record], rows: Mapping[str, list[Row]], locator: Locator
) -> dict[str, tuple[Evidence, ...]]:
    by_branch: dict[str, list[Evidence]] = defaultdict(list)
    target = Target.of(job, grid)
    key = "person" if grid.population.whose is Whose.MEMBERS else "branch"
    uncounted = without_calendar(job.check, job.scope.window, job.scope.calendar)
    items = [(item, column, _days(item, job.scope.window)) for item, column in grid.items[job.rule].items()]
    for record in subjects:
        subject = locator.subject(target, record)
        found, behind = by_branch[subject.branch], rows.get(str(record.get(key)), ())
        for item, column, days in items:
            state = LOOKED_AT.get(record[column])
            if state is not None:
                cells = locator.cells(target, subject, item, state, _of_item(behind, item, days, certainly=state is State.MET))
                if job.force and record[column] == UNSETTLED:
                    cells = _unsettled(cells, job.force, subject, target.population.table, locator)
                found += [replace(cell, note=cell.note or uncounted) for cell in cells] if state is State.UNKNOWN and uncounted else cells
    return {branch: tuple(sorted(found, key=lambda one: RANK[one.state])[:SUPPORTING]) for branch, found in by_branch.items()}


def _unsettled(cells: Iterable[Evidence], force: Force, subject: Subject, table: str, locator: Locator) -> list[Evidence]:
    """Why it cannot be told by which version the subject is judged: the cell of its own day is blank, else the sources."""
    key = locator.tables[table].date if force.dated is Dated.ROW else force.dated
    if subject.row is None or not isinstance(key, str) or subject.row.raw.get(key):
        return [replace(cell, note=doubt(force.effective)) for cell in cells]
    note = f"“{locator.tables[table].columns[key].name}”是空的，不能断定适用哪一版规定"
    return [replace(cell, column=subject.row.letters.get(key, ""), value="", note=note) for cell in cells]


def _of_item(rows: Iterable[Row], item: str, days: tuple[int, int] | None, *, certainly: bool) -> list[int]:
    """The rows that (certainly) happened in the item's period, or name the item; all of them where they say neither."""
    if days is None:
        return [row.row for row in rows if row.item is None or row.item == item]
    start, end = days
    if certainly:
        return [row.row for row in rows if row.first is not None and row.last is not None and start <= row.first and row.last <= end]
    return [row.row for row in rows if row.first is None or row.last is None or (row.first <= end and row.last >= start)]


def _days(item: str, window: Period) -> tuple[int, int] | None:
    """The first and last day of the period that an item names; None if it names something else."""
    try:
        period = window if item == window.label else parse_period(item)
    except ValueError:
        return None
    return number(period.start), number(period.end)
