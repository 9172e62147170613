"""The gate: pandera judges the shape of every frame, from the same definition that typed it. Rules are judged elsewhere.

What does not fit becomes record issues with file, sheet, row, column and value; nothing is dropped and nothing is corrected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from auditor.framed import KEYS, frame_columns
from auditor.model import RecordIssue
from auditor.privacy import mask
from auditor.records.dataset import MemoryTable
from auditor.records.frames import DTYPES
from auditor.records.quiet import quietly
from auditor.tables import DATES, FIRST_DAY, LAST_DAY, PLAIN, Privacy, Table, Type

with quietly():
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors

CODES = {
    "known_value": ("D703", "不在可识别的写法里，请改用规范名称"),
    "day_in_range": ("D704", "日期过早或过晚，请核对"),
    "order": ("D704", "起止日期颠倒，请核对"),
    "not_negative": ("D705", "人数或次数不能是负数，请核对"),
    "key": ("D702", "能认出这条记录的几项都是空的，请补填或删去这一行"),
}
_FULL = frozenset({"branch", "_row", "_sure"})
ILL_FORMED = ("D700", "数据不符合台账定义，请核对")


def gate(table: Table, built: MemoryTable) -> list[RecordIssue]:
    """What is wrong with the shape of a table: missing compulsory columns and keys, values that no definition allows."""
    issues = list(_compulsory(table, built))
    try:
        with quietly():
            schema_of(table, tuple(built.frame.columns)).validate(built.frame, lazy=True)
    except SchemaErrors as errors:
        issues.extend(_issues(table, built, errors.failure_cases))
    return issues


def schema_of(table: Table, present: tuple[str, ...]) -> pa.DataFrameSchema:
    """The pandera schema of a frame that has the columns ``present``: dtypes, nulls, code lists, days in range and in order.

    A column of its own costs pandera 2 ms: only those whose values are judged are one, the shape of all others is one question to the frame.
    """
    kinds, columns, checks = dict(KEYS), dict[str, pa.Column](), _identified(table, present)
    for key, column in table.columns.items():
        named = {name: kind for name, kind in frame_columns(key, column).items() if name in present and name not in KEYS}
        judged = {name: found for name in named if (found := _checks(table, key, name))}
        columns |= {name: pa.Column(DTYPES[named[name]], found, nullable=True) for name, found in judged.items()}
        kinds |= {name: kind for name, kind in named.items() if name not in judged}
        if column.type in DATES and f"{key}__first" in present:
            checks.append(_ordered(key))
        if column.type in PLAIN and f"{key}__unsure" in present:
            kinds[f"{key}__unsure"] = "bool"
    return pa.DataFrameSchema(columns, checks=[*checks, *_shaped(kinds, columns)])


def _shaped(kinds: Mapping[str, str], judged: Collection[str]) -> list[pa.Check]:
    """No other columns than these, each of its dtype, and no null where something always stands."""
    full = [name for name in kinds if name in _FULL or name.endswith("__unsure")]
    return [
        pa.Check(lambda frame: set(frame.columns) == {*kinds, *judged}, name="shape:columns"),
        pa.Check(lambda frame: all(name in frame and frame[name].dtype == DTYPES[kind] for name, kind in kinds.items()), name="shape:dtypes"),
        pa.Check(lambda frame: frame[[name for name in full if name in frame]].notna().all(axis=1), name="shape:filled"),
    ]


def _checks(table: Table, key: str, name: str) -> list[pa.Check]:
    column = table.columns[key]
    if column.type in DATES:
        return [pa.Check.in_range(FIRST_DAY, LAST_DAY, error="day_in_range")]
    if name != key:
        return []
    if column.type is Type.CODE and key in table.spellings and not column.many:
        return [pa.Check.isin(sorted(set(table.spellings[key].values())), error="known_value")]
    if column.type is Type.INTEGER and column.unit == "人":
        return [pa.Check.ge(0, error="not_negative")]
    return []


def _ordered(key: str) -> pa.Check:
    first, last = f"{key}__first", f"{key}__last"
    return pa.Check(lambda frame: (frame[first] <= frame[last]).fillna(value=True), name=f"order:{key}")


def _identified(table: Table, present: tuple[str, ...]) -> list[pa.Check]:
    """A record says, legibly or not, at least one of the things that tell it from others; its branch alone does not.

    A line of sums for a whole branch (期初, 期末人数 …) names nobody: what such lines are recognised by tells it as well.
    """
    sums = [key for keys in table.recognised_by if not set(keys) & set(table.person) for key in keys]
    keys = [key for key in dict.fromkeys((*table.key, *table.person, *sums)) if key != table.branch]
    columns = [name for key in keys for name in frame_columns(key, table.columns[key]) if name in present]
    told = [name for name in columns if not name.endswith("__unsure")]
    doubts = [name for name in columns if name.endswith("__unsure")]
    if not told:
        return []
    return [pa.Check(lambda frame: frame[told].notna().any(axis=1) | frame[doubts].any(axis=1), name=f"key:{keys[0]}")]


def _compulsory(table: Table, built: MemoryTable) -> Iterator[RecordIssue]:
    for key, column in table.columns.items():
        if column.required and not set(frame_columns(key, column)) <= set(built.frame.columns):
            yield RecordIssue("D701", f"“{table.name}”缺少必需的“{column.name}”列；请补上这一列。")


def _issues(table: Table, built: MemoryTable, failures: pd.DataFrame) -> Iterator[RecordIssue]:
    """One issue per record and check; a failure of the frame as a whole has no row."""
    seen: set[tuple[str, object]] = set()
    for column, check, index in zip(failures["column"], failures["check"], failures["index"], strict=True):
        name, _, named = str(check).partition(":")
        key = named or str(column).removesuffix("__first").removesuffix("__last").removesuffix("__unsure")
        code, words = CODES.get(name, ILL_FORMED)
        row = None if index is None or pd.isna(index) else int(built.frame["_row"].iloc[int(index)])
        if (f"{name}:{key}", row) in seen:
            continue
        seen.add((f"{name}:{key}", row))
        title = f"“{table.columns[key].name}”" if key in table.columns and name != "key" else f"“{table.name}”"
        if row is None:
            yield RecordIssue(code, f"{title}{words}（{check}）")
            continue
        origin = built.origins[row]
        privacy = table.columns[key].privacy if key in table.columns else Privacy.NONE
        value = "" if name == "key" else mask(origin.raw.get(key, ""), privacy)
        letter = "" if name == "key" else origin.letters.get(key, "")
        yield RecordIssue(code, f"{title}{words}", origin.file, origin.sheet, origin.row, letter, value)
