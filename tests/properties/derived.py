"""Composites and trends over the shipped checks, made at random, and an earlier scorecard for the trends."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from auditor.checks.combined import AllOf, AnyOf, AtLeastOf, Not
from auditor.checks.composite import Composite, Part
from auditor.checks.trend import Of, Trend
from auditor.earlier import Earlier, EarlierFinding
from auditor.model import Level, Points, Severity, Verdict
from auditor.periods import Period, months_before
from auditor.records.dataset import Dataset
from auditor.rulebook.load import Rulebook
from auditor.rulebook.rule import Effective, Levels, Rule, Stage
from auditor.rulebook.score import Mode, Score
from auditor.tables import Strict

COUNTED = ("count_per_period", "headcount", "ratio", "max_gap")
"""Kinds under which an empty cell is never a fault itself: what must not be may not go away with a cell."""
GROWING = (AllOf, AnyOf)
"""One more valid record can only help: it takes no part of these from not applicable to failed."""


def derived_rules(rules: Sequence[Rule], random: Random) -> list[Rule]:
    """One rule of each kind and a composite of composites, with the applicability of one of ``rules``."""
    def parts(count: int = 3, *, counted: bool = False) -> tuple[Part, ...]:
        chosen = [rule for rule in rules if not counted or getattr(rule.check, "kind", "") in COUNTED]
        return tuple(Part(name="", check=random.choice(chosen).check) for _ in range(count))

    def several(check: type[Composite], *, counted: bool = False) -> Composite:
        return check.model_construct(kind=check.__name__.lower(), parts=parts(random.choice((2, 3)), counted=counted))

    def so_many() -> AtLeastOf:
        fewer = random.choice(("fail", "scale", "not_applicable"))
        return AtLeastOf.model_construct(kind="at_least_of", n=random.choice((1, 2, 3)), fewer_applicable=fewer, parts=parts(3))

    def none_of(check: Strict) -> Not:
        return Not.model_construct(kind="not", part=Part(name="", check=check))

    nested = AllOf.model_construct(kind="all_of", parts=tuple(Part(name="", check=one) for one in (
        several(AnyOf), none_of(several(AnyOf, counted=True)), none_of(none_of(several(AllOf))))))
    checks = [several(AllOf), several(AnyOf), so_many(), none_of(parts(1, counted=True)[0].check), nested, *(_trend(rules, random) for _ in range(2))]
    return [_rule(random.choice(rules), f"XA-{place:02d}", check, random) for place, check in enumerate(checks, 1)]


def _trend(rules: Sequence[Rule], random: Random) -> Trend:
    of = random.choice([rule for rule in rules if rule.score.mode is not Mode.NONE])
    value = random.choice(("share", "score", "met", "unmet"))
    bound: dict[str, Any] = {"rise_at_most" if value == "unmet" else "drop_at_most": random.choice((0, 1, 5, 30))}
    return Trend(kind="trend", of=Of(rule=of.id, value=value), no_history=random.choice(("no_data", "not_applicable")), **bound)


def _rule(like: Rule, name: str, check: Strict, random: Random) -> Rule:
    severity = random.choice((Severity.RED_LINE, Severity.MAJOR, Severity.MINOR))
    score = Score(points=3, mode=Mode.ALL_OR_NOTHING)
    levels = Levels(always=random.choice(tuple(Level)))
    return like.model_copy(update={"id": name, "check": check, "severity": severity, "score": score, "levels": levels, "stage": Stage.ACTIVE, "effective": Effective()})


def earlier(book: Rulebook, dataset: Dataset, window: Period) -> Earlier:
    """A scorecard of an equally long period before: in one branch in four nothing, in the others some met and some not."""
    length = (window.end.year - window.start.year) * 12 + window.end.month - window.start.month + 1
    months = months_before(window, length)[:length]
    named = {rule.check.of.rule for rule in book.rules if isinstance(rule.check, Trend)}
    findings = {
        (rule, branch): EarlierFinding(Verdict.FAIL, met=number % 7, unmet=number % 3, unknown=number % 2, points=Points(number % 3, 2 + number % 2, 4))
        for rule in named for number, branch in enumerate(dataset.register.branches) if number % 4
    }
    return Earlier("scorecard.json", "", Period("before", months[0].start, months[-1].end), book.id, book.version, book.profile, findings)
