"""The last guard of privacy: whatever looks like an ID or phone number is masked in every text that may come from a record."""

from __future__ import annotations

import re
from dataclasses import replace

from auditor.model import BranchScore, Evidence, Finding, InputFile, RecordIssue, Scorecard
from auditor.privacy import mask_text

_MANY_DIGITS = re.compile(r"(?:\D*\d){11}")


def guarded(scorecard: Scorecard) -> Scorecard:
    """The scorecard as reports may show it. Cells are masked when they become evidence; this catches what came another way."""
    return replace(
        scorecard,
        inputs=tuple(_input(item) for item in scorecard.inputs),
        branches=tuple(_branch(branch) for branch in scorecard.branches),
        issues=tuple(_issue(issue) for issue in scorecard.issues),
    )


def _safe(text: str) -> str:
    return mask_text(text) if _MANY_DIGITS.match(text) else text


def _input(item: InputFile) -> InputFile:
    tables = tuple(replace(sheet, sheet=_safe(sheet.sheet), coverage=_safe(sheet.coverage)) for sheet in item.tables)
    return replace(item, file=_safe(item.file), tables=tables)


def _branch(branch: BranchScore) -> BranchScore:
    named = replace(branch, branch=_safe(branch.branch), parent=_safe(branch.parent))
    return replace(named, reasons=tuple(map(_safe, branch.reasons)), findings=tuple(map(_finding, branch.findings)))


def _finding(finding: Finding) -> Finding:
    facts = finding.observation
    safe = replace(facts, note=_safe(facts.note), evidence=tuple(map(_evidence, facts.evidence)))
    waiver = None if finding.waiver is None else _safe(finding.waiver)
    return replace(finding, observation=safe, message=_safe(finding.message), fix=_safe(finding.fix), waiver=waiver)


def _evidence(item: Evidence) -> Evidence:
    placed = replace(item, period=_safe(item.period), file=_safe(item.file), sheet=_safe(item.sheet), column=_safe(item.column))
    return replace(placed, subject=_safe(item.subject), value=_safe(item.value), note=_safe(item.note))


def _issue(issue: RecordIssue) -> RecordIssue:
    placed = replace(issue, file=_safe(issue.file), sheet=_safe(issue.sheet), column=_safe(issue.column))
    return replace(placed, message=_safe(issue.message), value=_safe(issue.value), branch=_safe(issue.branch))
