"""What data are still wanted, and from whom: every fact that could not be judged, gathered by what would settle it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from auditor.model import NOT_RECEIVED, Evidence, Finding, RecordIssue, Standing, State, Verdict
from auditor.reports.phrases import UNRESOLVED, remaining
from auditor.reports.ranking import Line, Ranking
from auditor.reports.words import Mark

NOBODY, EVERYBODY = "（支部不明）", "（各支部）"
ABSENT, UNREAD, STRANGE = "没有收到", "读不准", "对不上支部"
Told = dict[tuple[str, str, int | None], list[RecordIssue]]
"""What was said of a row, by file, sheet and row."""
_GIVEN_UP = frozenset({"D110"})
"""Files that nobody expects to be read."""


@dataclass(frozen=True, slots=True)
class Want:
    """One thing to hand in, or one cell to put in order. ``periods``, ``people`` and ``rules`` are what it would settle; ``fix`` what to do."""

    branch: str
    sort: str
    what: str
    place: Evidence = field(default_factory=Evidence)
    fix: str = ""
    periods: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    unseen: int = 0


@lru_cache(maxsize=1)
def wants(ranking: Ranking) -> tuple[Want, ...]:
    """All of them: branch by branch in report order, then what belongs to no branch. Several sections ask."""
    told: Told = {}
    for issue in ranking.scorecard.issues:
        if issue.row is not None:
            told.setdefault((issue.file, issue.sheet, issue.row), []).append(issue)
    own = _of_all([want for line in ranking.lines for want in _joined(_of_line(ranking, line, told))], len(ranking.lines))
    known = {want.place for want in own}
    return (*own, *(want for want in _strangers(ranking.scorecard.issues) if want.place not in known), *_unused(ranking))


def _of_line(ranking: Ranking, line: Line, told: Told) -> Iterator[Want]:
    for finding in map(remaining, line.findings):
        if line.marks[finding.rule] is not Mark.WAIVED and (finding.verdict is Verdict.NO_DATA or finding.observation.unknown):
            yield from _of_finding(line.score.branch, finding, f"{finding.rule} {ranking.rules[finding.rule].name}", told)


def _of_finding(branch: str, finding: Finding, name: str, told: Told) -> Iterator[Want]:
    seen, rules = finding.observation, (finding.rule,)
    places = [item for item in seen.evidence if item.state is State.UNKNOWN]
    if seen.note and (seen.standing in {Standing.NOT_SUPPLIED, Standing.IN_PART} or not any(item.value for item in places)):
        yield Want(branch, ABSENT, seen.note, fix="请补报；确实没有开展的，如实说明。", rules=rules)
        places = [item for item in places if NOT_RECEIVED not in item.note]
    for item in places:
        if NOT_RECEIVED in item.note:
            before, colon, _ = item.note.partition("：")
            periods, people = filter(None, [item.period or before * bool(colon)]), filter(None, [item.subject])
            fix = "请补报，或把读不准的记录改清楚；确实没有的，如实说明。"
            yield Want(branch, ABSENT, f"“{name}”要看的记录", fix=fix, periods=tuple(periods), people=tuple(people), rules=rules)
        else:
            yield _unread(branch, item, told.get((item.file, item.sheet, item.row), ()), rules)
    if places and (unseen := seen.evidence_total - len(seen.evidence)) > 0:
        yield Want(branch, UNREAD, f"“{name}”还有同样的情形没有逐处列出", fix="请按同样的办法一并核对。", rules=rules, unseen=unseen)
    if not places and not seen.note:
        yield Want(branch, ABSENT, f"“{name}”：{finding.message or '记录不足，不能判定'}", fix="请按规则的要求补报或补正。", rules=rules)


def _unread(branch: str, item: Evidence, told: Sequence[RecordIssue], rules: tuple[str, ...]) -> Want:
    """A record that is there: the cell of its row that was found wanting, and what was said of it; else the cell that the rule looked at."""
    periods = tuple(filter(None, [item.period]))
    issue = next((one for one in told if one.column == item.column), told[0] if told else None)
    if issue:
        return Want(branch, UNREAD, "这一处读不准", _place(issue), issue.message, periods, rules=rules)
    place = replace(item, period="", subject="", note="")
    return Want(branch, UNREAD, item.note or "这一处不能确定", place, "请对照原件核对并改正这一处。", periods, rules=rules)


def _joined(found: Iterable[Want]) -> list[Want]:
    """One row for all rules that ask for the same."""
    rows: dict[tuple[str, str, str, Evidence], Want] = {}
    for want in found:
        key = want.branch, want.sort, want.what, want.place
        before = rows.get(key)
        rows[key] = want if before is None else replace(
            before, periods=_both(before.periods, want.periods), people=_both(before.people, want.people), rules=_both(before.rules, want.rules),
            unseen=before.unseen + want.unseen,
        )
    return sorted(rows.values(), key=lambda want: (want.sort != ABSENT, want.place.file, want.place.sheet, want.place.row or 0))


def _of_all(found: Sequence[Want], branches: int) -> list[Want]:
    """What every branch owes alike stands once, first: a ledger that nobody was asked for, a column that the office's own table lacks."""
    anybodys = [replace(want, branch=EVERYBODY) for want in found]
    all_ = [want for want, count in Counter(anybodys).items() if branches > 1 and count == branches]
    once = frozenset(all_)
    return [*all_, *(want for want, anybody in zip(found, anybodys, strict=True) if anybody not in once)]


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _strangers(issues: Iterable[RecordIssue]) -> Iterator[Want]:
    """Records that may be of any branch, or of none."""
    for issue in issues:
        if issue.code in UNRESOLVED:
            yield Want(NOBODY, STRANGE, "这条记录不知道算哪个支部的" if issue.row else "整张表不知道算哪个支部的", _place(issue), issue.message)


def _unused(ranking: Ranking) -> Iterator[Want]:
    """Files of which nothing could be used, and why."""
    used = {item.file for item in ranking.scorecard.inputs if item.tables or item.use}
    for issue in ranking.scorecard.issues:
        if issue.file and issue.file not in used and issue.code not in {*_GIVEN_UP, *UNRESOLVED}:
            yield Want(EVERYBODY, UNREAD, "整个文件没有用上" if not issue.sheet else "整张工作表没有用上", _place(issue), issue.message)


def _place(issue: RecordIssue) -> Evidence:
    return Evidence(file=issue.file, sheet=issue.sheet, row=issue.row, column=issue.column, value=issue.value)
