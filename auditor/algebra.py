"""How verdicts combine: all of them, any of them, so many of them, not one. Pure.

Trees are evaluated as they are written, never simplified: absorption and distribution do not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from auditor.model import Verdict

PASS, FAIL, NOT_APPLICABLE = Verdict.PASS, Verdict.FAIL, Verdict.NOT_APPLICABLE
UNDETERMINED = (Verdict.PENDING, Verdict.NO_DATA, Verdict.ERROR)
"""From the mildest to the worst."""
AND = (NOT_APPLICABLE, PASS, *UNDETERMINED, FAIL)
OR = (NOT_APPLICABLE, FAIL, *UNDETERMINED, PASS)
OPPOSITE = {PASS: FAIL, FAIL: PASS}

Fold = Callable[[Sequence[Verdict]], Verdict]
"""The verdicts of the parts, in order, to the verdict of the whole."""


class Fewer(StrEnum):
    """What it means that fewer parts apply than are wanted: that fails, those that are left must all hold, or the whole does not apply."""

    FAIL = "fail"
    SCALE = "scale"
    NOT_APPLICABLE = "not_applicable"


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """AND: the last one along not applicable < pass < pending < no data < error < fail."""
    return max(verdicts, key=AND.index, default=NOT_APPLICABLE)


def some(verdicts: Iterable[Verdict]) -> Verdict:
    """OR: the last one along not applicable < fail < pending < no data < error < pass."""
    return max(verdicts, key=OR.index, default=NOT_APPLICABLE)


def negated(verdict: Verdict) -> Verdict:
    """NOT: pass and fail change places, the others stay."""
    return OPPOSITE.get(verdict, verdict)


def at_least(wanted: int, fewer: Fewer, verdicts: Sequence[Verdict]) -> Verdict:
    """So many of those that apply pass. Where none applies, the whole does not apply, whatever ``fewer`` says."""
    applying = [verdict for verdict in verdicts if verdict is not NOT_APPLICABLE]
    if len(applying) < wanted and (not applying or fewer is not Fewer.SCALE):
        return FAIL if applying and fewer is Fewer.FAIL else NOT_APPLICABLE
    passed, open_ = applying.count(PASS), [verdict for verdict in applying if verdict in UNDETERMINED]
    needed = min(wanted, len(applying))
    if passed >= needed:
        return PASS
    return FAIL if passed + len(open_) < needed else max(open_, key=UNDETERMINED.index)


def outcomes(fold: Fold, parts: Sequence[frozenset[Verdict]]) -> frozenset[Verdict]:
    """All that the whole may turn out to be when each part may turn out to be any one of its set. ``fold`` must not depend on the order."""
    worlds: set[tuple[Verdict, ...]] = {()}
    for part in parts:
        worlds = {tuple(sorted((*world, verdict))) for world in worlds for verdict in part}
    return frozenset(map(fold, worlds))
