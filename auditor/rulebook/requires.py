"""``requires``: the rules without which a rule says nothing. They exist, do not turn in a circle, are in use and count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from auditor.errors import Mistake, Place
from auditor.model import Severity
from auditor.rulebook.parse import PlacedRule
from auditor.rulebook.rule import Rule, Stage
from auditor.rulebook.suggest import did_you_mean


def sound(placed: Sequence[PlacedRule], known: Sequence[str]) -> Iterator[Mistake]:
    """Mistakes of the rules themselves. ``known``: every id that stands in a file, in order or not."""
    needs = {one.rule.id: one.rule.requires for one in placed}
    for one in placed:
        for index, wanted in enumerate(one.rule.requires):
            place = str(one.source.place("requires", index))
            if wanted not in known:
                guess = did_you_mean(wanted, known) or "；用 auditor rules list 查看全部编号"
                yield Mistake(place, "R228", f'{one.rule.id} 的前置规则 "{wanted}" 不存在{guess}')
            elif circle := _circle(one.rule.id, wanted, needs):
                yield Mistake(place, "R229", f"前置规则绕成了圈：{' → '.join(circle)}；请去掉其中一个")


def _circle(start: str, first: str, needs: Mapping[str, Sequence[str]]) -> list[str]:
    """The way from a rule through what it requires back to itself; empty when there is none."""
    ways, seen = [[start, first]], {first}
    while ways:
        way = ways.pop()
        if way[-1] == start:
            return way
        for wanted in needs.get(way[-1], ()):
            if wanted not in seen:
                seen.add(wanted)
                ways.append([*way, wanted])
    return []


def in_use(rules: Mapping[str, Rule], dropped: Callable[[str], Place | None], place: Callable[[str, int], Place]) -> Iterator[Mistake]:
    """Rules in use that require one that is not, or one that is only shown.

    ``dropped``: where a rule was left out (None: there is no such rule); ``place``: where a rule names its so many-th prerequisite.
    """
    for rule in rules.values():
        for index, wanted in enumerate(rule.requires):
            if wanted not in rules and (out := dropped(wanted)):
                message = f"{rule.id} 要先看 {wanted}，{wanted} 却没有选用；请一起选用，或一起停用"
                yield Mistake(str(out), "R230", message)
            elif wanted in rules and _counts(rule) and not _counts(rules[wanted]):
                message = f"{rule.id} 要先看 {wanted}，{wanted} 却是试行或提示规则，不计入结论；前置规则必须计入"
                yield Mistake(str(place(rule.id, index)), "R231", message)


def _counts(rule: Rule) -> bool:
    return rule.stage is not Stage.TRIAL and rule.severity is not Severity.INFO
