"""The register against the data, both ways, and issue lists of a length that can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from auditor.model import RecordIssue
from auditor.records.branch_names import name_key, rank
from auditor.records.dataset import MemoryTable, Register, ScannedTable
from auditor.records.normalise import Typed
from auditor.records.register import BRANCHES
from auditor.records.understood import Understood
from auditor.tables import Table

Days = tuple[int | None, int | None]
MOST_NAMES = 10
MOST_ALIKE = 100
MOST_COMPARED, NEARLY = 500, 75.0


def silent(register: Register, built: Mapping[str, MemoryTable | ScannedTable]) -> frozenset[str]:
    """The branches of the register of which no table certainly has a record: they handed in nothing."""
    frames = [table.frame for key, table in built.items() if key != BRANCHES and isinstance(table, MemoryTable)]
    heard = frozenset[str]().union(*[frame.loc[frame["_sure"].fillna(value=False), "branch"].dropna() for frame in frames])
    return frozenset(register.branches) - heard if frames else frozenset()


def reconcile(
    register: Register, built: Mapping[str, MemoryTable | ScannedTable], tables: Mapping[str, Table], asked: Mapping[str, str],
) -> Iterator[RecordIssue]:
    """Branches of the register that a table says nothing of, and those that no table speaks of at all.

    ``asked``: branches that an unknown name, which is asked about, may mean.
    """
    present = {key: set(table.frame["branch"].unique()) for key, table in built.items() if key != BRANCHES and isinstance(table, MemoryTable)}
    unheard = silent(register, built)
    yield from (
        RecordIssue("D621", f"支部“{branch}”没有报送任何记录；{_next(asked.get(branch))}", branch=branch) for branch in register.branches if branch in unheard
    )
    for key, names in sorted(present.items()):
        missing = [branch for branch in register.branches if branch not in names]
        if missing:
            listed = "、".join(missing[:MOST_NAMES]) + (f"等 {len(missing)} 个支部" if len(missing) > MOST_NAMES else "")
            yield RecordIssue("D620", f"“{tables[key].name}”中没有这些支部的记录：{listed}；请核对是没有开展还是没有报送。")


def _next(written: str | None) -> str:
    return f"有记录写的是“{written}”，可能就是它：请先改正或确认这个名称，不是的再催报。" if written else "请催报。"


def alike(register: Register) -> Iterator[RecordIssue]:
    """Names of an assumed register that may be one branch spelt twice: same category and ordinal, nearly the same text."""
    if not register.assumed or len(register.branches) > MOST_COMPARED:
        return
    keys = [(name, name_key(name)) for name in register.branches]
    for (left, one), (right, other) in combinations(keys, 2):
        agree, near = rank(one, other)
        if agree == 2 and near >= NEARLY:
            yield RecordIssue("D622", f"“{left}”和“{right}”写法相近，现按两个支部处理；如果是同一个支部，请统一名称或提供支部名录。")


def repeats(sheets: Iterable[Typed]) -> dict[int, dict[int, str]]:
    """Records that stand word for word before, in this file or another, and may be of the same days.

    By the sheet's place in ``sheets``: record -> the first's file. What days they are of a title or the sheet's name may tell (1月, 2月).
    """
    before: dict[int, list[tuple[Days, str]]] = {}
    again: dict[int, dict[int, str]] = {}
    for place, typed in enumerate(sheets):
        sheet = typed.source
        for index, (record, days) in enumerate(zip(sheet.records, _days(typed), strict=True)):
            said = hash((sheet.table, sheet.context.branch, tuple((key, cell.text) for key, (_, cell) in sorted(record.cells.items()) if key != "seq")))
            seen = before.setdefault(said, [])
            original = next((file for earlier, file in seen if _may_be_one(earlier, days)), None)
            if original is None:
                seen.append((days, sheet.file))
            else:
                again.setdefault(place, {})[index] = original
    return again


def _days(typed: Typed) -> Sequence[Days]:
    """The first and last day of each record, None where nothing is said."""
    bounds = [typed.columns.get(f"{typed.table.date}__{end}") for end in ("first", "last")]
    return list(zip(*bounds, strict=True)) if all(bounds) else [(None, None)] * len(typed.source.records)


def _may_be_one(one: Days, other: Days) -> bool:
    (first, last), (start, end) = one, other
    return first is None or last is None or start is None or end is None or (first <= end and start <= last)


_WITHIN = "上下几段或几张工作表分别是不同月份、不同次的，请在各段的标题或表名写明，或加一列日期；确是写了两遍的，请删去一遍。"


def repeated(sheets: Sequence[Understood], again: Mapping[int, Mapping[int, str]]) -> Iterator[RecordIssue]:
    """How many records of a file were found before: whether they are the same or only read alike cannot be told."""
    counted = Counter((original, sheets[place].file) for place, records in again.items() for original in records.values())
    for (original, file), count in counted.items():
        where, remedy = ("本文件前面", _WITHIN) if original == file else (f"“{original}”中", "请确认是否重复报送。")
        message = f"有 {count} 条记录与{where}的完全相同，不能确定是不是同一条，只按“可能”计入；{remedy}"
        yield RecordIssue("D607", message, file)


def limited(issues: Iterable[RecordIssue], most: int = MOST_ALIKE) -> Iterator[RecordIssue]:
    """The issues with at most ``most`` of one code per sheet; the rest is counted in one line."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for issue in issues:
        place = issue.code, issue.file, issue.sheet
        seen[place] += 1
        if seen[place] <= most:
            yield issue
    for (code, file, sheet), count in seen.items():
        if count > most:
            yield RecordIssue(code, f"同样情形还有 {count - most} 处，不再逐条列出。", file, sheet)
