"""Headings that are values: months, quarters or codes that stand across; each of their cells is a record of its own (``layout.py``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.records.mapping import Field, lookup
from auditor.records.vocabulary import Vocabulary, fold, month_of, months_of
from auditor.tables import Wide

MARK = ""
"""``MARK``: the key of a spread column whose cells only say that it holds."""
_MONTH_AND_COLUMN = re.compile(r"((?:\d{4}年)?[^年月]{1,3}月份?)(.+)")
_HELD = ("开展", "召开", "次数", "落实")
_OTHERS = ("人数", "人次", "到会", "参加", "参会", "出勤", "签到", "经费", "费用", "支出", "金额", "学时", "积分", "得分")
"""Words of a title under which months say whether and how often something was held, and under which their numbers are of something else."""


@dataclass(frozen=True, slots=True)
class WideField:
    """One spread column: the value that its header gives (a month as ``3月`` or ``2022年3月``) and the table column of its cells.

    ``kind``: what is counted in it, where its cells are numbers of records.
    """

    field: Field
    value: str
    key: str
    kind: str = ""


def wide_fields(fields: Sequence[Field], table: str, titles: Sequence[str], vocabulary: Vocabulary) -> tuple[WideField, ...]:
    """The columns of the sheet whose headers are values of the table; empty where the sheet is not spread that way."""
    wide = vocabulary.tables[table].wide
    if wide is None or (wide.titles and not any(fold(word) in fold(text) for word in wide.titles for text in titles)):
        return ()
    if wide.counts:
        return _count_fields(fields, table, wide, titles, vocabulary)
    found = [_month_field(item, table, wide, vocabulary) if wide.headers == "months" else _code_field(item, table, wide, vocabulary) for item in fields]
    kept = [item for item in found if item is not None]
    kept = _no_sums(kept) if wide.headers == "months" else kept
    if wide.headers == "codes" and wide.value in vocabulary.tables[table].person and _stands_apart(wide.value, fields, kept, table, vocabulary):
        kept = [replace(item, key=MARK) for item in kept]
    strange = {item.key for item in kept if item.key.startswith("?")}
    if len(strange) > 1 or (wide.headers == "codes" and len(kept) < 2):
        return ()
    kept = [replace(item, key=wide.value) if item.key.startswith("?") else item for item in kept]
    return tuple(kept) if len({(item.value, item.key) for item in kept}) == len(kept) else ()


def _no_sums(found: Sequence[WideField]) -> list[WideField]:
    """Without the columns of several months of which any has a column of its own, or is in one of fewer months."""
    taken = dict[str, set[tuple[int | None, int]]]()
    for item in sorted(found, key=lambda item: len(covered(item.value))):
        if len(covered(item.value)) == 1 or not taken.get(item.key, set()) & covered(item.value):
            taken[item.key] = taken.get(item.key, set()) | covered(item.value)
        else:
            found = [other for other in found if other is not item]
    return list(found)


def covered(value: str) -> set[tuple[int | None, int]]:
    """The months, each with its year if one is written, of a heading such as ``3月`` or ``2022年一季度``; none of any other."""
    span = months_of(value)
    return {(span[0], month) for month in range(span[1], span[2] + 1)} if span else set()


def _stands_apart(key: str, fields: Sequence[Field], spread: Sequence[WideField], table: str, vocabulary: Vocabulary) -> bool:
    """Whether the column, a person's, has a heading of its own beside the spread ones."""
    taken = {item.field.heading.index for item in spread}
    return any(key in lookup(item.heading, table, vocabulary) for item in fields if item.heading.index not in taken)


def _count_fields(fields: Sequence[Field], table: str, wide: Wide, titles: Sequence[str], vocabulary: Vocabulary) -> tuple[WideField, ...]:
    """Months under headers, or a title, that name what is counted; at least one of those must be known, else the sheet counts something else."""
    codes = vocabulary.codes[table, str(wide.counts)]
    telling = [text for text in titles if any(word in text for word in _HELD)]
    titled = "" if any(word in text for word in _OTHERS for text in titles) else _named(telling, codes)
    found: list[WideField] = []
    for item in fields:
        months = [part for part in item.heading.path if months_of(part)]
        kinds = [part for part in item.heading.path if part not in months and not part[:4].isdigit()]
        kinds = kinds or [titled] * bool(titled)
        if len(months) == 1 and len(kinds) == 1:
            kind = next((kinds[0].removesuffix(end) for end in wide.ends if kinds[0].endswith(end)), kinds[0])
            year, _, _, name = months_of(months[0]) or (None, 0, 0, "")
            found.append(WideField(item, f"{year}年{name}" if year else name, wide.value, kind))
    found = [item for kind in dict.fromkeys(item.kind for item in found) for item in _no_sums([one for one in found if one.kind == kind])]
    return tuple(found) if any(item.kind in codes for item in found) else ()


def _named(titles: Sequence[str], codes: Mapping[str, str]) -> str:
    """The one kind that the nearest title with any names."""
    found = ({value for word, value in codes.items() if len(word) > 1 and word in fold(text)} for text in titles)
    kinds = next((kinds for kinds in found if kinds), set())
    return kinds.pop() if len(kinds) == 1 else ""


def _month_field(item: Field, table: str, wide: Wide, vocabulary: Vocabulary) -> WideField | None:
    path = _parted(item.heading.path, vocabulary.words[table])
    months = [part for part in path if month_of(part) or (months_of(part) and vocabulary.tables[table].spread)]
    if len(months) != 1:
        return None
    year, _, _, name = months_of(months[0]) or (None, 0, 0, "")
    others = [part for part in path if part not in months]
    years = [part[:4] for part in others if part[:4].isdigit() and part[4:] in ("年", "年度")]
    others = [part for part in others if part[:4] not in years]
    known = [key for part in others for key in vocabulary.words[table].get(part, ())]
    stated = str(year) if year else next(iter(years), "")
    value = f"{stated}年{name}" if stated else name
    return WideField(item, value, known[0] if known else f"?{'/'.join(others)}" if others else wide.value)


def _parted(path: tuple[str, ...], words: Mapping[str, object]) -> tuple[str, ...]:
    """A heading of one row that says both (``1月应缴``) as month and column, where the table knows the column."""
    found = _MONTH_AND_COLUMN.fullmatch(path[0]) if len(path) == 1 else None
    return (found[1], found[2]) if found and month_of(found[1]) and found[2] in words else path


def _code_field(item: Field, table: str, wide: Wide, vocabulary: Vocabulary) -> WideField | None:
    if lookup(item.heading, table, vocabulary):
        return None
    value = vocabulary.codes[table, wide.column].get(item.heading.word)
    return WideField(item, value, wide.value) if value else None
