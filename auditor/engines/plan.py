"""The plan: rules with the same subjects share one frame; all measures of one table by one key share one scan and one group-by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from types import MappingProxyType

import narwhals as nw
from narwhals import Expr

from auditor.checks.base import Cells, Check, Measure, Population, Scope, Whose
from auditor.engines.base import Frame
from auditor.engines.counts import Wanted, counts
from auditor.engines.pairs import On, pair
from auditor.engines.spared import Spared, spare
from auditor.engines.versions import Force
from auditor.engines.world import World

NOTHING: Mapping[str, Expr] = MappingProxyType({})


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
    ``frame``, which are ``branch``, ``_row`` and, where the table has people or groups, ``person`` or ``group``. ``counts``: one row per
    branch, in which ``wanted`` names each rule's counts.
    """

    population: Population
    keys: tuple[str, ...]
    frame: Frame
    items: Mapping[str, Mapping[str, str]]
    ordered: frozenset[str]
    wanted: Mapping[str, Wanted]
    counts: Frame


def grids(jobs: Iterable[Job], world: World) -> list[Grid]:
    """One grid per population, in a fixed order."""
    ordered = sorted(jobs, key=lambda job: (job.check.population().whose.value, job.check.population().table, job.rule))
    return [_grid(population, list(group), world) for population, group in groupby(ordered, key=lambda job: job.check.population())]


def _grid(population: Population, jobs: Sequence[Job], world: World) -> Grid:
    measures = [measure for job in jobs for measure in job.check.measures(job.scope)]
    frame = join_measures(world.frames[population.table], measures, population, world)
    cells = {job.rule: job.cells() for job in jobs}
    items = {job.rule: {item: job.scope.name(f"s{number}") for number, item in enumerate(cells[job.rule].items)} for job in jobs}
    wanted = {job.rule: _wanted(job, cells[job.rule], items[job.rule]) for job in jobs}
    states = [expression.alias(items[rule][item]) for rule, found in cells.items() for item, expression in found.items.items()]
    graves = [found.grave.alias(name) for rule, found in cells.items() if found.grave is not None and (name := wanted[rule].grave)]
    extra = {"person": _has_people(population, world), "group": population.whose is Whose.GROUPS}
    keys = ("branch", "_row", *(key for key, there in extra.items() if there))
    for level in zip_longest(*[found.steps for found in cells.values()], fillvalue=NOTHING):
        frame = with_named(frame, level)
    held = nw.col(*[column for one in wanted.values() for column in one.items]).cast(nw.Int8)
    frame = frame.with_columns(*states, *graves).select(nw.col(*keys, *[one.grave for one in wanted.values() if one.grave]), held)
    if population.whose is not Whose.ROWS or not world.views[population.table].scanned:  # the rows of a large input stay where they are
        frame = world.engine.keep(frame)
    ordered = frozenset(rule for rule, found in cells.items() if found.ordered)
    return Grid(population, keys, frame, items, ordered, wanted, counts(frame, wanted.values()))


def _has_people(population: Population, world: World) -> bool:
    view = world.views[population.table]
    return any(key in view.keys for key in view.table.person)


def _wanted(job: Job, cells: Cells, items: Mapping[str, str]) -> Wanted:
    grave = job.scope.name("grave") if cells.grave is not None else None
    run = job.scope.name("run") if job.wants_run and cells.ordered else None
    return Wanted(tuple(items.values()), grave, run)


def join_measures(frame: Frame, measures: Sequence[Measure], population: Population, world: World) -> Frame:
    """The subjects with every measure beside them: one group-by per table and key."""
    default, subjects = tuple((key, key) for key in population.keys), frame
    ordered = sorted(measures, key=lambda measure: (measure.table, measure.on or default, _pairing(measure)))
    for (table, on, _), group in groupby(ordered, key=lambda measure: (measure.table, measure.on or default, _pairing(measure))):
        wanted = list(group)
        paired, rows = wanted[0].paired, with_named(world.frames[table], [measure.given for measure in wanted])
        left = [subject for subject, _ in on]
        if paired:
            right = [paired.row, *(paired.key(place) for place, _ in enumerate(on))]
            frame = frame.join(pair(subjects, rows, wanted, on, paired), left_on=["_row", *left], right_on=right, how="left")
        else:
            frame = frame.join(_aggregate(rows, wanted, on), on=left, how="left")
        for how, same in _by_how(wanted):
            filled = nw.col(*same).fill_null(value=False).cast(nw.Boolean) if how == "any" else nw.col(*same).fill_null(0)
            frame = frame.with_columns(filled)
    return frame


def with_named(frame: Frame, columns: Iterable[Mapping[str, Expr]]) -> Frame:
    """The frame with these columns."""
    found = {name: expression for some in columns for name, expression in some.items()}
    return frame.with_columns(*[expression.alias(name) for name, expression in found.items()]) if found else frame


def _pairing(measure: Measure) -> str:
    return measure.paired.name if measure.paired else ""


def _aggregate(frame: Frame, measures: Sequence[Measure], on: On) -> Frame:
    keyed = frame.with_columns(*[measure.value.alias(measure.name) for measure in measures])
    keyed = keyed.filter(~nw.any_horizontal(*[nw.col(column).is_null() for _, column in on], ignore_nulls=False))
    names = [measure.name for measure in measures]
    keyed = keyed.select(*[nw.col(column).alias(subject) for subject, column in on], *names)
    totals = [nw.col(*same).any() if how == "any" else nw.col(*same).sum() for how, same in _by_how(measures)]
    return keyed.group_by(*[subject for subject, _ in on]).agg(*totals)


def _by_how(measures: Sequence[Measure]) -> list[tuple[str, list[str]]]:
    """Names of the measures that are aggregated alike."""
    hows = {measure.how: [other.name for other in measures if other.how == measure.how] for measure in measures}
    return sorted(hows.items())
