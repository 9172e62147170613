"""Observe: what the records show, rule by rule and branch by branch, as counted obligations with evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import cast

from auditor.checks.base import Check, Population, Whose
from auditor.checks.view import View
from auditor.checks.workdays import NO_DAYS, WorkDays
from auditor.engines.applies import Applicability, applicability
from auditor.engines.base import Engine
from auditor.engines.blame import without_calendar
from auditor.engines.counts import Tally, tallies
from auditor.engines.coverage import covered_branches
from auditor.engines.evidence import Shown, evidence
from auditor.engines.plan import Job, grids
from auditor.engines.spared import Spared, Sparing
from auditor.engines.versions import NOT_IN_FORCE, doubt, force_of, reach
from auditor.engines.world import World, make_world
from auditor.model import Evidence, Observation, Standing, State
from auditor.periods import Every, Period, periods
from auditor.records.dataset import Dataset
from auditor.rulebook.dating import dated_by
from auditor.rulebook.rule import Rule
from auditor.tables import Table


def observe(  # noqa: PLR0913 - all that a run depends on
    rules: Sequence[Rule], dataset: Dataset, tables: Mapping[str, Table], *, window: Period, as_of: date, engine: Engine,
    calendar: WorkDays = NO_DAYS, sparing: Sparing = MappingProxyType({}),
) -> list[Observation]:
    """Every rule at every branch of the register, in the order of the rules and of the register.

    A rule that cannot be computed is observed as ``Standing.ERROR`` everywhere; the others go on.
    ``sparing``: obligations that approved exceptions put in another state.
    """
    world = make_world(dataset, tables, window, as_of, engine, calendar)
    concerned, broken = _applicability(rules, world)
    ready = [rule for rule in rules if _concerns_some(rule, concerned, world) and not missing(rule, world)]
    jobs = [_job(rule, number, world, concerned[rule.id], sparing.get(rule.id, ())) for number, rule in enumerate(ready)]
    found, failed = _run(jobs, world)
    return [
        observation for rule in rules
        for observation in _observations(rule, world, concerned.get(rule.id), found.get(rule.id), (broken | failed).get(rule.id, ""))
    ]


def _concerns_some(rule: Rule, concerned: Mapping[str, Applicability], world: World) -> bool:
    """Whether the rule is in force and there may be a branch that it concerns."""
    return bool(reach(rule.effective, dated_by(rule), world)) and rule.id in concerned and bool(concerned[rule.id].possible)


def missing(rule: Rule, world: World) -> str:
    """What was handed in by nobody though the rule cannot do without it, in words; empty if nothing is missing."""
    check = cast(Check, rule.check)
    for table, columns in check.needs().items():
        definition = world.tables[table]
        if table not in world.views or (table == "branches" and world.dataset.register.assumed and columns):
            return f"没有收到“{definition.name}”"
        needs = [need.split("|") for need in sorted(columns)]
        absent = ["或".join(definition.columns[key].name for key in need) for need in needs if not any(map(world.views[table].has, need))]
        if absent:
            return f"“{definition.name}”没有这些列：{'、'.join(absent)}"
        if check.population().whose is Whose.MEMBERS and _nameless(world.views[table]):
            return f"“{definition.name}”没有写明人员的列：{'、'.join(definition.columns[key].name for key in definition.person)}"
    return ""


def _nameless(view: View) -> bool:
    """A scanned table whose rows are nobody's."""
    return view.scanned and not any(view.has(key) for key in view.table.person)


def _job(rule: Rule, number: int, world: World, concerned: Applicability, spared: Sequence[Spared]) -> Job:
    reading = concerned.reading(world.dataset.register.branches)
    wants_run = any(line.consecutive_at_least for line in rule.levels.red)
    window, due = reach(rule.effective, dated_by(rule), world) or (world.window, world.due)
    scope = replace(world.scope(f"r{number}", reading), window=window, due=due)
    return Job(rule.id, cast(Check, rule.check), scope, wants_run, force_of(rule, dated_by(rule), world), spared)


def _applicability(rules: Sequence[Rule], world: World) -> tuple[dict[str, Applicability], dict[str, str]]:
    try:
        return applicability(rules, world), {}
    except Exception:  # noqa: BLE001 - one broken rule must not take the others with it: each is asked alone
        found, broken = {}, {}
        for rule in rules:
            try:
                found.update(applicability([rule], world))
            except Exception as error:  # noqa: BLE001
                broken[rule.id] = _failure(error)
        return found, broken


@dataclass(frozen=True, slots=True)
class Result:
    """One rule's counts and evidence, by branch."""

    counts: Mapping[str, Tally]
    shown: Shown


def _run(jobs: Sequence[Job], world: World) -> tuple[dict[str, Result], dict[str, str]]:
    """All jobs in shared frames; if that fails, each alone, so that the failure is the failing rule's."""
    try:
        return _together(jobs, world), {}
    except Exception as error:  # noqa: BLE001 - see above
        if len(jobs) == 1:
            return {}, {jobs[0].rule: _failure(error)}
    parts = [_run([job], world) for job in jobs]
    return {rule: result for found, _ in parts for rule, result in found.items()}, {rule: text for _, bad in parts for rule, text in bad.items()}


def _together(jobs: Sequence[Job], world: World) -> dict[str, Result]:
    made = grids(jobs, world)
    answers = world.engine.collect([grid.counts for grid in made])
    by_rule = {job.rule: job for job in jobs}
    results: dict[str, Result] = {}
    for grid, answer in zip(made, answers, strict=True):
        counts = {rule: tallies(answer, wanted) for rule, wanted in grid.wanted.items()}
        shown = evidence(grid, [by_rule[rule] for rule in grid.items], counts, world)
        results |= {rule: Result(counts[rule], shown[rule]) for rule in grid.items}
    return results


NOTHING = Tally()


def _observations(rule: Rule, world: World, concerned: Applicability | None, result: Result | None, failure: str) -> Iterator[Observation]:
    branches = world.dataset.register.branches
    if not reach(rule.effective, dated_by(rule), world):
        yield from (Observation(rule.id, branch, Standing.NOT_APPLICABLE, note=NOT_IN_FORCE) for branch in branches)
    elif failure or concerned is None:
        yield from (Observation(rule.id, branch, Standing.ERROR, note=failure) for branch in branches)
    else:
        absent = missing(rule, world)
        population = cast(Check, rule.check).population()
        sorts = world.tables[population.table].sorts(getattr(rule.check, "where", ())) if population.whose is Whose.ROWS else frozenset[str]()
        uncounted = without_calendar(cast(Check, rule.check), world.window, world.calendar)
        answering = _answering(population, sorts, world) if not absent else frozenset[str]()
        for branch in branches:
            if branch not in concerned.possible:
                yield Observation(rule.id, branch, Standing.NOT_APPLICABLE, note=concerned.reasons.get(branch, ""))
            elif absent or result is None:
                yield Observation(rule.id, branch, Standing.NOT_SUPPLIED, note=absent)
            else:
                seen = _counted(rule, branch, result, uncounted, concerns=branch in concerned.certain)
                if branch in world.dataset.silent and seen.unknown:
                    seen = replace(seen, note="没有收到本支部的任何记录")
                yield seen if branch in answering else _in_part(seen, world.tables[population.table], sorts)


def _answering(population: Population, sorts: frozenset[str], world: World) -> frozenset[str]:
    """The branches all of whose subjects are known: the register has every branch, other tables have who was handed in.

    Of rows those of the sorts that are asked for: a sort that no ledger has was not handed in.
    """
    if population.whose is Whose.BRANCHES:
        return frozenset(world.dataset.register.branches)
    return covered_branches(world.dataset, population.table, _closed(world.due), sorts)


def _closed(due: Period) -> Period:
    """The months that are over: of the one that still goes on nobody need have handed in anything."""
    over = [month for month in periods(due, Every.MONTH) if month.end <= due.end]
    return Period("", due.start, over[-1].end) if over else due


def _in_part(seen: Observation, table: Table, sorts: frozenset[str]) -> Observation:
    """The subjects of a branch whose input did not come, or does not answer for all the days: there may be more of them."""
    if not seen.owed:
        which = f"（{'、'.join(sorted(sorts))}）" if sorts else ""
        return Observation(seen.rule, seen.branch, Standing.NOT_SUPPLIED, note=f"没有收到本支部的“{table.name}”{which}")
    return replace(seen, standing=Standing.IN_PART, note=f"收到的“{table.name}”没有包括检查期内的所有日期")


def _counted(rule: Rule, branch: str, result: Result, uncounted: str, *, concerns: bool) -> Observation:
    count, shown = result.counts.get(branch, NOTHING), result.shown.get(branch, ())
    loose = any(count[:4]) or not concerns
    return Observation(
        rule.id, branch, met=count.met, unmet=count.unmet, unknown=count.unknown, open=count.open, grave=count.grave, run=count.run,
        perhaps=loose and not count.sure, bare=loose and not count.sure and not count.owing,
        loose=count.met + count.unmet - count.sure, done=count.done,
        evidence=shown, evidence_total=count.unmet + count.unknown, note=_why(rule, count, shown, uncounted),
    )


def _why(rule: Rule, count: Tally, shown: Sequence[Evidence], uncounted: str) -> str:
    """Why something is unknown, where it is not a matter of the records alone: the version of the rule, or the calendar."""
    told = list(dict.fromkeys(one.note for one in shown if one.state is State.UNKNOWN and one.note))
    if count.unsettled:
        return f"应 {sum(count[:4])} 项，有 {count.unsettled} 项数据不足：{told[0] if len(told) == 1 else doubt(rule.effective)}"
    return f"应 {sum(count[:4])} 项，有 {count.unknown} 项数据不足：{uncounted}" if uncounted and uncounted in told else ""


def _failure(error: BaseException) -> str:
    told = f"{type(error).__name__}: {str(error).splitlines()[0][:120] if str(error) else ''}"
    return f"规则计算出错，没有结论，请联系规则维护人员（{told}）"


