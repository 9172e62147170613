"""The period that the input itself speaks of, for a run that was not told which one to audit."""

from __future__ import annotations

from datetime import date

from auditor.periods import Period, parse_period
from auditor.records.dataset import Dataset


def window_of(dataset: Dataset) -> Period | None:
    """The smallest month, quarter, half-year or year that holds what the inputs answer for; the last year if it is more.

    None when no input says a period.
    """
    spans = [(cover.start, cover.end) for cover in dataset.coverage if cover.start and cover.end]
    if not spans:
        return None
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return next((period for period in map(parse_period, _labels(last)) if period.start <= first), parse_period(f"{last.year}"))


def _labels(last: date) -> tuple[str, ...]:
    year, month = last.year, last.month
    return f"{year}-{month:02d}", f"{year}Q{(month + 2) // 3}", f"{year}H{(month + 5) // 6}", f"{year}"

