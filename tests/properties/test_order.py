"""Order, splitting and joining of inputs and unrelated branches change nothing.

What compares branches with each other is asked within each branch here (``tally.within_branch``: TZ-13, one ID number among all
members); in all branches an unreadable ID of another branch opens it, and the same ID fails it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import cast

import pandas as pd
import pytest

from auditor.checks.base import Check
from auditor.records.dataset import Cover, MemoryTable
from auditor.rulebook.load import Rulebook
from tests.properties.cases import Setting, gather
from tests.properties.compare import alike
from tests.properties.tally import over_branches, whole_rulebook
from tests.properties.world import World, audit

pytestmark = pytest.mark.xdist_group("properties")  # they share their audits


@over_branches("another order of rows, tables and inputs")
def test_order_changes_nothing(world: World, random: Random) -> int:
    new = audit(gather(world.cases, world.book.tables, shuffle=random), world.book, world.setting)
    for case in world.cases:
        alike(world.scores[case.name], new[case.name])
    return len(world.cases)


@over_branches("inputs split in two")
def test_splitting_and_joining_changes_nothing(world: World, random: Random) -> int:
    """Every ledger comes as two files, each with a part of the rows, that answer for a part of the days."""
    whole = world.dataset
    tables = {name: joined(table, random) for name, table in whole.tables.items() if isinstance(table, MemoryTable)}
    parts = tuple(part for cover in whole.coverage for part in split(cover, world.setting, random))
    new = audit(replace(whole, tables=tables, coverage=parts), world.book, world.setting)
    for case in world.cases:
        alike(world.scores[case.name], new[case.name])
    return len(world.cases)


def joined(table: MemoryTable, random: Random) -> MemoryTable:
    """The rows of the second half first."""
    place = random.randint(0, len(table.frame))
    frame = pd.concat([table.frame.iloc[place:], table.frame.iloc[:place]], ignore_index=True)
    frame["_row"] = pd.array(range(len(frame)), dtype="Int64")
    return MemoryTable(table.name, frame, [*table.origins[place:], *table.origins[:place]])


def split(cover: Cover, setting: Setting, random: Random) -> tuple[Cover, ...]:
    days = (setting.window.end - setting.window.start).days
    border = setting.window.start + timedelta(days=random.randint(0, days))
    if (cover.start and cover.start > border) or (cover.end and cover.end <= border):
        return (cover,)
    return replace(cover, start=border + timedelta(days=1)), replace(cover, end=border)


def without_trends(book: Rulebook) -> Rulebook:
    """Trends also depend on which branches the earlier scorecard has."""
    return replace(book, rules=tuple(rule for rule in book.rules if cast(Check, rule.check).kind != "trend"))


@over_branches("unrelated branches beside")
def test_unrelated_branches_change_nothing(world: World, random: Random) -> int:
    cases, setting, book = world.cases, world.setting, without_trends(world.book)
    some = [case for case in cases if random.random() < 0.7] or cases[:1]
    old, new = audit(gather(some, book.tables), book, setting), audit(gather(cases, book.tables), book, setting)
    for case in some:
        alike(old[case.name], new[case.name])
    return len(cases)


@over_branches("unrelated branches beside, all of TZ-13")
def test_unrelated_branches_change_only_what_compares_branches(world: World, random: Random) -> int:
    cases, setting, book = world.cases, world.setting, without_trends(world.book)
    asked = {rule.id for rule in random.sample(book.rules, 8)} | {"TZ-13"}  # whether the others stay is asked above
    whole = replace(book, rules=tuple(rule for rule in whole_rulebook().rules if rule.id in asked))
    apart = [rule.id for rule in whole.rules if getattr(rule.check, "scope", "") == "all"]
    assert {"TZ-13"} <= set(apart) <= {"TZ-11", "TZ-13"}
    some = [case for case in cases if random.random() < 0.7] or cases[:1]
    old, new = audit(gather(some, book.tables), whole, setting), audit(gather(cases, book.tables), whole, setting)
    for case in some:
        alike(old[case.name], new[case.name], apart)
    return len(cases)
