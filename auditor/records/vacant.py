"""Posts that nobody holds (空缺, 待补选, 无): no records, though their branch has answered. Blank posts are none beside others of their row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from auditor.records.cells import BLANK, Cell, Kind
from auditor.records.understood import RawRecord, Skipped
from auditor.records.values.text import is_nil
from auditor.records.vocabulary import fold
from auditor.tables import Table

_VACANT = re.compile(r"\(?(暂时?|目前|现)?(空缺|缺额|缺位|缺员|缺)\)?|\(?(暂?待|[尚暂]?未|暂?不)(补选?|增补|选举?|定|配备?|设立?|明确|产生|推选)\)?|无人")


@dataclass(frozen=True, slots=True)
class Held:
    """``records``: those of somebody. ``none``: for each row of which nothing is left its branch at most; ``skipped`` lists these rows."""

    records: tuple[RawRecord, ...]
    none: tuple[RawRecord, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def held(records: Sequence[RawRecord], table: Table, *, across: bool) -> Held:
    """The records of posts that somebody holds. ``across``: each record is a post that has a column of its own, whose cell is the name."""
    name = table.listed
    if name is None:
        return Held(tuple(records))
    kept, none = list[RawRecord](), list[RawRecord]()
    for _, row in groupby(records, key=lambda record: record.row):
        posts = list(row)
        left = [post for post in posts if not _is_vacant(post, name, across=across)]
        if across and all(_name(post, name).kind is Kind.BLANK for post in posts):
            left = posts
        kept += left
        none += [] if left else [_of_branch(posts[0], table)]
    skipped = (Skipped(tuple(record.row for record in none), "写明空缺，不是记录"),) if none else ()
    return Held(tuple(kept), tuple(none), skipped)


def _name(post: RawRecord, column: str) -> Cell:
    return post.cells.get(column, ("", BLANK))[1]


def _is_vacant(post: RawRecord, column: str, *, across: bool) -> bool:
    cell = _name(post, column)
    return _VACANT.fullmatch(fold(cell.text)) is not None or (across and (cell.kind is Kind.BLANK or is_nil(cell.text)))


def _of_branch(record: RawRecord, table: Table) -> RawRecord:
    return RawRecord(record.row, {key: cell for key, cell in record.cells.items() if key == table.branch})
