"""A date in columns of its own for 年, 月 and 日, as one column: under one heading, or without one where the day is among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.records.cells import BLANK, Cell, Kind
from auditor.records.header import Header, Heading
from auditor.records.merges import Rows

_PARTS = ("年", "月", "日")
_UNDER_ONE = (_PARTS, _PARTS[:2])
_ALONE = (_PARTS, _PARTS[1:])
_DATE = "日期"
Places = list[tuple[tuple[int, str], ...]]
"""The columns of each date, with the part of it that stands there."""


def with_whole_dates(header: Header, rows: Rows) -> tuple[Header, Rows]:
    """The header with one heading for each such date, at the place of its year, and the rows with the parts joined there."""
    places = _places(header.headings)
    if not places:
        return header, rows
    firsts, others = {place[0][0] for place in places}, {column for place in places for column, _ in place[1:]}
    headings = tuple(_whole(heading) if heading.index in firsts else heading for heading in header.headings if heading.index not in others)
    return replace(header, headings=headings), [*rows[: header.last + 1], *(_joined(row, places) for row in rows[header.last + 1 :])]


def _places(headings: Sequence[Heading]) -> Places:
    """The columns of each date: two or three neighbours, with the same parents if any."""
    found: Places = []
    for place, heading in enumerate(headings):
        parents = heading.path[:-1]
        forms = [[(*parents, part) for part in form] for form in (_UNDER_ONE if parents else _ALONE)]
        length = next((len(paths) for paths in forms if [one.path for one in headings[place : place + len(paths)]] == paths), 0)
        if length and (not found or heading.index > found[-1][-1][0]):
            found.append(tuple((one.index, one.word) for one in headings[place : place + length]))
    return found


def _whole(heading: Heading) -> Heading:
    return replace(heading, path=heading.path[:-1] or (_DATE,), text=heading.text.rpartition("/")[0] or heading.text)


def _joined(row: Sequence[Cell], places: Places) -> list[Cell]:
    cells = list(row)
    for place in places:
        parts = [cells[column] if column < len(cells) else BLANK for column, _ in place]
        texts = [cell.text.strip() for cell in parts]
        while texts and not texts[-1]:
            texts.pop()
        cells[place[0][0]] = _one(parts, [f"{(text or '缺').removesuffix(name)}{name}" for text, (_, name) in zip(texts, place, strict=False)])
    return cells


def _one(parts: Sequence[Cell], texts: Sequence[str]) -> Cell:
    """The date as far as it is written; an error or a gap stays what it is."""
    odd = next((cell for cell in parts if cell.kind in (Kind.ERROR, Kind.UNCALCULATED)), None)
    return odd or (Cell(Kind.TEXT, "".join(texts)) if texts else BLANK)
