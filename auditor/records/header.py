"""Where the header of a sheet stands: one to four rows, under titles and captions. The column key is the path from parent to child."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, pairwise

from auditor.records.cells import Cell, Kind, Sheet
from auditor.records.merges import Rows, filled_cells
from auditor.records.vocabulary import Vocabulary, month_of, normalise_header

_SEARCHED, _LONGEST, _DEEPEST = 20, 40, 4
_KNOWN_WEIGHT, _MONTHS, _HEADS = 10, 3, 2
_LABEL = ("：", ":")
_NUMBER = re.compile(r"(?!\d{4}[.\-/]\d{1,2}$)[\d.\-/]+", re.ASCII)
"""Numbers and days, which tell nothing as headings; a year and a month may."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the header. ``path``: normalised texts from parent to child; ``text`` as written; empty where the header is blank."""

    index: int
    path: tuple[str, ...]
    text: str
    hint: str

    @property
    def word(self) -> str:
        """The innermost text."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Header:
    """Rows ``first`` to ``last`` (0-based) and one heading per column of the sheet."""

    first: int
    last: int
    headings: tuple[Heading, ...]


def find_header(sheet: Sheet, rows: Rows, vocabulary: Vocabulary) -> Header | None:
    """The header block, or None where no row looks like one."""
    places = list(islice((index for index, row in enumerate(sheet.rows) if filled_cells(row)), _SEARCHED))
    sheet, rows = replace(sheet, rows=tuple(map(tuple, _months_written(sheet.rows, places)))), _months_written(rows, places)
    known = vocabulary.rarity.keys()
    scores = {index: _score(sheet.rows[index], known) for index in places}
    best = max(places, key=lambda index: (scores[index], -index), default=None)
    if best is None or not scores[best]:
        return None
    first, last = block_at(sheet, best, known)
    return Header(first, last, tuple(_heading(index, [row[index] for row in rows[first : last + 1]]) for index in range(len(rows[first]))))


def heads(row: tuple[Cell, ...], known: AbstractSet[str]) -> bool:
    """Whether the row can be headings wherever it stands: words only, most of them known."""
    cells = filled_cells(row)
    if len(cells) < _HEADS or any(cell.kind is not Kind.TEXT for _, cell in cells):
        return False
    numbers = sum(1 for _, cell in cells if _NUMBER.fullmatch(cell.text) and cell.text not in known)
    if numbers * 2 >= len(cells):  # most rows are records: leave them early
        return False
    words, strange = set(), 0
    for _, cell in cells:
        words.add(word := normalise_header(cell.text)[0])
        strange += not tells(word, known)
        if strange * 2 >= len(cells):
            return False
    hits = sum(tells(word, known) for word in words) if words & known else 0
    if strange and _lone_months([cell.text for _, cell in cells]):
        return False
    return hits >= _HEADS and hits * 2 > len(cells) and all(_may_head(cell) for _, cell in cells) and not _is_for_signatures(row)


def _lone_months(texts: Sequence[str]) -> bool:
    """Whether there are months, and none beside the next: they are rather values of a record."""
    months = [month and (month[0] or 0) * 12 + month[1] for month in map(month_of, texts)]
    return any(months) and not any(one and other and other - one == 1 for one, other in pairwise(months))


def tells(word: str, known: Collection[str]) -> bool:
    """Whether the word is a heading that is known, or a month."""
    return word in known or month_of(word) is not None


def _months_written(rows: Sequence[Sequence[Cell]], places: Sequence[int]) -> Rows:
    """Months that Excel took for dates (2022-01-01 shown as 2022年1月), as they were typed: dates of the first, one a month, in a row."""
    end = places[-1] + 1 if places else 0
    return [*map(_typed, rows[:end]), *map(list, rows[end:])]


def _typed(row: Sequence[Cell]) -> list[Cell]:
    days = [cell.value for cell in row if cell.kind is Kind.DATE and isinstance(cell.value, date) and cell.value.day == 1]
    months = [day.year * 12 + day.month - 1 for day in days]
    next_to = sum(after - before == 1 for before, after in pairwise(months))
    if len(months) < _MONTHS or next_to * 2 < len(months):
        return list(row)
    return [Cell(Kind.TEXT, f"{cell.value.year}年{cell.value.month}月") if isinstance(cell.value, date) else cell for cell in row]


def _score(row: tuple[Cell, ...], known: AbstractSet[str]) -> int:
    cells = [cell for _, cell in filled_cells(row)]
    found = [normalise_header(cell.text)[0] for cell in cells if _may_head(cell)]
    words = set(found)
    again = sum(word in known for word in found) - sum(word in known for word in words)  # the headings of tables side by side
    if len(words) < 2 or (len(words) + again) * 2 < len(cells) or _is_for_signatures(row):
        return 0
    months = [word for word in found if month_of(word) and word not in known]
    hits = len(words & known)
    heads = hits > 0 or len(months) * 2 > len(cells)  # beside what no table knows, months between other cells are values
    hits += len(set(months)) if heads else 0
    values = sum(cell.kind is not Kind.TEXT for cell in cells) + (0 if heads else len(months))
    return (_KNOWN_WEIGHT * hits if hits > 1 else 0) + len(words) - 2 * values


def _is_for_signatures(row: tuple[Cell, ...]) -> bool:
    """Nothing but labels (填表人： 审核人：) with a blank beside some of them; headings that end in colons stand side by side."""
    cells = filled_cells(row)
    return all(cell.text.rstrip().endswith(_LABEL) for _, cell in cells) and cells[-1][0] - cells[0][0] >= len(cells)


def _may_head(cell: Cell) -> bool:
    return cell.kind is Kind.TEXT and len(normalise_header(cell.text)[0]) <= _LONGEST


def block_at(sheet: Sheet, best: int, known: Collection[str]) -> tuple[int, int]:
    """The first and last row of the headings of which one row is ``best``."""
    merges = [merge for merge in sheet.merges if not _is_title(sheet, merge[0])]
    first = min([best, *(top for top, _, bottom, _ in merges if top < best <= bottom)])
    while first and _is_parent(sheet, first - 1, merges):
        first -= 1
    last = max([best, *(bottom for top, _, bottom, _ in merges if first <= top <= best < bottom)])
    while last < first + _DEEPEST - 1 and _has_children(sheet, first, last, merges, known):
        last += 1
    return first, min(last, first + _DEEPEST - 1, len(sheet.rows) - 1)


def _is_title(sheet: Sheet, row: int) -> bool:
    return row >= len(sheet.rows) or len(filled_cells(sheet.rows[row])) < 2


def _is_parent(sheet: Sheet, row: int, merges: list[tuple[int, int, int, int]]) -> bool:
    """A row above whose cells each span several columns, and that is no caption."""
    wide = [left for top, left, bottom, right in merges if top == bottom == row and right > left]
    cells = filled_cells(sheet.rows[row])
    return bool(wide) and len(cells) > 1 and all(_may_head(cell) and not any(mark in cell.text for mark in "：:") for _, cell in cells)


def _has_children(sheet: Sheet, first: int, last: int, merges: list[tuple[int, int, int, int]], known: Collection[str]) -> bool:
    """Whether the row below still belongs: it stands under spanned parents, or names columns where the row above is blank."""
    if last + 1 >= len(sheet.rows):
        return False
    below = filled_cells(sheet.rows[last + 1])
    if len(below) < 1 or not all(_may_head(cell) for _, cell in below):
        return False
    spans = [(left, right) for top, left, bottom, right in merges if first <= top <= bottom == last and right > left]
    if spans:
        return all(any(left <= index <= right for left, right in spans) for index, _ in below)
    return not any(first <= top <= bottom for top, _, bottom, _ in merges if top <= last) and _complements(sheet, last, below, known)


def _complements(sheet: Sheet, last: int, below: list[tuple[int, Cell]], known: Collection[str]) -> bool:
    """Without merges: the row below starts with a blank, names known columns, and stands under a parent or a blank."""
    row = sheet.rows[last]
    words = {normalise_header(cell.text)[0] for _, cell in below}
    hits = sum(tells(word, known) for word in words)
    blank = sum(index >= len(row) or row[index].kind is Kind.BLANK for index, _ in below)
    return below[0][0] > 0 and hits >= 2 and blank > 0 and hits * 2 >= len(words)


def _heading(index: int, cells: list[Cell]) -> Heading:
    texts = [" ".join(cell.text.split()) for cell in cells if cell.kind is not Kind.BLANK]
    texts = [text for number, text in enumerate(texts) if number == 0 or text != texts[number - 1]]
    parts = [normalise_header(text) for text in texts]
    path = tuple(name for name, _ in parts if name)
    hint = next((hint for _, hint in reversed(parts) if hint), "")
    return Heading(index, path, "/".join(texts), hint)
