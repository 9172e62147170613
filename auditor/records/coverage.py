"""What each sheet answers for: its table, which branches and which days; what nobody declared is assumed and said so."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from auditor.model import RecordIssue
from auditor.records.dataset import Cover
from auditor.records.people import Seat
from auditor.records.placing import Placed
from auditor.records.register import BRANCHES
from auditor.tables import FIRST_DAY, LAST_DAY, Table


@dataclass(frozen=True, slots=True)
class Declared:
    """What ``inputs.yaml`` says of a file or sheet; None where it says nothing. ``everyone``: the whole register, said so."""

    table: str | None = None
    start: date | None = None
    end: date | None = None
    branches: tuple[str, ...] | None = None
    everyone: bool = False


NOTHING = Declared()
_UNDATED = "没有写明时段，请确认后补上"


def cover(placed: Placed, seats: Sequence[Seat], declared: Declared = NOTHING) -> tuple[Cover, str]:
    """The coverage of one sheet and the sentence that tells it.

    A sheet that names several branches answers for the whole register, one that names a single branch for it alone, one whose
    branches cannot be told for nobody, one whose records have no date that anybody can read for no time at all. The period is the
    declared one, else that of title or name, else the whole months of its dates.
    """
    branches, branches_how = _branches(placed, seats, declared)
    start, end, period_how = _period(placed, declared)
    source = placed.typed.source
    assumed = not (branches_how == period_how == "已声明")
    undated = period_how == _UNDATED
    result = Cover(placed.typed.table.id, branches, start, end, assumed, source.file, source.sheet, _kinds(placed, declared), undated)
    return result, f"{_branch_words(result)}（{branches_how}），{_period_words(result)}（{period_how}）"


def asked(cover: Cover, table: Table) -> list[RecordIssue]:
    """What must be asked of a sheet that says nothing of its days."""
    name = table.columns[table.date].name if table.date else ""
    message = f"没有写明是哪个时段的，记录不能确定属于哪一期，没有记录的也不算没有做到；请加上“{name}”列，或在标题、文件名中写明年月。"
    return [RecordIssue("D618", message, cover.file, cover.sheet)] if cover.undated else []


def _branches(placed: Placed, seats: Sequence[Seat], declared: Declared) -> tuple[frozenset[str] | None, str]:
    if declared.branches is not None or declared.everyone:
        return None if declared.everyone else frozenset(declared.branches or ()), "已声明"
    if placed.typed.table.id == BRANCHES:
        return None, "支部名录"
    named = {name for match in placed.matches if match.certain for name in match.branches} | {seat.branch for seat in seats if seat.sure}
    named |= {name for match in placed.nothing if match.certain for name in match.branches}
    if placed.fallback.certain:
        named.update(placed.fallback.branches)
    if len(named) > 1:
        return None, "按表中列有多个支部推定"
    if named:
        return frozenset(named), "按表中或名称中写明的支部推定"
    if placed.said and not placed.matches and not placed.nothing and not placed.fallback.branches:
        return None, "空表，没有写明支部，按全部支部推定"
    return frozenset(), "支部不能确定，请确认后补上"


def _kinds(placed: Placed, declared: Declared) -> frozenset[str] | None:
    """The sorts of records of which the sheet has some, each with its family; all sorts where it is declared or has no record."""
    table = placed.typed.table
    written = {str(cell) for cell in placed.typed.columns.get(table.sort or "", ()) if cell}
    if table.sort is None or not written or declared.table or declared.branches is not None or declared.everyone:
        return None
    seen = {value for cell in written for value in cell.strip("|").split("|")}
    return frozenset(seen).union(*[family for family in table.families if seen.intersection(family)])


def _period(placed: Placed, declared: Declared) -> tuple[date | None, date | None, str]:
    if declared.start or declared.end:
        return declared.start, declared.end, "已声明"
    key, context = placed.typed.table.date, placed.typed.source.context
    if key is None:
        return None, None, "这类台账不分时段"
    if context.start or context.end:
        return context.start, context.end, "按标题或名称推定"
    days = list(_readable(placed, key))
    if days:
        return _day(min(first for first, _ in days), last=False), _day(max(end for _, end in days), last=True), "按表中日期推定"
    if context.year:
        return date(context.year, 1, 1), date(context.year, 12, 31), "按标题或名称推定"
    return None, None, _UNDATED if placed.matches else "空表，没有写明时段，按全部时间推定"


def _readable(placed: Placed, key: str) -> Iterator[tuple[int, int]]:
    columns = placed.typed.columns
    pairs: Iterable[tuple[int | None, int | None]] = zip(columns.get(f"{key}__first", ()), columns.get(f"{key}__last", ()), strict=True)
    for first, end in pairs:
        if first is not None and end is not None and first > FIRST_DAY and end < LAST_DAY:
            yield first, end


def _day(number: int, *, last: bool) -> date:
    """The first or last day of that day's month."""
    year, month = number // 10000, number // 100 % 100
    return date(year, month, monthrange(year, month)[1] if last else 1)


def _branch_words(result: Cover) -> str:
    return "全部支部" if result.branches is None else "、".join(sorted(result.branches)) or "暂不代表任何支部"


def _period_words(result: Cover) -> str:
    if result.start is None and result.end is None:
        return "暂不代表任何时段" if result.undated else "全部时间"
    return f"{result.start or '起始'} 至 {result.end or '最近'}"
