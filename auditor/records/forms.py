"""Tables of different form below each other (花名册, 支委会名单, 三会一课记录), each with headings of its own, told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from auditor.records.cells import Cell, Kind, Sheet
from auditor.records.context import branch_in
from auditor.records.header import Header, block_at, heads, tells
from auditor.records.merges import filled_cells
from auditor.records.parts import Part, Row, after, until
from auditor.records.rows import is_around
from auditor.records.titles import are_captions, texts_of, titles_above, with_common
from auditor.records.vocabulary import normalise_header

_SURE = 3
Block = tuple[int, int]
Form = dict[int, set[str]]


def forms_apart(sheet: Sheet, header: Header, known: AbstractSet[str]) -> list[Part]:
    """A part for each form of headings, from the top; none where there is one form. ``header``: the headings that were found."""
    blocks = list(_blocks(sheet, header, known))
    if len(blocks) < 2:
        return []
    titles = [titles_above(sheet, header, first, last) for (_, last), (first, _) in pairwise(blocks)]
    ends = [*(rows.start - 1 for rows in titles[1:]), len(sheet.rows) - 1]
    parts, above, common = [Part(until(sheet, titles[0].start - 1))], list(sheet.rows[: blocks[0][0]]), _common(sheet, blocks[0][0])
    for rows, (first, _), end in zip(titles, blocks[1:], ends, strict=True):
        above = with_common(sheet, rows, common) if rows else above
        parts.append(Part(after(sheet, first, end, above), tuple(rows)))
    return parts


def _blocks(sheet: Sheet, header: Header, known: AbstractSet[str]) -> Iterator[Block]:
    """First and last row of the headings of each table; those that come again are no other table."""
    found, form = (-1, -1), Form()
    for row in range(len(sheet.rows)):
        block = header.first, header.last
        if row != header.first:
            if 0 < row <= found[1] + 1 or header.first < row <= header.last + 1 or not _begins(sheet, header, row, known, found, form):
                continue
            block = block_at(sheet, row, known)
            if row < header.first <= block[1] + 1:
                continue
        found, form = block, _form(sheet, block)
        yield found


def _begins(sheet: Sheet, header: Header, row: int, known: AbstractSet[str], found: Block, form: Form) -> bool:
    """Whether other headings stand in the row, below a title, a gap or a sum; or beyond doubt."""
    cells = sheet.rows[row]
    if not heads(cells, known):
        return False
    words = {at: normalise_header(cell.text)[0] for at, cell in filled_cells(cells)}
    if all(word in form.get(at, ()) for at, word in words.items() if tells(word, known)):
        return False
    parted = row == 0 or not texts_of(sheet, row - 1) or is_around(sheet, header, row - 1) or bool(titles_above(sheet, header, row, found[1]))
    return parted or (len(words) >= _SURE and all(tells(word, known) for word in words.values()))


def _form(sheet: Sheet, block: Block) -> Form:
    form = Form()
    for row in sheet.rows[block[0] : block[1] + 1]:
        for at, cell in filled_cells(row):
            form.setdefault(at, set()).add(normalise_header(cell.text)[0])
    return form


def _common(sheet: Sheet, first: int) -> list[Row]:
    """What stands above the first table and holds for all: captions, titles above its own, and the branch of its own."""
    rows = [row for row in range(first) if texts_of(sheet, row)]
    titles = [row for row in rows if not are_captions(texts_of(sheet, row))]
    return [_branch(texts_of(sheet, row)) if [row] == titles[-1:] else sheet.rows[row] for row in rows]


def _branch(cells: Sequence[Cell]) -> Row:
    branch = next((name for cell in cells if (name := branch_in(cell.text))), "")
    return (Cell(Kind.TEXT, f"党支部：{branch}"),) if branch else ()
