"""Headers to table columns, by exact words only; what a word leaves open is decided by the cells below it, and said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.records.cells import letter
from auditor.records.header import Heading
from auditor.records.understood import MappedColumn
from auditor.records.values.clock import is_clock
from auditor.records.vocabulary import Vocabulary, fold
from auditor.tables import Table, Type

_ENOUGH, _PROPOSED, _PROPOSALS = 0.5, 70, 3
_SEVERAL = re.compile(r"[、,;/+|\n]|和|及|或")


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the sheet and what the filled cells of its records say, each text with its number."""

    heading: Heading
    texts: Mapping[str, int]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(self.texts.values())


@dataclass(frozen=True, slots=True)
class Mapped:
    """The fields of a sheet as columns of one table. ``keys``: column -> its fields (several only for names and ``joined`` columns)."""

    keys: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    how: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    doubled: tuple[tuple[Field, str, Field], ...] = ()
    undecided: tuple[tuple[Field, tuple[str, ...]], ...] = ()


def map_fields(fields: Sequence[Field], table: str, vocabulary: Vocabulary) -> Mapped:
    """Every field that is certain to be a column of ``table``; of two for one column the better filled."""
    definition = vocabulary.tables[table]
    keys: dict[str, list[Field]] = {}
    how: dict[int, tuple[str, str]] = {}
    undecided = []
    meanings = [(item, *_meaning(item, table, vocabulary)) for item in fields]
    plain = {key for _, key, way, _ in meanings if way == "exact"}
    for item, meant, way, candidates in meanings:
        taken = way == "by_values" and meant in plain
        key = next((other for other in lookup(item.heading, table, vocabulary) if other not in plain), "") if taken else meant
        if key:
            keys.setdefault(key, []).append(item)
            how[item.heading.index] = (key, way)
        elif candidates:
            undecided.append((item, candidates))
    for item, key in _in_order(undecided, definition):
        keys.setdefault(key, []).append(item)
        how[item.heading.index] = (key, "layout")
        undecided = [one for one in undecided if one[0] is not item]
    kept, doubled = {}, []
    for key, named in keys.items():
        found = _no_clocks(named) if definition.columns[key].type is Type.DATE else named
        for item in named:
            if item not in found:
                del how[item.heading.index]
        best = max(found, key=lambda item: (item.filled, how[item.heading.index][1] == "exact", -item.heading.index))
        kept[key] = tuple(found) if definition.columns[key].type is Type.NAMES or definition.columns[key].joined else (best,)
        doubled += [(item, key, best) for item in found if item not in kept[key]]
    for item, _, _ in doubled:
        del how[item.heading.index]
    return Mapped(kept, how, tuple(doubled), tuple(undecided))


def _no_clocks(found: list[Field]) -> list[Field]:
    """Without the columns that only say at what hour (日期 | 时间), unless there is no other."""
    return [item for item in found if not item.filled or not all(map(is_clock, item.texts))] or found


def _in_order(undecided: Sequence[tuple[Field, tuple[str, ...]]], table: Table) -> Iterator[tuple[Field, str]]:
    """Headings that stand as often as the columns that they may mean, where those have an order."""
    for keys in table.in_order:
        found = [item for item, candidates in undecided if set(candidates) == set(keys)]
        if len(found) == len(keys) and len({item.heading.path for item in found}) == 1:
            yield from zip(found, keys, strict=True)


def without(mapped: Mapped, columns: Collection[str]) -> Mapped:
    """As if no field were one of these columns."""
    keys = {key: items for key, items in mapped.keys.items() if key not in columns}
    return replace(mapped, keys=keys, how={place: said for place, said in mapped.how.items() if said[0] not in columns})


def lookup(heading: Heading, table: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The columns of ``table`` that the heading may mean: by its whole path, its last word with hint, its last word."""
    known = vocabulary.words[table]
    tries = ("/".join(heading.path), f"{heading.word}({heading.hint})", heading.word)
    return next((known[word] for word in tries if word in known), ())


def propose(heading: Heading, table: str, vocabulary: Vocabulary, taken: Mapping[str, object]) -> tuple[str, ...]:
    """Columns with a similar word that no field has yet: for a person to confirm, never used by itself."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only sheets with unknown headers pay for it

    free = {word: keys for word, keys in vocabulary.words[table].items() if not all(key in taken for key in keys)}
    found = process.extract(heading.word, list(free), scorer=fuzz.ratio, score_cutoff=_PROPOSED, limit=_PROPOSALS) if heading.word else []
    return tuple(dict.fromkeys(key for word, _, _ in found for key in free[word] if key not in taken))


def described(fields: Sequence[Field], mapped: Mapped, table: str, vocabulary: Vocabulary) -> tuple[MappedColumn, ...]:
    """Every field for the user."""
    return tuple(_described(item, mapped, table, vocabulary) for item in fields)


def share_known(texts: Mapping[str, int], codes: Mapping[str, str]) -> float:
    """Which part of the filled cells a code list knows; 0 where all are blank, or there is no code."""
    total = sum(texts.values()) if codes else 0
    return sum(count for text, count in texts.items() if _known(fold(text), codes)) / total if total else 0.0


def _known(text: str, codes: Mapping[str, str]) -> bool:
    parts = [part for part in _SEVERAL.split(text) if part]
    return text in codes or (len(parts) > 1 and all(part in codes for part in parts))


def _meaning(item: Field, table: str, vocabulary: Vocabulary) -> tuple[str, str, tuple[str, ...]]:
    """(column, exact or by_values, ()) or, undecided, ("", "", the candidates)."""
    definition, candidates = vocabulary.tables[table], lookup(item.heading, table, vocabulary)
    loose = {fold(word) for key in candidates for word in definition.columns[key].by_values}
    if len(candidates) <= 1 and not loose & set(item.heading.path):
        return (candidates[0], "exact", ()) if candidates else ("", "", ())
    evidence = item.texts or {item.heading.hint: 1}
    shares = {key: share_known(evidence, vocabulary.codes[table, key]) for key in candidates if definition.columns[key].values}
    best = max(shares.values(), default=0.0)
    winners = [key for key, share in shares.items() if share == best]
    if best >= _ENOUGH and len(winners) == 1:
        return winners[0], "by_values", ()
    plain = [key for key in candidates if key not in shares]
    if len(plain) == 1 and item.filled and best < _ENOUGH:
        return plain[0], "by_values", ()
    return "", "", candidates


def _described(item: Field, mapped: Mapped, table: str, vocabulary: Vocabulary) -> MappedColumn:
    heading = item.heading
    key, how = mapped.how.get(heading.index, ("", "unmapped"))
    proposals = () if key else _proposed(item, mapped, table, vocabulary)
    return MappedColumn(letter(heading.index), heading.text, key, heading.hint, how, proposals)


def _proposed(item: Field, mapped: Mapped, table: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    for other, key, _ in mapped.doubled:
        if other is item:
            return (key,)
    for other, keys in mapped.undecided:
        if other is item:
            return keys
    return propose(item.heading, table, vocabulary, mapped.keys)
