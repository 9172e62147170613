"""``scorecard.json``: the contract of other programs. Equal scorecards give identical bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from auditor.model import Bounds, Evidence, Finding, Points, RecordIssue, State
from auditor.reports.clean import Target, clean
from auditor.reports.guard import safe
from auditor.scorecard import BranchScore, Changed, GroupScore, InputFile, Scorecard

FORMAT = "auditor.scorecard/1"
_STATES = tuple(state.name.lower() for state in State)
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def render(scorecard: Scorecard) -> bytes:
    """The scorecard as UTF-8 JSON; the shape is published by ``schema.py``."""
    return ("{" + ",".join(_members(scorecard)) + "}\n").encode()


def _members(scorecard: Scorecard) -> Iterator[str]:
    """The keys with their values; branches one by one, since all of them as dictionaries would be many times the size of the text."""
    for key, value in _head(scorecard).items():
        yield f'"{key}":{_ENCODER.encode(value)}'
    yield f'"branches":[{",".join(_ENCODER.encode(_branch(branch)) for branch in scorecard.branches)}]'
    yield f'"issues":{_ENCODER.encode([_issue(issue) for issue in scorecard.issues])}'


def _head(scorecard: Scorecard) -> dict[str, Any]:
    period, book = scorecard.period, scorecard.rulebook
    return {
        "format": FORMAT,
        "period": {"label": _plain(period.label), "from": period.start.isoformat(), "to": period.end.isoformat()},
        "as_of": scorecard.as_of.isoformat(),
        "rulebook": {
            "id": _plain(book.id), "version": _plain(book.version), "profile": _plain(book.profile), "sha256": _plain(book.sha256),
            "selection": _plain(book.selection),
            "changes": [_changed(one) for one in book.changes],
        },
        "grading": dict(scorecard.grading.data),
        "inputs": [_input(item) for item in scorecard.inputs],
        "rules": [
            {
                "id": _plain(rule.id), "name": _plain(rule.name), "severity": rule.severity,
                "module": _plain(rule.module), "basis": _plain(rule.basis), "trial": rule.trial, "tags": list(map(_plain, rule.tags)),
            }
            for rule in scorecard.rules
        ],
        "left_out": [{"rule": _plain(one.rule), "name": _plain(one.name), "reason": _plain(one.reason)} for one in scorecard.left_out],
        "overlays": [
            {"id": _shown(one.id), "kind": one.kind, "rule": _plain(one.rule), "branch": _shown(one.branch), "state": one.state, "message": _shown(one.message)}
            for one in scorecard.overlays
        ],
    }


def _changed(one: Changed) -> dict[str, Any]:
    texts = {"rule": one.rule, "what": one.what, "label": one.label, "from": one.old, "to": one.new, "reason": one.reason}
    return {**{key: _plain(text) for key, text in texts.items()}, "softer": one.softer}


@lru_cache(maxsize=1 << 16)
def _plain(text: str) -> str:
    """A text of the rulebook. Texts repeat: each is looked through once."""
    return clean(text, Target.JSON)


@lru_cache(maxsize=1 << 16)
def _shown(text: str) -> str:
    """A text that may come from a record, as it may be shown."""
    return clean(safe(text), Target.JSON)


def _input(item: InputFile) -> dict[str, Any]:
    tables = [
        {"table": _plain(sheet.table), "sheet": _shown(sheet.sheet), "rows": sheet.rows, "coverage": _shown(sheet.coverage)}
        for sheet in item.tables
    ]
    return {"file": _shown(item.file), "sha256": _plain(item.sha256), "tables": tables}


def _branch(branch: BranchScore) -> dict[str, Any]:
    return {
        "branch": _shown(branch.branch),
        "parent": _shown(branch.parent),
        "light": branch.light,
        "band": _plain(branch.band),
        "reasons": list(map(_shown, branch.reasons)),
        "score": _bounds(branch.score),
        "raw_score": _bounds(branch.raw_score),
        "groups": [_group(group) for group in branch.groups],
        "coverage": {"judged": branch.judged, "applicable": branch.applicable},
        "findings": [_finding(finding) for finding in branch.findings],
    }


def _bounds(score: Bounds | None) -> dict[str, int] | None:
    return None if score is None else {"low": score.low, "high": score.high}


def _group(group: GroupScore) -> dict[str, Any]:
    ends = {"low": group.low, "high": group.high}
    return {
        "name": _plain(group.name), "weight": group.weight,
        **{end: {"points": earned.points, "of": earned.of} for end, earned in ends.items()}, "sure": group.sure,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    facts = finding.observation
    return {
        "rule": _plain(facts.rule),
        "verdict": finding.verdict,
        "level": finding.level,
        "worst_level": finding.worst_level,
        "owed": facts.owed,
        "met": facts.met,
        "unmet": facts.unmet,
        "unknown": facts.unknown,
        "open": facts.open,
        "perhaps": facts.perhaps,
        "points": None if finding.points is None else _points(finding.points),
        "waiver": None if finding.waiver is None else _shown(finding.waiver),
        "after": None if finding.after is None else _after(finding.after),
        "message": _shown(finding.message),
        "fix": _shown(finding.fix),
        "evidence": [_evidence(item) for item in facts.evidence],
        "evidence_total": facts.evidence_total,
    }


def _after(finding: Finding) -> dict[str, Any]:
    points = None if finding.points is None else _points(finding.points)
    return {
        "verdict": finding.verdict, "level": finding.level, "worst_level": finding.worst_level, "owed": finding.observation.owed,
        "perhaps": finding.observation.perhaps, "points": points, "message": _shown(finding.message),
    }


def _points(points: Points) -> dict[str, float]:
    # 12, 12.0, 0.0 and -0.0 are equal and must not differ in bytes
    return {"low": float(points.low) + 0.0, "high": float(points.high) + 0.0, "of": float(points.of) + 0.0}


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "period": _shown(item.period),
        "subject": _shown(item.subject),
        "state": _STATES[item.state],
        "file": _shown(item.file),
        "sheet": _shown(item.sheet),
        "row": item.row,
        "column": _shown(item.column),
        "value": _shown(item.value),
        "note": _shown(item.note),
    }


def _issue(issue: RecordIssue) -> dict[str, Any]:
    return {
        "code": _plain(issue.code),
        "file": _shown(issue.file),
        "sheet": _shown(issue.sheet),
        "row": issue.row,
        "column": _shown(issue.column),
        "value": _shown(issue.value),
        "message": _shown(issue.message),
    }
