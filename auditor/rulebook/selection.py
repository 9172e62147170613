"""Which rules a profile uses: the switches of the rules themselves, then what each profile of the chain is about and changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from auditor.errors import Mistake, Place
from auditor.model import Modality
from auditor.rulebook.parse import Source
from auditor.rulebook.profiles import Chain, PlacedProfile
from auditor.rulebook.suggest import did_you_mean

NOT_USED = "方案没有选用"
SWITCHED_OFF = "规则本身未启用"
SHORTEST_REASON = 4
NAMELESS = str(None)


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether a rule is used, where that is written and why."""

    on: bool
    place: Place
    reason: str


@dataclass(slots=True)
class Selection:
    """What a profile uses, the mistakes on the way and what should be looked at again."""

    choices: dict[str, Choice]
    mistakes: list[Mistake] = field(default_factory=list)
    doubts: list[Mistake] = field(default_factory=list)


Names = Mapping[str, tuple[str, ...]]
"""Every word that a profile may select with, an id, a module or a tag, and the ids of the rules that it means."""


def names_of(sources: Iterable[Source], tags: Iterable[str]) -> Names:
    """The words that there are."""
    names: dict[str, tuple[str, ...]] = dict.fromkeys(tags, ())
    for source in sources:
        written = source.data.get("tags")
        for word in dict.fromkeys((source.id, str(source.data.get("module")), *map(str, written if isinstance(written, list) else ()))):
            names[word] = (*names.get(word, ()), source.id)
    return names


def select(chain: Chain, sources: Mapping[str, Source], names: Names) -> Selection:
    """What the last profile of the chain uses; an empty chain: what is switched on."""
    selection = Selection({id_: _own(source) for id_, source in sources.items()})
    for link in chain:
        _about(link, selection, names)
        switches = _switches(link, names)
        for id_, place in ((id_, place) for id_, (_, place) in switches.items() if place):
            message = f"{id_} 在同一个方案里既启用又停用；请只留一项"
            selection.mistakes.append(Mistake(str(place), "R223", message))
        for number, change in enumerate(link.profile.changes):
            on, words = bool(change.enable), change.enable or change.disable
            key = "enable" if on else "disable"
            changed = [id_ for word in words for id_ in names.get(word, ()) if selection.choices[id_].on is not on]
            if words and not changed and all(word in names for word in words):
                message = f"这项改动不起作用：{'、'.join(words)} 本来就{'' if on else '没有'}选用；请删去"
                selection.doubts.append(Mistake(str(link.place("changes", number, key)), "R330", message))
            for id_ in changed:
                place = link.place("changes", number, key)
                selection.choices[id_] = Choice(on, place, change.why if on else _dropped(sources[id_], change.why))
    return selection


def unknown_names(link: PlacedProfile, names: Names) -> Iterator[Mistake]:
    """Words of a profile that mean no rule; none while a rule has no id that can be read, for it may be the one."""
    if NAMELESS in names:
        return
    written = [(("use", index), word) for index, word in enumerate(link.profile.use)]
    for number, change in enumerate(link.profile.changes):
        for key, words in (("enable", change.enable), ("disable", change.disable), ("set", change.set_)):
            written += [(("changes", number, key, index), word) for index, word in enumerate(words)]  # type: ignore[misc]
    for path, word in written:
        if word not in names:
            guess = did_you_mean(word, sorted(names)) or "；请写规则编号（如 ZH-07）、模块名或标签"
            yield Mistake(str(link.place(*path)), "R214", f'没有规则、模块或标签 "{word}"{guess}')


def thin_reasons(link: PlacedProfile) -> Iterator[Mistake]:
    """Reasons that give none."""
    for number, change in enumerate(link.profile.changes):
        if len(change.reason) < SHORTEST_REASON:
            message = f"理由“{change.reason}”太短，看报告的人不明白为什么；请写清楚"
            yield Mistake(str(link.place("changes", number, "reason")), "R331", message)


def _own(source: Source) -> Choice:
    on = source.data.get("enabled", True) is not False
    return Choice(on, source.place("enabled" if "enabled" in source.data else "id"), "规则本身启用" if on else SWITCHED_OFF)


def _about(link: PlacedProfile, selection: Selection, names: Names) -> None:
    """Leave out what the profile is not about. Only the first of a chain may take up by its id what is switched off."""
    if not link.profile.use:
        return
    wanted = {id_ for word in link.profile.use for id_ in names.get(word, ())}
    for index, word in enumerate(link.profile.use):
        place, ids = link.place("use", index), names.get(word, ())
        off = [id_ for id_ in ids if not selection.choices[id_].on]
        if ids == (word,) and off and link.profile.extends is not None:
            message = f'"{word}" 在继承的方案里没有选用；请在 changes 里写 enable 和理由'
            selection.mistakes.append(Mistake(str(place), "R224", message))
        elif ids == (word,):
            selection.choices[word] = Choice(on=True, place=place, reason="方案选用")
        elif word in names and len(off) == len(ids):
            message = f'"{word}" 没有可用的规则，这一项不起作用；请删去，或按编号启用'
            selection.doubts.append(Mistake(str(place), "R330", message))
    for id_, choice in selection.choices.items():
        if id_ not in wanted and choice.on:
            selection.choices[id_] = Choice(on=False, place=link.place("use"), reason=NOT_USED)


def _switches(link: PlacedProfile, names: Names) -> dict[str, tuple[bool, Place | None]]:
    """Which rules the profile switches, and the place where one is switched the other way again."""
    switches: dict[str, tuple[bool, Place | None]] = {}
    for number, change in enumerate(link.profile.changes):
        on, words = bool(change.enable), change.enable or change.disable
        for id_ in (id_ for word in words for id_ in names.get(word, ())):
            before = switches.get(id_)
            again = link.place("changes", number, "enable" if on else "disable") if before and before[0] is not on else None
            switches[id_] = (on, again or (before[1] if before else None))
    return switches


def _dropped(source: Source, why: str) -> str:
    must = source.data.get("modality") == Modality.MUST
    return f"由方案停用{'（条文用语是“必须”或“不得”）' if must else ''}：{why}"
