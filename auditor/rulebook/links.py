"""Rules that name other rules: does the other one exist, and can it be compared?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.checks.composite import Composite
from auditor.checks.trend import Trend
from auditor.errors import Mistake, Place
from auditor.rulebook.checking import parts_of
from auditor.rulebook.nodes import Document, Path
from auditor.rulebook.rule import Rule
from auditor.rulebook.score import Mode
from auditor.rulebook.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Link:
    """A rule that a check names, for which of its numbers, and where."""

    rule: str
    value: str
    place: Place


def links(check: Any, document: Document, path: Path) -> Iterator[Link]:
    """The rules that a check or one of its parts names."""
    if not isinstance(check, dict):
        return
    of = check.get("of")
    if check.get("kind") == "trend" and isinstance(of, dict) and "rule" in of:
        yield Link(str(of["rule"]), str(of.get("value")), document.place((*path, "of", "rule")))
    for part, place in parts_of(check, path):
        yield from links(part, document, place)


def dangling(named: Iterable[tuple[str, Link]], rules: Mapping[str, Rule], written: Collection[str]) -> Iterator[Mistake]:
    """What is wrong with the links of the rules in order. ``written``: the ids of all rules, those with mistakes included."""
    for own, link in named:
        other = rules.get(link.rule)
        if link.rule == own:
            yield Mistake(str(link.place), "R241", f"规则 {own} 不能与自己比较；请写另一条直接检查台账的规则")
        elif link.rule not in written:
            guess = did_you_mean(link.rule, written) or "；请写规则包里已有的规则编号"
            yield Mistake(str(link.place), "R240", f'没有规则 "{link.rule}"{guess}')
        elif other and isinstance(other.check, Composite | Trend):
            yield Mistake(str(link.place), "R241", f"规则 {link.rule} 自己就是由别的检查得出的，不能再拿来比较（也会绕成圈）；请写直接检查台账的规则")
        elif other and link.value == "score" and other.score.mode is Mode.NONE:
            yield Mistake(str(link.place), "R242", f"规则 {link.rule} 不计分，不能比较得分；value 请用 share、met 或 unmet")
