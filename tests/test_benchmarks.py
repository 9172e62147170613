"""What the benchmarks audit with is in order; their numbers are no tests."""

from __future__ import annotations

from pathlib import Path

from auditor.rulebook.load import load_rulebook

RULES = Path(__file__).parents[1] / "benchmarks" / "rules"


def test_the_rules_that_are_measured_load() -> None:
    assert len(load_rulebook(RULES).rules) == 12
