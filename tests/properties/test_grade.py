"""The policy on rules and branches as a function of counts, without an engine: it only ever says what all that is open allows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.grading.grade import grade
from auditor.judge import judge
from auditor.model import Level, Light, Observation, Severity, Standing, Verdict
from auditor.rulebook.grading import ByScore, BySeverity, Grading
from auditor.rulebook.rule import Levels, RedWhen, Rule
from auditor.rulebook.score import Mode, Score
from auditor.scorecard import BranchScore
from tests.properties.compare import ends
from tests.properties.tally import TRIED, others
from tests.rules import rule

Seen = tuple[Rule, Observation]

REDS = st.one_of(
    st.builds(RedWhen, unmet_at_least=st.integers(1, 4)), st.builds(RedWhen, consecutive_at_least=st.integers(1, 3)),
    st.builds(RedWhen, grave_at_least=st.integers(1, 2)),
)
LEVELS = st.one_of(st.builds(Levels, always=st.sampled_from(Level)), st.builds(Levels, red=st.lists(REDS, min_size=1, max_size=2).map(tuple)))
SCORES = st.one_of(
    st.just(Score()),
    st.builds(Score, points=st.sampled_from((1.0, 3.0, 12.0)), mode=st.just(Mode.ALL_OR_NOTHING), floor=st.sampled_from((0.0, 1.0))),
    st.builds(Score, points=st.sampled_from((2.0, 12.0)), mode=st.just(Mode.DEDUCT), per_unmet=st.sampled_from((0.2, 1.0, 5.0)), floor=st.sampled_from((0.0, 1.0))),
)
SHARES = st.sampled_from([Score.model_validate_json(text) for text in (
    '{"points": 4, "mode": "proportional"}', '{"points": 10, "mode": "linear", "zero_at": "50%", "full_at": "90%"}',
    '{"points": 3, "mode": "stepped", "full_at": "90%", "step": "20%", "per_step": 1, "part_step": "counts"}',
    '{"points": 5, "mode": "tiers", "tiers": [{"at_least": "80%", "points": 5}, {"at_least": "50%", "less_than": "80%", "points": 2}, {"less_than": "50%", "points": 0}]}',
    '{"points": 20, "mode": "bonus", "per_met": 5}',
)])
SMALL = st.integers(0, 3)
RULES = [f"ZH-{number:02d}" for number in range(6)]
GRADINGS = st.sampled_from((BySeverity(), BySeverity(red_below=80, green_from=95), BySeverity(red_below=0, green_from=1), *others(RULES)))


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Any observation that an engine can make."""
    standing = draw(st.sampled_from((Standing.APPLIES,) * 5 + tuple(Standing)))
    if standing not in {Standing.APPLIES, Standing.IN_PART}:
        return Observation("ZH-07", "甲", standing)
    met, unmet, unknown, open_ = draw(SMALL), draw(st.sampled_from((0, 0, 1, 2, 4))), draw(st.sampled_from((0, 0, 1, 2))), draw(st.sampled_from((0, 0, 1)))
    if standing is Standing.IN_PART and not met + unmet + unknown + open_:
        return Observation("ZH-07", "甲", Standing.NOT_SUPPLIED)
    perhaps = not unmet and met + unknown + open_ > 0 and (not met or draw(st.booleans()))
    grave, run = draw(st.integers(0, unmet)), draw(st.integers(min(1, unmet), unmet))
    bare = perhaps and (not unknown + open_ or draw(st.booleans()))
    loose = met if perhaps else draw(st.integers(0, met if unmet else max(0, met - 1)))
    return Observation("ZH-07", "甲", standing, met=met, unmet=unmet, unknown=unknown, open=open_, grave=grave, run=run, perhaps=perhaps, bare=bare, loose=loose)


def branches() -> st.SearchStrategy[list[Seen]]:
    rules = st.builds(lambda severity, levels, score: rule(severity=severity, levels=levels, score=score), st.sampled_from(Severity), LEVELS, SCORES | SHARES)
    return st.lists(st.tuples(rules, observations()), min_size=1, max_size=len(RULES)).map(named)


def named(seen: list[Seen]) -> list[Seen]:
    """Each rule with an id of its own."""
    return [(one.model_copy(update={"id": name}), replace(observed, rule=name)) for name, (one, observed) in zip(RULES, seen, strict=False)]


def graded(seen: list[Seen], grading: Grading) -> BranchScore:
    return grade("甲", "", [judge(*one) for one in seen], grading)


def swapped(seen: list[Seen], place: int, observation: Observation) -> list[Seen]:
    return [(one, replace(observation, rule=one.id) if number == place else old) for number, (one, old) in enumerate(seen)]


@st.composite
def settlings(draw: st.DrawFn, seen: Observation) -> Observation:
    """What may turn out: one open fact settled, or all that was not handed in."""
    if seen.standing in {Standing.NOT_SUPPLIED, Standing.ERROR}:
        return draw(observations().filter(lambda one: one.standing in {Standing.APPLIES, Standing.NOT_APPLICABLE, seen.standing}))
    if seen.standing is Standing.IN_PART:
        met, unmet = draw(SMALL), draw(SMALL)
        perhaps = seen.perhaps and not met + unmet
        more = replace(seen, standing=Standing.APPLIES, met=seen.met + met, unmet=seen.unmet + unmet, unknown=seen.unknown + draw(SMALL), perhaps=perhaps, bare=perhaps and seen.bare)
        more = replace(more, loose=min(more.loose, more.met))
        return replace(more, grave=seen.grave + draw(st.integers(0, unmet)), run=seen.run + draw(st.integers(0, unmet)))
    if seen.loose and not seen.bare and draw(st.booleans()):
        return replace(seen, met=seen.met - 1, loose=seen.loose - 1, perhaps=seen.perhaps and seen.owed > 1)
    if not seen.unknown:
        sure = replace(seen, perhaps=not seen.met, bare=False, loose=0)
        return draw(st.sampled_from((Observation("ZH-07", "甲", Standing.NOT_APPLICABLE), sure))) if seen.perhaps else seen
    known = replace(seen, unknown=seen.unknown - 1)
    bad = replace(known, unmet=seen.unmet + 1, perhaps=False, bare=False, run=seen.run + draw(st.integers(0 if seen.run else 1, 1)), grave=seen.grave + draw(st.integers(0, 1)))
    later = replace(known, open=seen.open + 1, bare=False)
    return draw(st.sampled_from((replace(known, met=seen.met + 1, perhaps=False, bare=False), bad, later, replace(known, perhaps=seen.perhaps and known.owed > 0, bare=seen.bare and known.owed > 0))))


@given(branches(), GRADINGS, st.data())
def test_settling_a_fact_stays_inside_what_was_open(seen: list[Seen], grading: Grading, data: st.DataObject) -> None:
    TRIED["a fact settled"] += 1
    place = data.draw(st.integers(0, len(seen) - 1))
    after = swapped(seen, place, data.draw(settlings(seen[place][1])))
    (best, worst), (new_best, new_worst) = ends(old := graded(seen, grading), grading), ends(new := graded(after, grading), grading)
    assert best <= new_best <= new_worst <= worst
    if old.light is not Light.GREY:
        assert new.light in {old.light, Light.GREY}
    if old.band:
        assert new.band in {old.band, ""}
    if old.score and new.score:
        assert old.score.low <= new.score.low <= new.score.high <= old.score.high


@given(branches(), GRADINGS, st.data())
def test_putting_a_fault_right_never_makes_it_worse(seen: list[Seen], grading: Grading, data: st.DataObject) -> None:
    TRIED["a fault put right"] += 1
    places = [place for place, (_, one) in enumerate(seen) if one.unmet]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    one = seen[place][1]
    grave, run = max(0, one.grave - data.draw(st.integers(0, 1))), max(0, one.run - data.draw(st.integers(0, 1)))
    right = replace(one, met=one.met + 1, unmet=one.unmet - 1, grave=min(grave, one.unmet - 1), run=min(run, one.unmet - 1))
    (best, worst), (new_best, new_worst) = ends(graded(seen, grading), grading), ends(graded(swapped(seen, place, right), grading), grading)
    assert new_best <= best
    assert new_worst <= worst


@given(branches(), GRADINGS)
def test_a_light_is_given_where_both_ends_agree_and_says_why(seen: list[Seen], grading: Grading) -> None:
    TRIED["a light and its reasons"] += 1
    score = graded(seen, grading)
    best, worst = ends(score, grading)
    judged = [one for one in score.findings if one.severity is not Severity.INFO and one.verdict in {Verdict.PASS, Verdict.FAIL} and not one.observation.perhaps]
    few = isinstance(grading, ByScore) and grading.coverage_less_than and score.judged * 2 < score.applicable
    held = worst < 2 and (few or (isinstance(grading, ByScore) and score.score is None))
    assert (score.light is Light.GREY) == (best != worst or not judged or bool(held))
    assert score.judged == len(judged)
    assert bool(score.reasons) == (score.light is not Light.GREEN or not isinstance(grading, BySeverity))
    assert not score.band or score.light is not Light.GREY
    if score.score:
        assert 0 <= score.score.low <= score.score.high <= 100


@given(branches(), GRADINGS)
def test_the_order_of_rules_changes_nothing(seen: list[Seen], grading: Grading) -> None:
    TRIED["another order of rules"] += 1
    other = sorted(seen, key=lambda one: repr(one)[::-1])
    old, new = graded(seen, grading), graded(other, grading)
    assert (old.light, old.band, old.score, old.groups, old.judged, old.applicable) == (new.light, new.band, new.score, new.groups, new.judged, new.applicable)


@pytest.fixture(scope="module", autouse=True)
def lights_vary() -> object:
    """The strategies reach every light and verdict, so that the properties above are about all of them."""
    lights: Counter[Light] = Counter()

    @given(branches(), GRADINGS)
    def count(seen: list[Seen], grading: Grading) -> None:
        lights[graded(seen, grading).light] += 1

    count()
    assert set(lights) == set(Light), lights
    return lights
