"""The register: which branches should have reported, under which names they are known, and which branch a written name means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.model import RecordIssue
from auditor.records.branch_names import NameKey, is_organisation, name_key, rank
from auditor.records.dataset import Register
from auditor.records.values.text import is_nil, normalise_text

BRANCHES = "branches"
MOST_PROPOSALS = 3


@dataclass(frozen=True, slots=True)
class Match:
    """Which branches a written name may mean. ``certain``: exactly one, and that one. Empty: it may be any branch of the register.

    ``unlikely``: those of another ordinal (第一 for 第二), possible but never offered.
    ``foreign``: it reads like an organisation but like none of the register; ``branches`` then holds the name as written.
    """

    branches: tuple[str, ...]
    certain: bool = False
    foreign: bool = False
    unlikely: frozenset[str] = frozenset()

    @property
    def proposals(self) -> tuple[str, ...]:
        """What to suggest to a person: the best ones, best first."""
        offered = () if self.certain or self.foreign else tuple(name for name in self.branches if name not in self.unlikely)
        return offered[:MOST_PROPOSALS]


ANYWHERE = Match(())


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list of branches: its name, its parent and the other names that it is known by."""

    name: str
    parent: str = ""
    aliases: tuple[str, ...] = ()


class Names:
    """The names of a register, looked up as written, then in normal form, then as alias; each lookup is remembered."""

    def __init__(self, register: Register, aliases: Mapping[str, str]) -> None:
        self._register = register
        self._exact = {normalise_text(name): name for name in register.branches}
        self._forms = _unique((name_key(name).form, name) for name in register.branches)
        self._aliases = _unique((form, name) for alias, name in aliases.items() for form in {normalise_text(alias), name_key(alias).form})
        self._codes = _unique((normalise_text(alias), name) for alias, name in aliases.items())
        self._candidates = [(name_key(text), name) for text, name in (*((name, name) for name in register.branches), *aliases.items())]
        self._known: dict[tuple[str, str], Match] = {}

    @property
    def branches(self) -> tuple[str, ...]:
        """The register, in its order."""
        return self._register.branches

    def find(self, written: str, parent: str = "") -> Match:
        """The branches that ``written`` may mean; ``parent`` is the organisation above it, where the row or sheet says it."""
        found = self._known.get((written, parent))
        if found is None:
            found = self._known[written, parent] = self._find(written, parent)
        return found

    def coded(self, code: str) -> str | None:
        """The branch that the register knows by exactly this code (or short name)."""
        return self._codes.get(normalise_text(code))

    def _find(self, written: str, parent: str) -> Match:
        key, text = name_key(written), normalise_text(written)
        if not text or is_nil(text):
            return ANYWHERE
        name = self._exact.get(text) or self._forms.get(key.form) or self._aliases.get(text) or self._aliases.get(key.form)
        name = name or self._below(key, name_key(parent) if parent else None)
        if name:
            return Match((name,), certain=True)
        possible = self._proposals(key)
        if possible:
            return Match(possible, unlikely=frozenset(name for name in possible if _other_ordinal(key, name_key(name))))
        return Match((text,), foreign=True) if is_organisation(written) else ANYWHERE

    def _below(self, key: NameKey, parent: NameKey | None) -> str | None:
        """The branch whose form with its parent's in front is the written one, or the written one with the named parent in front."""
        found = {
            name for name in self._register.branches
            for above in (name_key(self._register.parents[name]) if self._register.parents.get(name) else parent,)
            if above and key.form in {above.form + name_key(name).form, _core(above.form) + name_key(name).form}
        }
        found |= {name for name in self._register.branches if parent and name_key(name).form in {
            parent.form + key.form, _core(parent.form) + key.form}}
        return found.pop() if len(found) == 1 else None

    def _proposals(self, key: NameKey) -> tuple[str, ...]:
        """The best three, and every other one that is exactly as near as the third: none of them may be ruled out."""
        best: dict[str, tuple[int, float]] = {}
        for candidate, name in self._candidates:
            near = rank(key, candidate)
            if near[1] > 0:
                best[name] = max(near, best.get(name, near))
        ranked = sorted(best, key=lambda name: (-best[name][0], -best[name][1], name))
        worst = best[ranked[:MOST_PROPOSALS][-1]] if ranked else None
        return tuple(name for name in ranked if worst and best[name] >= worst)


def _other_ordinal(one: NameKey, other: NameKey) -> bool:
    """One may leave numbers out that the other has, but neither has others."""
    left, right = set(one.numbers), set(other.numbers)
    return not (left <= right or right <= left)


def listed_register(lines: Sequence[Listed]) -> tuple[Register, dict[str, str], list[RecordIssue]]:
    """The register as a list gives it: its order, parents and aliases. One branch listed twice counts once and is said so."""
    first: dict[str, str] = {}
    parents: dict[str, str] = {}
    aliases: dict[str, str] = {}
    twice: dict[str, None] = {}
    for line in lines:
        name = first.setdefault(normalise_text(line.name), line.name.strip())
        if name in parents:
            twice[name] = None
        parents[name] = parents.get(name) or line.parent
        aliases.update({alias: name for alias in line.aliases if alias})
    issues = [
        RecordIssue("D601", f"支部名录中“{name}”重复，按一个支部处理；请删去重复的行。", branch=name) for name in twice
    ]
    return Register(tuple(first.values()), {name: parent for name, parent in parents.items() if parent}), aliases, issues


def assumed_register(written: Iterable[str]) -> Register:
    """A register made of the names found in the data: spellings of one normal form are one branch, named by the commonest.

    The order does not depend on the order of the files.
    """
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in written:
        if normalise_text(name) and not is_nil(name):
            spellings[name_key(name).form][name.strip()] += 1
    names = [min(count, key=lambda name: (-count[name], name)) for count in spellings.values()]
    return Register(tuple(sorted(names, key=_natural)), assumed=True)


def _natural(name: str) -> tuple[str, tuple[int, ...], str]:
    key = name_key(name)
    return key.unit, tuple(map(int, key.numbers)), name


def _core(form: str) -> str:
    """A parent's name without the words that say what kind of committee it is."""
    return form.removesuffix("委员会").removesuffix("党委").removesuffix("总支")


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Form -> name, leaving out the forms that two branches share: those are never guessed."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for form, name in pairs:
        names[form].add(name)
    return {form: found.pop() for form, found in names.items() if len(found) == 1}
