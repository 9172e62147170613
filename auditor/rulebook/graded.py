"""Which rules a profile's grading speaks of: names looked up, groups resolved to ids. Whatever names nothing is a mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditor.errors import Mistake
from auditor.rulebook.grading import ByScore, Grading, Group
from auditor.rulebook.nodes import Document
from auditor.rulebook.rule import Rule
from auditor.rulebook.score import Mode
from auditor.rulebook.suggest import did_you_mean

KEY = "grading"


def resolved(grading: Grading, rules: Iterable[Rule]) -> Grading:
    """The grading with the ids of rules in place of modules, in the order of ``rules``."""
    if not isinstance(grading, ByScore) or not grading.groups:
        return grading
    place = {rule.id: _group(rule, grading.groups) for rule in rules if _scored(rule)}
    groups = [group.model_copy(update={"of": tuple(rule for rule, found in place.items() if found == [group])}) for group in grading.groups]
    return grading.model_copy(update={"groups": tuple(groups)})


def misplaced(grading: Grading, used: Sequence[Rule], rules: Sequence[Rule], document: Document) -> Iterator[Mistake]:
    """What a profile's grading says of rules and does not hold: ``used`` are the rules that the profile uses."""
    if not isinstance(grading, ByScore):
        return
    strangers = list(_strangers(grading, used, rules, document))
    yield from strangers
    if strangers or not grading.groups:
        return
    place = str(document.place((KEY, "groups")))
    for rule in filter(_scored, used):
        found = [group.name for group in _group(rule, grading.groups)]
        if len(found) > 1:
            yield Mistake(place, "R435", f"规则 {rule.id} 同时属于 {' 和 '.join(found)}；每条规则只能在一组")
        elif not found:
            yield Mistake(place, "R435", f"规则 {rule.id}（{rule.module}）计分，却不属于任何一组；请写进一组的 of，或不选用这条规则")
    for index, group in enumerate(grading.groups):
        if not any(group in _group(rule, grading.groups) for rule in used if _scored(rule)):
            yield Mistake(str(document.place((KEY, "groups", index))), "R435", f"“{group.name}”一组没有计分的规则，权重落空")


def _group(rule: Rule, groups: Sequence[Group]) -> list[Group]:
    """The groups of a rule: those that name its id, else those that name its module."""
    return [group for group in groups if rule.id in group.of] or [group for group in groups if rule.module in group.of]


def _scored(rule: Rule) -> bool:
    return rule.score.mode not in {Mode.NONE, Mode.BONUS}


def _strangers(grading: ByScore, used: Sequence[Rule], rules: Sequence[Rule], document: Document) -> Iterator[Mistake]:
    ids, chosen = {rule.id for rule in rules}, {rule.id for rule in used}
    names = ids | {rule.module for rule in rules}
    for index, group in enumerate(grading.groups):
        for position, name in enumerate(group.of):
            if name not in names:
                yield Mistake(str(document.place((KEY, "groups", index, "of", position))), "R214", f'没有规则或模块 "{name}"{_guess(name, names)}')
    lists = [((KEY, "veto"), grading.veto), *(((KEY, "caps", index, "rules"), cap.rules) for index, cap in enumerate(grading.caps))]
    for path, listed in lists:
        for position, name in enumerate(listed):
            if name not in ids:
                yield Mistake(str(document.place((*path, position))), "R214", f'没有规则 "{name}"{_guess(name, ids)}')
            elif name not in chosen:
                yield Mistake(str(document.place((*path, position))), "R436", f"方案没有选用规则 {name}，它否决或封顶不了；请选用它，或删去")


def _guess(name: str, names: Iterable[str]) -> str:
    return did_you_mean(name, sorted(names)) or "；请写规则编号（如 ZH-07）或模块名"
