"""Measures beside their subjects: a subject without a row has a value like any other."""

from types import SimpleNamespace
from typing import Any, cast

import narwhals as nw
import pandas as pd
import pytest

from auditor.checks.base import BRANCHES, Measure
from auditor.engines.base import Engine
from auditor.engines.plan import join_measures
from auditor.records.dataset import MemoryTable
from tests.backends import ENGINES


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
def test_a_subject_without_rows_has_none_of_it_and_its_contrary(engine: Engine) -> None:
    branches = engine.memory(MemoryTable("branches", pd.DataFrame({"branch": ["甲", "乙"]}), ()))
    rows = engine.memory(MemoryTable("meetings", pd.DataFrame({"branch": ["甲"], "held": [True]}), ()))
    measures = [Measure("any", "meetings", nw.col("held"), "any"), Measure("number", "meetings", nw.col("held").cast(nw.Int64))]
    joined = join_measures(branches, measures, BRANCHES, cast("Any", SimpleNamespace(frames={"meetings": rows})))
    answer = engine.collect([joined.with_columns(contrary=~nw.col("any")).sort("branch").select("branch", "any", "contrary", "number")])[0]
    assert list(zip(*answer.values(), strict=True)) == [("乙", False, True, 0), ("甲", True, False, 1)]
