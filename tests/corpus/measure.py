"""What was planted beside what was read: every value right, unknown, wrong or lost; every row a record or accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from auditor.records.answers import workbook_of
from auditor.records.cells import Kind, Sheet, Unreadable
from auditor.records.child import answer
from auditor.records.normalise import Typed, normalise
from auditor.records.understand import understand
from auditor.records.understood import Understood
from auditor.tables import DATES, FIRST_DAY, LAST_DAY, Table
from tests.corpus.beyond import Facts, facts
from tests.corpus.page import UNKNOWN, Line, Page, Planted


@dataclass
class Score:
    """Counts by name, and what to look at: each a sentence with the file."""

    counts: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)

    def add(self, name: str, said: str = "") -> None:
        self.counts[name] += 1
        if name in ("wrong", "lost", "invented"):
            self.bad.append(f"{name}: {said}")

    def __iadd__(self, other: Score) -> Self:
        self.counts.update(other.counts)
        self.bad += other.bad
        return self


def measure(page: Page, path: Path, tables: Mapping[str, Table]) -> Score:
    """One file of one page, read as the program reads it."""
    score = Score()
    book = workbook_of(path.name, answer(path))
    score.counts["files"] += 1
    if isinstance(book, Unreadable):
        score.add("refused", f"{path.name} {book.issue.message}")
        score.counts["refused rows"] += sum(len(line.records) for line in page.lines)
        return score
    for sheet in book.sheets:
        score.counts["sheets"] += 1
        score.counts["cells"] += sum(cell.kind is not Kind.BLANK and not cell.merged for row in sheet.rows for cell in row)
        _sheet(page, path, sheet, tables, score)
    return score


def _sheet(page: Page, path: Path, sheet: Sheet, tables: Mapping[str, Table], score: Score) -> None:
    parts = understand(sheet, tables)
    read: dict[int, list[tuple[Typed, int]]] = {}
    sheets: list[Typed] = []
    told = False
    for part in parts:
        if part.table is None:
            score.add("sheets not taken")
            told = told or bool(part.issues)
            continue
        typed = normalise(part, tables[part.table])
        sheets.append(typed)
        for index, record in enumerate(part.records):
            read.setdefault(record.row, []).append((typed, index))
    known, nothing = facts(sheets), {record.row for part in parts for record in part.nothing}
    for row, line in enumerate(page.lines, 1):
        where = f"{path.name} ({page.layout}; {', '.join(page.faults)}) row {row} {_brief(line)}"
        _line(line, read.pop(row, []), score, where, known, told=told)
        if line.nothing:
            score.add("right" if row in nothing else "lost", f"{where}: it says that there is nothing")
        if not line.records and any(cell is not None for cell in line.cells):
            score.counts["rows skipped"] += 1
    for row in () if told else _unaccounted(sheet, parts):
        score.add("lost", f"{path.name} row {row} is in no answer")


def _unaccounted(sheet: Sheet, parts: tuple[Understood, ...]) -> Iterator[int]:
    """Rows with content below the header that are neither records nor skipped."""
    told = {row for part in parts for skipped in part.skipped for row in skipped.rows} | {record.row for part in parts for record in part.records}
    last = max((max(part.header_rows, default=0) for part in parts), default=0)
    for row, cells in enumerate(sheet.rows, 1):
        if last and row > last and row not in told and any(cell.kind is not Kind.BLANK for cell in cells):
            yield row


def _line(line: Line, read: list[tuple[Typed, int]], score: Score, where: str, known: Facts, *, told: bool) -> None:
    """``told``: a part of the sheet was not taken, and that is said: a record that is missing may be there."""
    left = list(read)
    for planted in line.records:
        score.counts["records"] += 1
        found = next((item for item in left if _same(planted, *item)), None)
        if found is None:
            score.add("records told" if told else "lost", f"{where}: no record {dict(planted.values)}")
            continue
        left.remove(found)
        score.counts["records read"] += 1
        for key, want in planted.values.items():
            score.add(_judged(want, *_got(key, *found)), f"{where}: {key} is {want}, read {_got(key, *found)}")
        for key, want in planted.said.items():
            got = known[id(found[0])][found[1]][key]
            score.add("right" if got == want else "wrong", f"{where}: {key} is {want}, known {got}")
        for key in _strange(planted, *found):
            score.add("wrong", f"{where}: {key} was not planted, read {_got(key, *found)}")
    for typed, index in left:
        if not _empty(line, typed, index):
            score.add("invented", f"{where}: {({key: values[index] for key, values in typed.columns.items()})}")


def _strange(planted: Planted, typed: Typed, index: int) -> Iterator[str]:
    """Columns in which a value was read that nobody put there; what title and caption say is not the row's."""
    cells = typed.source.records[index].cells
    for key in (key for key in typed.table.columns if key in cells and key not in planted.values and key != "seq"):
        value, unsure = _got(key, typed, index)
        if cells[key][0] and not unsure and value not in (None, (None, None)):
            yield key


def _same(planted: Planted, typed: Typed, index: int) -> bool:
    """Whether this may be the record; what was planted as doubtful fits anything."""
    if typed.table.id != planted.table:
        return False
    pairs = ((planted.values[key], _got(key, typed, index)[0]) for key in planted.at)
    return all(want in (got, UNKNOWN) for want, got in pairs)


def _got(key: str, typed: Typed, index: int) -> tuple[Any, bool]:
    """The typed value and whether it is unknown."""
    column = typed.table.columns[key]
    if column.type in DATES:
        first, last = (typed.columns.get(f"{key}__{end}", [FIRST_DAY if end == "first" else LAST_DAY] * (index + 1))[index] for end in ("first", "last"))
        return (first, last), (first, last) == (FIRST_DAY, LAST_DAY)
    value = typed.columns[key][index] if key in typed.columns else None
    if value is None and key == typed.table.branch and typed.source.context.branch:  # the title says it once for all
        return typed.source.context.branch, False
    return value, key not in typed.columns or bool(typed.columns.get(f"{key}__unsure", {index: False})[index])


def _judged(want: Any, got: Any, unsure: bool) -> str:
    if want is UNKNOWN:
        return "right" if unsure else "wrong"
    if unsure:
        return "unknown"
    if got == want:
        return "right"
    return "lost" if got in (None, (None, None)) else "wrong"


def _empty(line: Line, typed: Typed, index: int) -> bool:
    """A record with a state of nothing: a month of which nothing is said."""
    wide = typed.table.wide
    return bool(wide and wide.counts is None and line.records and typed.columns.get(wide.value, [None] * (index + 1))[index] is None)


def _brief(line: Line) -> str:
    return "|".join("" if cell is None else str(cell) for cell in line.cells)[:120]
