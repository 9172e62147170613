"""The engines that tests run every case on: Polars (the product's), pandas and DuckDB as oracles, Spark where Java and pyspark are."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from shutil import which
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import pyarrow as pa

from auditor.engines.base import Answer, Engine, Frame
from auditor.engines.polars_engine import PolarsEngine
from auditor.records.dataset import MemoryTable, ScannedTable


class PandasEngine:
    """The same expressions on pandas with its nullable types."""

    name = "pandas"

    def memory(self, table: MemoryTable) -> Frame:
        return nw.from_native(table.frame.astype({key: "Int64" for key in table.frame.columns if str(table.frame[key].dtype) == "int64"})).lazy()

    def scan(self, table: ScannedTable) -> Frame:
        frame = pd.read_parquet(table.path, dtype_backend="pyarrow")[list(table.columns.values())]
        frame.columns = pd.Index(list(table.columns))
        return nw.from_native(frame.assign(_row=pd.array(range(len(frame)), dtype="int64[pyarrow]"))).lazy()

    def keep(self, frame: Frame) -> Frame:
        return frame

    def collect(self, frames: Sequence[Frame]) -> list[Answer]:
        return [plain(frame.collect().to_dict(as_series=False)) for frame in frames]


class DuckEngine:
    """The same expressions as SQL on DuckDB."""

    name = "duckdb"

    def memory(self, table: MemoryTable) -> Frame:
        return nw.from_native(duckdb.from_arrow(pa.Table.from_pandas(table.frame, preserve_index=False)))

    def scan(self, table: ScannedTable) -> Frame:
        names = ", ".join(f'"{name}" as "{key}"' for key, name in table.columns.items())
        return nw.from_native(duckdb.sql(f"select row_number() over () - 1 as _row, {names} from '{table.path}'"))

    def keep(self, frame: Frame) -> Frame:
        return frame

    def collect(self, frames: Sequence[Frame]) -> list[Answer]:
        return [plain(frame.collect("pyarrow").to_dict(as_series=False)) for frame in frames]


def plain(answer: dict[str, list[Any]]) -> Answer:
    """Missing values as None, whatever the library writes."""
    return {key: [None if pd.isna(value) else value for value in values] for key, values in answer.items()}


duckdb.execute("SET threads = 1; PRAGMA disable_optimizer")
"""Each case is a handful of rows under a long expression: planning it costs more than answering it."""

SPARK = find_spec("pyspark") is not None and which("java") is not None
ENGINES: dict[str, Engine] = {"polars": PolarsEngine(), "pandas": PandasEngine(), "duckdb": DuckEngine()}
