"""The distributed engine: an existing Spark session, else a small local one. Only counts and capped evidence come back."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import narwhals as nw
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - as everybody writes it
from pyspark.sql import types as T  # noqa: N812

from auditor.engines.base import listed
from auditor.records.dataset import MemoryTable, ScannedTable

if TYPE_CHECKING:
    from auditor.engines.base import Answer, Frame

DTYPES = {"Int64": T.LongType, "int64": T.LongType, "Float64": T.DoubleType, "boolean": T.BooleanType, "bool": T.BooleanType}
PARTITION = 1 << 33  # Spark's own numbering starts each partition at a multiple of this
LOCAL = {
    "spark.ui.showConsoleProgress": "false",
    "spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4", "spark.sql.session.timeZone": "UTC", "spark.log.level": "ERROR",
}


class SparkEngine:
    """``--engine spark``. Where a session is active it is used as it is; a local one listens on no other machine's network."""

    name = "spark"

    def __init__(self) -> None:
        self._session = SparkSession.getActiveSession() or _local()

    def memory(self, table: MemoryTable) -> Frame:
        """Row by row through Python values: spreadsheets are small, and nothing else needs to be installed."""
        frame = table.frame
        schema = T.StructType([T.StructField(key, DTYPES.get(str(frame[key].dtype), T.StringType)()) for key in frame.columns])
        columns = [listed(values) for _, values in frame.items()]
        return _lazy(self._session.createDataFrame(list(zip(*columns, strict=True)), schema))

    def scan(self, table: ScannedTable) -> Frame:
        """Rows are numbered within their partition, after those of the partitions before: their sizes are asked for once."""
        if table.path.suffix == ".parquet":
            frame = self._session.read.parquet(str(table.path))
        else:
            frame = self._session.read.csv(str(table.path), header=True, inferSchema=True)
        sizes = {row["at"]: row["count"] for row in frame.groupBy(F.spark_partition_id().alias("at")).count().collect()}
        before = {at: sum(size for other, size in sizes.items() if other < at) for at in sizes}
        offset = F.create_map(*[F.lit(number) for pair in before.items() for number in pair]) if before else None
        within = F.monotonically_increasing_id() % PARTITION
        row = within + offset[F.spark_partition_id()] if offset is not None else within
        return _lazy(frame.select(row.cast("long").alias("_row"), *[F.col(f"`{name}`").alias(key) for key, name in table.columns.items()]))

    def keep(self, frame: Frame) -> Frame:
        """Held by the executors, on disk where memory does not do."""
        native: DataFrame = nw.to_native(frame)
        return _lazy(native.persist())

    def collect(self, frames: Sequence[Frame]) -> list[Answer]:
        """One after the other; what was kept is computed once."""
        return [_columns(nw.to_native(frame)) for frame in frames]


def _lazy(native: DataFrame) -> Frame:
    frame: Frame = nw.from_native(native)
    return frame


def _columns(native: DataFrame) -> Answer:
    rows = native.collect()
    return {name: [row[place] for row in rows] for place, name in enumerate(native.columns)}


def _local() -> SparkSession:
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[2]").appName("auditor")
    for key, value in LOCAL.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()
