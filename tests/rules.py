"""Rules ready to run, for tests that need no rulebook."""

from __future__ import annotations

from typing import Any

from auditor.checks.count_per_period import CountPerPeriod
from auditor.model import Modality, Severity
from auditor.rulebook.rule import Basis, Confidence, Levels, Rule
from auditor.tables import Strict

HELD = CountPerPeriod.model_validate({"kind": "count_per_period", "table": "meetings", "every": "month", "at_least": 1})


def rule(check: Strict = HELD, **changes: Any) -> Rule:
    """A rule with this check; everything else as in ``changes`` or harmless."""
    return Rule(**{
        "id": "ZH-07", "name": "每月一次", "module": "组织生活", "basis": Basis(document="条例", article="第一条", confidence=Confidence.V),
        "modality": Modality.SHALL, "severity": Severity.MAJOR, "params": {}, "message": "{branch}缺{periods}", "fix": "补开", "check": check,
        "levels": Levels(), **changes,
    })
