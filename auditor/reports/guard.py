"""The last guard of privacy: whatever looks like an ID or phone number is masked in every text that may come from a record.

Cells are masked when they become evidence; this catches what came another way. What holds nothing of the kind is given back as it is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TypeVar

from auditor.model import Evidence, Finding, RecordIssue
from auditor.privacy import mask_text
from auditor.scorecard import BranchScore, InputFile, SheetInput

_MANY_DIGITS = re.compile(r"(?:\D*\d){11}")
_Placed = TypeVar("_Placed", Evidence, RecordIssue, SheetInput)
_ITEM = ("period", "subject", "file", "sheet", "column", "value", "note")
_ISSUE = ("message", "file", "sheet", "column", "value", "branch")


def safe(text: str) -> str:
    """The text as reports may show it."""
    return mask_text(text) if _MANY_DIGITS.match(text) else text


def safe_input(item: InputFile) -> InputFile:
    """An input file with its sheets."""
    return replace(item, file=safe(item.file), tables=tuple(_safe(sheet, ("sheet", "coverage")) for sheet in item.tables))


def safe_issue(issue: RecordIssue) -> RecordIssue:
    """An issue of the records."""
    return _safe(issue, _ISSUE)


def safe_branch(branch: BranchScore) -> BranchScore:
    """A branch with its reasons, findings and evidence."""
    named = replace(branch, branch=safe(branch.branch), parent=safe(branch.parent))
    return replace(named, reasons=tuple(map(safe, branch.reasons)), findings=tuple(map(_finding, branch.findings)))


def _finding(finding: Finding) -> Finding:
    facts = finding.observation
    items = tuple([_safe(item, _ITEM) for item in facts.evidence])
    after = _finding(finding.after) if finding.after else None
    texts = (facts.note, finding.message, finding.fix, finding.waiver or "")
    if not any(map(_MANY_DIGITS.match, texts)) and items == facts.evidence and after == finding.after:
        return finding
    waiver = None if finding.waiver is None else safe(finding.waiver)
    facts = replace(facts, note=safe(facts.note), evidence=items)
    return replace(finding, observation=facts, message=safe(finding.message), fix=safe(finding.fix), waiver=waiver, after=after)


def _safe(item: _Placed, names: tuple[str, ...]) -> _Placed:
    texts = [getattr(item, name) for name in names]
    if not any(map(_MANY_DIGITS.match, texts)):
        return item
    shown: dict[str, Any] = dict(zip(names, map(safe, texts), strict=True))
    return replace(item, **shown)
