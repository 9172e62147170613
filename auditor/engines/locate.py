"""Where a subject or a row stands in the user's files, with personal data masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.checks.base import Population, Support, Whose
from auditor.engines.plan import Grid, Job
from auditor.model import Evidence, State
from auditor.privacy import mask
from auditor.records.dataset import Dataset, MemoryTable, Origin
from auditor.tables import AnyOf, Condition, Privacy, Table

NOWHERE = Origin("", "", None)
NOTES = {State.UNMET: "没有找到符合条件的记录", State.UNKNOWN: "没有收到这一项的记录，或记录不能确定"}


@dataclass(frozen=True, slots=True)
class Target:
    """What one rule's evidence points at: the table behind its counts, the cell of a row to show, the items that are periods."""

    table: str
    column: str
    has_support: bool
    periods: frozenset[str]

    @classmethod
    def of(cls, job: Job, grid: Grid) -> Target:
        """The target of a job in its grid."""
        support = job.check.support(job.scope)
        labels = frozenset(grid.items[job.rule]) if job.rule in grid.ordered else frozenset[str]()
        if support is None:
            return cls(grid.population.table, "", has_support=False, periods=labels)
        return cls(support.table, _column(job, support), has_support=True, periods=labels)


@dataclass(frozen=True, slots=True)
class Locator:
    """Turns rows of frames into places in files. Scanned tables have no cells: their file is all there is."""

    dataset: Dataset
    tables: Mapping[str, Table]

    def cells(
        self, target: Target, population: Population, subject: Mapping[str, object], item: str, state: State, behind: Sequence[int]
    ) -> list[Evidence]:
        """The evidence of one obligation: the rows behind it, else the subject's own row, else where it was looked for."""
        own = population.whose in {Whose.ROWS, Whose.MEMBERS}
        origin = self._origin(population.table, int(str(subject["_row"]))) if own else NOWHERE
        name = self._name(origin) if own else str(subject.get("group") or "")
        period = item if item in target.periods else ""
        if target.has_support and behind:
            return [self._evidence(target.table, self._origin(target.table, row), target.column, period, name, state) for row in behind]
        if own:
            column = item if item in self.tables[population.table].columns else ""
            label = f"{item}：" if item and not period and target.has_support else ""
            note = label + NOTES.get(state, "") if population.whose is Whose.MEMBERS else ""
            return [self._evidence(population.table, origin, column, period, name, state, note)]
        place = self._looked_in(target.table, str(subject["branch"]))
        return [Evidence(period=period, subject=name, state=state, file=place.file, sheet=place.sheet, note=NOTES.get(state, ""))]

    def _evidence(self, table: str, origin: Origin, column: str, period: str, name: str, state: State, note: str = "") -> Evidence:
        return Evidence(
            period=period, subject=name or self._name(origin), state=state, file=origin.file, sheet=origin.sheet, row=origin.row,
            column=origin.letters.get(column, ""), value=self._masked(table, column, origin), note=note or origin.note,
        )

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

    def _looked_in(self, table: str, branch: str) -> Origin:
        """The input that answers for the branch, its own first."""
        covers = [cover for cover in self.dataset.coverage if cover.table == table and (cover.branches is None or branch in cover.branches)]
        covers.sort(key=lambda cover: cover.branches is None)
        return Origin(covers[0].source, "", None) if covers else NOWHERE


def _column(job: Job, support: Support) -> str:
    """The cell to point at: what the filter asks for, else the date."""
    where: tuple[Condition | AnyOf, ...] = getattr(job.check, "where", ()) if support.table == getattr(job.check, "table", "") else ()
    for line in where:
        return line.any[0].column if isinstance(line, AnyOf) else line.column
    return support.date or "name"
