"""Grading by count: how many of the items that apply are not done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.grading.outcome import End, Outcome, between, broken, redlines, said, undecided
from auditor.grading.shares import perhaps
from auditor.model import Finding, Light
from auditor.rulebook.grading import ByCount
from auditor.verdicts import FAIL, OPEN_VERDICTS, PASS


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a branch: done, not done and not known; ``loose`` of those done perhaps do not apply."""

    done: int
    undone: int
    unknown: int
    loose: int

    def at(self, *, worst: bool) -> tuple[int, int]:
        """How many are not done, of how many, with every unknown at its best or at its worst."""
        most = self.done + self.undone + self.unknown
        return (self.undone + self.unknown, most - self.loose) if worst else (self.undone, most)


def items(findings: Iterable[Finding]) -> Items:
    """Every rule that applies and is due is an item; what only earns extra points is none."""
    asked = [one for one in findings if not (one.points and not one.points.of)]
    done = [one for one in asked if one.verdict is PASS]
    undone, unknown = (sum(one.verdict in verdicts for one in asked) for verdicts in ((FAIL,), OPEN_VERDICTS))
    return Items(len(done), undone, unknown, sum(map(perhaps, done)))


def end(findings: Sequence[Finding], grading: ByCount, *, worst: bool) -> End:
    """The policy on settled facts: the numbers of the scheme, scaled to the number of items that apply; red for a broken red line."""
    undone, of = items(findings).at(worst=worst)
    names = grading.names
    if broken(findings, worst=worst):
        return End(Light.RED, names.red if names else "")
    if undone * grading.of <= grading.green_at_most * of:
        return End(Light.GREEN, names.green if names else "")
    if undone * grading.of <= grading.yellow_at_most * of:
        return End(Light.YELLOW, names.yellow if names else "")
    return End(Light.RED, names.red if names else "")


def reasons(outcome: Outcome, grading: ByCount) -> Iterator[str]:
    """The sum that leads to the light, then the items not done; for grey, those not known."""
    found = items(outcome.counted)
    yield _sum(found)
    yield _limits(found, grading)
    yield from redlines(outcome.counted)
    if outcome.held:
        yield outcome.held
    if outcome.light is Light.GREY or outcome.best != outcome.worst:
        yield from filter(None, [between(outcome)])
        yield from undecided(outcome.counted)
        return
    yield from said(one for one in outcome.counted if one.verdict is FAIL)


def _sum(found: Items) -> str:
    total = found.done + found.undone + found.unknown
    unknown = f"，无法判定 {found.unknown} 项" if found.unknown else ""
    loose = f"（其中 {found.loose} 项可能不适用）" if found.loose else ""
    return f"适用 {total} 项：做到 {found.done} 项{loose}，未做到 {found.undone} 项{unknown}；{_rate(found, total)}"


def _rate(found: Items, total: int) -> str:
    if not total:
        return "没有完成率"
    low = 100 * (found.done - found.loose) // (total - found.loose) if total > found.loose else 0
    high = 100 * (found.done + found.unknown) // total
    return f"完成率 {low}%" if low == high else f"完成率 {low}%–{high}%"


def _limits(found: Items, grading: ByCount) -> str:
    """How many may be undone, in whole items of those that apply."""
    (best, most), (worst, fewest) = found.at(worst=False), found.at(worst=True)
    counted = f"按未做到 {best} 项计" if best == worst else f"最好按未做到 {best} 项、最坏按 {worst} 项计"
    lines = [f"{of} 项中不超过 {grading.green_at_most * of // grading.of} 项为绿灯、不超过 {grading.yellow_at_most * of // grading.of} 项为黄灯"
             for of in dict.fromkeys((most, fewest))]
    return f"{'；'.join(lines)}，{counted}"
