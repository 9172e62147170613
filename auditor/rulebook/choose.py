"""All profiles are checked, one is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from auditor.errors import Mistake
from auditor.rulebook.changes import changes
from auditor.rulebook.nodes import Document
from auditor.rulebook.parse import PlacedRule, Source
from auditor.rulebook.profile import PackWanted
from auditor.rulebook.profiles import DEFAULT, PROFILES, Chain, read_profiles
from auditor.rulebook.requires import sound
from auditor.rulebook.selection import NAMELESS, Names, names_of, thin_reasons, unknown_names
from auditor.rulebook.suggest import did_you_mean
from auditor.rulebook.tailor import Tailored, tailor
from auditor.scorecard import Changed
from auditor.tables import Table


@dataclass(frozen=True, slots=True)
class Stock:
    """What profiles choose from. ``sources``: every rule that stands in a file; ``placed``: those that are in order.

    ``lost``: there are files of rules in which no list of rules was found.
    """

    pack: tuple[str, str]
    tags: tuple[str, ...]
    sources: Mapping[str, Source]
    placed: Mapping[str, PlacedRule]
    tables: Mapping[str, Table]
    lost: bool = False

    @property
    def names(self) -> Names:
        """The words to choose with."""
        names = names_of(self.sources.values(), self.tags)
        return {**names, NAMELESS: ()} if self.lost else names


@dataclass(frozen=True, slots=True)
class Chosen:
    """The profile that was asked for. ``about``: in words; ``doubts`` are those of all profiles; ``narrower`` are the profiles that extend it."""

    profile: str
    tailored: Tailored
    changes: tuple[Changed, ...]
    doubts: tuple[Mistake, ...]
    narrower: tuple[str, ...]
    about: str = ""


def choose(documents: Mapping[str, Document], wanted: str | None, stock: Stock, root: str, mistakes: list[Mistake]) -> Chosen | None:
    """The profile called ``wanted`` (None: ``default``, which need not have a file). What is wrong with any is added to ``mistakes``."""
    chains = read_profiles(documents, mistakes)
    names, doubts = stock.names, []
    mistakes += _unknown_tags(stock)
    mistakes += sound(list(stock.placed.values()), list(stock.sources))
    resolved: dict[str, Tailored] = {}
    for id_, chain in {DEFAULT: (), **chains}.items():
        resolved[id_] = tailor(chain, stock.sources, stock.placed, names, stock.tables)
        mistakes += (*_of_another_pack(chain, stock.pack), *(one for link in chain for one in unknown_names(link, names)))
        doubts += [one for link in chain for one in thin_reasons(link)]
        doubts += resolved[id_].doubts
        if chain or wanted in (None, DEFAULT):
            mistakes += resolved[id_].mistakes
    known = {str(document.data.get("id")) for name, document in documents.items() if name.startswith(f"{PROFILES}/") and isinstance(document.data, dict)}
    chosen = resolved.get(wanted or DEFAULT)
    mistakes += _unusable(wanted or DEFAULT, chosen, known, root) if len(stock.placed) == len(stock.sources) else ()
    if chosen is None:
        return None
    chain = chains.get(wanted or DEFAULT, ())
    narrower = tuple(id_ for id_, one in chains.items() if any(link.profile.id == wanted for link in one[:-1]))
    about = "。".join(filter(None, [chain[-1].profile.name, chain[-1].profile.description])) if chain else ""
    return Chosen(wanted or DEFAULT, chosen, changes(chosen, chain), tuple(doubts), narrower, about)


def _unusable(wanted: str, chosen: Tailored | None, known: Iterable[str], root: str) -> Iterator[Mistake]:
    if chosen is None and wanted not in known:
        guess = did_you_mean(wanted, known) or f"；可选：{'、'.join(sorted(known)) or '（没有方案文件）'}"
        yield Mistake(f"{root}/{PROFILES}", "R215", f'没有方案 "{wanted}"{guess}')
    elif chosen is not None and not any(choice.on for choice in chosen.choices.values()):
        yield Mistake(f"{root}/{PROFILES}", "R211", f'方案 "{wanted}" 没有选中任何规则')


def _of_another_pack(chain: Chain, pack: tuple[str, str]) -> Iterator[Mistake]:
    for link in chain:
        needed: PackWanted | None = link.profile.pack
        if needed is not None and not needed.fits(*pack):
            message = f"方案是为规则包 {needed.id} {needed.version} 写的，这里是 {pack[0]} {pack[1]}；请核对改动仍然合适，再改这一行"
            yield Mistake(str(link.place("pack")), "R225", message)


def _unknown_tags(stock: Stock) -> Iterator[Mistake]:
    for one in stock.placed.values():
        for index, tag in enumerate(one.rule.tags):
            if tag not in stock.tags:
                known = f"；可选：{'、'.join(stock.tags)}" if stock.tags else "；请先写在 pack.yaml 的 tags 里"
                place = str(one.source.place("tags", index))
                yield Mistake(place, "R227", f'{one.rule.id} 的标签 "{tag}" 没有定义{did_you_mean(tag, stock.tags) or known}')
