"""What headers are called: the words of all tables after normalising, and which columns each may mean."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from auditor.records.values.chinese import to_arabic
from auditor.tables import Table, Type

_REMEMBERED = 1 << 14
"""Ledgers say the same again and again."""
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_MARKS = re.compile(r"[*:·]")
_HINT = re.compile(r"(.+?)\(([^()]*)\)$")
_MONTH = re.compile(r"(?:(\d{4})[年.\-/])?(\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?")
_YEAR_AND_MONTH = re.compile(r"(\d{4})[.\-/](\d{1,2})")
_QUARTER = re.compile(r"(?:(\d{4})(?:年度?)?)?(?:第?([一二三四1-4])季度|Q([1-4]))")
_SPAN = re.compile(r"(?:(\d{4})年?)?(\d{1,2})月?[-—–~至到](\d{1,2})月(?:份)?")
_HALF = re.compile(r"(?:(\d{4})年?度?)?([上下])半年")
_FOURTH = {"1": "一", "2": "二", "3": "三", "4": "四"}
_NUMERALS = {word: number for number, word in enumerate(("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), start=1)}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of all tables, all folded.

    ``words[table][header]``: the columns that the header may mean. ``rarity[header]``: 1 / number of tables that know it, 0 where
    a title must say what it means.
    ``codes[table, column][spelling]``: the canonical value. ``headings``: all that may stand in a header: the words, ``spread``: codes that are columns.
    ``telling[table]``: words of columns, other than codes, by which no other table is recognised.
    ``asides``: what may stand in brackets behind a name and is no part of it.
    """

    tables: Mapping[str, Table]
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    rarity: Mapping[str, float]
    codes: Mapping[tuple[str, str], Mapping[str, str]]
    headings: frozenset[str]
    spread: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    telling: Mapping[str, frozenset[str]] = field(default_factory=dict)


def make_vocabulary(tables: Mapping[str, Table]) -> Vocabulary:
    """All names and headers of all tables, normalised."""
    words = {key: _words(table) for key, table in tables.items()}
    count = Counter(header for known in words.values() for header in known)
    codes = {
        (key, column): {fold(spelling): value for spelling, value in spellings.items()}
        for key, table in tables.items() for column, spellings in table.spellings.items()
    }
    spread = {word for key, table in tables.items() if table.wide and table.wide.headers == "codes" for word in codes[key, table.wide.column]}
    asides = {word for key, table in tables.items() for name, column in table.columns.items() if column.beside_names for word in codes[key, name]}
    rarity = dict.fromkeys(_bare(tables), 0.0) | {header: 1 / number for header, number in count.items()}
    return Vocabulary(tables, words, rarity, codes, frozenset(spread | rarity.keys()), frozenset(spread), frozenset(asides), _telling(tables, words))


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """``text`` with full-width forms folded and all white space dropped."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=_REMEMBERED)
def normalise_header(text: str) -> tuple[str, str]:
    """A header as it is looked up, and the hint that stood in brackets at its end: unit, format or rule."""
    name = _MARKS.sub("", fold(text))
    found = _HINT.fullmatch(name)
    return (found[1], found[2]) if found else (name, "")


@lru_cache(maxsize=_REMEMBERED)
def month_of(header: str) -> tuple[int | None, int] | None:
    """(year or None, month) of a header such as ``3月``, ``一月``, ``2022年3月`` or ``2022-03``; None for anything else."""
    text = to_arabic(fold(header))
    found = _MONTH.fullmatch(text) or _YEAR_AND_MONTH.fullmatch(text)
    month = found and (_NUMERALS.get(found[2]) or (int(found[2]) if found[2].isdigit() else 0))
    return (int(found[1]) if found[1] else None, month) if found and month and 1 <= month <= 12 else None


def quarter_of(header: str) -> tuple[int | None, str] | None:
    """(year or None, 一 to 四) of a header such as ``一季度``, ``第1季度`` or ``2022Q1``; None for anything else."""
    found = _QUARTER.fullmatch(fold(header).upper())
    return (int(found[1]) if found[1] else None, _FOURTH.get(found[2] or found[3], found[2])) if found else None


def months_of(header: str) -> tuple[int | None, int, int, str] | None:
    """(year or None, first and last month, what they are called) of a month, a quarter, a half-year or a span such as ``4-6月``."""
    text = fold(header)
    if month := month_of(text):
        return month[0], month[1], month[1], f"{month[1]}月"
    if quarter := quarter_of(text):
        last = 3 * list(_FOURTH.values()).index(quarter[1]) + 3
        return quarter[0], last - 2, last, f"{quarter[1]}季度"
    if half := _HALF.fullmatch(text):
        return int(half[1]) if half[1] else None, *((1, 6) if half[2] == "上" else (7, 12)), f"{half[2]}半年"
    found = _SPAN.fullmatch(text)
    first, last = (int(found[2]), int(found[3])) if found else (0, 0)
    return (int(found[1]) if found[1] else None, first, last, f"{first}-{last}月") if found and 1 <= first < last <= 12 else None


def _words(table: Table) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, column in table.columns.items():
        for text in (column.name, *column.headers, *column.by_values):
            for word in {_MARKS.sub("", fold(text)), normalise_header(text)[0]}:
                found[word] = tuple(dict.fromkeys((*found.get(word, ()), key)))
    return found


def _bare(tables: Mapping[str, Table]) -> Iterator[str]:
    columns = (column for table in tables.values() for column in table.columns.values())
    yield from (normalise_header(text)[0] for column in columns for headings in column.under.values() for text in headings)


def _telling(tables: Mapping[str, Table], words: Mapping[str, Mapping[str, tuple[str, ...]]]) -> dict[str, frozenset[str]]:
    by = {key: {name for group in table.recognised_by for name in group} - {table.branch, *table.person} for key, table in tables.items()}
    known = {key: {word for word, keys in words[key].items() if by[key] & set(keys)} for key in tables}
    count = Counter(word for found in known.values() for word in found)
    coded = {key: {word for word, keys in words[key].items() if any(table.columns[one].type is Type.CODE for one in keys)} for key, table in tables.items()}
    return {key: frozenset(word for word in known[key] - coded[key] if count[word] == 1) for key in tables}
