"""The input as the plan sees it: one lazy frame and one view per supplied table, with coverage and the days that count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import narwhals as nw
from narwhals import Expr

from auditor.checks.base import Scope
from auditor.checks.reading import Reading, literal
from auditor.checks.view import View
from auditor.checks.workdays import NO_DAYS, WorkDays
from auditor.engines.blame import NOTHING_DOUBTED, Doubted
from auditor.engines.coverage import covering
from auditor.periods import Period
from auditor.records.dataset import Dataset, MemoryTable, ScannedTable
from auditor.tables import DATES, PLAIN, Table, Type

if TYPE_CHECKING:
    import pandas as pd

    from auditor.engines.base import Engine, Frame


HELD_AS: Mapping[Type, nw.dtypes.DType] = {Type.TEXT: nw.String(), Type.INTEGER: nw.Int64(), Type.NUMBER: nw.Float64()}


@dataclass(frozen=True, slots=True)
class World:
    """Everything that stays the same for all rules of a run. ``due`` is the window up to ``as_of``, ``doubted`` the cells not understood."""

    engine: Engine
    dataset: Dataset
    tables: Mapping[str, Table]
    frames: Mapping[str, Frame]
    views: Mapping[str, View]
    window: Period
    due: Period
    covered: Callable[[str, Period, frozenset[str]], Expr]
    calendar: WorkDays = NO_DAYS
    doubted: Doubted = NOTHING_DOUBTED

    def scope(self, prefix: str, applies: Reading | None = None) -> Scope:
        """What one rule may know."""
        return Scope(self.window, self.due, self.views, self.covered, applies or literal(value=True), prefix, self.calendar)


def make_world(dataset: Dataset, tables: Mapping[str, Table], window: Period, as_of: date, engine: Engine, calendar: WorkDays = NO_DAYS) -> World:
    """Hand every table to the engine. Nothing is computed but, for scanned tables, whether columns have blanks."""
    frames = {name: _frame(table, tables[name], engine) for name, table in dataset.tables.items()}
    views = {name: _view(table, tables[name], frames[name], engine) for name, table in dataset.tables.items()}
    due = Period(window.label, window.start, max(window.start, min(window.end, as_of)))
    return World(engine, dataset, tables, frames, views, window, due, covering(dataset, due.end), calendar, Doubted.of(dataset.issues))


def _frame(table: MemoryTable | ScannedTable, definition: Table, engine: Engine) -> Frame:
    """A scanned table gets the two columns that place a row: its branch and its person (by the first key that the file has).

    Numbers and texts are made what they are in a spreadsheet's table, whatever the file holds them as; amounts are put in fen, as everywhere:
    fractions of yuan do not add up.
    """
    if isinstance(table, MemoryTable):
        return engine.memory(table)
    person = [nw.col(key).alias("person") for key in definition.person if key in table.columns][:1]
    branch = [nw.col(definition.branch).alias("branch")] if definition.branch != "branch" else []
    amounts = [_fen(key) for key in table.columns if definition.columns[key].type is Type.AMOUNT]
    frame = engine.scan(table)
    held = frame.collect_schema()
    casts = [nw.col(key).cast(kind) for key in table.columns if (kind := HELD_AS.get(definition.columns[key].type)) and held[key] != kind]
    frame = frame.with_columns(*casts) if casts else frame
    return frame.with_columns(*branch, *person, *amounts) if branch or person or amounts else frame


def _fen(key: str) -> Expr:
    return (nw.col(key).cast(nw.Float64) * 100).round(0).cast(nw.Int64)


def _view(table: MemoryTable | ScannedTable, definition: Table, frame: Frame, engine: Engine) -> View:
    if isinstance(table, ScannedTable):
        keys = frozenset(table.columns)
        named = any(key in keys for key in definition.person)
        return View(definition, keys, _settled_scanned(definition, keys, frame, engine), scanned=True, repeats=named)
    supplied = set(table.frame.columns)
    keys = frozenset(key for key in definition.columns if key in supplied or f"{key}__first" in supplied)
    settled = frozenset(key for key in keys if _settled(table.frame, definition, key))
    people = table.frame.loc[table.frame["person"].notna(), ["branch", "person"]]
    repeats = bool(definition.person) and bool(people.duplicated().any())
    partial = frozenset(key for key in keys if definition.columns[key].type in PLAIN and f"{key}__unsure" in supplied)
    return View(definition, keys, settled, attributed=bool(table.frame["_sure"].all()), repeats=repeats, partial=partial)


def _settled(frame: pd.DataFrame, definition: Table, key: str) -> bool:
    """Every cell of the column was read: no blank, nothing doubtful."""
    column = definition.columns[key]
    if column.type in DATES:
        return bool((frame[f"{key}__first"].notna() & (frame[f"{key}__first"] == frame[f"{key}__last"]).fillna(value=False)).all())
    return bool(frame[key].notna().all()) and (column.type in PLAIN or not frame[f"{key}__unsure"].any())


def _settled_scanned(definition: Table, keys: frozenset[str], frame: Frame, engine: Engine) -> frozenset[str]:
    """One pass over the columns: blanks and, for codes, spellings that the table does not know."""
    doubts = {key: _doubt(definition, key) for key in sorted(keys)}
    answer = engine.collect([frame.select(*[doubt.any().alias(key) for key, doubt in doubts.items()])])[0]
    return frozenset(key for key in keys if not answer[key][0])


def _doubt(definition: Table, key: str) -> Expr:
    blank = nw.col(key).is_null()
    if not definition.columns[key].values:
        return blank
    return blank | ~nw.col(key).is_in(list(definition.spellings[key])).fill_null(value=True)
