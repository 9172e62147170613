"""Tables of one form below each other, each under a title of its own (a month, a branch, a sort of meeting), told apart."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.records.cells import Sheet
from auditor.records.header import Header
from auditor.records.merges import filled_cells
from auditor.records.parts import Part, Row, after, until
from auditor.records.rows import repeats_header
from auditor.records.titles import are_captions, below_titles, is_lone_person, opening, texts_of, titles_above, with_common


def below_each_other(sheet: Sheet, header: Header) -> list[Part]:
    """A part for each table: where the headings come again right under a title, or a title names another branch or period. None where none does."""
    titles = sorted([*_headed(sheet, header), *(range(row, row + 1) for row in opening(sheet, header))], key=lambda rows: rows.start)
    if not titles:
        return []
    ends = [*(rows.start - 1 for rows in titles[1:]), len(sheet.rows) - 1]
    common, heads = _common(sheet, header), tuple(range(header.first, header.last + 1))
    rest = [
        Part(after(sheet, rows.stop, end, with_common(sheet, rows, common), header), tuple(rows), heads)
        for rows, end in zip(titles, ends, strict=True)
    ]
    first = until(sheet, titles[0].start - 1)
    return [Part(first), *rest] if any(map(filled_cells, first.rows[header.last + 1 :])) else rest


def _headed(sheet: Sheet, header: Header) -> Iterator[range]:
    """The rows of the titles of every table but the first that has headings of its own."""
    for row in below_titles(sheet, header.last + 1):
        if not repeats_header(header, filled_cells(sheet.rows[row])):
            continue
        titles = titles_above(sheet, header, row, header.last)
        if titles and not is_lone_person(sheet, header, titles[-1]):
            yield titles


def _common(sheet: Sheet, header: Header) -> list[Row]:
    """What stands above all tables: of several titles the last is the first table's own, unless it is captions (单位：万元)."""
    rows = [row for row in range(header.first) if texts_of(sheet, row)]
    own = len(rows) > 1 and not are_captions(texts_of(sheet, rows[-1]))
    return [sheet.rows[row] for row in (rows[:-1] if own else rows)]
