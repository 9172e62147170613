"""The persons of all tables other than the roster: each record gets the seats (branch, person) that it may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from auditor.model import RecordIssue
from auditor.records.people import Identity, Person, Roster, Seat, identities
from auditor.records.placing import Placed
from auditor.records.register import Match


def seat(placed: Placed, roster: Roster, everywhere: Sequence[str]) -> tuple[list[Seat], list[RecordIssue]]:
    """The frame rows of one sheet and what could not be told about its persons.

    A record of a table without persons has a seat per possible branch. A person not on the roster has a key of its own (``?…``).
    """
    if not placed.typed.table.person:
        return _of_branches(placed, everywhere), []
    people = identities(placed.typed)
    if people is None:
        return _nobody(placed, everywhere)
    seats: list[Seat] = []
    issues: list[RecordIssue] = []
    for index, (identity, match) in enumerate(zip(people, placed.matches, strict=True)):
        found, message = _find(identity, match, roster, everywhere)
        seats.extend(Seat(index, *place) for place in found)
        if message:
            source = placed.typed.source
            issues.append(RecordIssue(*message, source.file, source.sheet, source.records[index].row))
    return seats, issues


def _nobody(placed: Placed, everywhere: Sequence[str]) -> tuple[list[Seat], list[RecordIssue]]:
    """A sheet that does not tell whom its records are about: its branches', and no one person's."""
    source = placed.typed.source
    message = "表中没有姓名、学工号或公民身份号码列，这些记录只能算到支部，算不到人；需要算到人的，请补上姓名列。"
    return _of_branches(placed, everywhere), [RecordIssue("D514", message, source.file, source.sheet)] if placed.matches else []


def _of_branches(placed: Placed, everywhere: Sequence[str]) -> list[Seat]:
    return [
        Seat(index, branch, None, match.certain)
        for index, match in enumerate(placed.matches) for branch in match.branches or everywhere
    ]


Place = tuple[str, str | None, bool]
Message = tuple[str, str]


def _find(identity: Identity, match: Match, roster: Roster, everywhere: Sequence[str]) -> tuple[list[Place], Message | None]:
    numbered = roster.by_id.get(identity.id_number) or roster.by_staff.get(identity.staff_number) or []
    same = [person for person in numbered if not identity.name or not person.identity.name or person.identity.name == identity.name]
    if same and len({person.key for person in numbered}) == 1:
        key = same[0].key
        if match.branches:
            return [(branch, key, match.certain) for branch in match.branches], None
        homes = _homes(same)
        return [(branch, key, sure) for branch, sure in homes.items()], None
    branches = match.branches or tuple(everywhere)
    if identity == Identity():
        return list(_anyone(branches, roster)), ("D513", "没有写明是谁，这条记录可能属于支部的任何人；请补填姓名。")
    places = [place for branch in branches for place in _by_name(identity, branch, numbered, roster, sure=match.certain)]
    return places, _doubt(identity, numbered, places, roster)


def _homes(people: Iterable[Person]) -> dict[str, bool]:
    """The branches where the roster has a person; certain only if it is one."""
    branches = {person.branch: person.sure for person in people}
    return branches if len(branches) == 1 else dict.fromkeys(branches, False)


def _by_name(identity: Identity, branch: str, numbered: Sequence[Person], roster: Roster, *, sure: bool) -> Iterator[Place]:
    """The person of that name in the branch; each of them, uncertain, where there are several or a number speaks against it."""
    namesakes = roster.by_name.get((identity.name, branch), []) if identity.name else []
    candidates = {person.key: person for person in (*namesakes, *numbered)}
    doubted = bool(numbered) or any(_other_person(identity, person) for person in namesakes)
    settled = bool(candidates) and not doubted and all(person.sure for person in namesakes)
    for key in candidates:
        yield branch, key, sure and settled and len(candidates) == 1
    if not settled:
        yield branch, _unknown(identity, branch), sure and not candidates


def _other_person(identity: Identity, person: Person) -> bool:
    """Both have an ID number (or staff number) and it differs."""
    pairs = ((identity.id_number, person.identity.id_number), (identity.staff_number, person.identity.staff_number))
    return any(left and right and left != right for left, right in pairs)


def _unknown(identity: Identity, branch: str) -> str:
    return "?" + (identity.id_number or identity.staff_number or f"{identity.name}@{branch}")


def _anyone(branches: Iterable[str], roster: Roster) -> Iterator[Place]:
    for branch in branches:
        yield from ((branch, key, False) for key in dict.fromkeys(person.key for person in roster.by_branch.get(branch, ())))
        yield branch, f"?@{branch}", False


def _doubt(identity: Identity, numbered: Sequence[Person], places: Sequence[Place], roster: Roster) -> Message | None:
    """What to tell about a person who could not be settled."""
    if not roster.supplied or any(sure for _, _, sure in places):
        return None
    if numbered:
        return "D511", f"号码和姓名“{identity.name}”在党员名册中对不上同一个人，只算作可能；请核对姓名和号码。"
    known = sum(not str(key).startswith("?") for _, key, _ in places)
    if known > 1:
        return "D512", f"有 {known} 个可能的“{identity.name}”，分不清是谁，只算作可能；请补填学工号或公民身份号码。"
    if known == 1:
        return "D511", f"“{identity.name}”在党员名册中有同名的人，但号码不同或支部不能确定，只算作可能；请核对姓名、号码和支部。"
    return None
