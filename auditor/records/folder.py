"""A folder of Parquet or CSV files named by table (``members.parquet``): read by the engine itself, with the same gate for its shape.

Such data come out of a system, so they are taken at their word: every value is certain, and the folder answers for the whole
register and all time. What is not of the right type is an error before anything runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from auditor.errors import InputError, Mistake
from auditor.records.dataset import Cover, Dataset, MemoryTable, Origin, Register, ScannedTable
from auditor.records.folder_schema import misfits
from auditor.records.folder_strangers import strangers
from auditor.records.frames import to_frame
from auditor.records.register import BRANCHES
from auditor.records.vocabulary import normalise_header
from auditor.scorecard import InputFile, SheetInput
from auditor.tables import Table, Type

PARENT = "parent"
CHUNK = 1 << 20


def load_folder(folder: Path, tables: Mapping[str, Table]) -> Dataset:
    """The dataset of the folder; ``InputError`` with every unknown file, missing column and wrong type at once."""
    mistakes: list[Mistake] = []
    scanned: dict[str, ScannedTable] = {}
    for path in _files(folder):
        if path.stem not in tables:
            mistakes.append(Mistake(str(path), "D710", f"没有“{path.stem}”这种台账，文件名应为：{'、'.join(sorted(tables))}。"))
        else:
            scanned[path.stem], found = _scan(path, tables[path.stem])
            mistakes.extend(found)
    if mistakes:
        raise InputError(mistakes)
    register = _register(scanned, tables)
    if not register.branches:
        raise InputError(Mistake(str(folder), "D600", "没有支部名录，各台账中也没有支部；请提供 branches.parquet 或 branches.csv。"))
    built: dict[str, MemoryTable | ScannedTable] = dict(scanned)
    if BRANCHES not in built:
        built[BRANCHES] = _names_only(register, tables[BRANCHES])
    covers = tuple(Cover(key, assumed=False, file=table.path.name) for key, table in scanned.items())
    issues = strangers(scanned, tables, register, lambda table: open_lazily(table.path, tables[table.name]))
    return Dataset(register, built, covers, tuple(_input(table, tables[key].name) for key, table in scanned.items()), tuple(issues))


def _files(folder: Path) -> list[Path]:
    """The Parquet files; the CSV files only where there are none."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return [path for path in files if path.suffix == ".parquet"] or [path for path in files if path.suffix == ".csv"]


def _scan(path: Path, table: Table) -> tuple[ScannedTable, list[Mistake]]:
    try:
        frame = open_lazily(path, table)
        columns, mistakes = _columns(path, frame.collect_schema().names(), table)
        found = misfits(table, frame.select(pl.col(name).alias(key) for key, name in columns.items()))
    except (pl.exceptions.PolarsError, OSError) as error:
        text = f"文件读不出来，可能损坏或不是 {path.suffix[1:]} 格式（{type(error).__name__}）。"
        return ScannedTable(table.id, path, {}), [Mistake(str(path), "D712", text)]
    textual = frozenset(key for key in columns if table.columns[key].type in TEXTUAL)
    return ScannedTable(table.id, path, columns, textual), [*mistakes, *(Mistake(str(path), "D713", text) for text in found)]


def open_lazily(path: Path, table: Table) -> pl.LazyFrame:
    """The file as a lazy frame; in CSV, columns of text stay text, whatever their first rows look like."""
    if path.suffix == ".parquet":
        return pl.scan_parquet(path)
    names = pl.scan_csv(path, infer_schema=False).collect_schema().names()
    columns, _ = _columns(path, names, table)
    text = {name: pl.String for key, name in columns.items() if table.columns[key].type in TEXTUAL}
    return pl.scan_csv(path, schema_overrides=text, try_parse_dates=True)


TEXTUAL = frozenset({Type.TEXT, Type.NAMES, Type.ID_NUMBER, Type.CODE, Type.MONTH})


def _columns(path: Path, names: list[str], table: Table) -> tuple[dict[str, str], list[Mistake]]:
    """Table column -> column of the file: by key first, then by name and headers; two that mean the same are a mistake."""
    columns = {key: key for key in table.columns if key in names}
    mistakes: list[Mistake] = []
    known = [(key, {normalise_header(word)[0] for word in (column.name, *column.headers)}) for key, column in table.columns.items()]
    for name in names:
        if name in columns:
            continue
        fitting = [key for key, words in known if normalise_header(name)[0] in words]
        free = [key for key in fitting if key not in columns]
        if fitting and not free:
            mistakes.append(Mistake(str(path), "D714", f"“{name}”和“{columns[fitting[0]]}”都是“{table.columns[fitting[0]].name}”，请只留一列。"))
        elif free:
            columns[free[0]] = name
    return columns, mistakes


def _register(scanned: Mapping[str, ScannedTable], tables: Mapping[str, Table]) -> Register:
    """From the list of branches; without one, every branch that any table names."""
    if BRANCHES in scanned:
        table, definition = scanned[BRANCHES], tables[BRANCHES]
        kept = [key for key in (definition.branch, PARENT) if key in table.columns]
        rows = open_lazily(table.path, definition).select(pl.col(table.columns[key]).alias(key) for key in kept).collect()
        names = [str(name) for name in rows[definition.branch] if name]
        if len(set(names)) != len(rows):
            raise InputError(Mistake(str(table.path), "D715", "支部名录中有重复或空白的支部名称，请改正。"))
        parents = dict(zip(names, rows[PARENT], strict=True)) if PARENT in kept else {}
        return Register(tuple(names), {name: str(parent) for name, parent in parents.items() if parent})
    found: set[str] = set()
    for key, table in scanned.items():
        column = table.columns.get(tables[key].branch)
        if column:
            named = open_lazily(table.path, tables[key]).select(pl.col(column).unique()).collect(engine="streaming")
            found.update(str(name) for name in named.to_series() if name)
    return Register(tuple(sorted(found)), assumed=True)


def _names_only(register: Register, table: Table) -> MemoryTable:
    count = len(register.branches)
    columns: dict[str, list[Any]] = {
        "_row": list(range(count)), "_sure": [True] * count, "branch": list(register.branches), "person": [None] * count,
    }
    return MemoryTable(table.id, to_frame(table, columns), [Origin("", "", None, note="由各台账中的支部名称推定")] * count)


def _input(table: ScannedTable, name: str) -> InputFile:
    digest = hashlib.sha256()
    with table.path.open("rb") as file:
        while part := file.read(CHUNK):
            digest.update(part)
    taken = SheetInput(table.name, "", _rows(table), "全部支部（已声明），全部时间（已声明）", name)
    return InputFile(table.path.name, digest.hexdigest(), (taken,))


def _rows(table: ScannedTable) -> int:
    frame = pl.scan_parquet(table.path) if table.path.suffix == ".parquet" else pl.scan_csv(table.path, infer_schema=False)
    return int(frame.select(pl.len()).collect(engine="streaming").item())
