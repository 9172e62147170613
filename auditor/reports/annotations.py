"""What is said of each cell of the user's own files: by file, the cells that findings and issues lead to. Nothing is read or written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.model import Evidence, Finding, RecordIssue, State
from auditor.reports.phrases import advice, problem
from auditor.reports.ranking import Line, Ranking
from auditor.reports.words import MARKS, Mark, Tone

UNREAD = "？ 读不准"
_SHOWN = (Mark.RED_LINE, Mark.RED, Mark.YELLOW, Mark.NO_DATA)
_STATES = (State.UNMET, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of a place. ``column`` is empty where the whole row is meant; without a ``row`` it is said of the sheet or file."""

    sheet: str
    row: int | None
    column: str
    tone: Tone
    word: str
    about: str
    text: str
    fix: str


@dataclass(frozen=True, slots=True)
class Annotations:
    """``files``: file -> what is said in it, worst first; ``elsewhere``: how many findings lead to no file; ``unseen``: places cut from lists."""

    files: dict[str, list[Said]]
    elsewhere: int = 0
    unseen: int = 0


def said_of(ranking: Ranking) -> Annotations:
    """Everything that is found wanting and can be pointed at."""
    files: dict[str, list[Said]] = {}
    elsewhere = unseen = 0
    for line in ranking.lines:
        for finding in line.findings:
            if line.marks[finding.rule] not in _SHOWN:
                continue
            places = [item for item in finding.observation.evidence if item.state in _STATES and item.file]
            elsewhere += not places
            unseen += max(0, finding.observation.evidence_total - len(finding.observation.evidence))
            for item in places:
                files.setdefault(item.file, []).append(_found(ranking, line, finding, item))
    for issue in ranking.scorecard.issues:
        if issue.file:
            files.setdefault(issue.file, []).append(_issue(issue))
    return Annotations({file: list(_once(said)) for file, said in files.items()}, elsewhere, unseen)


def _found(ranking: Ranking, line: Line, finding: Finding, item: Evidence) -> Said:
    look = MARKS[line.marks[finding.rule]]
    details = "；".join(part for part in (item.period, item.subject, item.note) if part)
    text = problem(finding) + (f"（{details}）" if details else "")
    about = f"{finding.rule} {ranking.rules[finding.rule].name}"
    return Said(item.sheet, item.row, item.column, look.tone, str(look), about, text, advice(finding))


def _issue(issue: RecordIssue) -> Said:
    return Said(issue.sheet, issue.row, issue.column, Tone.UNKNOWN, UNREAD, issue.code, issue.message, "")


def _once(said: list[Said]) -> Iterator[Said]:
    yield from dict.fromkeys(said)
