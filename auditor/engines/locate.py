"""Where a subject or a row stands in the user's files, with personal data masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from auditor.checks.base import Population, Support, Whose
from auditor.engines.blame import NOT_UNDERSTOOD, NOTHING_DOUBTED, Doubted
from auditor.engines.plan import Grid, Job
from auditor.model import NOT_RECEIVED, Evidence, State
from auditor.privacy import mask
from auditor.records.dataset import Dataset, MemoryTable, Origin
from auditor.tables import AnyOf, Condition, Privacy, Table

LISTED = 3
FROM_TITLE = "取自标题、表名或文件名"
NOTES = {State.MET: "查过，没有不符合要求的记录", State.UNMET: "没有找到符合条件的记录", State.UNKNOWN: NOT_RECEIVED}


@dataclass(frozen=True, slots=True)
class Target:
    """What one rule's evidence points at: the table behind its counts, the cell of a row to show, the items that are periods.

    ``columns``: the cell is in the first of them that says something. ``compared``: the columns of the subject's own row, any of which may
    keep it from being judged, by a blank too unless ``skips``.
    """

    population: Population
    table: str
    columns: tuple[str, ...]
    has_support: bool
    periods: frozenset[str]
    compared: tuple[str, ...] = ()
    skips: bool = False

    @classmethod
    def of(cls, job: Job, grid: Grid) -> Target:
        """The target of a job in its grid."""
        support = job.check.support(job.scope)
        labels = frozenset(grid.items[job.rule]) if job.rule in grid.ordered else frozenset[str]()
        if support is None:
            seen, skips = job.check.examined(), getattr(job.check, "blank", "") == "skipped"
            return cls(grid.population, grid.population.table, seen[:1], has_support=False, periods=labels, compared=seen, skips=skips)
        return cls(grid.population, support.table, _columns(job, support), has_support=True, periods=labels)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who owes: the branch, what reports call the person or group, and the own row of a person or record (else None)."""

    branch: str
    name: str
    row: Origin | None = None


@dataclass(frozen=True, slots=True)
class Locator:
    """Turns rows of frames into places in files. Scanned tables have no cells: their file is all there is."""

    dataset: Dataset
    tables: Mapping[str, Table]
    doubted: Doubted = NOTHING_DOUBTED

    def subject(self, target: Target, record: Mapping[str, Any]) -> Subject:
        """The subject of one row of the obligation table."""
        branch, whose = str(record["branch"]), target.population.whose
        if whose is Whose.ROWS or whose is Whose.MEMBERS:
            row = self._origin(target.population.table, int(record["_row"]))
            return Subject(branch, self._name(row), row)
        return Subject(branch, str(record.get("group") or ""))

    def cells(self, target: Target, subject: Subject, item: str, state: State, behind: Sequence[int]) -> list[Evidence]:
        """The evidence of one obligation: the rows behind it, else the subject's own row, else where it was looked for."""
        said = Evidence(item if item in target.periods else "", subject.name, state)
        if target.has_support and behind:
            return [self._at(said, target.table, self._origin(target.table, row), target.columns) for row in behind]
        if subject.row is None:
            return [self._absent(target.table, subject.branch, said)]
        table, label = target.population.table, f"{item}：" if item and not said.period and target.has_support else ""
        columns = (item,) if item in self.tables[table].columns else () if target.has_support else target.columns
        if state is State.UNKNOWN and target.compared:
            own = tuple(dict.fromkeys((*columns, *target.compared)))
            columns = self.doubted.blamed(subject.row, own, blanks=not target.skips)
        named = target.population.whose is Whose.MEMBERS and (label or state is not State.MET)
        return [self._at(said, table, subject.row, columns, label + NOTES.get(state, "") if named else "")]

    def _at(self, said: Evidence, table: str, origin: Origin, columns: Sequence[str], note: str = "") -> Evidence:
        """``said``, with the record's place and the first of ``columns`` in which something is written; without any, the person's cell."""
        columns = columns or self.tables[table].person[::-1]
        column = next((column for column in columns if origin.raw.get(column)), next(iter(columns), ""))
        place = Evidence(
            said.period, said.subject or self._name(origin), said.state, origin.file, origin.sheet, origin.row,
            origin.letters.get(column, ""), self._masked(table, column, origin), note or origin.note,
        )
        doubt = NOT_UNDERSTOOD if said.state is State.UNKNOWN and place.value and self.doubted.has(origin, column) else ""
        about = "" if place.note else doubt or self._about(place, table, column)
        return replace(place, note=about) if about else place

    def _about(self, place: Evidence, table: str, column: str) -> str:
        """What the place alone does not say: where a value without a column is from, which cell is blank, which column is not there."""
        if place.value or place.state is State.MET or column not in self.tables[table].columns:
            return FROM_TITLE if place.value and not place.column else ""
        name = self.tables[table].columns[column].name
        return f"“{name}”是空的" if place.column else f"表中没有“{name}”这一列"

    def _origin(self, table: str, row: int) -> Origin:
        source = self.dataset.tables[table]
        if isinstance(source, MemoryTable):
            return source.origins[row]
        return Origin(source.path.name, "", row + 2 if source.path.suffix == ".csv" else row + 1)

    def _name(self, origin: Origin) -> str:
        return mask(origin.raw.get("name", ""), Privacy.NAME)

    def _masked(self, table: str, column: str, origin: Origin) -> str:
        definition = self.tables[table].columns.get(column)
        return mask(origin.raw.get(column, ""), definition.privacy if definition else Privacy.NONE)

    def _absent(self, table: str, branch: str, said: Evidence) -> Evidence:
        """Nothing was found: the one sheet that answers for the branch is named as a place, several are named in the note."""
        covers = [cover for cover in self.dataset.coverage if cover.table == table and (cover.branches is None or branch in cover.branches)]
        places = list(dict.fromkeys((cover.file, cover.sheet) for cover in covers))
        if len(places) == 1:
            (file, sheet), looked = places[0], ""
        else:
            file, sheet = "", ""
            looked = f"；查过：{'、'.join(' '.join(filter(None, place)) for place in places[:LISTED])}" if places else ""
            looked += f" 等 {len(places)} 张表" if len(places) > LISTED else ""
        return Evidence(said.period, said.subject, said.state, file, sheet, note=NOTES.get(said.state, "") + looked)


def _columns(job: Job, support: Support) -> tuple[str, ...]:
    """The cell to point at: what the filter asks for, else the date."""
    where: tuple[Condition | AnyOf, ...] = getattr(job.check, "where", ()) if support.table == getattr(job.check, "table", "") else ()
    if support.cell:
        return (support.cell,)
    for line in where:
        return tuple(one.column for one in line.any) if isinstance(line, AnyOf) else (line.column,)
    return (support.date or "name",)
