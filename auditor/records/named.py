"""Cells with the name of a person and more: a post or stage in brackets behind it (王一（书记）), or the names of several people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.model import RecordIssue
from auditor.records.cells import BLANK, Cell, Kind, Sheet
from auditor.records.understood import RawRecord
from auditor.records.values.names import several
from auditor.records.vocabulary import Vocabulary, fold
from auditor.tables import Column, Privacy, Table, Type

_BEHIND = re.compile(r"([^()]+)\((?:兼任?)?([^()]+)\)")
_BESIDES = re.compile(r"^[(（]兼任?[)）]|[(（]兼任?[)）]$")
_NAMED = 5


def with_plain_names(
    records: Sequence[RawRecord], table: Table, vocabulary: Vocabulary, sheet: Sheet,
) -> tuple[tuple[RawRecord, ...], tuple[RecordIssue, ...]]:
    """The records with names as they are compared, and what is told of brackets behind them.

    What the vocabulary knows is taken away; where a column of the sheet says the same thing, it must not say another. The rest stays.
    """
    names = [key for key, column in table.columns.items() if _is_name(column) and any(key in record.cells for record in records)]
    people = [_without_besides(part, names) for record in records for part in _each(record, table.listed)]
    behind = [(place, key, *found) for place, record in enumerate(people) for key in names if (found := _parted(record, key))]
    away, left = Counter[str](), Counter[str]()
    for place, key, name, word in behind:
        if word in vocabulary.asides:
            said = _said(people[place], word, table, vocabulary) if key in table.person else {}
            cells = people[place].cells
            people[place] = replace(people[place], cells={**cells, key: (cells[key][0], Cell(Kind.TEXT, name)), **said})
            away[word] += 1
        elif key in table.person:
            left[word] += 1
    return tuple(people), tuple(_told(sheet, away, left))


def _without_besides(record: RawRecord, names: Sequence[str]) -> RawRecord:
    """The record without the mark that somebody holds the post besides another: （兼）王一."""
    marked = {key: record.cells[key] for key in names if key in record.cells and _BESIDES.search(record.cells[key][1].text)}
    return replace(record, cells={**record.cells, **{key: (place, Cell(Kind.TEXT, _BESIDES.sub("", cell.text))) for key, (place, cell) in marked.items()}})


def _parted(record: RawRecord, key: str) -> tuple[str, str] | None:
    """The name and what stands in brackets behind it."""
    found = _BEHIND.fullmatch(fold(record.cells.get(key, ("", BLANK))[1].text))
    return (found[1], found[2]) if found else None


def _is_name(column: Column) -> bool:
    return column.type is Type.TEXT and column.privacy is Privacy.NAME


def _each(record: RawRecord, listed: str | None) -> Iterator[RawRecord]:
    """A record for each of the people that one cell of the ``listed`` column names."""
    place, cell = record.cells.get(str(listed), ("", BLANK))
    parts = several(cell.text) if cell.kind is Kind.TEXT else ()
    yield from (replace(record, cells={**record.cells, str(listed): (place, Cell(Kind.TEXT, part))}) for part in parts)
    if not parts:
        yield record


def _said(record: RawRecord, word: str, table: Table, vocabulary: Vocabulary) -> Mapping[str, tuple[str, Cell]]:
    """The cells of columns that the word in brackets speaks of: filled where they are blank, unreadable where they say another thing."""
    found = {}
    for key, column in table.columns.items():
        codes = vocabulary.codes.get((table.id, key), {})
        if column.beside_names and word in codes and key in record.cells:
            place, cell = record.cells[key]
            if cell.kind is Kind.BLANK:
                found[key] = place, Cell(Kind.TEXT, word)
            elif codes.get(fold(cell.text), codes[word]) != codes[word] and not column.many:
                found[key] = place, Cell(Kind.DOUBTFUL, f"{cell.text} / {word}")
    return found


def _told(sheet: Sheet, away: Counter[str], left: Counter[str]) -> Iterator[RecordIssue]:
    for words, said in ((away, "不是姓名的一部分，按去掉后的姓名读；这些情况请另用一列写"), (left, "不知道是什么意思，当作姓名的一部分；不是的，请另用一列写")):
        if count := sum(words.values()):
            named = "”“".join(list(words)[:_NAMED])
            yield RecordIssue("D212", f"姓名后面的括号里写有“{named}”（共 {count} 处），{said}", sheet.file, sheet.name)
