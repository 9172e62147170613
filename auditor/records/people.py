"""Who each record is about. The roster gives every person a key; other records find it by ID number, staff number, name and branch.

Two people are never taken for one by their name alone, and a person of another branch is never found by name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from auditor.records.normalise import Typed
from auditor.records.placing import Placed
from auditor.records.values.text import is_nil, normalise_text
from auditor.tables import Privacy, Table, Type

ROSTER = "members"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a record says of a person, ready to compare; empty where it says nothing."""

    id_number: str = ""
    staff_number: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One person at one branch of the roster; ``sure``: certainly of that branch."""

    key: str
    identity: Identity
    branch: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """The people by what they can be found with. ``supplied`` is False when no roster was handed in."""

    supplied: bool = False
    by_id: dict[str, list[Person]] = field(default_factory=dict)
    by_staff: dict[str, list[Person]] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Person]] = field(default_factory=dict)
    by_branch: dict[str, list[Person]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seat:
    """One frame row to be: record ``index`` of its sheet, at ``branch``, about ``person``."""

    index: int
    branch: str
    person: str | None
    sure: bool


def identities(typed: Typed) -> list[Identity] | None:
    """Each record's person as the table's ``person`` columns tell; None when the sheet has none of them."""
    id_key, staff_key, name_key = _roles(typed.table)
    columns = [typed.columns.get(key) if key else None for key in (id_key, staff_key, name_key)]
    if all(column is None for column in columns):
        return None
    count = len(typed.source.records)
    texts = [["" if not value or is_nil(value) else normalise_text(value) for value in column] if column else [""] * count for column in columns]
    return [Identity(*parts) for parts in zip(*texts, strict=True)]


def _roles(table: Table) -> tuple[str | None, str | None, str | None]:
    """Which of the person columns holds the ID number, the staff number and the name."""
    id_key = next((key for key in table.person if table.columns[key].type is Type.ID_NUMBER), None)
    name_key = next((key for key in table.person if table.columns[key].privacy is Privacy.NAME or key == "name"), None)
    return id_key, next((key for key in table.person if key not in {id_key, name_key}), None), name_key


def read_roster(placed: Sequence[Placed], everywhere: Sequence[str]) -> tuple[Roster, list[list[Seat]]]:
    """The roster with the seats of its own records, sheet by sheet.

    A row that names nobody is possibly a person, never certainly.
    Same ID or staff number is the same person, unless the names differ: then a number is wrong, and nobody pays dues for the other.
    """
    roster, namesakes = Roster(supplied=bool(placed)), Counter[str]()
    told = [identities(sheet.typed) or [Identity()] * len(sheet.matches) for sheet in placed]
    names = _names_of_numbers(identity for people in told for identity in people)
    seats: list[list[Seat]] = []
    for sheet, people in zip(placed, told, strict=True):
        seats.append([])
        for index, (identity, match) in enumerate(zip(people, sheet.matches, strict=True)):
            branches = match.branches or tuple(everywhere)
            number = identity.id_number or identity.staff_number
            branch = match.branches[0] if match.branches else ""
            key = _numbered(identity, names[number]) if number else _named(identity, branch, namesakes)
            sure = match.certain and identity != Identity()
            for branch in branches:
                _enter(roster, Person(key, identity, branch, sure))
                seats[-1].append(Seat(index, branch, key, sure))
    return roster, seats


def _names_of_numbers(people: Iterable[Identity]) -> dict[str, set[str]]:
    """Under which names each ID number (or staff number) stands on the roster."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for identity in people:
        names[identity.id_number or identity.staff_number] |= {identity.name} - {""}
    return names


def _numbered(identity: Identity, names: Collection[str]) -> str:
    """The number, and the name as well where several people stand under it."""
    number = identity.id_number or identity.staff_number
    return number if len(names) <= 1 else f"{number}#{identity.name}"


def _named(identity: Identity, branch: str, namesakes: Counter[str]) -> str:
    """Name and branch; people of one name in one branch are numbered."""
    key = f"{identity.name}@{branch}"
    namesakes[key] += 1
    return key if namesakes[key] == 1 else f"{key}#{namesakes[key]}"


def _enter(roster: Roster, person: Person) -> None:
    identity = person.identity
    if identity.id_number:
        roster.by_id.setdefault(identity.id_number, []).append(person)
    if identity.staff_number:
        roster.by_staff.setdefault(identity.staff_number, []).append(person)
    if identity.name:
        roster.by_name.setdefault((identity.name, person.branch), []).append(person)
    roster.by_branch.setdefault(person.branch, []).append(person)
