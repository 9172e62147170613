"""One observation from those of its parts: its state, what to say, and the evidence of the parts that decide. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from auditor.algebra import FAIL, NOT_APPLICABLE, OPPOSITE, PASS, UNDETERMINED
from auditor.model import Evidence, Observation, Standing, State, Verdict

SHOWN = 60
WORDS = {
    PASS: "符合", FAIL: "不符合", Verdict.PENDING: "尚未到期", Verdict.NO_DATA: "数据不足", Verdict.ERROR: "规则出错", NOT_APPLICABLE: "不适用",
}
FLIPPED = {State.MET: State.UNMET, State.UNMET: State.MET}
RANK = (3, 2, 0, 1, 3)
"""By state: what is unmet comes first, then what is unknown, then what is met."""
PENDING = Verdict.PENDING
ANYTHING = frozenset({PASS, FAIL, NOT_APPLICABLE, PENDING})


@dataclass(frozen=True, slots=True)
class Shown:
    """A part at one branch: its name, its verdict and what was observed."""

    name: str
    verdict: Verdict
    seen: Observation


def possible(verdict: Verdict, seen: Observation) -> frozenset[Verdict]:
    """All that a verdict may turn out to be once everything is known.

    What is perhaps not owed at all may turn out not to apply; what is not due may be done or not be owed, unless it is certain that
    something is and that nothing was done; what is unknown may be anything.
    """
    if verdict in (NOT_APPLICABLE, FAIL):
        return frozenset({verdict})
    if verdict in (PASS, PENDING):
        waits = verdict is PENDING and not seen.done and seen.perhaps and not seen.bare
        return frozenset({verdict, *([] if waits else [PASS]), *([NOT_APPLICABLE] if seen.bare else [])})
    return ANYTHING


def settled(blank: Observation, may_be: frozenset[Verdict], verdict: Verdict) -> Observation:
    """The one obligation of a branch from all that it may turn out to be; ``verdict`` says why where that is not settled."""
    owed, loose = may_be - {NOT_APPLICABLE}, NOT_APPLICABLE in may_be
    if not owed:
        return replace(blank, standing=Standing.NOT_APPLICABLE)
    if may_be == {FAIL}:
        return replace(blank, unmet=1)
    if owed == {PASS}:
        return replace(blank, met=1, loose=int(loose), perhaps=loose, bare=loose)
    if verdict is Verdict.ERROR:
        return replace(blank, standing=Standing.ERROR)
    if owed <= {PASS, PENDING}:
        return replace(blank, open=1, done=int(PASS in owed), perhaps=True, bare=loose)
    return replace(blank, unknown=1, perhaps=loose or PENDING in owed, bare=loose)


def together(blank: Observation, may_be: frozenset[Verdict], verdict: Verdict, parts: Sequence[Shown], *, flips: bool) -> Observation:
    """The whole, with its parts in words and the evidence of those that decide."""
    whole = settled(blank, may_be, verdict)
    deciding = [one for one in parts if _decides(one, whole, flips=flips)]
    pieces = [_of_part(one.name, piece, flips=flips) for one in deciding for piece in one.seen.evidence]
    shown = [piece for piece in pieces if not (whole.met and piece.state is not State.MET) and not (whole.unmet and piece.state is State.MET)]
    total = sum(max(one.seen.met, len(one.seen.evidence)) if flips and whole.unmet else one.seen.evidence_total for one in deciding)
    return replace(
        whole, note=_note(whole, parts), evidence=tuple(sorted(shown, key=lambda one: RANK[one.state])[:SHOWN]),
        evidence_total=0 if flips and whole.met else total,
    )


def _decides(one: Shown, whole: Observation, *, flips: bool) -> bool:
    if whole.met or whole.unmet:
        wanted = PASS if whole.met else FAIL
        return one.verdict is (OPPOSITE[wanted] if flips else wanted)
    return one.verdict in UNDETERMINED or one.seen.bare


def _of_part(name: str, piece: Evidence, *, flips: bool) -> Evidence:
    state = FLIPPED.get(piece.state, piece.state) if flips else piece.state
    return replace(piece, state=state, note=f"{name}：{piece.note}" if piece.note else name)


def _note(whole: Observation, parts: Sequence[Shown]) -> str:
    """Which parts hold and which do not; one sentence where all say the same."""
    notes = {one.seen.note for one in parts}
    if whole.standing is Standing.NOT_APPLICABLE and len(notes) == 1 and notes != {""}:
        return notes.pop()
    groups = {verdict: [one for one in parts if one.verdict is verdict] for verdict in WORDS}
    return "；".join(f"{WORDS[verdict]}：{_named(group)}" for verdict, group in groups.items() if group)


def _named(group: Sequence[Shown]) -> str:
    """The names with their reasons; a reason that all share stands once."""
    reasons = [_reason(one) for one in group]
    if len(set(reasons)) == 1:
        return "、".join(one.name for one in group) + _bracketed(reasons[0])
    return "、".join(one.name + _bracketed(reason) for one, reason in zip(group, reasons, strict=True))


def _bracketed(text: str) -> str:
    return f"（{text}）" if text else ""


def _reason(one: Shown) -> str:
    return "；".join(filter(None, _reasons(one)))


def _reasons(one: Shown) -> Iterable[str]:
    seen = one.seen
    yield seen.note
    if one.verdict is FAIL and seen.owed > 1:
        yield f"应 {seen.owed} 项，没有做到 {seen.unmet} 项"
    if one.verdict is PASS and seen.bare:
        yield "不能确定是否适用"
