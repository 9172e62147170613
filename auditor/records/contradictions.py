"""Two versions of one ledger: records of different files that are about the same thing and say different things about it.

Nobody can tell which version holds, so that neither counts certainly. Within one file several records of one thing are legal (补缴).
What is compared is what rules count by: dates, codes, numbers, amounts, yes or no; not free text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from auditor.model import RecordIssue
from auditor.privacy import mask
from auditor.records.cells import BLANK
from auditor.records.normalise import Typed
from auditor.records.people import ROSTER, Seat
from auditor.tables import DATES, FIRST_DAY, PLAIN, Table, Type

Sheets = Sequence[tuple[Typed, Sequence[Seat]]]
Place = tuple[int, int]
Values = tuple[Hashable, ...]
_MOST = 20
_NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class Clash:
    """Two records of different files that contradict each other in ``column``."""

    left: Place
    right: Place
    column: str


def contradictions(sheets: Sheets) -> tuple[list[frozenset[int]], list[RecordIssue]]:
    """For each sheet its contradicted records, and one issue per pair of files: how many things, the first with both rows."""
    doubtful: list[set[int]] = [set() for _ in sheets]
    clashes: defaultdict[tuple[str, str, str], list[Clash]] = defaultdict(list)
    for by_file in _things(sheets):
        for left, right in combinations(sorted(by_file), 2):
            found = _clashes(sheets, by_file[left], by_file[right])
            for clash in found:
                for sheet, index in (clash.left, clash.right):
                    doubtful[sheet].add(index)
            if found:
                clashes[sheets[found[0].left[0]][0].table.id, left, right].append(found[0])
    return [frozenset(records) for records in doubtful], [_issue(sheets, found) for found in clashes.values()]


def _things(sheets: Sheets) -> Iterator[Mapping[str, list[Place]]]:
    """The records about one thing, by file, of every thing that more than one file speaks of. Only records whose branch is certain."""
    files: defaultdict[str, set[str]] = defaultdict(set)
    for typed, _ in sheets:
        files[typed.table.id].add(typed.source.file)
    things: defaultdict[Hashable, dict[str, list[Place]]] = defaultdict(dict)
    for number, (typed, seats) in enumerate(sheets):
        if typed.table.agree and len(files[typed.table.id]) > 1:
            for seat in seats:
                key = _key(typed, seat) if seat.sure else None
                if key:
                    things[key].setdefault(typed.source.file, []).append((number, seat.index))
    return (by_file for by_file in things.values() if len(by_file) > 1)


def _key(typed: Typed, seat: Seat) -> Hashable | None:
    """What a record is about: table, branch, person and the rest of the table's key. None where its dates, codes or person are not known."""
    table = typed.table
    rest = [key for key in table.key if key != table.branch and key not in table.person]
    said = [_value(typed, key, seat.index) for key in rest]
    known = all(value not in {None, _NOT_SAID} for key, value in zip(rest, said, strict=True) if table.columns[key].type not in PLAIN | {Type.INTEGER})
    person = seat.person and (seat.person.partition("#")[0] if table.id == ROSTER else seat.person)
    return (table.id, seat.branch, person, typed.source.context.year, *said) if known and (person or not table.person) else None


def _value(typed: Typed, key: str, index: int) -> Hashable:
    """The typed value; ``_NOT_SAID`` where the sheet has no such column or the cell cannot be read."""
    columns = typed.columns
    if typed.table.columns[key].type in DATES:
        if f"{key}__first" not in columns or columns[f"{key}__first"][index] == FIRST_DAY:
            return _NOT_SAID
        return None if columns[f"{key}__first"][index] is None else (columns[f"{key}__first"][index], columns[f"{key}__last"][index])
    unsure = columns.get(f"{key}__unsure")
    return _NOT_SAID if key not in columns or (unsure and unsure[index]) else columns[key][index]


def _clashes(sheets: Sheets, left: Iterable[Place], right: Iterable[Place]) -> list[Clash]:
    """The contradicting pairs among the records that the two files do not share."""
    table = sheets[next(iter(left))[0]][0].table
    compared = [key for key, column in table.columns.items() if column.type not in PLAIN and key not in {*table.key, *table.person, table.branch}]
    ours, theirs = _said(sheets, left, compared), _said(sheets, right, compared)
    shared = Counter(values for values, _ in ours) & Counter(values for values, _ in theirs)
    pairs = [(one, other) for one in _without(ours, shared)[:_MOST] for other in _without(theirs, shared)[:_MOST]]
    found = [(one, other, _contrary(table, compared, one[0], other[0])) for one, other in pairs]
    return [Clash(one[1], other[1], column) for one, other, column in found if column]


def _said(sheets: Sheets, places: Iterable[Place], compared: Sequence[str]) -> list[tuple[Values, Place]]:
    return [(tuple(_value(sheets[sheet][0], key, index) for key in compared), (sheet, index)) for sheet, index in places]


def _without(said: Sequence[tuple[Values, Place]], shared: Counter[Values]) -> list[tuple[Values, Place]]:
    left = Counter(shared)
    kept = []
    for values, place in said:
        if left[values]:
            left[values] -= 1
        else:
            kept.append((values, place))
    return kept


def _contrary(table: Table, compared: Sequence[str], one: Values, other: Values) -> str:
    """The first column in which the two differ. A blank says something only where a blank is an answer (``optional``)."""
    for key, mine, yours in zip(compared, one, other, strict=True):
        filled = mine is not None and yours is not None
        if _NOT_SAID not in {mine, yours} and (filled or table.columns[key].optional) and not _agree(mine, yours):
            return key
    return ""


def _agree(mine: Any, yours: Any) -> bool:
    if isinstance(mine, tuple) and isinstance(yours, tuple):
        return bool(mine[0] <= yours[1] and yours[0] <= mine[1])
    return bool(mine == yours)


def _issue(sheets: Sheets, found: Sequence[Clash]) -> RecordIssue:
    first = found[0]
    column = sheets[first.left[0]][0].table.columns[first.column]
    texts = []
    for place, index in (first.left, first.right):
        source = sheets[place][0].source
        letter, cell = source.records[index].cells.get(first.column, ("", BLANK))
        texts.append((source, source.records[index].row, letter, mask(cell.text, column.privacy) or "空白"))
    (left, row, _, value), (right, other, letter, second) = texts
    message = (
        f"有 {len(found)} 项与“{left.file}”中的说法不同，不能确定哪一份为准，两份都只按“可能”计入。例如“{column.name}”："
        f"“{left.file}”{left.sheet} 第 {row} 行是“{value}”，本文件第 {other} 行是“{second}”。请核对后只报送一份，或把两份改成一致。"
    )
    return RecordIssue("D614", message, right.file, right.sheet, other, letter, second)
