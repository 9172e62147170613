"""The two readings: certain implies possible, neither is ever null, and the connectives keep that."""

from __future__ import annotations

from collections.abc import Callable

import narwhals as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from auditor.checks.reading import UNKNOWN, Reading, all_of, any_of, doubtful, literal, sure

THREE = (True, False, None)
FRAME = nw.from_native(pl.DataFrame({"a": [a for a in THREE for _ in range(9)], "b": [b for _ in THREE for b in THREE for _ in THREE], "c": list(THREE) * 9}))
LEAVES: list[tuple[Reading, Callable[[dict[str, bool | None]], bool | None]]] = [
    *[(doubtful(nw.col(name)), lambda row, name=name: row[name]) for name in "abc"],
    *[(doubtful(nw.col(name), blank=True), lambda row, name=name: row[name] is not False) for name in "ab"],
    (doubtful(nw.col("c"), blank=False), lambda row: row["c"] is True),
    (sure(nw.col("a").is_null()), lambda row: row["a"] is None),
    (literal(value=True), lambda row: True), (literal(value=False), lambda row: False), (UNKNOWN, lambda row: None),
]
"""Readings and what three-valued logic says of them."""


def conjunction(left: bool | None, right: bool | None) -> bool | None:
    return False if False in (left, right) else None if None in (left, right) else True


def disjunction(left: bool | None, right: bool | None) -> bool | None:
    return True if True in (left, right) else None if None in (left, right) else False


def join(kind: str, left: tuple, right: tuple) -> tuple:
    if kind == "and":
        return left[0] & right[0], lambda row: conjunction(left[1](row), right[1](row))
    return left[0] | right[0], lambda row: disjunction(left[1](row), right[1](row))


def negate(one: tuple) -> tuple:
    return ~one[0], lambda row: None if (value := one[1](row)) is None else not value


FORMULAS = st.recursive(
    st.sampled_from(LEAVES), lambda inner: st.one_of(st.builds(join, st.sampled_from(["and", "or"]), inner, inner), st.builds(negate, inner)), max_leaves=6,
)


@given(FORMULAS)
def test_formulas_say_what_three_valued_logic_says(formula: tuple) -> None:
    reading, meaning = formula
    got = FRAME.with_columns(certain=reading.certain, possible=reading.possible).to_dict(as_series=False)
    assert not reading.settled or got["certain"] == got["possible"]
    for place in range(27):
        wanted = meaning({name: got[name][place] for name in "abc"})
        assert (got["certain"][place], got["possible"][place]) == (wanted is True, wanted is not False)


def test_all_and_any_of_nothing() -> None:
    for reading, value in ((all_of([]), True), (any_of([]), False)):
        got = FRAME.with_columns(x=reading.certain, y=reading.possible)
        assert set(got["x"].to_list()) == set(got["y"].to_list()) == {value}
        assert reading.settled


def test_joining_settled_readings_needs_one_count_only() -> None:
    assert (sure(nw.col("a")) & sure(nw.col("b"))).settled
    assert (~sure(nw.col("a"))).settled
    assert not (sure(nw.col("a")) & doubtful(nw.col("b"))).settled
