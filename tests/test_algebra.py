"""The algebra of verdicts, by trying every case. The numbers of cases are part of what is promised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations, product

import pytest

from auditor.algebra import FAIL, NOT_APPLICABLE, PASS, UNDETERMINED, Fewer, Fold, at_least, every, negated, outcomes, some
from auditor.model import Verdict

ALL = tuple(Verdict)
SETTLED = (PASS, FAIL, NOT_APPLICABLE)
PENDING, NO_DATA, ERROR = UNDETERMINED
PAIRED = pytest.mark.parametrize("fold", [every, some])


def counted(cases: Iterator[bool]) -> tuple[int, int]:
    """How many cases there are and how many of them do not hold."""
    held = list(cases)
    return len(held), held.count(False)


@PAIRED
def test_idempotent(fold: Fold) -> None:
    assert counted(fold((one, one)) is one for one in ALL) == (6, 0)


@PAIRED
def test_commutative(fold: Fold) -> None:
    assert counted(fold((a, b)) is fold((b, a)) for a, b in product(ALL, repeat=2)) == (36, 0)


@PAIRED
def test_associative(fold: Fold) -> None:
    cases = (fold((fold((a, b)), c)) is fold((a, fold((b, c)))) is fold((a, b, c)) for a, b, c in product(ALL, repeat=3))
    assert counted(cases) == (216, 0)


def test_de_morgan() -> None:
    assert counted(negated(every(pair)) is some(tuple(map(negated, pair))) for pair in product(ALL, repeat=2)) == (36, 0)
    assert counted(negated(some(pair)) is every(tuple(map(negated, pair))) for pair in product(ALL, repeat=2)) == (36, 0)
    assert counted(negated(negated(one)) is one for one in ALL) == (6, 0)


def test_what_does_not_hold_and_why_trees_stay_as_written() -> None:
    absorbed = (every((a, some((a, b)))) is a and some((a, every((a, b)))) is a for a, b in product(ALL, repeat=2))
    spread = (every((a, some((b, c)))) is some((every((a, b)), every((a, c)))) for a, b, c in product(ALL, repeat=3))
    assert [bool(wrong) for _, wrong in (counted(absorbed), counted(spread))] == [True, True]


def test_the_orders() -> None:
    assert [every((one, PASS)) for one in ALL] == [PASS, FAIL, PASS, NO_DATA, PENDING, ERROR]
    assert [some((one, FAIL)) for one in ALL] == [PASS, FAIL, FAIL, NO_DATA, PENDING, ERROR]
    assert every((PENDING, NO_DATA, ERROR)) is some((PENDING, NO_DATA, ERROR)) is ERROR
    assert every(()) is some(()) is NOT_APPLICABLE


def counts(wanted: int, fewer: Fewer) -> Fold:
    return lambda verdicts: at_least(wanted, fewer, verdicts)


FOLDS: dict[str, Fold] = {
    "every": every, "some": some, "not all": lambda parts: negated(every(parts)),
    "some of every": lambda parts: some((every(parts[:2]), *parts[2:])),
    **{f"{wanted} {fewer}": counts(wanted, fewer) for wanted in (1, 2, 3) for fewer in Fewer},
}


def settlings(parts: Sequence[Verdict], become: Sequence[Verdict]) -> Iterator[tuple[Verdict, ...]]:
    """The same parts with every undetermined one settled, in every way."""
    return product(*[become if part in UNDETERMINED else (part,) for part in parts])


def overturned(fold: Fold, become: Sequence[Verdict]) -> tuple[int, int]:
    """Of three parts: settling what is open changes a result that was settled."""
    return counted(
        fold(later) is fold(parts)
        for parts in product(ALL, repeat=3) if fold(parts) in SETTLED for later in settlings(parts, become)
    )


@pytest.mark.parametrize("name", FOLDS)
def test_settling_what_is_open_never_overturns_pass_or_fail(name: str) -> None:
    cases, wrong = overturned(FOLDS[name], (PASS, FAIL))
    assert wrong == 0
    assert cases >= 99


@pytest.mark.parametrize(("name", "cases"), [("every", 405), ("some", 405), ("not all", 405)])
def test_nor_does_it_where_a_part_turns_out_not_to_apply(name: str, cases: int) -> None:
    assert overturned(FOLDS[name], SETTLED) == (cases, 0)


def test_with_so_many_wanted_it_may_and_so_fewer_must_be_said() -> None:
    assert {fewer: overturned(counts(2, fewer), SETTLED)[1] for fewer in Fewer} == {Fewer.FAIL: 9, Fewer.SCALE: 0, Fewer.NOT_APPLICABLE: 18}


@pytest.mark.parametrize("fewer", Fewer)
def test_so_many_of_them_regardless_of_order(fewer: Fewer) -> None:
    cases = (
        at_least(wanted, fewer, parts) is at_least(wanted, fewer, turned)
        for wanted in (1, 2, 3) for parts in product(ALL, repeat=3) for turned in permutations(parts)
    )
    assert counted(cases) == (3888, 0)


def test_one_and_all_of_those_that_apply() -> None:
    """One of them is OR; with ``scale``, as many as there are is AND."""
    assert counted(at_least(1, fewer, parts) is some(parts) for fewer in Fewer for parts in product(ALL, repeat=3)) == (648, 0)
    assert counted(at_least(3, Fewer.SCALE, parts) is every(parts) for parts in product(ALL, repeat=3))[0] == 216
    settled = list(product(SETTLED, repeat=3))
    assert counted(at_least(3, Fewer.SCALE, parts) is every(parts) for parts in settled) == (27, 0)


@pytest.mark.parametrize(("fewer", "two", "one", "none"), [
    (Fewer.FAIL, PASS, FAIL, NOT_APPLICABLE), (Fewer.SCALE, PASS, PASS, NOT_APPLICABLE), (Fewer.NOT_APPLICABLE, PASS, NOT_APPLICABLE, NOT_APPLICABLE),
])
def test_when_fewer_apply_than_are_wanted(fewer: Fewer, two: Verdict, one: Verdict, none: Verdict) -> None:
    assert at_least(2, fewer, (PASS, PASS, NOT_APPLICABLE)) is two
    assert at_least(2, fewer, (PASS, NOT_APPLICABLE, NOT_APPLICABLE)) is one
    assert at_least(2, fewer, (NOT_APPLICABLE,) * 3) is none


def test_so_many_of_them() -> None:
    two: Callable[..., Verdict] = lambda *parts: at_least(2, Fewer.SCALE, parts)  # noqa: E731
    assert two(PASS, PASS, ERROR) is PASS
    assert two(PASS, FAIL, FAIL) is FAIL
    assert two(PASS, FAIL, PENDING) is PENDING
    assert two(PENDING, NO_DATA, PASS) is NO_DATA
    assert two(ERROR, NO_DATA, PASS) is ERROR
    assert two(PENDING, FAIL, FAIL) is FAIL
    assert two(NOT_APPLICABLE, NOT_APPLICABLE, FAIL) is FAIL


SETS = [frozenset(verdict for bit, verdict in enumerate((*SETTLED, PENDING)) if number >> bit & 1) for number in range(1, 16)]


@pytest.mark.parametrize("name", sorted(FOLDS.keys() - {"some of every"}))
def test_knowing_less_of_the_parts_is_knowing_less_of_the_whole(name: str) -> None:
    """Every set of outcomes of two parts beside a third that is settled, and each set that contains it."""
    fold = FOLDS[name]
    cases = (
        outcomes(fold, (a, b, c)) <= outcomes(fold, (more, b, c))
        for a, b in product(SETS, repeat=2) for more in SETS if a <= more for c in (frozenset({one}) for one in SETTLED)
    )
    assert counted(cases) == (2925, 0)
