"""The plan: rules with the same subjects share one frame; all measures of one table by one key share one scan and one group-by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import narwhals as nw
from narwhals import Expr

from auditor.checks.base import Cells, Check, Measure, Population, Scope, Whose
from auditor.checks.states import DONE, MORE, SHOWN, UNSETTLED
from auditor.engines.base import Frame
from auditor.engines.pairs import On, pair
from auditor.engines.spared import Spared, spare
from auditor.engines.versions import Force
from auditor.engines.world import World
from auditor.model import State

TALLIES = {"met": State.MET, "unmet": State.UNMET, "unknown": State.UNKNOWN, "open": State.OPEN}
SORTS = {
    "done": MORE[State.OPEN], "owing": [State.UNKNOWN.value, State.OPEN.value, DONE], "sure": [State.MET.value, State.UNMET.value],
}
"""Further counts (see ``Tally``) and the values that they count."""


@dataclass(frozen=True, slots=True)
class Job:
    """One rule to be observed: its check, what it may know, whether the longest run of unmet periods is asked for, when it is in force, what is spared."""

    rule: str
    check: Check
    scope: Scope
    wants_run: bool = False
    force: Force | None = None
    spared: Sequence[Spared] = ()

    def cells(self) -> Cells:
        """The check's cells, as far as this version of the rule judges them."""
        found = self.check.cells(self.scope)
        if self.force is not None:
            found = self.force.settle(found, self.scope, self.scope.views[self.check.population().table])
        return spare(found, self.spared, self.scope.window) if self.spared else found


@dataclass(frozen=True, slots=True)
class Grid:
    """The obligation table of several rules over the same subjects: one row per subject, one state column per rule and item.

    ``items``: rule -> item -> column; ``ordered``: the rules whose items are consecutive periods. ``keys``: the other columns of
    ``frame``, which are ``branch``, ``_row`` and, where the table has people or groups, ``person`` or ``group``.
    """

    population: Population
    keys: tuple[str, ...]
    frame: Frame
    items: Mapping[str, Mapping[str, str]]
    ordered: frozenset[str]
    counts: Frame


class Tally(NamedTuple):
    """How many cells of one rule at one branch are in each state, certainly owed (``sure``: settled, ``owing``: not yet) and grave.

    ``run``: the longest of unmet ones; ``unsettled``: those of which it cannot be told which version of the rule judges them;
    ``done``: the open ones that are perhaps met already.
    """

    met: int = 0
    unmet: int = 0
    unknown: int = 0
    open: int = 0
    sure: int = 0
    owing: int = 0
    grave: int = 0
    run: int = 0
    unsettled: int = 0
    done: int = 0


def grids(jobs: Iterable[Job], world: World) -> list[Grid]:
    """One grid per population, in a fixed order."""
    ordered = sorted(jobs, key=lambda job: (job.check.population().whose.value, job.check.population().table, job.rule))
    return [_grid(population, list(group), world) for population, group in groupby(ordered, key=lambda job: job.check.population())]


def _grid(population: Population, jobs: Sequence[Job], world: World) -> Grid:
    measures = [measure for job in jobs for measure in job.check.measures(job.scope)]
    frame = join_measures(world.frames[population.table], measures, population, world)
    cells = {job.rule: job.cells() for job in jobs}
    items = {job.rule: {item: job.scope.name(f"s{number}") for number, item in enumerate(cells[job.rule].items)} for job in jobs}
    states = [
        expression.cast(nw.Int8).alias(items[rule][item]) for rule, found in cells.items() for item, expression in found.items.items()
    ]
    graves = [found.grave.alias(_grave(rule)) for rule, found in cells.items() if found.grave is not None]
    extra = {"person": _has_people(population, world), "group": population.whose is Whose.GROUPS}
    keys = ("branch", "_row", *(key for key, there in extra.items() if there))
    for step in (step for found in cells.values() for step in found.steps):
        frame = frame.with_columns(*[expression.alias(name) for name, expression in step.items()])
    frame = frame.with_columns(*states, *graves).select(*keys, *[one for each in items.values() for one in each.values()], *map(_grave, _graved(cells)))
    if population.whose is not Whose.ROWS or not world.views[population.table].scanned:  # the rows of a large input stay where they are
        frame = world.engine.keep(frame)
    ordered = frozenset(rule for rule, found in cells.items() if found.ordered)
    return Grid(population, keys, frame, items, ordered, _counts(frame, jobs, items, cells))


def _has_people(population: Population, world: World) -> bool:
    view = world.views[population.table]
    return any(key in view.keys for key in view.table.person)


def _graved(cells: Mapping[str, Cells]) -> list[str]:
    return [rule for rule, found in cells.items() if found.grave is not None]


def _grave(rule: str) -> str:
    return tally(rule, "graves")


def join_measures(frame: Frame, measures: Sequence[Measure], population: Population, world: World) -> Frame:
    """The subjects with every measure beside them: one group-by per table and key."""
    default, subjects = tuple((key, key) for key in population.keys), frame
    ordered = sorted(measures, key=lambda measure: (measure.table, measure.on or default, _pairing(measure)))
    for (table, on, _), group in groupby(ordered, key=lambda measure: (measure.table, measure.on or default, _pairing(measure))):
        wanted = list(group)
        paired, rows = wanted[0].paired, world.frames[table]
        left = [subject for subject, _ in on]
        if paired:
            right = [paired.row, *(paired.key(place) for place, _ in enumerate(on))]
            frame = frame.join(pair(subjects, rows, wanted, on, paired), left_on=["_row", *left], right_on=right, how="left")
        else:
            frame = frame.join(_aggregate(rows, wanted, on), on=left, how="left")
        frame = frame.with_columns(*[_filled(measure) for measure in wanted])
    return frame


def _pairing(measure: Measure) -> str:
    return measure.paired.name if measure.paired else ""


def _aggregate(frame: Frame, measures: Sequence[Measure], on: On) -> Frame:
    keyed = frame.with_columns(*[measure.value.alias(measure.name) for measure in measures])
    keyed = keyed.filter(~nw.any_horizontal(*[nw.col(column).is_null() for _, column in on], ignore_nulls=False))
    names = [measure.name for measure in measures]
    keyed = keyed.select(*[nw.col(column).alias(subject) for subject, column in on], *names)
    totals = [nw.col(measure.name).any() if measure.how == "any" else nw.col(measure.name).sum() for measure in measures]
    return keyed.group_by(*[subject for subject, _ in on]).agg(*totals)


def _filled(measure: Measure) -> Expr:
    return nw.col(measure.name).fill_null(value=False) if measure.how == "any" else nw.col(measure.name).fill_null(0)


def _counts(frame: Frame, jobs: Sequence[Job], items: Mapping[str, Mapping[str, str]], cells: Mapping[str, Cells]) -> Frame:
    """One row per branch: for each rule how many cells are in each state, are certainly owed, are grave, and the longest run."""
    sums: dict[str, Expr] = {}
    peaks: dict[str, Expr] = {}
    for job in jobs:
        columns = list(items[job.rule].values())
        words = {**{word: SHOWN[state] for word, state in TALLIES.items()}, **SORTS, **({"unsettled": [UNSETTLED]} if job.force is not None else {})}
        for word, values in words.items():
            sums[tally(job.rule, word)] = nw.sum_horizontal(nw.col(*columns).is_in(values).cast(nw.Int64))
        if cells[job.rule].grave is not None:
            sums[tally(job.rule, "grave")] = nw.col(_grave(job.rule))
        if job.wants_run and cells[job.rule].ordered:
            peaks[tally(job.rule, "run")] = _longest_run(columns)
    counted = frame.select("branch", *[expression.alias(name) for name, expression in (sums | peaks).items()])
    return counted.group_by("branch").agg(*[nw.col(name).sum() for name in sums], *[nw.col(name).max() for name in peaks])


def _longest_run(columns: Sequence[str]) -> Expr:
    runs: list[Expr] = []
    for column in columns:
        before = runs[-1] if runs else nw.lit(0)
        runs.append(nw.when(nw.col(column) == State.UNMET.value).then(before + 1).otherwise(nw.lit(0)))
    return nw.max_horizontal(nw.lit(0), *runs)


def tally(rule: str, word: str) -> str:
    """The column of one count."""
    return re.sub(r"\W", "_", f"{word}_{rule}")
