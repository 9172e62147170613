"""The option ``belongs_to``: a yearly meeting may be held in the first months of the next year and say so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from auditor.checks.reading import NO, UNKNOWN, Reading
from auditor.checks.truth import NEVER
from auditor.checks.view import View
from auditor.periods import Period
from auditor.tables import Strict


class BelongsTo(Strict):
    """``column`` holds the year for which a record was made; without it one of the first ``months`` may be meant for the year before."""

    column: str
    months: Annotated[int, Field(ge=1, le=11)]

    def reading(self, view: View, day: str | None, year: Period) -> Reading:
        """The record belongs to the year: it says so, or says nothing and its day leaves no other."""
        told = view.known(self.column) if view.has(self.column) else NO
        named = view.one_of(self.column, (year.start.year,)) if view.has(self.column) else UNKNOWN
        early, late = (self._first_months(year.start.year + more) for more in (0, 1))
        rest = Period("", early.end + timedelta(days=1), year.end)
        doubtful = view.within(day, early) | view.within(day, late)
        return (told & named) | (~told & (view.within(day, rest) | Reading(NEVER, doubtful.possible)))

    def _first_months(self, year: int) -> Period:
        return Period("", date(year, 1, 1), date(year, self.months + 1, 1) - timedelta(days=1))
