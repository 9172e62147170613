"""The verdict on one rule at one branch: what the counted obligations come to. Pure."""

from __future__ import annotations

from typing import cast

from auditor.checks.options import MayBeEmpty, WhenEmpty
from auditor.model import Observation, Standing, Verdict
from auditor.rulebook.rule import Rule

EMPTY = {
    WhenEmpty.PASS: Verdict.PASS, WhenEmpty.FAIL: Verdict.FAIL, WhenEmpty.NO_DATA: Verdict.NO_DATA,
    WhenEmpty.NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
}
STANDINGS = {Standing.NOT_APPLICABLE: Verdict.NOT_APPLICABLE, Standing.NOT_SUPPLIED: Verdict.NO_DATA, Standing.ERROR: Verdict.ERROR}
APPLIES, IN_PART = Standing.APPLIES, Standing.IN_PART
PASS, FAIL, PENDING, NO_DATA, ERROR = Verdict.PASS, Verdict.FAIL, Verdict.PENDING, Verdict.NO_DATA, Verdict.ERROR
OPEN_VERDICTS, UNSCORED = (NO_DATA, ERROR), (Verdict.NOT_APPLICABLE, PENDING)
"""Named once and in tuples: every finding is compared with them, and an enumeration's member costs a call to look up and one to hash."""


def verdict_of(rule: Rule, seen: Observation) -> Verdict:
    """The worst obligation decides: fail over error over no data over pending over pass; without any, what ``when_empty`` says."""
    if seen.standing is not APPLIES and seen.standing is not IN_PART:
        return STANDINGS[seen.standing]
    if seen.unmet:
        return FAIL
    if seen.unknown or seen.standing is IN_PART:
        return NO_DATA
    if perhaps_empty(rule, seen):
        return NO_DATA
    if seen.open:
        return PENDING
    return PASS if seen.met else _empty(rule)


def _empty(rule: Rule) -> Verdict:
    return EMPTY[cast(MayBeEmpty, rule.check).empty()]


def perhaps_empty(rule: Rule, seen: Observation) -> bool:
    """Perhaps nothing is owed at all, which the rule does not let pass."""
    return seen.bare and _empty(rule) in (NO_DATA, FAIL)
