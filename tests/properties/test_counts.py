"""What is counted adds up; equal inputs give equal bytes; engines agree."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from auditor.engines.observe import observe
from auditor.model import Finding, Light, Verdict
from auditor.reports.formats import FORMATS, Report
from tests.backends import ENGINES
from tests.properties.cases import batch, gather
from tests.properties.tally import over_branches, rulebook
from tests.properties.world import World, card

pytestmark = pytest.mark.xdist_group("properties")  # they share their audits

DERIVED = "XA-"


@over_branches("counts that add up")
def test_counts_add_up(world: World, random: Random) -> int:
    scorecard, cases, book = world.card, world.cases, world.book
    assert [one.branch for one in scorecard.branches] == [case.name for case in cases]
    verdicts = Counter(finding.verdict for one in scorecard.branches for finding in one.findings)
    assert sum(verdicts.values()) == len(book.rules) * len(cases)
    assert verdicts.keys() <= set(Verdict)
    for one in scorecard.branches:
        assert [finding.rule for finding in one.findings] == [rule.id for rule in book.rules]
        assert 0 <= one.judged <= one.applicable <= len(book.rules)
        if one.score:
            assert 0 <= one.score.low <= one.score.high <= 100
        for finding in one.findings:
            adds_up(finding)
    return len(cases)


def adds_up(finding: Finding) -> None:
    seen = finding.observation
    assert seen.owed == seen.met + seen.unmet + seen.unknown + seen.open
    assert min(seen.met, seen.unmet, seen.unknown, seen.open) >= 0
    assert 0 <= seen.grave <= seen.unmet
    assert 0 <= seen.run <= seen.unmet
    assert seen.evidence_total == seen.unmet + seen.unknown or seen.rule.startswith(DERIVED)  # theirs is the evidence of their parts
    assert (finding.level is not None) == (finding.verdict is Verdict.FAIL)
    assert finding.message or finding.verdict in {Verdict.PASS, Verdict.NOT_APPLICABLE}
    if points := finding.points:
        assert 0 <= points.low <= points.high <= points.of


@over_branches("equal bytes")
def test_equal_inputs_give_equal_bytes(world: World, random: Random) -> int:
    again = card(gather(world.cases, world.book.tables), world.book, world.setting)
    first, second = (FORMATS["json"].render(Report(one)) for one in (world.card, again))
    assert first == second
    return len(world.cases)


@over_branches("two engines")
def test_polars_and_duckdb_observe_the_same(world: World, random: Random) -> int:
    rules, setting = random.sample(world.book.rules, 3), world.setting  # DuckDB takes a second for each rule, whatever the rows
    polars, duckdb = (
        observe(rules, world.dataset, world.book.tables, window=setting.window, as_of=setting.as_of, engine=ENGINES[name]) for name in ("polars", "duckdb")
    )
    for one, other in zip(polars, duckdb, strict=True):
        assert one == other
    return len(world.cases)


def test_the_cases_reach_every_light_and_verdict() -> None:
    """Else the properties would be about nothing."""
    book = rulebook()
    setting, cases = batch([f"lights/{number}" for number in range(200)], book.tables)
    branches = card(gather(cases, book.tables), book, setting).branches
    assert {one.light for one in branches} == set(Light)
    assert {finding.verdict for one in branches for finding in one.findings} == set(Verdict) - {Verdict.ERROR}
