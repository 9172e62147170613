"""Rosters of several dates for one branch (sheets 2021年 and 2022年): the one of the period is the roll, an older one is set aside and told.

An edition is what the sheets of one year (or month), by title, sheet or file name, say of one branch. Of several that share people the newest
that begins by the last day of the period holds, without a period the newest of all. Another one

- is set aside where it shares at least half of its people: it is the same list of another day;
- keeps its people, those whom only it has as possible ones, where it shares fewer: it may be another day's list or another part;
- is untouched where it shares nobody: a list by the year of joining, another group.

Sheets of no date of which each has people that the other lacks, and that share at least half of the smaller, contradict each other: whom only
one of them has is possible only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations

from auditor.model import RecordIssue
from auditor.records.normalise import Typed
from auditor.records.people import ROSTER, identities
from auditor.records.placing import Placed, place
from auditor.records.register import Names

Day = tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Edition:
    """Who is of one branch on one list. ``people``: name (or number) -> sheet and record."""

    day: Day
    people: Mapping[str, frozenset[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Editions:
    """The records to be left out and those that are possible only, by the place of the sheet; and what to tell."""

    aside: Mapping[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    doubtful: Mapping[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    issues: tuple[RecordIssue, ...] = ()


def current(
    sheets: Sequence[Typed], names: Names, only: str | None, until: date | None,
) -> tuple[list[Typed], Mapping[int, set[int]], tuple[RecordIssue, ...]]:
    """The sheets without what is set aside; by the place of a sheet among them its records that are possible only; and what to tell.

    ``only``: the single branch of the register, if it has one. ``until``: the last day of the period, None where none was asked for.
    """
    places = [number for number, sheet in enumerate(sheets) if sheet.table.id == ROSTER]
    if len(places) < 2:
        return list(sheets), {}, ()
    found = editions([place(sheets[number], names, only=only) for number in places], until)
    kept: list[Typed] = []
    doubtful: dict[int, set[int]] = {}
    for number, sheet in enumerate(sheets):
        roster = places.index(number) if number in places else -1
        records = [index for index in range(len(sheet.source.records)) if index not in found.aside.get(roster, ())]
        if records or not sheet.source.records:
            doubtful[len(kept)] = {new for new, index in enumerate(records) if index in found.doubtful.get(roster, ())}
            kept.append(_only_these(sheet, records) if roster in found.aside else sheet)
    return kept, doubtful, found.issues


def editions(rosters: Sequence[Placed], until: date | None) -> Editions:
    """What the rosters' dates make of their records. ``until``: the last day of the period; None where none was asked for."""
    found = Editions()
    issues: dict[tuple[str, str, str], RecordIssue] = {}
    for branch, lists in _by_branch(rosters).items():
        for code, out, gone, kept in _compared(lists, until):
            target = found.aside if code == "D616" else found.doubtful
            for sheet, index in gone:
                target[sheet].add(index)
            for sheet in sorted({sheet for sheet, _ in gone}):
                source = rosters[sheet].typed.source
                issues.setdefault((code, source.file, source.sheet), _issue(code, rosters, sheet, branch, out, kept))
    return replace(found, issues=tuple(issues.values()))


def _only_these(typed: Typed, records: Sequence[int]) -> Typed:
    source = replace(typed.source, records=tuple(typed.source.records[index] for index in records))
    return replace(typed, source=source, columns={key: [values[index] for index in records] for key, values in typed.columns.items()})


def _by_branch(rosters: Sequence[Placed]) -> Mapping[str, list[Edition]]:
    """The editions of each branch: one for each date, and one for each sheet without."""
    found: defaultdict[str, defaultdict[tuple[Day, int], defaultdict[str, set[tuple[int, int]]]]]
    found = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for sheet, placed in enumerate(rosters):
        context = placed.typed.source.context
        day = (context.start, context.end) if context.start and context.end else None
        for index, (identity, match) in enumerate(zip(identities(placed.typed) or (), placed.matches, strict=False)):
            who = identity.name or identity.id_number or identity.staff_number
            if match.certain and who:
                found[match.branches[0]][day, -1 if day else sheet][who].add((sheet, index))
    return {
        branch: [Edition(day, {who: frozenset(places) for who, places in people.items()}) for (day, _), people in lists.items()]
        for branch, lists in found.items() if len(lists) > 1
    }


Compared = tuple[str, int, frozenset[tuple[int, int]], Edition]
"""The code, how many people only that list has, its records to be set aside or doubted, and the list that it was compared with."""


def _compared(lists: Sequence[Edition], until: date | None) -> Iterator[Compared]:
    dated = sorted((one for one in lists if one.day), key=lambda one: one.day or (date.min, date.min))
    if dated:
        begun = [one for one in dated if until is None or (one.day and one.day[0] <= until)]
        holds = (begun or dated[:1])[-1]
        yield from (said for one in dated if one is not holds for said in _another_day(one, holds))
    for one, other in combinations(lists, 2):
        if not (one.day and other.day):
            yield from _contradict(one, other)


def _another_day(one: Edition, holds: Edition) -> Iterator[Compared]:
    shared, only = one.people.keys() & holds.people.keys(), one.people.keys() - holds.people.keys()
    if 2 * len(shared) >= len(one.people):
        yield "D616", len(only), _places(one, one.people), holds
    elif shared:
        yield "D617", len(only), _places(one, only), holds


def _contradict(one: Edition, other: Edition) -> Iterator[Compared]:
    mine, yours = one.people.keys() - other.people.keys(), other.people.keys() - one.people.keys()
    shared = len(one.people) - len(mine)
    if mine and yours and 2 * shared >= min(len(one.people), len(other.people)):
        yield "D617", len(mine), _places(one, mine), other
        yield "D617", len(yours), _places(other, yours), one


def _places(one: Edition, people: Iterable[str]) -> frozenset[tuple[int, int]]:
    return frozenset(place for who in people for place in one.people[who])


def _issue(code: str, rosters: Sequence[Placed], sheet: int, branch: str, only: int, other: Edition) -> RecordIssue:
    source = rosters[sheet].typed.source
    where = rosters[min(place for places in other.people.values() for place in places)[0]].typed.source
    named = f"“{where.file}”的“{where.sheet}”"
    if code == "D616":
        message = f"“{branch}”有几个时间的党员名册，在册党员按{named}算，这一份没有采用（其中 {only} 人只在这一份里）；应当用这一份的，请只报送这一份。"
    else:
        message = f"“{branch}”的党员名册与{named}的人不一样，有 {only} 人只在这一份里，不能确定是否在册，只按“可能”计入；请核对后只报送现在的名册。"
    return RecordIssue(code, message, source.file, source.sheet, branch=branch)
