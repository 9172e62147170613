"""Rows of a ledger of people that say that there is nobody to report: 无, 本季度无转接, and else blank but for branch and number.

They are no records. Their branch has answered for itself all the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.records.cells import Cell, Kind, letter
from auditor.records.header import Heading
from auditor.records.mapping import Field
from auditor.records.merges import Rows
from auditor.records.rows import Sorted, is_sequence
from auditor.records.understood import RawRecord, Skipped
from auditor.records.values.text import is_nil
from auditor.records.vocabulary import fold
from auditor.tables import Table

_NOBODY = re.compile(r"((本|上|该)?(支部|年度?|学年|学期|季度?|月份?)){0,2}(暂?无|没有)[\u3400-\u9fff]{0,10}[。.]?")


def set_apart(
    found: Sorted, rows: Rows, keys: Mapping[str, Sequence[Field]], table: Table | None,
) -> tuple[Sorted, tuple[RawRecord, ...]]:
    """The rows without those that say so in the columns ``keys``, and these, with their branch at most."""
    if table is None or not table.person:
        return found, ()
    theirs = [item.heading for key, items in keys.items() if key != table.branch for item in items]
    nothing = [index for index in found.records if _says_nothing(theirs, rows[index])]
    if not nothing:
        return found, ()
    place = next((item.heading.index for item in keys.get(table.branch, ())), None)
    records = tuple(RawRecord(index + 1, {} if place is None else {table.branch: (letter(place), rows[index][place])}) for index in nothing)
    kept = {index: group for index, group in found.records.items() if index not in nothing}
    skipped = Skipped(tuple(index + 1 for index in nothing), "写明没有，不是记录")
    return replace(found, records=kept, skipped=(*found.skipped, skipped)), records


def _says_nothing(headings: Sequence[Heading], row: Sequence[Cell]) -> bool:
    said = [row[one.index] for one in headings if row[one.index].kind is not Kind.BLANK and not is_sequence(one, row[one.index])]
    return bool(said) and all(cell.kind is Kind.TEXT and _is_nothing(cell.text) for cell in said)


def _is_nothing(text: str) -> bool:
    return is_nil(text) or _NOBODY.fullmatch(fold(text)) is not None
