"""Waivers laid over observations: what a rule comes to where an exception is in force. Verdict and evidence of the rule itself stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from auditor.engines.spared import Spared, Sparing, inside
from auditor.model import Observation, Standing, State
from auditor.overlays.settle import Exempt
from auditor.periods import Period
from auditor.rulebook.rule import Rule
from auditor.rulebook.waivers import TreatAs

TO = {TreatAs.EXCLUDED: State.NOT_OWED, TreatAs.FULL_POINTS: State.MET, TreatAs.DEFER: State.OPEN}

Key = tuple[str, str]
"""Rule and branch."""
Observing = Callable[[Sequence[Rule], Sparing], Sequence[Observation]]


@dataclass(frozen=True, slots=True)
class Waived:
    """What counts in place of an observation, and the waivers that make it so."""

    ids: tuple[str, ...]
    counts: Observation


def waived(
    seen: Sequence[Observation], rules: Sequence[Rule], waivers: Sequence[Exempt], *, window: Period, as_of: date, observing: Observing
) -> dict[Key, Waived]:
    """By rule and branch, where a waiver in force changes what counts.

    A waiver of the whole window changes the observation. One of certain periods changes the cells of those periods, and the rule is
    observed again: counts, level, points and message then speak of the rest. Where the obligations are not by period, nothing changes; nor
    where more would be unmet or unknown, as under ``not``: an exception never makes a rule worse.
    """
    holding = [one for one in waivers if one.waiver.in_force(as_of)]
    whole = [one for one in holding if not one.waiver.spans or inside(window, one.waiver.spans)]
    found: dict[Key, Waived] = {}
    raw = {(one.rule, one.branch): one for one in seen}
    for key, counts, by in _in_part(raw, rules, [one for one in holding if one not in whole], observing):
        found[key] = Waived(by, counts)
    for one in whole:
        for key in _keys(one, raw):
            counts = _instead(raw[key], one.waiver.treat_as)
            if counts != raw[key]:
                found[key] = Waived((one.waiver.id,), counts)
    return found


def _keys(one: Exempt, raw: Mapping[Key, Observation]) -> list[Key]:
    return [key for rule in sorted(one.rules) for branch in sorted(one.branches) if (key := (rule, branch)) in raw]


def _instead(seen: Observation, treat: TreatAs) -> Observation:
    """A whole observation under a waiver. What fulfils the rule, does not concern the branch or could not be computed stays as it is."""
    lacking = seen.unmet or seen.unknown or seen.standing in (Standing.NOT_SUPPLIED, Standing.IN_PART)
    if not lacking or seen.standing in (Standing.NOT_APPLICABLE, Standing.ERROR):
        return seen
    if treat is TreatAs.EXCLUDED:
        return Observation(seen.rule, seen.branch, Standing.NOT_APPLICABLE, note="经批准豁免")
    rest = max(1, seen.unmet + seen.unknown)
    settled = replace(seen, standing=Standing.APPLIES, unmet=0, unknown=0, grave=0, run=0, note="")
    if treat is TreatAs.DEFER:
        return replace(settled, open=seen.open + rest, perhaps=seen.perhaps or not seen.met, note="经批准缓办，豁免到期后再判定")
    met = seen.met + rest
    return replace(settled, met=met, perhaps=seen.bare, loose=met if seen.bare else seen.loose)


@dataclass(slots=True)
class _Partial:
    """What is spared, by rule, and by which waivers, by rule and branch."""

    sparing: dict[str, list[Spared]] = field(default_factory=dict)
    by: dict[Key, list[str]] = field(default_factory=dict)


def _in_part(
    raw: Mapping[Key, Observation], rules: Sequence[Rule], waivers: Sequence[Exempt], observing: Observing
) -> list[tuple[Key, Observation, tuple[str, ...]]]:
    partial = _Partial()
    for one in waivers:
        for rule in one.rules:
            partial.sparing.setdefault(rule, []).append(Spared(one.branches, one.waiver.spans, TO[one.waiver.treat_as]))
        for key in _keys(one, raw):
            partial.by.setdefault(key, []).append(one.waiver.id)
    concerned = [rule for rule in rules if rule.id in partial.sparing]
    again = observing(concerned, partial.sparing) if concerned else []
    after = {(one.rule, one.branch): one for one in again}
    changed = [key for key in _changed(again, raw) if key in partial.by and not _worse(after[key], raw[key])]
    shared = {rule for (rule, _), ids in partial.by.items() if len(ids) > 1}
    alone = {one.waiver.id: _alone(one, raw, [rule for rule in concerned if rule.id in shared & one.rules], observing) for one in waivers}
    return [(key, after[key], tuple(id_ for id_ in partial.by[key] if key[0] not in shared or key in alone[id_])) for key in changed]


def _alone(one: Exempt, raw: Mapping[Key, Observation], rules: Sequence[Rule], observing: Observing) -> frozenset[Key]:
    """Where the waiver changes something by itself: of several for a rule, one may be for periods that lack nothing."""
    spared = Spared(one.branches, one.waiver.spans, TO[one.waiver.treat_as])
    return frozenset(_changed(observing(rules, {rule.id: [spared] for rule in rules}), raw)) if rules else frozenset()


def _changed(again: Sequence[Observation], raw: Mapping[Key, Observation]) -> list[Key]:
    return [key for one in again if _counts(one) != _counts(raw[key := (one.rule, one.branch)])]


def _counts(seen: Observation) -> tuple[object, ...]:
    return seen.standing, seen.met, seen.unmet, seen.unknown, seen.open


def _worse(after: Observation, before: Observation) -> bool:
    return after.unmet > before.unmet or after.unmet + after.unknown > before.unmet + before.unknown
