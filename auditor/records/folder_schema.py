"""The pandera schema of a table's file in a folder: the same definition as for spreadsheets, judged on the lazy frame's dtypes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from auditor.records.quiet import quietly
from auditor.tables import Table, Type

with quietly():
    import pandera.polars as pa
    from pandera.errors import SchemaErrors

WHOLE = (pl.Int64, pl.Int32, pl.Int16, pl.Int8, pl.UInt64, pl.UInt32, pl.UInt16, pl.UInt8)
FRACTIONAL = (pl.Float64, pl.Float32)
WORDS = (pl.String, pl.Categorical, pl.Enum)
ALLOWED: dict[Type, tuple[type[pl.DataType], ...]] = {
    Type.TEXT: (*WORDS, *WHOLE), Type.NAMES: WORDS, Type.ID_NUMBER: WORDS, Type.CODE: WORDS, Type.MONTH: WORDS,
    Type.DATE: (pl.Date, pl.Datetime), Type.INTEGER: WHOLE, Type.AMOUNT: (*WHOLE, *FRACTIONAL, pl.Decimal),
    Type.NUMBER: (*FRACTIONAL, *WHOLE), Type.YES_NO: (pl.Boolean,),
}
"""The first is what a message asks for. Months are text such as 2022-03, amounts are yuan."""
NAMES = {pl.String: "文本", pl.Date: "日期", pl.Int64: "整数", pl.Float64: "数值", pl.Boolean: "是/否（布尔）"}


def misfits(table: Table, frame: pl.LazyFrame) -> list[str]:
    """What keeps the lazy frame, its columns named by key, from being that table: one sentence per column. Only the schema is read."""
    try:
        with quietly():
            schema_of(table, dict(frame.collect_schema())).validate(frame, lazy=True)
    except SchemaErrors as errors:
        return list(_described(errors, table))
    return []


def schema_of(table: Table, dtypes: Mapping[str, pl.DataType]) -> pa.DataFrameSchema:
    """Presence and dtypes: compulsory columns and the branch must be there; a dtype that will do is asked for as it is."""
    columns = {}
    for key, column in table.columns.items():
        needed = column.required or key == table.branch
        if key in dtypes or needed:
            columns[key] = pa.Column(_wanted(column.type, dtypes.get(key)), required=needed, nullable=True)
    return pa.DataFrameSchema(columns)


def _wanted(kind: Type, dtype: pl.DataType | None) -> pl.DataType | type[pl.DataType]:
    if dtype is not None and (dtype.base_type() in ALLOWED[kind] or dtype == pl.Null):
        return dtype
    return ALLOWED[kind][0]


def _described(errors: SchemaErrors, table: Table) -> Iterator[str]:
    """What the schema found, in Chinese, each column once."""
    for error in errors.schema_errors:
        key = str(getattr(error.schema, "name", None) or error.failure_cases)
        if str(error.check) == "column_in_dataframe":
            key = str(error.failure_cases)
            yield f"缺少“{table.columns[key].name}”列（列名 {key}）。" if key in table.columns else f"缺少列 {key}。"
        else:
            column = table.columns[key]
            wanted = NAMES[ALLOWED[column.type][0]]
            yield f"“{column.name}”列（{key}）应为{wanted}，文件里是 {error.failure_cases}；请转换后重新导出。"
