"""Sheets about what is owed (应缴党费核定表), whose amounts must not be read as paid."""

from __future__ import annotations

from collections.abc import Container, Sequence

from auditor.records.mapping import Field, Mapped
from auditor.records.vocabulary import Vocabulary, fold
from auditor.records.wide import WideField
from auditor.tables import Table

_LONGEST = 40


def owed(table: Table, mapped: Mapped, wide: Sequence[WideField], titles: Sequence[str], vocabulary: Vocabulary) -> str:
    """The word by which a title, or a heading above the amounts, says that what would be read as done is only owed; else empty.

    Captions (缴费标准：每月 20 元) and long notes are no titles. Cells that are words (√, 已缴) are no amounts: they say what was done.
    A title of both (应缴实缴明细) leaves amounts under bare months in doubt: they are taken for owed.
    """
    if table.owed is None:
        return ""
    named = [text for title in titles if len(text := fold(title)) <= _LONGEST and ":" not in text]
    words = vocabulary.codes.get((table.id, table.wide.words or ""), {}) if table.wide else {}
    found = [(item, named) for item in mapped.keys.get(table.owed.column, ())]
    found += [(item.field, [_without(text, table.owed.done) for text in named]) for item in wide if item.key == table.owed.column]
    return next((word for item, texts in found if _amounts(item, words) and (word := table.owed.by([*item.heading.path, *texts]))), "")


def _amounts(item: Field, words: Container[str]) -> bool:
    return any(fold(text) not in words for text in item.texts)


def _without(text: str, words: Sequence[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text
