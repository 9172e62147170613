"""Tables that stand side by side in one sheet: each becomes a sheet of its own, in which the cells of the others are left out.

Rows and letters stay those of the user's file. A block is a table only where it has known headings and something below them; what was left
over from another template stays with the first table and is told as stray.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from auditor.records.cells import BLANK, Cell, Kind, Sheet
from auditor.records.header import Header, Heading
from auditor.records.merges import filled_cells
from auditor.records.rows import total_word
from auditor.records.spans import is_period
from auditor.records.vocabulary import fold, month_of, quarter_of

_GAP, _LEAST = 2, 2
Span = tuple[int, int]


def side_by_side(sheet: Sheet, header: Header, known: Collection[str]) -> list[Sheet]:
    """One sheet for each table beside the others; the sheet itself where there is only one."""
    spans = [part for span in _apart(sheet, header) for part in _repeated(header.headings[span[0] : span[1] + 1])]
    tables = [span for span in spans if _is_table(sheet, header, span, known)]
    if len(tables) < 2:
        return [sheet]
    strangers = [span for span in spans if span not in tables]
    return [_only(sheet, header, [span, *(strangers if place == 0 else [])]) for place, span in enumerate(tables)]


def alike(header: Header, parts: Sequence[Sheet]) -> bool:
    """Whether the tables begin with the same headings: what is no ledger among them is then a table all the same, and no part of the first."""
    runs = [[heading for heading in header.headings if heading.path and _has(part, header, heading.index)] for part in parts]
    found = [_paths(run)[:_LEAST] for run in runs]
    return len(found) > 1 and all(first == found[0] for first in found)


def _has(part: Sheet, header: Header, column: int) -> bool:
    row = part.rows[header.last]
    return column < len(row) and row[column].kind is not Kind.BLANK


def _apart(sheet: Sheet, header: Header) -> Iterator[Span]:
    """First and last column of each run of headings; ``_GAP`` columns with neither heading nor content end a run."""
    start, gap = 0, 0
    for heading in header.headings:
        gap = gap + 1 if not heading.path and not _filled(sheet, header, heading.index, heading.index) else 0
        if gap == _GAP:
            if heading.index - _GAP >= start:
                yield start, heading.index - _GAP
            start = heading.index + 1
        elif gap > _GAP:
            start = heading.index + 1
        elif not heading.path and start == heading.index:
            start += 1
    if start < len(header.headings):
        yield start, len(header.headings) - 1


def _repeated(run: Sequence[Heading]) -> Iterator[Span]:
    """A run whose headings begin again, in the same order, is that many tables."""
    paths = _paths(run)
    starts = [0, *(place for place in range(_LEAST, len(run) - 1) if run and paths[place] and paths[place] == paths[0] and _again(paths, place))]
    for start, after in zip(starts, [*starts[1:], len(run)], strict=True):
        yield run[start].index, run[after - 1].index


def _paths(run: Sequence[Heading]) -> list[tuple[str, ...]]:
    """The paths of headings; without what stands over them where all stand under headings of lists (已交, 未交), which months are not."""
    tops = {heading.path[0] for heading in run if len(heading.path) > 1}
    grouped = all(len(heading.path) > 1 for heading in run) and not any(month_of(top) or quarter_of(top) for top in tops)
    return [heading.path[1:] if grouped else heading.path for heading in run]


def _again(paths: Sequence[tuple[str, ...]], place: int) -> bool:
    same = [path for path, first in zip(paths[place:], paths, strict=False) if path and path == first]
    return len(same) >= _LEAST and len(same) >= min(place, len(paths) - place) - 1


def _is_table(sheet: Sheet, header: Header, span: Span, known: Collection[str]) -> bool:
    headings = header.headings[span[0] : span[1] + 1]
    return sum(heading.word in known for heading in headings) >= _LEAST and _filled(sheet, header, *span)


def _filled(sheet: Sheet, header: Header, first: int, last: int) -> bool:
    return any(cell.kind is not Kind.BLANK for row in sheet.rows[header.last + 1 :] for cell in row[first : last + 1])


def _only(sheet: Sheet, header: Header, spans: Sequence[Span]) -> Sheet:
    """The sheet with these columns, and what stands above all of them."""
    rows = tuple(row if place < header.first and _above_all(row) else _kept(row, spans) for place, row in enumerate(sheet.rows))
    merges = tuple(merge for merge in sheet.merges if merge[2] < header.first or any(first <= merge[1] <= last for first, last in spans))
    return replace(sheet, rows=rows, merges=merges)


def _above_all(row: tuple[Cell, ...]) -> bool:
    """Whether a row above the headings is the whole sheet's: a title that stands alone, or captions (填报单位：…) and a period, none twice."""
    texts = [fold(cell.text) for _, cell in filled_cells(row)]
    names = {"" if is_period(text) else text.partition(":")[0] for text in texts if ":" in text or is_period(text)}
    return len(texts) == 1 or len(names) == len(texts)


def _kept(row: tuple[Cell, ...], spans: Sequence[Span]) -> tuple[Cell, ...]:
    """The row's cells in these columns. 合计 on the left names the bare sum of the lists on the right too."""
    kept = tuple(cell if any(first <= place <= last for first, last in spans) else BLANK for place, cell in enumerate(row))
    total, left = total_word(filled_cells(row)), spans[0][0]
    sums = [cell.text for _, cell in filled_cells(kept)]
    if total is None or not sums or kept[left].kind is not Kind.BLANK or any(map(str.isalpha, "".join(sums))):
        return kept
    return (*kept[:left], total, *kept[left + 1 :])
