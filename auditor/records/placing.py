"""Where each record of a sheet belongs: its branch, or the branches that it may be of. Nothing is guessed and no row is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from auditor.model import RecordIssue
from auditor.records.normalise import Typed
from auditor.records.register import ANYWHERE, Match, Names

PARENTS = ("parent", "parent_org")
CODE = "branch_code"
_NOBODYS = "这一行写明没有，但支部一栏是空的，看不出是哪个支部没有；请补填支部名称。"


@dataclass(frozen=True, slots=True)
class Placed:
    """A typed sheet with the branch of each record.

    ``said``: the sheet has a branch column. ``fallback``: what title, sheet or file name say, for rows that say nothing.
    """

    typed: Typed
    matches: tuple[Match, ...]
    said: bool
    fallback: Match = ANYWHERE
    issues: tuple[RecordIssue, ...] = ()
    nothing: tuple[Match, ...] = ()
    """The branches of the rows that say that there is nothing to report."""


def place(typed: Typed, names: Names, *, only: str | None) -> Placed:
    """Each record's branch: its own cell, else what title, sheet or file name says, else any branch.

    ``only`` is the single branch of the register, if it has one: a sheet that names no branch anywhere is then of that branch.
    """
    placed, source, key = _place(typed, names, only), typed.source, typed.table.branch
    written = [record.cells[key][1].text if key in record.cells else "" for record in source.nothing]
    matches = tuple(names.find(name, source.context.parent) if name else placed.fallback for name in written)
    doubts = [
        RecordIssue(_code(match) if name else "D503", _unresolved(name, match) if name else _NOBODYS, source.file, source.sheet, record.row, value=name)
        for record, name, match in zip(source.nothing, written, matches, strict=True) if not match.certain
    ]
    return replace(placed, nothing=matches, issues=(*placed.issues, *doubts))


def _place(typed: Typed, names: Names, only: str | None) -> Placed:
    context, written = typed.source.context, typed.columns.get(typed.table.branch)
    fallback = names.find(context.branch, context.parent) if context.branch else ANYWHERE
    if written is None:
        match = Match((only,), certain=True) if only and not context.branch else fallback
        issues = tuple(_of_sheet(typed, match, context.branch))
        return Placed(typed, (match,) * len(typed.source.records), False, match, issues)
    codes = typed.columns.get(CODE) or [None] * len(written)
    matches = tuple(
        _row(names, name or "", code or "", parent or context.parent, fallback)
        for name, code, parent in zip(written, codes, parents_of(typed), strict=True)
    )
    contrary = {index: other for index, code in enumerate(codes) if (other := _other(names, written[index] or "", code or "", matches[index]))}
    issues = (*_contrary(typed, matches, contrary), *_of_rows(typed, matches, written))
    matches = tuple(Match((*match.branches, contrary[index])) if index in contrary else match for index, match in enumerate(matches))
    return Placed(typed, matches, True, fallback, issues)


def parents_of(typed: Typed) -> list[str | None]:
    """The organisation above each record's branch as its row says it."""
    return next((typed.columns[key] for key in PARENTS if key in typed.columns), [None] * len(typed.source.records))


def _row(names: Names, name: str, code: str, parent: str, fallback: Match) -> Match:
    """By name; where that settles nothing, by the branch's code; where both are empty, as the sheet says."""
    named = names.find(name, parent) if name else fallback
    coded = names.find(code) if code and not named.certain else ANYWHERE
    return coded if coded.certain else named


def _other(names: Names, name: str, code: str, match: Match) -> str | None:
    """The branch of the row's code, where its name certainly is another branch's."""
    coded = names.coded(code) if name and code and match.certain else None
    return coded if coded and coded not in match.branches else None


def _contrary(typed: Typed, matches: tuple[Match, ...], others: Mapping[int, str]) -> Iterator[RecordIssue]:
    for index, other in others.items():
        record, source = typed.source.records[index], typed.source
        letter, cell = record.cells[CODE]
        message = f"支部名称是“{matches[index].branches[0]}”，编码却是“{other}”的，不能确定属于哪个支部，两个支部都只按“可能”计入；请改正名称或编码。"
        yield RecordIssue("D506", message, source.file, source.sheet, record.row, letter, cell.text)


def _of_sheet(typed: Typed, match: Match, written: str) -> Iterator[RecordIssue]:
    source = typed.source
    if match.certain:
        return
    if match.branches or match.foreign:
        yield RecordIssue(_code(match), _unresolved(written, match), source.file, source.sheet, value=written)
    elif source.records:
        message = "表中没有支部列，标题、表名和文件名也没有写明支部，这些记录只能算作各支部都可能有的；请加上支部列，或在文件名中写明支部。"
        yield RecordIssue("D504", message, source.file, source.sheet)


def _of_rows(typed: Typed, matches: tuple[Match, ...], written: list[str | None]) -> Iterator[RecordIssue]:
    key = typed.table.branch
    for record, match, name in zip(typed.source.records, matches, written, strict=True):
        if match.certain:
            continue
        letter = record.cells[key][0] if key in record.cells else ""
        place = typed.source.file, typed.source.sheet, record.row, letter
        if name:
            yield RecordIssue(_code(match), _unresolved(name, match), *place, value=name)
        else:
            yield RecordIssue("D503", "支部一栏是空的，这条记录可能属于任何支部；请补填支部名称。", *place)


def _code(match: Match) -> str:
    return "D502" if match.foreign else "D501"


def _unresolved(name: str, match: Match) -> str:
    if match.foreign:
        return f"支部名录中没有“{name}”，也没有相近的名称，这条记录没有计入任何支部；请核对名称，或把它加入支部名录。"
    if match.proposals:
        listed = "、".join(f"“{proposal}”" for proposal in match.proposals)
        return f"支部名录中没有“{name}”，是否为{listed}？确认前只算作可能；请改成名录中的名称，或在名录中登记为简称。"
    if match.branches:
        return f"支部名录中没有“{name}”，相近的只有序号不同的支部，确认前只算作可能；请改成名录中的名称，或把它加入支部名录。"
    return f"“{name}”看不出是哪个支部，这条记录可能属于任何支部；请填写名录中的支部名称。"
