"""Records that say of themselves that nothing was done (未开展, 因疫情取消, 实到 0): they may count, but never certainly.

A row says so by a word in any of its cells (``denial.py``), by its answer where a column says how it went (``doubt_asked``), also in columns
that are none of the table's where their heading is about such things (``doubt_headings``), or by anything under a heading that says so
itself (未开展原因); by a 0 (``doubt_zero``); or by an answer to the question itself (``doubt_unless``: 是否开展) that is not the one of what
was done: no, not readable, or blank where other rows have one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.model import RecordIssue
from auditor.privacy import mask, mask_text
from auditor.records.cells import BLANK, Kind
from auditor.records.denial import answers, denies
from auditor.records.normalise import Typed
from auditor.records.values.text import is_nil
from auditor.tables import Table


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a row may not have been done: the letter of the cell that says so, what may be shown of it, and the reason in words."""

    letter: str
    value: str
    why: str


Told = tuple[int, Doubt]
"""A record and why it may not have been done."""


def undone(typed: Typed) -> tuple[frozenset[int], list[RecordIssue]]:
    """The records of a sheet that say that nothing was done, and an issue for each."""
    source, found = typed.source, dict[int, Doubt]()
    for way in (_worded, _beside, _zero, _unanswered):
        for index, doubt in way(typed):
            found.setdefault(index, doubt)
    return frozenset(found), [
        RecordIssue(
            "D410", f"这一行{doubt.why}，不能确定是否开展，只按“可能”计入；没有开展的请删去这一行，开展了的请改正。",
            source.file, source.sheet, source.records[index].row, doubt.letter, doubt.value,
        ) for index, doubt in sorted(found.items())
    ]


def _worded(typed: Typed) -> Iterator[Told]:
    table = typed.table
    for index, record in enumerate(typed.source.records if table.doubt_words else ()):
        for key, (_, cell) in record.cells.items():
            if cell.kind is Kind.TEXT and not _understood(table, key, cell.text):
                said = answers(cell.text, table.doubt_answers) if key in table.doubt_asked else ""
                if word := said or denies(cell.text, table.doubt_words, note=key in table.doubt_notes):
                    yield index, _doubt(typed, index, key, f"写有“{word}”")


def _understood(table: Table, key: str, text: str) -> bool:
    """Whether the cell has a meaning of its own: a branch, a known code (已取消)."""
    return key == table.branch or key not in table.columns or text in table.spellings.get(key, {})


def _beside(typed: Typed) -> Iterator[Told]:
    words, answered = typed.table.doubt_words, typed.table.doubt_answers
    headed = {column.letter: denies(column.header, words) for column in typed.source.columns}
    asking = {column.letter for column in typed.source.columns if any(word in column.header for word in typed.table.doubt_questions)}
    for index, record in enumerate(typed.source.records):
        for letter, cell in record.beside:
            said = headed[letter] if cell.text and not is_nil(cell.text) else ""
            said = said or (answers(cell.text, answered) if letter in asking else "")
            word = said or (denies(cell.text, words, note=True) if cell.kind is Kind.TEXT else "")
            if word:
                yield index, Doubt(letter, mask_text(cell.text), f"写有“{word}”")


def _zero(typed: Typed) -> Iterator[Told]:
    for key in typed.table.doubt_zero:
        for index, value in enumerate(typed.columns.get(key, ())):
            if value == 0 and key in typed.source.records[index].cells:
                yield index, _doubt(typed, index, key, f"的“{typed.table.columns[key].name}”是 0")


def _unanswered(typed: Typed) -> Iterator[Told]:
    for key, done in typed.table.doubt_unless.items():
        values, unsure = typed.columns.get(key, []), typed.columns.get(f"{key}__unsure", [])
        for index, value in enumerate(values if any(values) or any(unsure) else ()):
            if value != done:
                answer = value or ("认不出" if unsure[index] else "空白")
                yield index, _doubt(typed, index, key, f"的“{typed.table.columns[key].name}”是“{answer}”")


def _doubt(typed: Typed, index: int, key: str, why: str) -> Doubt:
    letter, cell = typed.source.records[index].cells.get(key, ("", BLANK))
    return Doubt(letter, mask(cell.text, typed.table.columns[key].privacy), why)
