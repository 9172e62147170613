"""Rules tailored to a profile: which are used, with which values, and what that changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from auditor.errors import Mistake, Place
from auditor.rulebook.graded import misplaced
from auditor.rulebook.grading import BySeverity, Grading
from auditor.rulebook.parse import PlacedRule, Source
from auditor.rulebook.profiles import Chain, PlacedProfile
from auditor.rulebook.requires import in_use
from auditor.rulebook.rule import Rule
from auditor.rulebook.sections import Section, missectioned
from auditor.rulebook.selection import NAMELESS, Choice, Names, Selection, select
from auditor.rulebook.settings import Set, Setting, with_settings
from auditor.tables import Table


@dataclass(frozen=True, slots=True)
class Tailored:
    """A profile resolved. ``sets``: the rules that it uses; ``base``: those rules as their files have them."""

    choices: Mapping[str, Choice]
    sets: Mapping[str, Set]
    base: Mapping[str, Rule]
    grading: Grading
    sections: tuple[Section, ...] = ()
    mistakes: list[Mistake] = field(default_factory=list)
    doubts: list[Mistake] = field(default_factory=list)

    @property
    def rules(self) -> dict[str, Rule]:
        """The rules in use, by id."""
        return {id_: one.rule.rule for id_, one in self.sets.items()}


def tailor(chain: Chain, sources: Mapping[str, Source], placed: Mapping[str, PlacedRule], names: Names, tables: Mapping[str, Table]) -> Tailored:
    """The last profile of the chain. ``placed``: the rules that are in order, of all that stand in files."""
    selection = select(chain, sources, names)
    settings = _settings(chain, selection, names)
    sets: dict[str, Set] = {}
    mistakes, doubts = selection.mistakes, selection.doubts
    for id_, one in sorted(placed.items()):
        if selection.choices[id_].on:
            sets[id_], wrong = with_settings(one, settings[id_], tables) if id_ in settings else (Set(one, {}), [])
            mistakes += wrong
    graded = next((link for link in reversed(chain) if link.profile.grading is not None), None)
    grading = graded.profile.grading if graded and graded.profile.grading else BySeverity()
    sectioned = next((link for link in reversed(chain) if link.profile.sections), None)
    sections = sectioned.profile.sections if sectioned else ()
    tailored = Tailored(selection.choices, sets, {id_: placed[id_].rule for id_ in sets}, grading, sections, mistakes, doubts)
    if len(placed) == len(sources) and NAMELESS not in names:
        mistakes += _misgraded(chain, graded, tailored, placed) if graded else ()
        mistakes += missectioned(sections, list(tailored.rules.values()), names, sectioned.document) if sectioned else ()
        dropped = {id_: _dropped(chain, choice) for id_, choice in selection.choices.items()}
        mistakes += in_use(tailored.rules, dropped.get, lambda id_, index: placed[id_].source.place("requires", index))
    return tailored


def _misgraded(chain: Chain, graded: PlacedProfile, tailored: Tailored, placed: Mapping[str, PlacedRule]) -> Iterator[Mistake]:
    """What the grading says of rules and does not hold; an inherited grading is told where it is inherited."""
    used, rules = list(tailored.rules.values()), [one.rule for one in placed.values()]
    for one in misplaced(tailored.grading, used, rules, graded.document):
        inherited = graded is not chain[-1]
        message = f"继承自方案 {graded.profile.id} 的评灯办法：{one.message}"
        yield replace(one, place=str(chain[-1].place("id")), message=message) if inherited else one


def digest(rules: Mapping[str, Rule] | tuple[Rule, ...], grading: Grading) -> str:
    """Of the rules in use with their values, and of the grading: equal selections have equal digests, whatever the profiles are called."""
    whole = sha256(grading.model_dump_json().encode())
    for rule in rules.values() if isinstance(rules, Mapping) else rules:
        whole.update(rule.model_dump_json(exclude={"tests"}).encode())
    return whole.hexdigest()


def _settings(chain: Chain, selection: Selection, names: Names) -> dict[str, list[Setting]]:
    """What is set in each rule in use, in order. Naming a rule by its id that is not used is a mistake."""
    settings: dict[str, list[Setting]] = {}
    for link in chain:
        for number, change in enumerate(link.profile.changes):
            key = "set" if change.set_ else "enable"
            words = (change.set_ or change.enable) if change.values else ()
            for index, word in enumerate(words):
                used = [id_ for id_ in names.get(word, ()) if selection.choices[id_].on]
                if link is chain[-1] and word in names and not used:
                    place = link.place("changes", number, key, index)
                    selection.mistakes.append(Mistake(str(place), "R226", f'"{word}" 在这个方案里没有选用，改它不起作用；请先启用或删去'))
                for id_ in dict.fromkeys(used):
                    settings.setdefault(id_, []).append(Setting(link, number))
    for id_, several in settings.items():
        selection.mistakes += _twice(id_, several)
    return settings


def _twice(id_: str, settings: list[Setting]) -> Iterator[Mistake]:
    """One profile sets one value twice."""
    seen: dict[tuple[str, ...], Place] = {}
    for setting in settings:
        for key in setting.change.values:
            inner = setting.raw[key] if key in ("params", "score") else ("",)
            for name in inner:
                what = (setting.link.profile.id, key, str(name))
                place = setting.place(key, str(name)) if name else setting.place(key)
                if what in seen:
                    yield Mistake(str(place), "R232", f"{id_} 的 {key} 在 {seen[what]} 已经改过；一个方案里只改一次")
                seen.setdefault(what, place)


def _dropped(chain: Chain, choice: Choice) -> Place:
    """Where a rule was left out; a profile's own place is better than the rule's."""
    files = {link.document.file for link in chain}
    return choice.place if choice.place.file in files or not chain else chain[-1].place("id")
