"""Texts that say that nothing was done: 未开展, 因疫情取消, 本次活动未能如期开展.

Without white space, closing punctuation and what only colours a verb (未能如期开展 is 未开展), a cell says so when a word of the list

- is the whole cell;
- begins a cell of at most 16 characters: 未开展主题党日. A word of two characters must be followed there by punctuation, a number or
  a particle, for it may begin a topic as well: 推迟至4月 and 取消，另行通知, but not 取消农业税的意义. What is told of the time before
  (未开展前先通知) is no denial;
- ends a cell of at most 16 characters, if it has three or more: 当月未开展;
- ends a cell of at most 40 characters that begins with a cause: 因疫情防控需要，本月活动取消.

A text in brackets is looked at like a cell: 主题党日（取消）. A note (备注, 开展情况) may be long and is looked at clause by clause as well:
one of at most 40 characters says so that is such a word, ends with one of three or more characters, or with any where it or an earlier
clause begins with a cause. Other clauses do not take it back: after 未开展，改为线上学习 nobody can tell what was held, so that somebody must say.
Where a column asks how it went (落实情况), an answer (``answers``) that is a whole clause, or ends one with a cause, says so too: 因疫情，未落实.
A word in the middle of a clause, or of two characters at its end without a cause, says nothing: 宣读未开展活动的支部名单, 因故未到 2 人.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from auditor.records.values.text import normalise_text

SHORT, LONG = 16, 40
_WHOLE = 3
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]+)[)\]】〕]")
_CLOSING = "。.!！;；,，"
_CLAUSE = re.compile(r"[。!！;；,，]+")
_COLOUR = re.compile(r"(?<=[未没法])(?:有?(?:能够?|曾|得以|如期|按期|按时|按计划|正常|及时))+")
_AFTER = re.compile(r"[\W\d了至到于因在]")
_BEFORE = ("前", "之前", "以前")
_CAUSE = ("因", "由于", "受", "鉴于")


@lru_cache(maxsize=16384)
def denies(text: str, words: tuple[str, ...], *, note: bool = False) -> str:
    """The word by which a cell says that nothing was done (see above), empty if it does not."""
    tidy = _COLOUR.sub("", normalise_text(text)).strip(_CLOSING)
    parts = [tidy, *(found.strip(_CLOSING) for found in _BRACKETS.findall(tidy))]
    clauses = list(_clauses(tidy)) if note else []
    return next((
        word for word in words
        if any(_says(part, word) for part in parts) or any(_ends(clause, word, LONG, caused=caused) for clause, caused in clauses)
    ), "")


@lru_cache(maxsize=16384)
def answers(text: str, words: tuple[str, ...]) -> str:
    """The word by which the answer to how it went says that nothing was done, empty if it does not."""
    clauses = list(_clauses(_COLOUR.sub("", normalise_text(text))))
    return next((word for word in words if any(_ends(clause, word, 0) or (caused and _ends(clause, word, LONG)) for clause, caused in clauses)), "")


def _clauses(text: str) -> Iterator[tuple[str, bool]]:
    """Each clause, and whether it or one before it begins with a cause."""
    caused = False
    for clause in _CLAUSE.split(text):
        caused = caused or clause.startswith(_CAUSE)
        yield clause, caused


def _says(text: str, word: str) -> bool:
    return _begins(text, word) or _ends(text, word, SHORT) or (len(text) <= LONG and text.startswith(_CAUSE) and text.endswith(word))


def _begins(text: str, word: str) -> bool:
    if len(text) > SHORT or not text.startswith(word):
        return False
    rest = text[len(word):]
    return not rest or (not rest.startswith(_BEFORE) and (len(word) >= _WHOLE or _AFTER.match(rest) is not None))


def _ends(text: str, word: str, most: int, *, caused: bool = False) -> bool:
    return text == word or (len(text) <= most and text.endswith(word) and (caused or len(word) >= _WHOLE))
