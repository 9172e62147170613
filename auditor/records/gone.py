"""Those who belong no more (转出党员, 已故党员): rows under such a title are not of the roll, and a sheet so called is no roster."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.model import RecordIssue
from auditor.records.cells import Cell, Kind, Sheet
from auditor.records.merges import Rows, filled_cells
from auditor.records.rows import Sorted
from auditor.records.understood import RawRecord, Skipped
from auditor.records.vocabulary import fold
from auditor.titles import Gone

_PART = 4
_NUMBERING = re.compile(r"(\(?([一二三四五六七八九十]{1,3}|\d{1,2})[、.)])?(.*?)(\([^()]*\))?:?")
_ALSO, _AND = "含及和与、未无除非已", "及和与、"


@dataclass(frozen=True, slots=True)
class Apart:
    """``values``: record row (0-based) -> what its title says of it. ``titles``: rows that are such titles and no records."""

    values: Mapping[int, str]
    titles: frozenset[int] = frozenset()


def gone_by(titles: Sequence[str], gone: Gone | None) -> str:
    """The value that the nearest title which says who is meant gives; empty where it means those who belong, or none says so."""
    return next((value for text in titles if (value := _value(text, gone)) is not None), "") if gone else ""


def set_apart(rows: Rows, records: Mapping[int, str], gone: Gone | None, last: int) -> Apart:
    """Who of the ``records`` (row -> title of the group, empty for none) stands under such a title.

    A title may also be written into a cell alone, that of the name (column ``last``) or one before it.
    """
    values, titles, alone, group = dict[int, str](), set[int](), "", ""
    for index, title in records.items() if gone else ():
        alone, group = ("" if title != group else alone), title
        lone = lone_text(rows[index], last)
        value = _value(lone, gone) if lone else None
        if value is not None:
            titles.add(index)
            alone = lone
        elif said := _value(alone or title, gone):
            values[index] = said
    return Apart(values, frozenset(titles))


def without_titles(found: Sorted, apart: Apart) -> Sorted:
    """The rows without those titles, which are skipped."""
    skipped = [Skipped((index + 1,), "分组标题") for index in sorted(apart.titles)]
    records = {index: title for index, title in found.records.items() if index not in apart.titles}
    return replace(found, records=records, skipped=(*found.skipped, *skipped))


def marked(records: Sequence[RawRecord], apart: Apart, column: str) -> tuple[RawRecord, ...]:
    """The records with these values in ``column``; where a row says something else itself, one that nobody can read."""
    return tuple(_marked(record, apart.values.get(record.row - 1, ""), column) for record in records)


def told(sheet: Sheet, apart: Apart) -> Iterator[RecordIssue]:
    """How many were set apart."""
    if apart.values:
        said = "、".join(dict.fromkeys(apart.values.values()))
        message = f"有 {len(apart.values)} 行在“{said}”一类的分组标题下面，按{said}计，不算在册；仍在册的，请移到名册的前面"
        yield RecordIssue("D216", message, sheet.file, sheet.name, min(apart.values) + 1)


def _marked(record: RawRecord, value: str, column: str) -> RawRecord:
    if not value:
        return record
    place, cell = record.cells.get(column, ("", Cell(Kind.BLANK, "")))
    own = cell.text.strip()
    text = value if own in ("", value) else f"{own}（分组标题写的是{value}）"
    return replace(record, cells={**record.cells, column: (place, Cell(Kind.TEXT, text))})


def says_who(title: str, gone: Gone | None) -> bool:
    """Whether the title says who of a branch is meant: those who belong, or those who are gone."""
    return _value(title, gone) is not None


def lone_text(row: tuple[Cell, ...] | list[Cell], last: int) -> str:
    """The text of a row's only filled cell, if it stands in column ``last`` or before it."""
    cells = filled_cells(row)
    return cells[0][1].text if len(cells) == 1 and cells[0][0] <= last and cells[0][1].kind is Kind.TEXT else ""


def _value(text: str, gone: Gone | None) -> str | None:
    """What a title says of those under it; empty where they belong, None where it says nothing of that."""
    tidy = fold(text)
    core = (found[3] if (found := _NUMBERING.fullmatch(tidy)) else tidy) or tidy
    for value, words in gone.words.items() if gone else ():
        if any(_means(core, word) for word in words):
            return value
    return "" if gone and any(_means(core, word) for word in gone.here) else None


def _means(text: str, word: str) -> bool:
    return text == word or (len(word) >= _PART and re.search(rf"(?<![{_ALSO}])已?{word}(?![{_AND}])", text) is not None)
