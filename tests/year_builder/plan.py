"""``faults.yaml``: how each fault changes the rows, and what the audit must say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from . import development, meetings, people, yearly
from .faculty import BRANCHES, Row, roll

PLAN = Path(__file__).with_name("faults.yaml")
Tables = dict[str, list[Row]]


@cache
def plan() -> Mapping[str, Any]:
    """The whole plan: when it is audited, the light of each branch under each profile, the faults."""
    found: Mapping[str, Any] = yaml.safe_load(PLAN.read_text("utf-8"))
    return found


def spoilt() -> Tables:
    """Every table after every edit of every fault. An edit that does not hit as many rows as it says is an error."""
    tables = {
        "branches": people.branches(), "roll": people.roll_rows(), "committee": people.committee(), "groups": people.groups(), "elections": people.elections(),
        "ballots": people.ballots(), "floating": people.floating(), "awards": people.awards(), "development": development.development(),
        "documents": development.documents(), "observations": development.observations(), "meetings": meetings.meetings(),
        "theme_days": meetings.theme_days(), "studies": meetings.studies(), "attendance": meetings.attendance(), "dues": yearly.dues(),
        "training": yearly.training(), "appraisal": yearly.appraisal(), "reports": yearly.reports(), "talks": yearly.talks(), "notices": yearly.notices(),
        "plans": yearly.plans(), "publicity": yearly.publicity(), "issues": yearly.issues(), "balances": yearly.balances(),
        "changes": yearly.changes(), "transfers": yearly.transfers(),
    }
    for fault in plan()["faults"]:
        for edit in fault.get("edits", ()):
            tables[edit["table"]] = list(_edited(tables[edit["table"]], fault["branch"], edit))
    return tables


def _edited(rows: Sequence[Row], short: str, edit: Mapping[str, Any]) -> list[Row]:
    branch = next(one for one in BRANCHES if one.short == short)
    values = {key: _value(value) for key, value in edit.get("set", {}).items()}
    if "add" in edit:
        added = {key: _value(value) for key, value in edit["add"].items()}
        return [*rows, dict.fromkeys(rows[0]) | {"支部": branch.name} | added]
    wanted = {"支部": branch.name} | {key: _value(value) for key, value in edit.get("where", {}).items()}
    hit = [all(_is(row.get(key), value) for key, value in wanted.items()) for row in rows]
    if sum(hit) != edit.get("rows", 1):
        raise ValueError(f"{edit}: {sum(hit)} rows")
    if edit.get("copy"):
        return [*rows, *(row | values for row, found in zip(rows, hit, strict=True) if found)]
    if edit.get("drop"):
        return [row for row, found in zip(rows, hit, strict=True) if not found]
    return [row | values if found else row for row, found in zip(rows, hit, strict=True)]


def _is(cell: object, value: object) -> bool:
    return cell in value if isinstance(value, list) else cell == value


def _value(value: object) -> object:
    """``@环境 3`` is the name of that branch's fourth member, ``#环境 3`` his ID number; a list is any of its values."""
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, str) and value[0] in "@#":
        short, nth = value[1:].split()
        member = roll(next(one for one in BRANCHES if one.short == short))[int(nth)]
        return member.name if value[0] == "@" else member.id_number
    return value


def expected() -> dict[str, Any]:
    """``expected.yaml``: the lights, and for the widest profile every unmet obligation and every count of unknown ones."""
    branches = {b.name: _branch(b.short, plan()["branches"][b.short]) for b in BRANCHES}
    return {**{key: plan()[key] for key in ("period", "as_of", "profile", "profiles", "never_told")}, "branches": branches}


def _branch(short: str, about: Mapping[str, Any]) -> dict[str, Any]:
    faults = [fault for fault in plan()["faults"] if fault["branch"] == short]
    unmet = [{key: _value(value) for key, value in line.items()} for fault in faults for found in fault.get("unmet", ()) for line in _each(found)]
    unknown: Counter[str] = Counter()
    for fault in faults:
        unknown.update(fault.get("unknown", {}))
    nothing = [*plan()["never_told"], *(rule for fault in faults for rule in fault.get("nothing", ()))]
    return {**about, "unmet": unmet, "unknown": dict(sorted(unknown.items())), "nothing": sorted(nothing)}


def _each(line: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    bare = {key: value for key, value in line.items() if key != "times"}
    periods = line.get("period")
    return [{**bare, "period": one} for one in periods] if isinstance(periods, list) else [bare] * line.get("times", 1)
