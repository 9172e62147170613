"""What one audit may say after another of the same branch. A branch's light is an interval: its best and its worst end."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.grading.grade import outcome
from auditor.model import Finding, Light, Verdict
from auditor.rulebook.grading import Grading
from auditor.scorecard import BranchScore
from tests.properties.tally import asks_for_spelling

ORDER = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}
Ends = tuple[int, int]


def ends(score: BranchScore, grading: Grading) -> Ends:
    found = outcome([finding for finding in score.findings if finding.counts], score.score, grading)
    return ORDER[found.best.light], ORDER[found.worst.light]


def never_greener(old: BranchScore, new: BranchScore, grading: Grading) -> None:
    """The worst end is no better than before, so no light is greener than it was and none turns green."""
    assert ends(new, grading)[1] >= ends(old, grading)[1], changes(old, new)
    if old.light is not Light.GREEN:
        assert new.light is not Light.GREEN, changes(old, new)
    if Light.GREY not in {old.light, new.light}:
        assert ORDER[new.light] >= ORDER[old.light], changes(old, new)


def no_more_known(old: BranchScore, new: BranchScore, grading: Grading) -> None:
    """Nothing is settled that was not, and what was settled is the same or open: the light is the same or grey.

    An obligation may be added that is perhaps owed, and that one may be met. A spelling that its list does not know is a fault itself
    under the rules that ask just that, and what may be done in a period that still goes on is pending: then alone may the light change.
    """
    never_greener(old, new, grading)
    for before, after in zip(old.findings, new.findings, strict=True):
        assert after.observation.met - before.observation.met <= max(0, after.observation.owed - before.observation.owed), changes(old, new)
        if after.rule in asks_for_spelling():
            continue
        assert after.observation.unmet <= before.observation.unmet, changes(old, new)
        assert after.verdict in MAY_BECOME.get(before.verdict, {before.verdict, Verdict.NO_DATA}), changes(old, new)
    if not turned(old, new):
        assert ends(new, grading)[0] <= ends(old, grading)[0], changes(old, new)
        assert new.light in {old.light, Light.GREY}, changes(old, new)


MAY_BECOME = {
    Verdict.NOT_APPLICABLE: {Verdict.NOT_APPLICABLE, Verdict.NO_DATA, Verdict.PENDING, Verdict.PASS},
    Verdict.PASS: {Verdict.PASS, Verdict.NO_DATA, Verdict.PENDING},
}
"""What is possibly done and not due yet is pending; what is perhaps owed and certainly met is passed."""


def turned(old: BranchScore, new: BranchScore) -> bool:
    """A rule became pending, or found a fault that it had not found."""
    pairs = [(before, after) for before, after in zip(old.findings, new.findings, strict=True) if before.verdict is not after.verdict or after.rule in asks_for_spelling()]
    return any(after.verdict is Verdict.PENDING or after.observation.unmet > before.observation.unmet for before, after in pairs)


def alike(old: BranchScore, new: BranchScore, apart: Sequence[str] = ()) -> None:
    """The same in all but the order of the evidence. ``apart``: rules that compare branches with each other."""
    assert list(map(settled, kept(old, apart))) == list(map(settled, kept(new, apart))), changes(old, new)
    if not apart:
        assert (old.light, old.score, old.judged, old.applicable) == (new.light, new.score, new.judged, new.applicable), changes(old, new)


def kept(score: BranchScore, apart: Sequence[str]) -> list[Finding]:
    return [finding for finding in score.findings if finding.rule not in apart]


def settled(finding: Finding) -> tuple[object, ...]:
    seen = finding.observation
    counts = (seen.met, seen.unmet, seen.unknown, seen.open, seen.grave, seen.run, seen.evidence_total)
    return finding.rule, finding.verdict, finding.level, finding.worst_level, finding.points, *counts


def changes(old: BranchScore, new: BranchScore) -> str:
    """The findings that differ, for whoever reads a failure."""
    lines = [f"{old.branch}: {old.light} {old.score} {old.reasons} -> {new.light} {new.score} {new.reasons}"]
    for before, after in zip(old.findings, new.findings, strict=True):
        if settled(before) != settled(after):
            lines += [f"  {settled(before)} {before.message}", f"  -> {settled(after)} {after.message}"]
    return "\n".join(lines)
