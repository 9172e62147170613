"""Constants are folded away, and what is left says the same."""

from __future__ import annotations

from itertools import product

import narwhals as nw
import polars as pl
import pytest
from narwhals import Expr

from auditor.checks.base import state
from auditor.checks.reading import Reading
from auditor.checks.truth import ALWAYS, NEVER, both, chosen, constant, either, negated

VALUES = [(False, False), (False, True), (True, True)]
"""Certain, possible."""


def told(expression: Expr, **columns: bool) -> object:
    frame = nw.from_native(pl.DataFrame({"row": [0], **{name: [value] for name, value in columns.items()}}))
    return frame.with_columns(expression.alias("told"))["told"].to_list()[0]


@pytest.mark.parametrize(("one", "other"), list(product([False, True], repeat=2)))
def test_a_constant_says_what_a_column_says(one: bool, other: bool) -> None:
    left, right = constant(value=one), constant(value=other)
    for fold, wanted in ((both, one and other), (either, one or other)):
        assert told(fold(left, right)) is wanted
        assert told(fold(left, nw.col("b")), b=other) is wanted
        assert told(fold(nw.col("a"), right), a=one) is wanted
        assert told(fold(nw.col("a"), nw.col("b")), a=one, b=other) is wanted
    assert told(negated(left)) is told(negated(nw.col("a")), a=one) is not one
    assert chosen(left, 1, 2) == (1 if one else 2)
    assert told(chosen(nw.col("a"), 1, 2), a=one) == (1 if one else 2)  # type: ignore[arg-type]


def test_nothing_is_left_of_a_constant() -> None:
    column = nw.col("a")
    assert both(ALWAYS, column) is both(column, ALWAYS) is either(NEVER, column) is either(column, NEVER) is column
    assert both(NEVER, column) is both(column, NEVER) is negated(ALWAYS) is NEVER
    assert either(ALWAYS, column) is either(column, ALWAYS) is negated(NEVER) is ALWAYS


@pytest.mark.parametrize(("owed", "met", "open_"), list(product(VALUES, VALUES, [None, False, True])))
def test_a_state_is_the_same_from_constants_and_from_columns(
    owed: tuple[bool, bool], met: tuple[bool, bool], open_: bool | None,
) -> None:
    columns = {"owed_c": owed[0], "owed_p": owed[1], "met_c": met[0], "met_p": met[1], **({} if open_ is None else {"open": open_})}

    def of(make: object) -> object:
        names = {name: make(name) for name in columns}  # type: ignore[operator]
        return told(state(owed=Reading(names["owed_c"], names["owed_p"]), met=Reading(names["met_c"], names["met_p"]), open_=names.get("open")), **columns)

    assert of(lambda name: constant(value=columns[name])) == of(nw.col)
