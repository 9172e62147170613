"""People of whom a note (备注) says that they have left (2022年1月转出, 已离任): they may still belong, but never certainly.

A note says so by a word of the list in one of its clauses. It does not where any clause says of such a word that it is not, or not yet, so
(未转出, 拟转出, 预计毕业离校), or speaks of one who came (转入). Where a column of the sheet says it already the note adds nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.model import RecordIssue
from auditor.privacy import mask_text
from auditor.records.cells import BLANK, Kind
from auditor.records.normalise import Typed
from auditor.records.values.text import normalise_text

_TOLD = "备注写有“{}”，不能确定是否还在，只按“可能”计入；已经离开的，请填写离开的日期或从表中删去，仍在的请改正备注。"
_CLAUSE = re.compile(r"[。!！;；,，、()（）]+")
_NOT_SO = re.compile(r"[未没无拟待将原接替]|尚|预[计备]|计划|申请|不(?!再)|转入")


def departed(typed: Typed) -> tuple[frozenset[int], list[RecordIssue]]:
    """The records of such people, and an issue for each."""
    source, notes = typed.source, typed.table.departed
    found = dict[int, RecordIssue]()
    for index, record in enumerate(source.records if notes else ()):
        place, cell = record.cells.get(notes.column if notes else "", ("", BLANK))
        word = says(cell.text, notes.words) if notes and cell.kind is Kind.TEXT else ""
        if word and not _said(typed, index):
            found[index] = RecordIssue("D411", _TOLD.format(word), source.file, source.sheet, record.row, place, mask_text(cell.text))
    return frozenset(found), list(found.values())


@lru_cache(maxsize=4096)
def says(text: str, words: tuple[str, ...]) -> str:
    """The word by which a note says so; empty if it does not."""
    clauses = [part for part in _CLAUSE.split(normalise_text(text)) if part]
    told = [(next((word for word in words if word in part), ""), part) for part in clauses]
    if any(_NOT_SO.search(part.replace(word, "")) for word, part in told if word or "转入" in part):
        return ""
    return next((word for word, _ in told if word), "")


def _said(typed: Typed, index: int) -> bool:
    """Whether a column says when, or that, the person left."""
    table, record = typed.table, typed.source.records[index]
    until = table.roll.until if table.roll else None
    status = typed.columns.get(table.gone.column, ())[index:] if table.gone else ()
    left = bool(status) and table.gone is not None and status[0] in table.gone.words
    return left or record.cells.get(str(until), ("", BLANK))[1].kind is not Kind.BLANK
