"""The embedded engine: Polars. Queries over files are streamed, so that a table need not fit in memory; spreadsheets are in memory already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import narwhals as nw
import polars as pl

from auditor.engines.base import listed
from auditor.records.dataset import MemoryTable, ScannedTable

if TYPE_CHECKING:
    from auditor.engines.base import Answer, Frame

DTYPES = {"string": pl.String, "Int64": pl.Int64, "Float64": pl.Float64, "boolean": pl.Boolean, "bool": pl.Boolean, "int64": pl.Int64}


class PolarsEngine:
    """``--engine polars``, the default."""

    name = "polars"

    def __init__(self) -> None:
        self._way: Literal["in-memory", "streaming"] = "in-memory"

    def memory(self, table: MemoryTable) -> Frame:
        """Column by column through Python lists: pandas' own bridge would need pyarrow, and spreadsheets are small."""
        frame = table.frame
        columns = {
            key: pl.Series(key, listed(frame[key]), dtype=DTYPES.get(str(frame[key].dtype), pl.String))
            for key in frame.columns
        }
        return nw.from_native(pl.LazyFrame(columns))

    def scan(self, table: ScannedTable) -> Frame:
        """Lazy; only the columns that are asked for are ever read. From now on queries are streamed."""
        self._way = "streaming"
        if table.path.suffix == ".parquet":
            frame = pl.scan_parquet(table.path, row_index_name="_row")
        else:
            text = {table.columns[key]: pl.String for key in sorted(table.text)}
            frame = pl.scan_csv(table.path, row_index_name="_row", schema_overrides=text, try_parse_dates=True)
        return nw.from_native(frame.select("_row", *[pl.col(name).alias(key) for key, name in table.columns.items()]))

    def keep(self, frame: Frame) -> Frame:
        """In memory: states are one byte each."""
        native: pl.LazyFrame = nw.to_native(frame)
        return nw.from_native(native.collect(engine=self._way).lazy())

    def collect(self, frames: Sequence[Frame]) -> list[Answer]:
        """All at once, so that common parts are computed once."""
        results = pl.collect_all([nw.to_native(frame) for frame in frames], engine=self._way) if frames else []
        return [result.to_dict(as_series=False) for result in results]
