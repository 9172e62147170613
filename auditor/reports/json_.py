"""``scorecard.json``: the contract of other programs. Equal scorecards give identical bytes."""

from __future__ import annotations

import json
from typing import Any

from auditor.model import BranchScore, Evidence, Finding, InputFile, Points, RecordIssue, Scorecard
from auditor.reports.clean import Target, clean
from auditor.reports.guard import guarded

FORMAT = "auditor.scorecard/1"


def render(scorecard: Scorecard) -> bytes:
    """The scorecard as UTF-8 JSON; the shape is published by ``schema.py``."""
    text = json.dumps(_clean(shape(guarded(scorecard))), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return (text + "\n").encode()


def shape(scorecard: Scorecard) -> dict[str, Any]:
    """The scorecard as plain dictionaries and lists."""
    period, book = scorecard.period, scorecard.rulebook
    return {
        "format": FORMAT,
        "period": {"label": period.label, "from": period.start.isoformat(), "to": period.end.isoformat()},
        "as_of": scorecard.as_of.isoformat(),
        "rulebook": {"id": book.id, "version": book.version, "profile": book.profile, "sha256": book.sha256},
        "inputs": [_input(item) for item in scorecard.inputs],
        "rules": [
            {"id": rule.id, "name": rule.name, "severity": rule.severity.value, "module": rule.module, "basis": rule.basis}
            for rule in scorecard.rules
        ],
        "branches": [_branch(branch) for branch in scorecard.branches],
        "issues": [_issue(issue) for issue in scorecard.issues],
    }


def _input(item: InputFile) -> dict[str, Any]:
    tables = [{"table": sheet.table, "sheet": sheet.sheet, "rows": sheet.rows, "coverage": sheet.coverage} for sheet in item.tables]
    return {"file": item.file, "sha256": item.sha256, "tables": tables}


def _branch(branch: BranchScore) -> dict[str, Any]:
    return {
        "branch": branch.branch,
        "parent": branch.parent,
        "light": branch.light.value,
        "reasons": list(branch.reasons),
        "score": None if branch.score is None else {"low": branch.score.low, "high": branch.score.high},
        "coverage": {"judged": branch.judged, "applicable": branch.applicable},
        "findings": [_finding(finding) for finding in branch.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    facts = finding.observation
    return {
        "rule": facts.rule,
        "verdict": finding.verdict.value,
        "level": None if finding.level is None else finding.level.value,
        "owed": facts.owed,
        "met": facts.met,
        "unmet": facts.unmet,
        "unknown": facts.unknown,
        "open": facts.open,
        "points": None if finding.points is None else _points(finding.points),
        "waiver": finding.waiver,
        "message": finding.message,
        "fix": finding.fix,
        "evidence": [_evidence(item) for item in facts.evidence],
        "evidence_total": facts.evidence_total,
    }


def _points(points: Points) -> dict[str, float]:
    # 12, 12.0, 0.0 and -0.0 are equal and must not differ in bytes
    return {"low": float(points.low) + 0.0, "high": float(points.high) + 0.0, "of": float(points.of) + 0.0}


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "period": item.period,
        "subject": item.subject,
        "state": item.state.name.lower(),
        "file": item.file,
        "sheet": item.sheet,
        "row": item.row,
        "column": item.column,
        "value": item.value,
        "note": item.note,
    }


def _issue(issue: RecordIssue) -> dict[str, Any]:
    return {
        "code": issue.code,
        "file": issue.file,
        "sheet": issue.sheet,
        "row": issue.row,
        "column": issue.column,
        "value": issue.value,
        "message": issue.message,
    }


def _clean(value: object) -> object:
    match value:
        case str():
            return clean(value, Target.JSON)
        case list():
            return [_clean(item) for item in value]
        case dict():
            return {key: _clean(item) for key, item in value.items()}
        case _:
            return value
