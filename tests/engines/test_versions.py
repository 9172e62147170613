"""A rule judges what happened while it was in force; what cannot be told to be so is unknown, never green and never red."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from auditor.checks.registry import KINDS
from auditor.engines.observe import observe
from auditor.judge import judge
from auditor.model import Level, Observation, Standing, State, Verdict
from auditor.periods import parse_period
from auditor.rulebook.rule import Effective, Levels, Rule
from tests.backends import ENGINES
from tests.checks.cases import tables
from tests.rules import rule
from tests.tables import dataset

NEW = {"from": "2026-05-11", "certain_from": "2026-05-18"}
OLD = {"to": "2026-05-17", "certain_to": "2026-05-10"}
PUBLICITY = {"kind": "duration", "table": "development", "from": "public_from", "to": "public_to", "at_least": {"days": 5}, "when_empty": "not_applicable"}
HOST = {"kind": "complete", "table": "meetings", "columns": ["host"], "when_empty": "not_applicable"}
MONTHLY = {"kind": "count_per_period", "table": "meetings", "every": "month", "at_least": 1}
QUARTER = {**MONTHLY, "every": "window"}
THREE = {"kind": "headcount", "table": "members", "at_least": 3, "when_empty": "fail"}
WHERE = "施行日期的两处来源不一致，不能断定适用哪一版规定"


def versioned(check: Mapping[str, Any], effective: Mapping[str, str], level: Level = Level.RED) -> Rule:
    days = {key: value if key == "by" else date.fromisoformat(value) for key, value in effective.items()}
    return rule(KINDS[check["kind"]].model_validate_json(json.dumps(check)), effective=Effective.model_validate(days), levels=Levels(always=level))


def seen(one: Rule, given: Mapping[str, list[dict[str, Any]]], *, window: str = "2026Q2", as_of: str = "2026-07-04", engine: str = "polars") -> Observation:
    data = dataset(tables(), {"branches": [{"branch": "甲"}], **given})
    return observe([one], data, tables(), window=parse_period(window), as_of=date.fromisoformat(as_of), engine=ENGINES[engine])[0]


def states(found: Observation) -> tuple[int, int, int, int]:
    return found.met, found.unmet, found.unknown, found.open


def publicity(start: str | None, end: str | None = "2026-05-30") -> dict[str, list[dict[str, Any]]]:
    return {"development": [{"branch": "甲", "name": "甲一", "public_from": start, "public_to": end}]}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("effective", "start", "expected"), [
    (NEW, "2026-05-10", (0, 0, 0, 0)), (NEW, "2026-05-11", (0, 0, 1, 0)), (NEW, "2026-05-14", (0, 0, 1, 0)), (NEW, "2026-05-17", (0, 0, 1, 0)),
    (NEW, "2026-05-18", (1, 0, 0, 0)), (OLD, "2026-05-10", (1, 0, 0, 0)), (OLD, "2026-05-11", (0, 0, 1, 0)), (OLD, "2026-05-17", (0, 0, 1, 0)),
    (OLD, "2026-05-18", (0, 0, 0, 0)),
    (NEW, "2026-05", (0, 0, 1, 0)), (OLD, "2026-05", (0, 0, 1, 0)), (NEW, "2026-04", (0, 0, 0, 0)), (OLD, "2026-04", (1, 0, 0, 0)),
    (NEW, None, (0, 0, 1, 0)), (OLD, None, (0, 0, 1, 0)), (NEW, "?", (0, 0, 1, 0)), (OLD, "?", (0, 0, 1, 0)),
])
def test_a_row_is_judged_by_the_version_of_its_own_day(effective: dict[str, str], start: str | None, expected: tuple[int, ...], engine: str) -> None:
    one = versioned(PUBLICITY, {**effective, "by": "public_from"})
    assert states(seen(one, publicity(start), engine=engine)) == expected


@pytest.mark.parametrize(("start", "expected"), [("2026-05-10", Verdict.NOT_APPLICABLE), ("2026-05-14", Verdict.NO_DATA), ("2026-05-18", Verdict.FAIL)])
def test_what_would_fail_is_not_judged_by_a_version_that_perhaps_does_not_hold(start: str, expected: Verdict) -> None:
    one = versioned(PUBLICITY, {**NEW, "by": "public_from"})
    assert judge(one, seen(one, publicity(start, start))).verdict is expected


def test_the_reason_is_said_of_the_branch_and_of_the_cell() -> None:
    one = versioned(PUBLICITY, {**NEW, "by": "public_from"})
    found = seen(one, publicity("2026-05-14"))
    assert found.note == f"应 1 项，有 1 项数据不足：有的日期在 2026-05-11 至 2026-05-17 之间或者不明：{WHERE}"
    assert [(item.state, item.note) for item in found.evidence] == [(State.UNKNOWN, f"有的日期在 2026-05-11 至 2026-05-17 之间或者不明：{WHERE}")]
    assert judge(one, found).message == found.note


def test_without_a_second_source_only_what_is_unclear_is_unknown() -> None:
    one = versioned(PUBLICITY, {"from": "2026-05-11", "by": "public_from"})
    assert states(seen(one, publicity("2026-05-11"))) == (1, 0, 0, 0)
    assert seen(one, publicity("2026-05")).note.endswith("有的日期或时段不明，或跨新旧规定的界限（2026-05-11），不能断定适用哪一版规定")


def test_two_versions_never_judge_the_same_event_and_leave_none_out() -> None:
    for day in ("2026-05-09", "2026-05-10", "2026-05-11", "2026-05-17", "2026-05-18", "2026-05", None):
        found = [seen(versioned(PUBLICITY, {**effective, "by": "public_from"}), publicity(day, day)) for effective in (OLD, NEW)]
        assert sum(one.unmet for one in found) <= 1
        assert all(one.unknown for one in found) or sum(one.unmet for one in found) == 1


def test_a_dated_table_needs_no_column_to_be_named() -> None:
    meetings = [{"branch": "甲", "held_on": day} for day in ("2026-04-30", "2026-05-10", "2026-05-11", "2026-05-18", "2026-06-30", "2026-07-01")]
    assert states(seen(versioned(HOST, NEW), {"meetings": [{**row, "host": None} for row in meetings]})) == (0, 2, 1, 0)
    assert states(seen(versioned(HOST, OLD), {"meetings": [{**row, "host": None} for row in meetings]})) == (0, 2, 1, 0)


def test_what_is_not_due_yet_is_open_under_a_version_that_certainly_holds() -> None:
    check = {"kind": "deadline", "table": "development", "from": "prereview_on", "to": "admitted_on", "within": {"months": 1}, "not_yet_due": "pending",
             "when_empty": "not_applicable"}
    rows = [{"branch": "甲", "name": str(number), "prereview_on": day, "admitted_on": None} for number, day in enumerate(("2026-05-10", "2026-05-14", "2026-05-18"))]
    assert states(seen(versioned(check, NEW), {"development": rows}, as_of="2026-05-20")) == (0, 0, 1, 1)
    assert states(seen(versioned(check, NEW), {"development": rows})) == (0, 1, 1, 0)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("effective", "expected"), [
    ({"from": "2026-05-01"}, (0, 2, 0, 0)), ({"from": "2026-05-11"}, (0, 1, 1, 0)), ({"to": "2026-05-31"}, (0, 2, 0, 0)), ({"to": "2026-05-10"}, (0, 1, 1, 0)),
    ({"from": "2026-05-01", "certain_from": "2026-06-01"}, (0, 1, 1, 0)), ({"from": "2026-04-02", "to": "2026-04-29"}, (0, 0, 1, 0)),
])
def test_periods_are_judged_that_lie_wholly_in_the_days_of_the_version(effective: dict[str, str], expected: tuple[int, ...], engine: str) -> None:
    found = seen(versioned(MONTHLY, effective), {"meetings": []}, engine=engine)
    assert states(found) == expected, found


def test_a_period_that_still_runs_is_open_as_long_as_it_is_in_order() -> None:
    for held in ([], [{"branch": "甲", "held_on": "2026-05-12"}]):
        found = seen(versioned(MONTHLY, {"from": "2026-05-11"}), {"meetings": held}, window="2026-05", as_of="2026-05-20")
        assert states(found) == (0, 0, 0, 1)
        never = {**MONTHLY, "at_least": None, "at_most": 0}
        assert states(seen(versioned(never, {"from": "2026-05-11"}), {"meetings": held}, window="2026-05", as_of="2026-05-20"))[2:] == (len(held), 1 - len(held))


def test_the_window_is_cut_off_where_the_version_begins() -> None:
    held = [{"branch": "甲", "held_on": "2026-05-03"}]
    assert states(seen(versioned(QUARTER, {"from": "2026-05-11"}), {"meetings": held})) == (0, 1, 0, 0)
    assert states(seen(versioned(QUARTER, {"to": "2026-05-10"}), {"meetings": held})) == (1, 0, 0, 0)
    assert states(seen(versioned(QUARTER, NEW), {"meetings": held})) == (0, 0, 1, 0)


@pytest.mark.parametrize(("effective", "unknown", "standing"), [
    ({"from": "2026-07-01"}, 0, Standing.NOT_APPLICABLE), ({"from": "2026-06-30"}, 0, Standing.APPLIES), ({"to": "2026-06-29"}, 0, Standing.NOT_APPLICABLE),
    ({"from": "2026-06-30", "certain_from": "2026-07-02"}, 1, Standing.APPLIES), ({"to": "2026-07-02", "certain_to": "2026-06-29"}, 1, Standing.APPLIES),
])
def test_what_is_asked_on_the_last_day_goes_by_that_day(effective: dict[str, str], unknown: int, standing: Standing) -> None:
    found = seen(versioned(THREE, effective), {"members": [{"branch": "甲", "name": "甲一"}]})
    assert (found.standing, found.unknown) == (standing, unknown)
