"""Which cell of a subject's own row keeps its obligation from being judged: one that was not understood, else one that is blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from auditor.checks.base import Check
from auditor.checks.composite import leaves
from auditor.checks.options import DaySpan
from auditor.checks.workdays import WorkDays
from auditor.model import RecordIssue
from auditor.periods import Period
from auditor.records.dataset import Origin
from auditor.tables import Strict

Cell = tuple[str, str, int | None, str]
UNREAD = frozenset({"D401", "D402", "D403", "D404", "D405", "D406"})
"""The issues of a value that could not be read; others of a cell tell what it was taken for."""
NOT_UNDERSTOOD = "这一格的内容没有看懂"


@dataclass(frozen=True, slots=True)
class Doubted:
    """The cells whose content was not understood: file, sheet, row and letter."""

    cells: frozenset[Cell] = frozenset()

    @classmethod
    def of(cls, issues: Iterable[RecordIssue]) -> Doubted:
        """Those that issues of unread values name; what was only told of a cell that reads well is no doubt."""
        found = (one for one in issues if one.code in UNREAD and one.row is not None and one.column)
        return cls(frozenset((one.file, one.sheet, one.row, one.column) for one in found))

    def has(self, origin: Origin, column: str) -> bool:
        """Whether the record's cell in the table's ``column`` was not understood."""
        return (origin.file, origin.sheet, origin.row, origin.letters.get(column, "")) in self.cells

    def blamed(self, origin: Origin, columns: Sequence[str], *, blanks: bool) -> tuple[str, ...]:
        """The first of ``columns`` that was not understood or, where ``blanks`` are in doubt as well, is blank; else all of them."""
        strange = [column for column in columns if self.has(origin, column)]
        blank = [column for column in columns if blanks and not origin.raw.get(column)]
        return tuple((strange or blank)[:1]) or tuple(columns)


NOTHING_DOUBTED = Doubted()


def without_calendar(check: Check, window: Period, calendar: WorkDays) -> str:
    """That work days cannot be counted, where the check counts some and the calendar lacks a year of the window; else empty."""
    counts = any(isinstance(span, DaySpan) and span.work_days for _, leaf in leaves(cast(Strict, check)) for _, span in leaf)
    absent = sorted({window.start.year, window.end.year} - calendar.years) if counts else []
    return f"规则包里没有 {'、'.join(map(str, absent))} 年的节假日安排，不能计算工作日" if absent else ""
