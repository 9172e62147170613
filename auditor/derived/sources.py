"""Observations that follow from other observations: composites from their parts, trends from a rule and an earlier scorecard. Pure.

Before ``observe`` every derived rule is replaced by the rules that it is made of; after it they become one observation again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import cast

from auditor.algebra import outcomes
from auditor.checks.composite import Composite
from auditor.checks.trend import Trend
from auditor.derived.composed import Shown, possible, together
from auditor.derived.trends import Run, compared
from auditor.model import Observation, Verdict
from auditor.rulebook.rule import Levels, Rule
from auditor.verdicts import verdict_of

Found = Mapping[str, Sequence[Observation]]
Known = Mapping[str, Rule]


def to_observe(rules: Sequence[Rule], others: Sequence[Rule]) -> list[Rule]:
    """The rules whose checks look at records: each rule itself, or what it is derived from. ``others``: further rules that may be named."""
    known = {rule.id: rule for rule in (*others, *rules)}
    return [leaf for rule in rules for leaf in _leaves(rule, known)]


def derived(rules: Sequence[Rule], others: Sequence[Rule], seen: Sequence[Observation], run: Run) -> list[Observation]:
    """The observations of ``rules``, in their order and that of the register, from those of ``to_observe(rules, others)``."""
    known = {rule.id: rule for rule in (*others, *rules)}
    found: dict[str, list[Observation]] = {}
    for one in seen:
        found.setdefault(one.rule, []).append(one)
    return [one for rule in rules for one in _observations(rule, known, found, run)]


def _sources(rule: Rule, known: Known) -> tuple[Rule, ...]:
    """What a derived rule is made of: rules of their own, under ids that no written rule has. None for a rule that looks at records."""
    if isinstance(rule.check, Composite):
        return tuple(
            rule.model_copy(update={"id": f"{rule.id}#{place}", "name": part.name, "check": part.check, "levels": Levels()})
            for place, part in enumerate(rule.check.operands, 1)
        )
    if isinstance(rule.check, Trend):
        of = known[rule.check.of.rule]
        return (of.model_copy(update={"id": f"{rule.id}#1", "applies_when": (*of.applies_when, *rule.applies_when)}),)
    return ()


def _leaves(rule: Rule, known: Known) -> Iterator[Rule]:
    sources = _sources(rule, known)
    if not sources:
        yield rule
    for source in sources:
        yield from _leaves(source, known)


def _observations(rule: Rule, known: Known, found: Found, run: Run) -> list[Observation]:
    """One per branch."""
    sources = _sources(rule, known)
    if not sources:
        return list(found.get(rule.id, ()))
    columns = [_observations(source, known, found, run) for source in sources]
    if isinstance(rule.check, Trend):
        return [compared(rule, rule.check, sources[0], one, run) for one in columns[0]]
    fold = _remembered(rule)
    return [_whole(rule, sources, row, fold) for row in zip(*columns, strict=True)]


Remembered = Callable[[tuple[frozenset[Verdict], ...]], frozenset[Verdict]]


def _remembered(rule: Rule) -> Remembered:
    """What the whole may turn out to be; few combinations occur at many branches."""
    fold = cast(Composite, rule.check).fold
    return cache(lambda sets: outcomes(fold, sets))


def _whole(rule: Rule, parts: Sequence[Rule], row: Sequence[Observation], fold: Remembered) -> Observation:
    check = cast(Composite, rule.check)
    verdicts = [verdict_of(part, one) for part, one in zip(parts, row, strict=True)]
    shown = [Shown(part.name, verdict, one) for part, verdict, one in zip(parts, verdicts, row, strict=True)]
    may_be = fold(tuple(possible(one.verdict, one.seen) for one in shown))
    return together(Observation(rule.id, row[0].branch), may_be, check.fold(verdicts), shown, flips=check.flips)
