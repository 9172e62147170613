"""Every shipped profile audits every sample, and each light can be recomputed from ``scorecard.json`` alone."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from auditor.reports.json_ import render
from auditor.reports.schema import scorecard_schema
from auditor.rulebook.load import load_rulebook
from tests.audits import PROFILES, ROOT, SAMPLES, SAMPLES_GROUP, audited
from tests.hand import Hand
from tests.reports.test_json import faults

pytestmark = SAMPLES_GROUP

BOTH = pytest.mark.parametrize(("sample", "profile"), [(sample, profile) for sample in SAMPLES for profile in PROFILES], ids=lambda one: getattr(one, "name", one))


@cache
def card(sample: Path, profile: str) -> Any:
    return json.loads(render(audited(sample, profile)))


@BOTH
def test_every_light_can_be_recomputed_by_hand(sample: Path, profile: str) -> None:
    found = card(sample, profile)
    assert {branch["branch"]: (branch["light"], branch["band"]) for branch in found["branches"]} == Hand(found).lights()


@BOTH
def test_every_score_can_be_recomputed_by_hand(sample: Path, profile: str) -> None:
    found = card(sample, profile)
    hand = Hand(found)
    for branch in found["branches"]:
        for key, waived in (("score", False), ("raw_score", True)):
            given = branch[key] and (branch[key]["low"], branch[key]["high"])
            assert given == hand.score(branch, waived=waived), (branch["branch"], key)


@BOTH
def test_the_groups_add_up_to_the_score(sample: Path, profile: str) -> None:
    """Weight x share of each group that counts, over the weights of those: the sum that a report shows."""
    found = card(sample, profile)
    for branch in found["branches"]:
        if branch["groups"] and branch["score"] and all(group["sure"] for group in branch["groups"]):
            for end in ("low", "high"):
                counted = [group for group in branch["groups"] if group[end]["of"]]
                weighed = sum(group["weight"] * group[end]["points"] / group[end]["of"] for group in counted)
                extra = sum(one["points"][end] for one in branch["findings"] if one["points"] and not one["points"]["of"] and not one["waiver"])
                assert int(100 * weighed / sum(group["weight"] for group in counted) + extra + 1e-9) == branch["score"][end]


@BOTH
def test_the_scorecard_is_what_the_schema_says(sample: Path, profile: str) -> None:
    assert faults(card(sample, profile), scorecard_schema()) == []


def test_the_profiles_tell_branches_apart() -> None:
    """All modes and all lights but grey are reached, so that the tests above are about something."""
    modes = {card(SAMPLES[0], profile)["grading"]["mode"] for profile in PROFILES}
    lights = Counter(branch["light"] for profile in PROFILES for branch in card(SAMPLES[0], profile)["branches"])
    assert modes == {"severity", "count", "score"}
    assert set(lights) == {"green", "yellow", "red", "grey"}


def test_the_hand_would_notice() -> None:
    found = json.loads(json.dumps(card(ROOT / "samples" / "inspection-2022q1", "quarterly-inspection")))
    before = Hand(found).lights()
    lines = {rule["id"] for rule in found["rules"] if rule["severity"] == "red_line"}
    branch = next(branch for branch in found["branches"] if branch["light"] != "red")
    finding = next(one for one in branch["findings"] if one["rule"] in lines)
    finding |= {"verdict": "fail", "level": "red"}
    assert Hand(found).lights() == {**before, branch["branch"]: ("red", "")}


def test_what_is_local_says_so() -> None:
    for name in ("annual-assessment", "three-colour", "all-green", "sample-branch"):
        about = load_rulebook(profile=name).about
        assert "本单位" in about, name
    assert "不是官方的指标清单" in load_rulebook(profile="all-green").about
    assert "恰好 6 项为黄" in load_rulebook(profile="three-colour").about
    assert len(load_rulebook(profile="three-colour").rules) == 13
