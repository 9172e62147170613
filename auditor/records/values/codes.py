"""Coded cells: the canonical values behind the spellings that a table definition lists, by exact lookup after normalising."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from auditor.privacy import mask_text
from auditor.records.cells import Cell
from auditor.records.values.parsed import Parsed, Reading, unreadable
from auditor.records.values.text import normalise_spaces, normalise_text
from auditor.records.values.written import unusable, written

LONGEST = 500
_BRACKETS = re.compile(r"[()\[\]{}<>【】〔〕〈〉《》「」『』“”\"'‘’]")
_JOINT = re.compile(r"((?:[、,;/+|() \[\]【】〔〕]|和|与|暨|及)+)")
_LONGEST_SPELLING = 6
_NUMBER = re.compile(r"\s*(?:[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）][、.．]?|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．)）])")

Pairs = tuple[tuple[str, str], ...]


def parse_code(cell: Cell, spellings: Mapping[str, str]) -> Parsed[str]:
    """The canonical value of a cell. ``spellings``: spelling -> canonical value. Full width, white space and brackets do not matter.

    Nor does a number before it (一、 （二） 3.). A spelling wins over a nil (无 may be a code). Unreadable: a word that the list does not
    know, or that stands for two values.
    """
    if (answer := unusable(cell, nil=False)) is not None:
        return answer
    table, text = _table(tuple(spellings.items())), written(cell)
    value = table.get(_key(text)) or table.get(_key(_NUMBER.sub("", text, count=1)))
    return Parsed(Reading.VALUE, value) if value is not None else unusable(cell) or unreadable(_unknown([cell.text]))


def parse_codes(cell: Cell, spellings: Mapping[str, str]) -> Parsed[tuple[str, ...]]:
    """Every canonical value of a cell that may hold several (、 ， ; / + 和 与 暨 及, space, line break), in order, each once.

    Where only a part is recognised: that part, with precision ``partial`` and a note of the rest.
    """
    if (answer := unusable(cell, nil=False)) is not None:
        return answer
    text = written(cell)
    if len(text) > LONGEST:
        return unreadable("文字太长，认不出是哪一类，请只写类别名称")
    known, unknown = _read(text, tuple(spellings.items()))
    if not known:
        return unusable(cell) or unreadable(_unknown(unknown))
    if not unknown:
        return Parsed(Reading.VALUE, known)
    return Parsed(Reading.VALUE, known, "partial", f"只认出其中的{'、'.join(known)}；{_unknown(unknown)}")


@lru_cache(maxsize=8192)
def _read(text: str, spellings: Pairs) -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = _table(spellings)
    found = list(_values(normalise_spaces(text), table))
    known = dict.fromkeys(value for value, _ in found if value is not None)
    return tuple(known), tuple(piece for value, piece in found if value is None)


def _values(text: str, table: Mapping[str, str]) -> Iterator[tuple[str | None, str]]:
    """Each piece with its value, None where it is not known. The longest spelling wins: 组织生活会和民主评议 may be one."""
    pieces = _JOINT.split(text)
    start = 0
    while start < len(pieces):
        ends = range(min(len(pieces), start + 2 * _LONGEST_SPELLING - 1), start, -2)
        end = next((end for end in ends if _key("".join(pieces[start:end])) in table), start + 1)
        if key := _key("".join(pieces[start:end])):
            yield table.get(key), "".join(pieces[start:end])
        start = end + 1


@lru_cache(maxsize=256)
def _table(spellings: Pairs) -> Mapping[str, str]:
    """Spellings by their normal form. One that stands for two values is left out: it settles nothing."""
    table: dict[str, str] = {}
    torn = {_key(word) for word, value in spellings if table.setdefault(_key(word), value) != value}
    return {key: value for key, value in table.items() if key and key not in torn}


@lru_cache(maxsize=16384)
def _key(text: str) -> str:
    return _BRACKETS.sub("", normalise_text(text)).casefold()


def _unknown(pieces: list[str] | tuple[str, ...]) -> str:
    return f"“{mask_text('、'.join(pieces))[:40]}”不在可识别的写法里，请改用规范名称，或在台账定义里补上这种写法"
