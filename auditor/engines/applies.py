"""Which branches a rule concerns: its ``applies_when`` lines over the register and over counts, in two readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import narwhals as nw

from auditor.checks.base import BRANCHES, MEMBERS, Measure, Scope
from auditor.checks.counting import count
from auditor.checks.reading import UNKNOWN, Reading, all_of, any_of, literal
from auditor.checks.standing import on_roll
from auditor.checks.truth import both, constant, either, negated
from auditor.engines.plan import join_measures
from auditor.engines.world import World
from auditor.rulebook.rule import AnyLine, BranchLine, CountLine, Line, Rule


@dataclass(frozen=True, slots=True)
class Applicability:
    """The branches that a rule certainly and possibly concerns, and for the others the reason in words."""

    certain: frozenset[str]
    possible: frozenset[str]
    reasons: Mapping[str, str] = field(default_factory=dict)

    def reading(self, register: Sequence[str]) -> Reading:
        """As an expression over ``branch``; a literal where all branches are alike."""
        certain, possible = (_among(branches, register) for branches in (self.certain, self.possible))
        return Reading(certain, certain if self.certain == self.possible else possible)


def applicability(rules: Iterable[Rule], world: World) -> dict[str, Applicability]:
    """One query for all rules that have conditions; the others concern every branch."""
    register = frozenset(world.dataset.register.branches)
    conditional = [rule for rule in rules if rule.applies_when]
    found = _ask(conditional, world) if conditional else {}
    return {rule.id: found.get(rule.id, Applicability(register, register)) for rule in rules}


def _ask(rules: Sequence[Rule], world: World) -> dict[str, Applicability]:
    lines = {(rule.id, number): line for rule in rules for number, line in enumerate(rule.applies_when)}
    scopes = {key: world.scope(f"a{key[0]}_{key[1]}") for key in lines}
    measures = [measure for key, line in lines.items() for measure in _measures(line, scopes[key], world)]
    frame = join_measures(world.frames["branches"], measures, BRANCHES, world)
    readings = {key: _reading(line, scopes[key], world) for key, line in lines.items()}
    columns = [
        expression.alias(scopes[key].name(bound)) for key, reading in readings.items()
        for bound, expression in (("certain", reading.certain), ("possible", reading.possible))
    ]
    answer = world.engine.collect([frame.with_columns(*columns).select("branch", *[scopes[key].name(bound) for key in lines for bound in BOUNDS])])[0]
    return {rule.id: _collect(rule, scopes, answer) for rule in rules}


BOUNDS = ("certain", "possible")


def _collect(rule: Rule, scopes: Mapping[tuple[str, int], Scope], answer: Mapping[str, list[object]]) -> Applicability:
    """A branch is concerned if all lines hold; the first line that cannot hold gives the reason."""
    certain, possible, reasons = set(), set(), {}
    for row, branch in enumerate(map(str, answer["branch"])):
        values = [[bool(answer[scopes[rule.id, number].name(bound)][row]) for bound in BOUNDS] for number in range(len(rule.applies_when))]
        failed = [number for number, (_, maybe) in enumerate(values) if not maybe]
        if failed:
            reasons[branch] = rule.applies_when[failed[0]].else_
            continue
        possible.add(branch)
        if all(sure for sure, _ in values):
            certain.add(branch)
    return Applicability(frozenset(certain), frozenset(possible), reasons)


def _measures(line: Line, scope: Scope, world: World) -> list[Measure]:
    if isinstance(line, AnyLine):
        return [measure for number, part in enumerate(line.any) for measure in _measures(part, _part(scope, number), world)]
    if isinstance(line, CountLine) and line.count in world.views:
        there = Measure(scope.name("there"), line.count, scope.views[line.count].mine().certain, "any")
        return [*count(scope.name("n"), line.count, _counted(line, scope), only_any=False)[1], there]
    return []


def _reading(line: Line, scope: Scope, world: World) -> Reading:
    if isinstance(line, AnyLine):
        return any_of(_reading(part, _part(scope, number), world) for number, part in enumerate(line.any))
    if isinstance(line, BranchLine):
        return world.views["branches"].test(line)
    if line.count not in world.views:
        return UNKNOWN
    found, _ = count(scope.name("n"), line.count, _counted(line, scope), only_any=False)
    inside, told = found.within(line.at_least, line.at_most), scope.covered(line.count, scope.due_day)
    if line.on_roll and line.count == MEMBERS.table:  # no branch is without members: one of which the roll has nobody did not hand it in
        told = both(told, nw.col(scope.name("there")))
    return Reading(both(inside.certain, told), either(inside.possible, negated(told)))


def _part(scope: Scope, number: int) -> Scope:
    return replace(scope, prefix=f"{scope.prefix}_{number}")


def _counted(line: CountLine, scope: Scope) -> Reading:
    view = scope.views[line.count]
    return all_of([view.where(line.where), view.mine(), on_roll(view, scope.due_day) if line.on_roll else literal(value=True)])


def _among(branches: frozenset[str], register: Sequence[str]) -> nw.Expr:
    if len(branches) in {0, len(register)}:
        return constant(value=bool(branches))
    return nw.col("branch").is_in(sorted(branches)).fill_null(value=False)
