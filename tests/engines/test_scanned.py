"""Tables that an engine scans itself give what the same tables from spreadsheets give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from auditor.checks.complete import Complete
from auditor.checks.count_per_period import CountPerPeriod
from auditor.checks.options import WhenEmpty
from auditor.checks.ratio import Ratio
from auditor.engines.base import Engine
from auditor.engines.observe import observe
from auditor.engines.world import make_world
from auditor.periods import parse_period
from auditor.records.dataset import Dataset, ScannedTable
from auditor.records.folder import load_folder
from auditor.tables import Column, Condition, Type
from tests.backends import ENGINES, SPARK
from tests.checks.cases import Case, absent, calendar, cases, is_derived, run, tables
from tests.rules import rule

DTYPES = {Type.DATE: pl.Date, Type.INTEGER: pl.Int64, Type.AMOUNT: pl.Float64, Type.NUMBER: pl.Float64, Type.YES_NO: pl.Boolean}


def plain(case: Case) -> bool:
    """Whether the case can stand in a file of typed columns: nothing doubtful, one value in a cell, whole days."""
    return not any(_doubtful(name, key, value) for name, rows in case.tables.items() for row in rows for key, value in row.items())


def _doubtful(table: str, key: str, value: Any) -> bool:
    column = tables()[table].columns.get(key)
    month_only = column is not None and column.type is Type.DATE and isinstance(value, str) and len(value) < 10
    return key.startswith("_") or value == "?" or isinstance(value, list) or month_only


def written(case: Case, folder: Path) -> Dataset:
    """The case's dataset with every table in a Parquet file."""
    data = case.dataset()
    found = dict(_files(case, folder))
    return replace(data, tables={name: ScannedTable(name, path, {key: key for key in pl.read_parquet_schema(path)}) for name, path in found.items()})


def _files(case: Case, folder: Path) -> Iterator[tuple[str, Path]]:
    for name, rows in case.tables.items():
        definition = tables()[name]
        always = {definition.branch, *[key for key in definition.person if key == "name"], *[key for key, column in definition.columns.items() if column.required and not case.kind]}
        keys = sorted({key for row in rows for key in row} | always | set(case.options.get("columns", {}).get(name, ())))
        series = [pl.Series(key, [_value(definition.columns[key], row.get(key)) for row in rows], dtype=DTYPES.get(definition.columns[key].type, pl.String)) for key in keys]
        path = folder / f"{name}.parquet"
        pl.DataFrame(series).write_parquet(path)
        yield name, path


def _value(column: Column, value: Any) -> Any:
    return date.fromisoformat(value) if column.type is Type.DATE and value is not None else value


OBSERVED = [case for case in cases() if not is_derived(case)]
PLAIN = [case for case in OBSERVED if plain(case)]


def test_enough_cases_are_plain() -> None:
    assert len(PLAIN) > 80
    assert {case.kind for case in PLAIN} == {case.kind for case in OBSERVED}


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: case.id)
def test_scanned_cases_give_the_same_states(case: Case, tmp_path: Path) -> None:
    memory = case.world(ENGINES["polars"])
    scanned = make_world(written(case, tmp_path), tables(), case.window, case.as_of, ENGINES["polars"], calendar())
    assert absent(case, scanned) == absent(case, memory)
    if "not_supplied" not in case.options:
        assert run(case, scanned) == run(case, memory)


RULES = [
    rule(CountPerPeriod.model_validate({"kind": "count_per_period", "table": "meetings", "every": "month", "at_least": 1}), id="AA-01"),
    rule(Complete(kind="complete", table="meetings", columns=("host",), when_empty=WhenEmpty.PASS), id="AA-02"),
    rule(Ratio.model_validate({"kind": "ratio", "table": "meetings", "numerator": "attended", "denominator": "due", "at_least": "80%", "grave_below": "60%",
                               "zero_denominator": "no_data", "when_empty": WhenEmpty.PASS}), id="AA-03"),
    rule(CountPerPeriod.model_validate({"kind": "count_per_period", "table": "dues", "per": "member", "every": "month", "at_least": 1, "when_empty": "no_data"}), id="AA-04"),
]
GIVEN: Mapping[str, list[dict[str, Any]]] = {
    "branches": [{"branch": "甲"}, {"branch": "乙"}, {"branch": "丙"}],
    "meetings": [
        {"branch": "甲", "held_on": "2022-01-05", "host": "赵", "attended": 4, "due": 5}, {"branch": "甲", "held_on": "2022-02-05", "host": None, "attended": 2, "due": 5},
        {"branch": "乙", "held_on": "2022-03-31", "host": "钱", "attended": None, "due": 5}, {"branch": "乙", "held_on": None, "host": "钱", "attended": 5, "due": 5},
    ],
    "members": [{"branch": "甲", "name": "赵", "member_kind": "正式党员", "joined_on": "2010-01-01"}, {"branch": "乙", "name": "钱", "member_kind": "预备党员", "joined_on": "2022-02-10"}],
    "dues": [{"branch": "甲", "name": "赵", "month": "2022-01", "paid": 5.5}, {"branch": "乙", "name": "钱", "month": "2022-03", "paid": 1}],
}
WHOLE = Case("", "", {}, GIVEN, parse_period("2022Q1"), date(2022, 4, 4))


def observed(data: Dataset, engine: str) -> list[tuple[Any, ...]]:
    return observed_by(ENGINES[engine], data)


def observed_by(engine: Engine, data: Dataset) -> list[tuple[Any, ...]]:
    found = observe(RULES, data, tables(), window=WHOLE.window, as_of=WHOLE.as_of, engine=engine)
    return [(one.rule, one.branch, one.standing, one.met, one.unmet, one.unknown, one.open, one.grave, one.run) for one in found]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_folder_gives_the_same_observations(engine: str, tmp_path: Path) -> None:
    dict(_files(WHOLE, tmp_path))
    data = load_folder(tmp_path, tables())
    assert {type(table) for table in data.tables.values()} == {ScannedTable}
    assert observed(data, engine) == observed(WHOLE.dataset(), engine) == observed(WHOLE.dataset(), "polars")


def test_a_folder_of_csv_too(tmp_path: Path) -> None:
    for name, path in dict(_files(WHOLE, tmp_path)).items():
        pl.read_parquet(path).write_csv(tmp_path / f"{name}.csv")
        path.unlink()
    assert observed(load_folder(tmp_path, tables()), "polars") == observed(WHOLE.dataset(), "polars")


@pytest.mark.slow
@pytest.mark.skipif(not SPARK, reason="needs Java and pyspark")
def test_a_folder_on_spark(tmp_path: Path) -> None:
    from auditor.engines.registry import engine

    dict(_files(WHOLE, tmp_path))
    assert observed_by(engine("spark"), load_folder(tmp_path, tables())) == observed(WHOLE.dataset(), "polars")


def test_rows_that_name_nobody_say_nothing_of_members(tmp_path: Path) -> None:
    case = Case("", "", {}, {**GIVEN, "dues": [{"branch": "甲", "month": "2022-01", "paid": 5.5}]}, WHOLE.window, WHOLE.as_of)
    files = dict(_files(case, tmp_path))
    pl.read_parquet(files["dues"]).drop("name").write_parquet(files["dues"])
    found = observe(RULES, load_folder(tmp_path, tables()), tables(), window=case.window, as_of=case.as_of, engine=ENGINES["polars"])
    assert {one.note for one in found if one.rule == "AA-04"} == {"“党费收缴明细表”没有写明人员的列：公民身份号码、学工号、姓名"}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("key", "value", "kind"), [("hours", 8, pl.Int64), ("hours", 8, pl.Float64), ("hours", 8, pl.Int32), ("staff_no", "8", pl.Int64), ("staff_no", "8", pl.String)])
def test_a_value_is_found_whatever_the_file_calls_its_type(key: str, value: Any, kind: Any, engine: str, tmp_path: Path) -> None:
    where = (Condition.model_validate({"column": key, "is": value}),)
    asked = rule(Complete(kind="complete", table="training", where=where, columns=("course",), when_empty=WhenEmpty.PASS))
    pl.DataFrame([pl.Series("branch", ["甲", "乙"])]).write_parquet(tmp_path / "branches.parquet")
    rows = {"branch": ["甲", "乙"], "name": ["赵", "钱"], "course": ["班", "班"], "held_on": [date(2022, 1, 5)] * 2}
    pl.DataFrame(rows).with_columns(pl.Series(key, [8, 9]).cast(kind)).write_parquet(tmp_path / "training.parquet")
    found = observe([asked], load_folder(tmp_path, tables()), tables(), window=WHOLE.window, as_of=WHOLE.as_of, engine=ENGINES[engine])
    assert [(one.branch, one.standing.value, one.met, one.unknown) for one in found] == [("甲", found[0].standing.value, 1, 0), ("乙", found[1].standing.value, 0, 0)]
    assert "error" not in {one.standing.value for one in found}
