"""A check that no record can fail is told, with the option to blame; one that a record can fail is not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

import pytest

from auditor.checks.base import Check
from auditor.checks.contradictions import contradiction
from auditor.checks.registry import KINDS
from auditor.tables import Condition
from tests.checks.cases import cases, tables

EMPTY = {"when_empty": "no_data"}
RATIO = {"kind": "ratio", "table": "meetings", "numerator": "attended", "denominator": "due", "zero_denominator": "no_data", **EMPTY}
SHARE = {"kind": "share", "table": "appraisal", **EMPTY}
DEADLINE = {"kind": "deadline", "table": "development", "from": "admitted_on", "within": {"months": 3}, "not_yet_due": "pending", **EMPTY}
AGREE = {"kind": "agree", "table": "meetings", "column": "attended", "every": "month", "tolerance": 0, **EMPTY}
BALANCE = {"kind": "balance", "table": "moves", "equals": "closing", **EMPTY}
COMPUTED = {"kind": "computed", "table": "dues", "column": "paid", "bound": "at_least", "tolerance": 0, **EMPTY}
MANUAL = {"kind": "manual", "question": "上墙了吗"}
NONE: Mapping[str, Any] = {}

NEVER = [
    ({**RATIO, "at_least": "0%"}, "at_least"), ({**RATIO, "more_than": "-1/2"}, "more_than"),
    ({**SHARE, "at_most": "100%"}, "at_most"), ({**SHARE, "less_than": "3/2"}, "less_than"), ({**SHARE, "at_least": "0%"}, "at_least"),
    ({"kind": "range", "table": "meetings", "column": "due", "at_least": {"column": "due"}, **EMPTY}, "at_least"),
    ({"kind": "allowed", "table": "development", "column": "sex", "values": ["男", "女"], **EMPTY}, "values"),
    ({"kind": "allowed", "table": "meetings", "column": "place", **EMPTY}, "values"),
    ({"kind": "allowed", "table": "development", "column": "sex", "values": ["男"], "where": [{"column": "sex", "is": "男"}], **EMPTY}, "where"),
    ({"kind": "range", "table": "meetings", "column": "due", "at_least": 3, "where": [{"column": "due", "at_least": 5}], **EMPTY}, "where"),
    ({"kind": "complete", "table": "meetings", "columns": ["place", "host"], "where": [{"column": "host", "filled": True}], **EMPTY}, "columns"),
    ({"kind": "references", "table": "members", "person": True, "to": {"table": "members"}, **EMPTY}, "to"),
    ({**DEADLINE, "to": "admitted_on"}, "to"),
    ({"kind": "order", "table": "development", "columns": ["admitted_on", "admitted_on"], **EMPTY}, "columns"),
    ({**BALANCE, "plus": ["closing"]}, "equals"),
    ({"kind": "expiry", "table": "branches", "column": "term_end", "renewed": "term_end", **EMPTY}, "renewed"),
    ({**AGREE, "to": {"table": "meetings", "column": "attended"}}, "to"),
    ({**COMPUTED, "lines": [{"fixed": 0}]}, "lines"),
    ({**MANUAL, "answers": {"是": "pass", "否": "pass"}}, "answers"),
    ({"kind": "count_per_period", "table": "meetings", "every": "month", "at_most": 3, "where": [{"column": "place", "is": "甲"}, {"column": "place", "is_not": "甲"}]}, "where"),
]
COULD = [
    {**RATIO, "at_least": "1%"}, {**RATIO, "more_than": "0%"}, {**SHARE, "at_most": "99%"}, {**SHARE, "less_than": "100%"}, {**SHARE, "more_than": "0%"},
    {"kind": "range", "table": "meetings", "column": "attended", "at_most": {"column": "due"}, **EMPTY},
    {"kind": "range", "table": "meetings", "column": "due", "at_least": 3, "at_most": 9, "where": [{"column": "due", "at_least": 5}], **EMPTY},
    {"kind": "allowed", "table": "development", "column": "sex", "values": ["男"], "where": [{"column": "sex", "filled": True}], **EMPTY},
    {"kind": "complete", "table": "meetings", "columns": ["place", "host"], "where": [{"column": "topic", "filled": True}], **EMPTY},
    {"kind": "allowed", "table": "development", "column": "sex", "values": ["男"], **EMPTY}, {"kind": "allowed", "table": "development", "column": "sex", **EMPTY},
    {"kind": "references", "table": "members", "person": True, "to": {"table": "members", "where": [{"column": "member_kind", "is": "正式党员"}]}, **EMPTY},
    {**DEADLINE, "to": "approved_on"},
    {"kind": "order", "table": "development", "columns": ["admitted_on", "admitted_on"], "strict": True, **EMPTY},
    {**BALANCE, "plus": ["opening"]}, {**AGREE, "to": {"table": "meetings", "column": "due"}}, {**COMPUTED, "lines": [{"fixed": 1}]},
    {**MANUAL, "answers": {"是": "pass", "否": "red"}},
]


def model(check: Mapping[str, Any]) -> Check:
    return cast(Check, KINDS[check["kind"]].model_validate_json(json.dumps(check)))


@pytest.mark.parametrize(("check", "key"), NEVER, ids=[f"{check['kind']}.{key}" for check, key in NEVER])
def test_what_no_record_can_fail_is_told(check: Mapping[str, Any], key: str) -> None:
    assert [found for found, _ in model(check).never_fails(tables())] == [key]


@pytest.mark.parametrize("check", COULD, ids=[str(check["kind"]) for check in COULD])
def test_what_a_record_can_fail_is_not(check: Mapping[str, Any]) -> None:
    assert list(model(check).never_fails(tables())) == []


def test_every_check_that_a_case_sees_unmet_could_fail() -> None:
    seen = [case for case in cases() if "UNMET" in str(case.options.get("expect"))]
    assert len(seen) > 100
    assert [case.id for case in seen if list(case.model().never_fails(tables()))] == []


def lines(*conditions: Mapping[str, Any]) -> list[Condition]:
    return [Condition.model_validate_json(json.dumps(one)) for one in conditions]


def test_lines_that_compare_with_nothing_are_told_elsewhere() -> None:
    assert contradiction(lines({"column": "place"}, {"column": "place", "is": None}), tables()["meetings"]) == ""


A, B = {"column": "place", "is": "甲"}, {"column": "place", "is": "乙"}
AMOUNT, DAY = {"column": "due"}, {"column": "held_on"}


@pytest.mark.parametrize(("one", "other", "expected"), [
    (A, B, True), (A, A, False), (A, {"column": "place", "is_not": "甲"}, True), (A, {"column": "place", "is_not": "乙"}, False),
    (A, {"column": "host", "is_not": "甲"}, False), ({"column": "place", "in": ["甲", "乙"]}, {"column": "place", "not_in": ["甲", "乙", "丙"]}, True),
    ({"column": "place", "in": ["甲", "乙"]}, {"column": "place", "not_in": ["甲"]}, False), ({"column": "place", "in": ["甲", "乙"]}, B, False),
    ({"column": "meeting_type", "is": "党课"}, {"column": "meeting_type", "is": "主题党日"}, False),
    ({"column": "meeting_type", "is": "党课"}, {"column": "meeting_type", "is_not": "党课"}, True),
    (A, {"column": "place", "filled": False}, True), ({**A, "blank": "counts"}, {"column": "place", "filled": False}, False), (A, {"column": "place", "filled": True}, False),
    ({"column": "place", "filled": True}, {"column": "place", "filled": False}, True),
    ({**AMOUNT, "at_least": 5}, {**AMOUNT, "at_most": 4}, True), ({**AMOUNT, "at_least": 5}, {**AMOUNT, "at_most": 5}, False),
    ({**AMOUNT, "more_than": 5}, {**AMOUNT, "at_most": 5}, True), ({**AMOUNT, "at_least": 5}, {**AMOUNT, "at_least": 6}, False),
    ({**DAY, "at_least": "2026-05-11"}, {**DAY, "less_than": "2026-05-11"}, True), ({**DAY, "at_least": "2026-05-11"}, {**DAY, "at_most": "2026-05-11"}, False),
    ({**AMOUNT, "more_than": {"column": "attended"}}, {**AMOUNT, "at_most": {"column": "attended"}}, True),
    ({**AMOUNT, "more_than": {"column": "attended"}}, {**AMOUNT, "at_most": 5}, False),
])
def test_lines_that_contradict_each_other(one: Mapping[str, Any], other: Mapping[str, Any], expected: bool) -> None:
    for pair in (lines(one, other), lines(other, one)):
        assert bool(contradiction(pair, tables()["meetings"])) is expected
