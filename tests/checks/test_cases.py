"""Every case of every check kind on every engine."""

from __future__ import annotations

import pytest

from auditor.checks.composite import Composite
from auditor.checks.registry import KINDS
from auditor.checks.trend import Trend
from tests.backends import ENGINES, SPARK
from tests.checks.cases import HERE, Case, cases, check


def test_every_kind_has_cases() -> None:
    assert {path.name.split(".")[0] for path in HERE.glob("*.yaml")} == set(KINDS)
    names = [case.id for case in cases()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_meets_fails_and_stays_unknown(kind: str) -> None:
    text = (HERE / f"{kind}.yaml").read_text(encoding="utf-8")
    derived = issubclass(KINDS[kind], Composite | Trend)
    wanted = ("OPEN",) if kind == "manual" else ("MET", "UNMET", "UNKNOWN", "NOT_APPLICABLE" if derived else "not_supplied:")
    assert all(word in text for word in wanted)


def every_case() -> list[object]:
    """Each case with each engine; those that DuckDB takes seconds for are not part of every run."""
    return [
        pytest.param(case, engine, id=f"{case.id}-{engine}", marks=[pytest.mark.slow] if engine == "duckdb" and long(case) else [])
        for case in cases() for engine in ENGINES
    ]


def long(case: Case) -> bool:
    """Day arithmetic that DuckDB writes out at length."""
    return case.kind == "max_gap" or "work_days" in str(case.check)


@pytest.mark.parametrize(("case", "engine"), every_case())
def test_case(case: Case, engine: str) -> None:
    check(case, ENGINES[engine])


@pytest.mark.slow
@pytest.mark.skipif(not SPARK, reason="needs Java and pyspark")
def test_cases_on_spark() -> None:
    from auditor.engines.spark_engine import SparkEngine

    engine, wrong = SparkEngine(), []
    for case in cases():
        try:
            check(case, engine)
        except Exception as error:  # noqa: BLE001 - all that differ, at once
            wrong.append(f"{case.id}: {type(error).__name__} {str(error)[:600]}")
    assert not wrong, "\n".join(wrong)
