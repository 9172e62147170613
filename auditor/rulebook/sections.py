"""A profile's own headings: in its reports the rules stand under them, in their order, in place of their modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from auditor.errors import Mistake
from auditor.rulebook.nodes import Document
from auditor.rulebook.rule import Rule
from auditor.rulebook.suggest import did_you_mean
from auditor.tables import Strict

KEY = "sections"


class Section(Strict):
    """A heading and what stands under it: ids of rules or modules; an id goes before its module."""

    name: Annotated[str, Field(min_length=1, max_length=16)]
    of: Annotated[tuple[str, ...], Field(min_length=1)]


def in_sections(rules: Iterable[Rule], sections: Sequence[Section]) -> tuple[Rule, ...]:
    """The rules with their section's name as module, section by section; then those of none, under their modules."""
    order = {section.name: place for place, section in enumerate(sections)}
    named = [rule.model_copy(update={"module": found[0].name}) if (found := sections_of(rule, sections)) else rule for rule in rules]
    return tuple(sorted(named, key=lambda rule: order.get(rule.module, len(order))))


def sections_of(rule: Rule, sections: Sequence[Section]) -> list[Section]:
    """The sections that name the rule's id, else those that name its module."""
    return [one for one in sections if rule.id in one.of] or [one for one in sections if rule.module in one.of]


def missectioned(sections: Sequence[Section], used: Sequence[Rule], known: Mapping[str, object], document: Document) -> Iterator[Mistake]:
    """Names that are none (of ``known``, ids and modules), a rule under two headings, a heading over nothing, each at its place."""
    for index, section in enumerate(sections):
        for position, name in enumerate(section.of):
            if name not in known:
                guess = did_you_mean(name, sorted(known)) or "；请写规则编号（如 ZH-07）或模块名"
                yield Mistake(str(document.place((KEY, index, "of", position))), "R214", f'没有规则或模块 "{name}"{guess}')
        if set(section.of) <= known.keys() and not any(section in sections_of(rule, sections) for rule in used):
            yield Mistake(str(document.place((KEY, index))), "R435", f"“{section.name}”下面没有选用的规则；请选用，或删去这一项")
    for rule in used:
        if len(found := sections_of(rule, sections)) > 1:
            yield Mistake(str(document.place((KEY,))), "R435", f"规则 {rule.id} 同时在“{'”和“'.join(one.name for one in found)}”下面；只能在一处")
