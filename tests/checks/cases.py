"""The cases of a check kind: small tables and the state that each obligation must have. See any ``<kind>.yaml`` (or
``<kind>.<part>.yaml``) beside this file.

A case: ``name``; ``check`` without its kind; ``window`` (default 2022Q1); ``as_of`` (default 2022-04-10); the tables as lists of rows;
``columns``: supplied though no row fills them; ``covers`` (default: every table answers for everything); ``concerned``: the branches
that the rule certainly (``certain``) and possibly (``possible``) applies to; ``expect``: subject -> states in the order of the items, or
by item, or one state where there is one item; ``not_supplied`` instead where nothing can be said; ``counts``: grave and run by branch.
Kinds that are made of others (composites, trends): one state, ``NOT_APPLICABLE``, ``NOT_SUPPLIED`` or ``ERROR`` by branch, ``notes``: what
is said of it. A trend's ``of`` is the check of the rule that it names, ``previous`` the earlier scorecard as in the tests of rules.
Subjects are ``branch``, ``branch/person``, ``branch/group`` or ``branch#row``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from auditor.checks.base import Check, Whose
from auditor.checks.composite import Composite
from auditor.checks.registry import KINDS
from auditor.checks.states import PERHAPS
from auditor.checks.trend import Trend
from auditor.checks.workdays import WorkDays
from auditor.derived.sources import derived, to_observe
from auditor.derived.trends import Run
from auditor.engines.applies import Applicability
from auditor.engines.base import Engine
from auditor.engines.counts import tallies
from auditor.engines.observe import missing, observe
from auditor.engines.plan import Grid, Job, grids
from auditor.engines.world import World, make_world
from auditor.model import Observation, Standing, State
from auditor.periods import Period, parse_period
from auditor.records.dataset import Cover, Dataset
from auditor.rulebook.calendar import WORK_DAYS, parse_work_days
from auditor.rulebook.cases import Previous
from auditor.rulebook.load import Rulebook
from auditor.rulebook.nodes import read_document
from auditor.rulebook.rule import Rule
from auditor.rulebook.score import Mode, Score
from auditor.rulebook.tablefile import parse_table
from auditor.ruletests import earlier_of
from auditor.shipped import shipped
from auditor.tables import Table
from tests.rules import rule
from tests.tables import dataset

HERE = Path(__file__).parent
RULE, OTHER = "XX-01", "XX-02"
ONE = [{"branch": "甲"}]
STATES = {"met": State.MET, "unmet": State.UNMET, "unknown": State.UNKNOWN, "open": State.OPEN}
OPTIONS = {"name", "check", "window", "as_of", "columns", "covers", "concerned", "expect", "not_supplied", "counts", "of", "previous", "notes"}


@dataclass(frozen=True)
class Case:
    kind: str
    name: str
    check: Mapping[str, Any]
    tables: Mapping[str, list[dict[str, Any]]]
    window: Period
    as_of: date
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.kind}: {self.name}"

    def model(self) -> Check:
        return cast(Check, KINDS[self.kind].model_validate_json(json.dumps({"kind": self.kind, **self.check})))

    def model_of(self) -> Check:
        """The check of the rule that a trend names."""
        said = self.options["of"]
        return cast(Check, KINDS[said["kind"]].model_validate_json(json.dumps(said)))

    def dataset(self) -> Dataset:
        return dataset(tables(), self.tables, self.covers(), columns=self.options.get("columns", {}))

    def covers(self) -> list[Cover] | None:
        return [_cover(one) for one in self.options["covers"]] if "covers" in self.options else None

    def world(self, engine: Engine) -> World:
        return make_world(self.dataset(), tables(), self.window, self.as_of, engine, calendar())


@cache
def tables() -> dict[str, Table]:
    """The shipped tables."""
    read = (parse_table(read_document(path.read_bytes(), path.name))[0] for path in (shipped("rules") / "tables").glob("*.yaml"))
    return {table.id: table for table in read if table is not None}


@cache
def calendar() -> WorkDays:
    """The shipped public holidays."""
    path = shipped("rules") / WORK_DAYS
    return parse_work_days(read_document(path.read_bytes(), path.name))[0]


@cache
def cases() -> list[Case]:
    return [case for path in sorted(HERE.glob("*.yaml")) for case in _read(path)]


def _read(path: Path) -> list[Case]:
    document = read_document(path.read_bytes(), path.name)
    assert not document.mistakes, [str(mistake) for mistake in document.mistakes]
    return [_case(path.name.split(".")[0], data) for data in document.data["cases"]]


def _case(kind: str, data: dict[str, Any]) -> Case:
    given = {key: value for key, value in data.items() if key not in OPTIONS}
    assert given.keys() <= tables().keys(), f"{data['name']}: {given.keys() - tables().keys()}"
    rows = {"branches": ONE, **given}
    window, as_of = parse_period(str(data.get("window", "2022Q1"))), date.fromisoformat(data.get("as_of", "2022-04-10"))
    return Case(kind, data["name"], data["check"], rows, window, as_of, data)


def _cover(one: Mapping[str, Any]) -> Cover:
    start, end = (date.fromisoformat(one[key]) if key in one else None for key in ("from", "to"))
    return Cover(one["table"], frozenset(one["branches"]) if "branches" in one else None, start, end)


def absent(case: Case, world: World) -> str:
    """What observe says was not supplied."""
    return missing(cast(Rule, SimpleNamespace(check=case.model())), world)


def run(case: Case, world: World) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, int]]]:
    """State by subject and item, and the counts by branch."""
    register = world.dataset.register.branches
    said = case.options.get("concerned", {"certain": register, "possible": register})
    concerned = Applicability(frozenset(said["certain"]), frozenset(said["possible"]))
    job = Job(RULE, case.model(), world.scope("r0", concerned.reading(register)), wants_run=True)
    grid = grids([job], world)[0]
    counts, frame = world.engine.collect([grid.counts, grid.frame])
    found = {
        _subject(grid, frame, row): {item: State(int(frame[column][row]) % PERHAPS).name for item, column in grid.items[RULE].items()}
        for row, branch in enumerate(frame["branch"]) if branch is not None
    }
    return found, {branch: count._asdict() for branch, count in tallies(counts, grid.wanted[RULE]).items()}


def _subject(grid: Grid, frame: Mapping[str, list[Any]], row: int) -> str:
    branch = str(frame["branch"][row])
    return {
        Whose.BRANCHES: lambda: branch, Whose.MEMBERS: lambda: f"{branch}/{frame['person'][row]}",
        Whose.GROUPS: lambda: f"{branch}/{frame['group'][row]}", Whose.ROWS: lambda: f"{branch}#{frame['_row'][row]}",
    }[grid.population.whose]()


def wanted(case: Case, items: Mapping[str, list[str]]) -> dict[str, dict[str, str]]:
    """The expectation written out by item; a list has as many states as there are items."""
    return {str(subject): _spelled(states, items.get(str(subject), [])) for subject, states in case.options["expect"].items()}


def _spelled(states: Any, items: list[str]) -> dict[str, str]:
    if isinstance(states, dict):
        return {str(item): state for item, state in states.items()}
    listed = states if isinstance(states, list) else [states]
    return dict(zip(items, listed, strict=True)) if len(listed) == len(items) else dict(enumerate(listed))  # type: ignore[arg-type]


def tallied(found: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, int]]:
    """The counts by branch that follow from the states."""
    counted: dict[str, Counter[str]] = {}
    for subject, states in found.items():
        counted.setdefault(subject.split("/")[0].split("#")[0], Counter()).update(states.values())
    return {branch: {word: counter[state.name] for word, state in STATES.items()} for branch, counter in counted.items()}


def is_derived(case: Case) -> bool:
    return isinstance(case.model(), Composite | Trend)


def derive(case: Case, engine: Engine) -> dict[str, Observation]:
    """What a kind that is made of others comes to, by branch."""
    own, said = rule(case.model(), id=RULE), case.options.get("previous")
    other = [rule(case.model_of(), id=OTHER, score=Score(points=4, mode=Mode.DEDUCT, per_unmet=1))] if "of" in case.options else []
    seen = observe(to_observe([own], other), case.dataset(), tables(), window=case.window, as_of=case.as_of, engine=engine, calendar=calendar())
    book = cast(Rulebook, SimpleNamespace(id="x", version="1.2", profile="all"))
    earlier = earlier_of(own, Previous.model_validate_json(json.dumps(said)) if said else None, book)
    run_ = Run(case.window, case.as_of >= case.window.end, "1.2", "all", earlier)
    return {one.branch: one for one in derived([own], other, seen, run_)}


def check_derived(case: Case, engine: Engine) -> None:
    """One state per branch; where it is unmet, what is shown says so too."""
    found = derive(case, engine)
    assert {branch: _state(one) for branch, one in found.items()} == case.options["expect"], found
    for branch, words in case.options.get("notes", {}).items():
        assert found[branch].note == words
    for one in found.values():
        assert one.owed <= 1
        assert one.evidence_total >= sum(piece.state is State.UNMET for piece in one.evidence if one.unmet)


def _state(one: Observation) -> str:
    if one.standing is not Standing.APPLIES:
        return one.standing.name
    return next(word.upper() for word in STATES if getattr(one, word)) + ("?" if one.bare and one.met else "")


def check(case: Case, engine: Engine) -> None:
    """The case on one engine, to the last obligation."""
    if is_derived(case):
        check_derived(case, engine)
        return
    world = case.world(engine)
    if "not_supplied" in case.options:
        assert absent(case, world) == case.options["not_supplied"]
        return
    assert absent(case, world) == ""
    found, counts = run(case, world)
    expected = wanted(case, {subject: list(states) for subject, states in found.items()})
    assert found == expected, f"found {found}, expected {expected}"
    assert {branch: {word: number[word] for word in STATES} for branch, number in counts.items()} == tallied(found)
    for branch, expected in case.options.get("counts", {}).items():
        assert {word: counts[branch].get(word) for word in expected} == expected
