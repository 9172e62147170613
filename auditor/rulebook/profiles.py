"""The profile files of a rulebook: each is read, and each gets the chain of profiles that it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.errors import Mistake, Place
from auditor.rulebook.nodes import Document
from auditor.rulebook.nodes import Path as Keys
from auditor.rulebook.profile import Profile
from auditor.rulebook.shape import shaped
from auditor.rulebook.suggest import did_you_mean

PROFILES = "profiles"
DEFAULT = "default"
LONGEST_CHAIN = 5


@dataclass(frozen=True, slots=True)
class PlacedProfile:
    """A profile and the file in which it stands."""

    profile: Profile
    document: Document

    def place(self, *keys: str | int) -> Place:
        """Where in the file."""
        path: Keys = keys
        return self.document.place(path)


Chain = tuple[PlacedProfile, ...]
"""A profile after all those that it extends, the first one first."""


def read_profiles(documents: Mapping[str, Document], mistakes: list[Mistake]) -> dict[str, Chain]:
    """Every profile by its id. What is wrong is added to ``mistakes``; a profile with a broken chain is left out."""
    known: dict[str, PlacedProfile] = {}
    broken: set[str] = set()
    for name, document in documents.items():
        if not name.startswith(f"{PROFILES}/"):
            continue
        profile, wrong = shaped(Profile, document.data, document)
        mistakes += wrong
        if profile is None:
            broken.add(str(document.data.get("id")) if isinstance(document.data, dict) else "")
        elif "id" not in document.data:
            mistakes.append(Mistake(str(document.place(())), "R120", '缺少必填的键 "id"'))
        elif profile.id in known:
            mistakes.append(Mistake(str(document.place(("id",))), "R216", f'方案 "{profile.id}" 重复；请改用别的编号'))
        else:
            known[profile.id] = PlacedProfile(profile, document)
    mistakes += [mistake for one in known.values() for mistake in (*_parent(one, known, broken), *_regraded(one))]
    chains = {name: _chain(one, known) for name, one in known.items()}
    mistakes += [mistake for chain in chains.values() for mistake in _too_long(chain)]
    return {name: chain for name, chain in chains.items() if chain[0].profile.extends is None and len(chain) <= LONGEST_CHAIN}


def _parent(one: PlacedProfile, known: Mapping[str, PlacedProfile], broken: set[str]) -> Iterator[Mistake]:
    parent = one.profile.extends
    if parent is not None and parent not in known and parent not in broken:
        guess = did_you_mean(parent, known) or f"；可选：{'、'.join(name for name in known if name != one.profile.id) or '（没有别的方案）'}"
        yield Mistake(str(one.place("extends")), "R217", f'没有方案 "{parent}" 可以继承{guess}')


def _regraded(one: PlacedProfile) -> Iterator[Mistake]:
    if one.profile.extends is not None and one.profile.grading is not None and not one.profile.grading_reason:
        yield Mistake(str(one.place("grading")), "R120", '继承的方案改了评灯办法，缺少必填的键 "grading_reason"（为什么改）')


def _chain(one: PlacedProfile, known: Mapping[str, PlacedProfile]) -> Chain:
    """Up to the first, or to where it turns in a circle: then it begins with a profile that extends another."""
    chain: Chain = (one,)
    while (parent := known.get(chain[0].profile.extends or "")) and parent not in chain:
        chain = (parent, *chain)
    return chain


def _too_long(chain: Chain) -> Iterator[Mistake]:
    first, last = chain[0].profile, chain[-1]
    names = [one.profile.id for one in chain]
    if first.extends == last.profile.id:
        circle = " → ".join([*reversed(names), names[-1]])
        yield Mistake(str(last.place("extends")), "R218", f"方案互相继承：{circle}；请去掉其中一个 extends")
    elif first.extends is None and len(chain) > LONGEST_CHAIN:
        message = f"继承了 {len(chain)} 层（{' → '.join(reversed(names))}），最多 {LONGEST_CHAIN} 层；请合并几层"
        yield Mistake(str(last.place("extends")), "R219", message)
