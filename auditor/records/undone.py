"""Records that say of themselves that nothing was done (未开展, 因疫情取消, 实到 0): they may count, but never certainly.

A cell says so when, without white space and closing punctuation, a word of the table's ``doubt_words``

- is the whole cell;
- begins a cell of at most 16 characters: 未开展主题党日. A word of two characters must be followed there by punctuation, a number or
  a particle, for it may begin a topic as well: 推迟至4月 and 取消，另行通知, but not 取消农业税的意义;
- ends a cell of at most 16 characters, if it has three or more: 当月未开展;
- ends a cell of at most 40 characters that begins with a cause: 因疫情防控需要，本月活动取消.

A text in brackets is looked at like a cell: 主题党日（取消）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.model import RecordIssue
from auditor.privacy import mask
from auditor.records.cells import Kind
from auditor.records.normalise import Typed
from auditor.records.values.text import normalise_text
from auditor.tables import Table

SHORT, REASONED = 16, 40
_WHOLE = 3
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]+)[)\]】〕]")
_CLOSING = "。.!！;；,，"
_AFTER = r"(?=[\W\d了至到于因在])"
_CAUSE = ("因", "由于", "受", "鉴于")


def undone(typed: Typed) -> tuple[frozenset[int], list[RecordIssue]]:
    """The records of a sheet that say that nothing was done, and an issue for each."""
    table, found = typed.table, dict[int, RecordIssue]()
    if not table.doubt_words and not table.doubt_zero:
        return frozenset(), []
    for index, record in enumerate(typed.source.records):
        for key, why in (*_worded(typed, index), *_zero(typed, index)):
            letter, cell = record.cells[key]
            message = f"这一行{why}，不能确定是否开展，只按“可能”计入；没有开展的请删去这一行，开展了的请改正。"
            value = mask(cell.text, table.columns[key].privacy)
            found.setdefault(index, RecordIssue("D410", message, typed.source.file, typed.source.sheet, record.row, letter, value))
    return frozenset(found), list(found.values())


def _worded(typed: Typed, index: int) -> Iterator[tuple[str, str]]:
    for key, (_, cell) in typed.source.records[index].cells.items():
        if cell.kind is Kind.TEXT and not _understood(typed.table, key, cell.text):
            word = said(cell.text, typed.table.doubt_words)
            if word:
                yield key, f"写有“{word}”"


def _understood(table: Table, key: str, text: str) -> bool:
    """Whether the cell has a meaning of its own: a branch, a known code (已取消)."""
    return key == table.branch or key not in table.columns or text in table.spellings.get(key, {})


def _zero(typed: Typed, index: int) -> Iterator[tuple[str, str]]:
    for key in typed.table.doubt_zero:
        values = typed.columns.get(key)
        if values is not None and values[index] == 0 and key in typed.source.records[index].cells:
            yield key, f"的“{typed.table.columns[key].name}”是 0"


@lru_cache(maxsize=16384)
def said(text: str, words: tuple[str, ...]) -> str:
    """The word by which a cell says that nothing was done (see above), empty if it does not."""
    tidy = normalise_text(text).strip(_CLOSING)
    inner = [found.strip(_CLOSING) for found in _BRACKETS.findall(tidy)]
    return next((word for word in words if _says(tidy, word) or any(_says(part, word) for part in inner)), "")


def _says(text: str, word: str) -> bool:
    if not text.endswith(word):
        return _begins(text, word)
    ends = len(text) <= SHORT and len(word) >= _WHOLE
    return text == word or ends or _begins(text, word) or (len(text) <= REASONED and text.startswith(_CAUSE))


def _begins(text: str, word: str) -> bool:
    if len(text) > SHORT or not text.startswith(word):
        return False
    return text == word or len(word) >= _WHOLE or re.match(_AFTER, text[len(word):]) is not None
