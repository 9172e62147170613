"""Headers to table columns, by exact words only; what a word leaves open is decided by the cells below it, and said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.records.cells import Cell, Kind, letter
from auditor.records.header import Heading
from auditor.records.understood import MappedColumn
from auditor.records.vocabulary import Vocabulary, code_of, fold
from auditor.tables import DATES, Table, Type

_ENOUGH, _PROPOSED, _PROPOSALS = 0.5, 70, 3
_NUMBER, _DATE = re.compile(r".*\d.*"), re.compile(r".*\d{4}.*|\d{1,2}月.*")
_SEVERAL = re.compile(r"[、,;/+|\n]|和|及|或")


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the sheet with the cells of its records."""

    heading: Heading
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(cell.kind is not Kind.BLANK for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Mapped:
    """The fields of a sheet as columns of one table. ``keys``: column -> its fields (several only for names, which are joined)."""

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
    for item in fields:
        key, way, open_ = _meaning(item, table, vocabulary)
        if key:
            keys.setdefault(key, []).append(item)
            how[item.heading.index] = (key, way)
        elif open_:
            undecided.append((item, open_))
    kept, doubled = {}, []
    for key, found in keys.items():
        best = max(found, key=lambda item: (item.filled, how[item.heading.index][1] == "exact", -item.heading.index))
        kept[key] = tuple(found) if definition.columns[key].type is Type.NAMES else (best,)
        doubled += [(item, key, best) for item in found if item not in kept[key]]
    for item, _, _ in doubled:
        del how[item.heading.index]
    return Mapped(kept, how, tuple(doubled), tuple(undecided))


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


def share_known(cells: Sequence[Cell], table: Table, column: str) -> float:
    """Which part of the filled cells the code list of ``column`` knows; 0 where all are blank."""
    texts = [cell.text for cell in cells if cell.kind is not Kind.BLANK]
    return sum(_known(text, table, column) for text in texts) / len(texts) if texts else 0.0


def share_fitting(cells: Sequence[Cell], table: Table, column: str) -> float:
    """Which part of the filled cells looks like a value of ``column``: its codes, a number, a date, names. 0 for free text."""
    definition = table.columns[column]
    if definition.values:
        return share_known(cells, table, column)
    texts = [fold(cell.text) for cell in cells if cell.kind is not Kind.BLANK]
    return sum(_looks_like(text, definition.type) for text in texts) / len(texts) if texts else 0.0


def _looks_like(text: str, kind: Type) -> bool:
    if kind in (Type.INTEGER, Type.AMOUNT, Type.NUMBER):
        return _NUMBER.fullmatch(text) is not None
    if kind in DATES:
        return _DATE.fullmatch(text) is not None
    return kind is Type.NAMES and _NUMBER.fullmatch(text) is None


def _known(text: str, table: Table, column: str) -> bool:
    if code_of(table, column, text) is not None:
        return True
    parts = [part for part in _SEVERAL.split(fold(text)) if part]
    return len(parts) > 1 and all(code_of(table, column, part) is not None for part in parts)


def _meaning(item: Field, table: str, vocabulary: Vocabulary) -> tuple[str, str, tuple[str, ...]]:
    """(column, exact or by_values, ()) or, undecided, ("", "", the candidates)."""
    definition, candidates = vocabulary.tables[table], lookup(item.heading, table, vocabulary)
    loose = {fold(word) for key in candidates for word in definition.columns[key].by_values}
    if len(candidates) <= 1 and not loose & set(item.heading.path):
        return (candidates[0], "exact", ()) if candidates else ("", "", ())
    evidence = item.cells if item.filled else tuple(Cell(Kind.TEXT, item.heading.hint) for _ in item.heading.hint[:1])
    shares = {key: share_fitting(evidence, definition, key) for key in candidates if _typed(definition, key)}
    best = max(shares.values(), default=0.0)
    winners = [key for key, share in shares.items() if share == best]
    if best >= _ENOUGH and len(winners) == 1:
        return winners[0], "by_values", ()
    plain = [key for key in candidates if key not in shares]
    if len(plain) == 1 and item.filled and best < _ENOUGH:
        return plain[0], "by_values", ()
    return (candidates[0], "exact", ()) if len(candidates) == 1 and not item.filled else ("", "", candidates)


def _typed(table: Table, key: str) -> bool:
    return bool(table.columns[key].values) or table.columns[key].type not in (Type.TEXT, Type.ID_NUMBER, Type.CODE)


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
