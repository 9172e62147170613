"""Rows below the title of a branch (学生第一党支部（2人）) are that branch's: merged, or alone in the column of names or before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from auditor.records.context import branch_in
from auditor.records.gone import lone_text, says_who
from auditor.records.mapping import Field
from auditor.records.merges import Rows
from auditor.records.rows import Sorted
from auditor.records.understood import Skipped
from auditor.records.vocabulary import fold
from auditor.tables import Table

_TITLE = re.compile(r"(?:\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.)])?(.*?)(?:\([^()]*\)|共?\d+[人名])?:?")
PERSON = "name"


def without_titles(found: Sorted, rows: Rows, keys: Mapping[str, Sequence[Field]], table: Table) -> Sorted:
    """The rows without those titles that stand alone in a cell, which are the titles of the rows below."""
    last = keys[PERSON][0].heading.index if PERSON in keys and table.branch not in keys else -1
    alone = {index: text.strip() for index in found.records if (text := lone_text(rows[index], last)) and _is_branch(text)}
    titles = dict(sorted({**found.titles, **alone}.items()))
    records = {index: above for index, above in _under(found.records, titles) if index not in alone}
    return Sorted(records, (*found.skipped, *(Skipped((index + 1,), f"分组标题“{text}”") for index, text in alone.items())), titles)


def branches(found: Sorted, table: Table) -> dict[int, str]:
    """Row -> branch of its title. A title that only says who is meant (正式党员, 转出党员) leaves the branch of the one above."""
    named, branch = dict[int, str](), ""
    for index, title in sorted({**dict.fromkeys(found.records, ""), **found.titles}.items()):
        if title and not (branch and says_who(title, table.gone)):
            branch = branch_in(title)
        if index in found.records and branch:
            named[index] = branch
    return named


def _under(records: Mapping[int, str], titles: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Each record and the title above it."""
    above = ""
    for index, title in sorted({**dict.fromkeys(records, ""), **titles}.items()):
        above = title or above
        if index in records:
            yield index, above


def _is_branch(text: str) -> bool:
    core = _TITLE.fullmatch(fold(text))
    return core is not None and branch_in(text) == core[1] != ""
