"""Putting something right never makes a branch worse.

Promised for a valid record where one was missing (a meeting, a payment, hours of training, a document in the file): the unmet of the rule
that asked for it do not rise, and neither end of the light gets worse.
"""

from __future__ import annotations

from random import Random

import pytest

from auditor.periods import Every, Period, months_before, periods
from tests.properties.cases import FILES, Case, gather, meeting, of_person, some_day
from tests.properties.compare import changes, ends
from tests.properties.tally import over_branches
from tests.properties.world import World, audit

pytestmark = pytest.mark.xdist_group("properties")  # they share their audits

MEETINGS = {
    "ZH-01": ("支部党员大会", Every.QUARTER), "ZH-03": ("支部委员会", Every.MONTH), "ZH-06A": ("党课", Every.QUARTER), "ZH-07": ("主题党日", Every.MONTH),
    "ZH-09": ("组织生活会", Every.YEAR), "ZH-11": ("民主评议", Every.YEAR),
}
PLANS = {"ZH-21": "工作计划", "ZH-21A": "工作总结"}


def put_right(case: Case, window: Period, random: Random) -> tuple[str, ...]:
    """One more valid record, where something may be missing; the rules that asked for it."""
    people = [row["person"] for row in case.rows["members"]] or [f"{case.name}甲0"]
    rule = random.choice((*MEETINGS, *PLANS, "DF-01", "JY-01", "FZ-21"))
    if rule in MEETINGS:
        kind, every = MEETINGS[rule]
        case.rows["meetings"].append(meeting(case.name, kind, some_day(random.choice(periods(window, every)), random)))
    elif rule in PLANS:
        day = some_day(random.choice(periods(window, Every.YEAR)), random)
        case.rows["plans"].append({"branch": case.name, "document": PLANS[rule], "submitted": True, "submitted_on": day})
    elif rule == "DF-01":
        month = random.choice(months_before(window, 5))
        paid = of_person(case.name, random.choice(people), month=month.label, paid=10, status="已缴", paid_on=month.end.isoformat())
        case.rows["dues"].append(paid)
        return ("DF-01", "DF-05")
    elif rule == "JY-01":
        day = some_day(random.choice(periods(window, Every.YEAR)), random)
        case.rows["training"].append(of_person(case.name, random.choice(people), held_on=day, hours=40, counted=True))
    else:
        person, file = random.choice(people), random.choice(FILES)
        kept = [row for row in case.rows["documents"] if (row["person"], row["material"]) != (person, file)]
        case.rows["documents"] = [*kept, of_person(case.name, person, material=file, present=True)]
    return (rule,)


@over_branches("one more valid record", growing=True)
def test_a_valid_record_never_makes_a_branch_worse(world: World, random: Random) -> int:
    better, book, setting = [case.copy() for case in world.cases], world.book, world.setting
    asked = {case.name: put_right(case, setting.window, random) for case in better}
    old, new = world.scores, audit(gather(better, book.tables), book, setting)
    for name, rules in asked.items():
        before, after = ends(old[name], book.grading), ends(new[name], book.grading)
        assert after[0] <= before[0], changes(old[name], new[name])
        assert after[1] <= before[1], changes(old[name], new[name])
        for first, second in zip(old[name].findings, new[name].findings, strict=True):
            assert first.rule not in rules or second.observation.unmet <= first.observation.unmet, changes(old[name], new[name])
    return len(asked)

