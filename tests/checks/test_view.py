"""Conditions over random tables: certain implies possible, no reading is null, and whatever a doubtful cell turns out to be,
the answer lies between the two readings of before."""

from __future__ import annotations

import operator
from calendar import monthrange
from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checks.reading import Reading
from auditor.checks.standing import on_roll
from auditor.checks.view import View
from auditor.engines.base import Engine
from auditor.engines.world import _view
from auditor.periods import parse_period
from auditor.tables import AnyOf, Column, Condition, Reference, Roll, Table, Type
from tests.backends import ENGINES
from tests.tables import memory_table

CODES = ("红", "黄", "蓝")
TABLE = Table(
    id="things", name="东西", date="day",
    roll=Roll(where=(Condition.model_validate({"column": "kind", "in": ("红", "黄")}),), since=("day", "other_day"), until="end"),
    columns={
        "branch": Column(name="支部"), "text": Column(name="文字"),
        "kind": Column(name="类", type=Type.CODE, values=dict.fromkeys(CODES, ())),
        "kinds": Column(name="各类", type=Type.CODE, many=True, values=dict.fromkeys(CODES, ())),
        "flag": Column(name="是否", type=Type.YES_NO), "count": Column(name="数", type=Type.INTEGER), "most": Column(name="上限", type=Type.INTEGER),
        "money": Column(name="元", type=Type.AMOUNT), "due": Column(name="应缴", type=Type.AMOUNT), "hours": Column(name="学时", type=Type.NUMBER),
        "day": Column(name="日", type=Type.DATE), "other_day": Column(name="另一日", type=Type.DATE), "end": Column(name="止", type=Type.DATE),
        "month": Column(name="月", type=Type.MONTH),
    },
)
KEYS = [key for key in TABLE.columns if key != "branch"]
ORDER = {"at_least": operator.ge, "at_most": operator.le, "more_than": operator.gt, "less_than": operator.lt}
BESIDE = {"count": "most", "most": "count", "money": "due", "due": "money", "day": "other_day", "other_day": "day", "end": "day"}
DAYS = st.dates(date(2021, 12, 25), date(2022, 4, 5)).map(date.isoformat)
MONTHS = st.sampled_from(["2021-12", "2022-01", "2022-02", "2022-03", "2022-04"])
EXACT: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["甲", "乙"]), "kind": st.sampled_from(CODES), "kinds": st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True),
    "flag": st.booleans(), "count": st.integers(0, 4), "most": st.integers(0, 4), "hours": st.sampled_from([0.0, 1.5, 2.0]),
    "money": st.sampled_from([0, 0.2, 0.3, 5]), "due": st.sampled_from([0, 0.2, 0.3, 5]), "day": DAYS, "other_day": DAYS, "end": DAYS, "month": MONTHS,
}
DATED = ("day", "other_day", "end")
ROLL = ("kind", *DATED)
Row = dict[str, Any]


def cells(key: str) -> st.SearchStrategy[Any]:
    doubtful = [st.none()] if key == "text" else [st.none(), st.just("?")]
    return st.one_of(EXACT[key], *doubtful, *([MONTHS] if key in DATED else []))


ROWS = st.fixed_dictionaries({key: cells(key) for key in KEYS})
FULL = st.fixed_dictionaries({key: EXACT[key] for key in KEYS})


@st.composite
def conditions(draw: st.DrawFn, *, blanks: bool, exact: bool) -> Condition:
    """Any condition that the lint lets pass; with ``blanks`` also those that say what a blank is, ``exact`` without days inside a month."""
    key = draw(st.sampled_from(KEYS))
    names = ["is", "is_not"]
    names += [] if key in {"text", "kind", "kinds", "flag", "month", "end"} else [*ORDER, "beside"] if key in BESIDE else list(ORDER)
    names += ["in", "not_in"] if key in {"text", "kind", "kinds", *DATED} else []
    name = draw(st.sampled_from([*names, *(["filled"] if blanks else [])]))
    if name in {"is", "is_not"} and key == "month":
        name, value = draw(st.sampled_from([("at_least", "2022-02-01"), ("at_most", "2022-02-28"), *([] if exact else [("more_than", "2022-02-10")])]))
    elif name == "beside":
        name, value = draw(st.sampled_from(list(ORDER))), Reference(column=BESIDE[key])
    elif name in {"in", "not_in"}:
        value = tuple(draw(st.lists(EXACT[key] if key != "kinds" else st.sampled_from(CODES), min_size=1, max_size=2)))
    else:
        value = draw(st.booleans()) if name == "filled" else draw(st.sampled_from(CODES) if key == "kinds" else EXACT[key])
    if isinstance(value, float) and name in {"is", "is_not"}:
        value = int(value)
    blank = draw(st.sampled_from(["unknown", "counts", "fails"])) if blanks else "unknown"
    return Condition.model_validate({"column": key, name: value, "blank": blank})


def filters(*, blanks: bool, exact: bool = False) -> st.SearchStrategy[list[Condition | AnyOf]]:
    line = conditions(blanks=blanks, exact=exact)
    some = st.lists(line, min_size=2, max_size=3).map(lambda parts: AnyOf(any=tuple(parts)))
    return st.lists(st.one_of(line, some), min_size=1, max_size=3)


def view_of(rows: list[Row], engine: Engine, columns: Collection[str]) -> tuple[View, Any]:
    table = memory_table(TABLE, [{"branch": "甲", **{key: row[key] for key in columns}} for row in rows], columns)
    frame = engine.memory(table)
    return _view(table, TABLE, frame, engine), frame


def filtered(rows: list[Row], where: list[Condition | AnyOf], engine: Engine = ENGINES["polars"]) -> list[tuple[bool, bool]]:
    parts = [part for line in where for part in (line.any if isinstance(line, AnyOf) else (line,))]
    return readings(rows, lambda view: view.where(where), {key for part in parts for key in (part.column, *part.others)}, engine)


def readings(rows: list[Row], ask: Any, keys: Collection[str], engine: Engine = ENGINES["polars"]) -> list[tuple[bool, bool]]:
    view, frame = view_of(rows, engine, keys)
    reading: Reading = ask(view)
    answer = engine.collect([frame.with_columns(c=reading.certain, p=reading.possible).select("_row", "c", "p")])[0]
    assert None not in answer["c"]
    assert None not in answer["p"]
    found = [(certain, possible) for _, certain, possible in sorted(zip(answer["_row"], answer["c"], answer["p"], strict=True))]
    assert all(possible for certain, possible in found if certain)
    return found


@given(st.lists(ROWS, min_size=1, max_size=6), filters(blanks=True))
def test_certain_implies_possible_and_nothing_is_null(rows: list[Row], where: list[Condition | AnyOf]) -> None:
    filtered(rows, where)


def narrowed(cell: Any, key: str, draw: Any) -> Any:
    """What a doubtful cell may turn out to be; a month becomes one of its days."""
    if key in DATED and isinstance(cell, str) and len(cell) == 7:
        year, month = int(cell[:4]), int(cell[5:])
        return date(year, month, draw(st.integers(1, monthrange(year, month)[1]))).isoformat()
    return draw(EXACT[key])


@given(ROWS, filters(blanks=False), st.data())
def test_filling_a_doubtful_cell_stays_between_the_readings(row: Row, where: list[Condition | AnyOf], data: st.DataObject) -> None:
    doubtful = [key for key in KEYS if row[key] in (None, "?") or (key in DATED and len(row[key]) == 7)]
    chosen = data.draw(st.lists(st.sampled_from(doubtful), unique=True)) if doubtful else []
    filled = {**row, **{key: narrowed(row[key], key, data.draw) for key in chosen}}
    assert between(*filtered([row, filled], where))


@given(ROWS, st.data())
def test_reading_a_day_stays_between_the_readings_of_the_window(row: Row, data: st.DataObject) -> None:
    key, period = data.draw(st.sampled_from(DATED)), parse_period(data.draw(st.sampled_from(["2022-02", "2022Q1"])))
    filled = {**row, key: data.draw(EXACT[key])} if row[key] in (None, "?") else {**row, key: narrowed(row[key], key, data.draw)} if len(row[key]) == 7 else row
    assert between(*readings([row, filled], lambda view: view.within(key, period), [key]))


@given(ROWS, st.data())
def test_reading_the_first_day_stays_between_the_readings_of_the_roll(row: Row, data: st.DataObject) -> None:
    period = parse_period("2022-02")
    keys = [key for key in ("kind", "day") if row[key] in (None, "?")] + [key for key in ("other_day", "end") if row[key] == "?"]
    filled = {**row, **{key: data.draw(EXACT[key]) for key in keys}}
    assert between(*readings([row, filled], lambda view: on_roll(view, period), ROLL))


def between(before: tuple[bool, bool], after: tuple[bool, bool]) -> bool:
    return (not before[0] or after[0]) and (not after[1] or before[1])


@given(st.lists(FULL, min_size=1, max_size=5), filters(blanks=True, exact=True))
def test_tables_without_doubt_are_decided_as_written(rows: list[Row], where: list[Condition | AnyOf]) -> None:
    assert filtered(rows, where) == [(wanted, wanted) for wanted in (all(line_holds(line, row) for line in where) for row in rows)]


def line_holds(line: Condition | AnyOf, row: Row) -> bool:
    return any(holds(part, row) for part in line.any) if isinstance(line, AnyOf) else holds(line, row)


def holds(condition: Condition, row: Row) -> bool:
    value, written = row[condition.column], condition.model_fields_set - {"column", "blank"}
    name = next(iter(written)).rstrip("_")
    bound = getattr(condition, {"is": "is_", "in": "in_"}.get(name, name))
    if name == "filled":
        return bool(bound)
    if name in {"is", "is_not", "in", "not_in"}:
        wanted = bound if isinstance(bound, tuple) else (bound,)
        return any(one in wanted for one in (value if isinstance(value, list) else [value])) == (name in {"is", "in"})
    if isinstance(bound, Reference):
        bound = row[bound.column]
    if condition.column == "month":
        first, last = f"{value}-01", f"{value}-{monthrange(int(value[:4]), int(value[5:]))[1]}"
        return ORDER[name](first if name in {"at_least", "more_than"} else last, bound)
    return bool(ORDER[name](value, bound))


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_read_alike(engine: str) -> None:
    row: Row = dict.fromkeys(KEYS)
    rows = [row, dict.fromkeys(KEYS, "?"), {**row, "day": "2022-02", "kinds": ["红", "蓝"], "count": 2, "most": 2, "kind": "红", "flag": False, "money": 0.2}]
    lines = [
        {"column": "kinds", "is": "蓝"}, {"column": "kinds", "not_in": ("黄",)}, {"column": "flag", "is": False}, {"column": "count", "at_least": Reference(column="most")},
        {"column": "day", "at_most": "2022-02-28"}, {"column": "day", "is_not": "2022-02-01"}, {"column": "money", "less_than": 0.21, "blank": "counts"},
        {"column": "kind", "filled": False}, {"column": "day", "filled": True},
    ]
    unknown, yes, no = (False, True), (True, True), (False, False)
    third = [yes, yes, yes, yes, yes, unknown, yes, no, yes]
    for line, last in zip(lines, third, strict=True):
        condition = Condition.model_validate(line)
        blank = {"kind": yes, "day": no}[condition.column] if condition.filled is not None else yes if condition.blank == "counts" else unknown
        assert filtered(rows, [condition], ENGINES[engine]) == [blank, unknown, last], line


def test_a_column_that_nobody_has_is_unknown_unless_blanks_are_decided() -> None:
    view, _ = view_of([{"text": "甲"}], ENGINES["polars"], ["text"])
    for blank, wanted in (("unknown", (False, True)), ("counts", (True, True)), ("fails", (False, False))):
        for line in ({"column": "count", "at_least": 1}, {"column": "day", "at_least": "2022-01-01"}, {"column": "kind", "is": "红"}):
            assert ask(view, {**line, "blank": blank}) == wanted
    assert ask(view, {"column": "count", "filled": True}) == (False, True)


def test_a_bound_in_a_column_that_nobody_has_is_unknown() -> None:
    view, _ = view_of([{"count": 3}], ENGINES["polars"], ["count"])
    assert ask(view, {"column": "count", "at_least": Reference(column="most")}) == (False, True)


def ask(view: View, line: dict[str, Any]) -> tuple[bool, bool]:
    reading = view.test(Condition.model_validate(line))
    frame = ENGINES["polars"].memory(memory_table(TABLE, [{"branch": "甲", "count": 3}], ["count"]))
    answer = ENGINES["polars"].collect([frame.select(c=reading.certain, p=reading.possible)])[0]
    return answer["c"][0], answer["p"][0]
