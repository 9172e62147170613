"""Withholding never makes a branch greener.

Promised for: a ledger that nobody handed in, a column that no sheet has, a branch's input that did not come or answers for fewer days
(with the rows of those days), a cell, a whole column or a day that cannot be read, a row that is perhaps another branch's: the light
stays or turns grey, and no rule is settled that was not. An empty cell of a column whose blank no rule gives a meaning: the light may
also get redder (an empty compulsory cell is a fault itself).

Not promised, because it cannot be seen: a row deleted from an input that answers for its day; the rows of a month that still goes on; an empty cell (or an ``optional`` column left out)
that says something (``speaking_blanks``), as an empty 离任时间 says "still in office".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

import pytest

from auditor.records.dataset import Dataset
from auditor.rulebook.grading import Grading
from auditor.scorecard import BranchScore
from tests.properties.cases import LEDGERS, gather
from tests.properties.compare import never_greener, no_more_known
from tests.properties.tally import over_branches
from tests.properties.withhold import blank_cell, removable, speaking_blanks, take
from tests.properties.world import World, audit

pytestmark = pytest.mark.xdist_group("properties")  # they share their audits

Promise = Callable[[BranchScore, BranchScore, Grading], None]


def compare(world: World, less: Dataset, promise: Promise, taken: Mapping[str, str]) -> int:
    """Holds every branch to the promise; a failure says what was taken from it."""
    old, new = world.scores, audit(less, world.book, world.setting)
    for case in world.cases:
        try:
            promise(old[case.name], new[case.name], world.book.grading)
        except AssertionError as wrong:
            raise AssertionError(f"{taken[case.name]}\n{wrong}") from None
    return len(world.cases)


@over_branches("knowing less of a branch")
def test_knowing_less_only_opens_what_was_settled(world: World, random: Random) -> int:
    less, tables = [case.copy() for case in world.cases], world.book.tables
    taken = {case.name: take(case, world.setting.over, random, tables) for case in less}
    return compare(world, gather(less, tables), no_more_known, taken)


@over_branches("an empty cell")
def test_an_empty_cell_never_makes_a_branch_greener(world: World, random: Random) -> int:
    less, speaking = [case.copy() for case in world.cases], speaking_blanks(world.book)
    taken = {case.name: blank_cell(case, random, speaking) for case in less}
    return compare(world, gather(less, world.book.tables), never_greener, taken)


@over_branches("a ledger that nobody handed in")
def test_a_ledger_that_is_missing_only_opens_what_was_settled(world: World, random: Random) -> int:
    name = random.choice(LEDGERS)
    less = gather(world.cases, world.book.tables, without=name)
    return compare(world, less, no_more_known, {case.name: f"no {name}" for case in world.cases})


@over_branches("a column that no sheet has")
def test_a_column_that_is_missing_only_opens_what_was_settled(world: World, random: Random) -> int:
    name, key = random.choice(removable(world.book, speaking_blanks(world.book)))
    less = gather(world.cases, world.book.tables, lacking={name: key})
    return compare(world, less, no_more_known, {case.name: f"no {name}.{key}" for case in world.cases})
