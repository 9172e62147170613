"""The report formats: an explicit list. Printers are imported when used, so that asking for one does not load them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from auditor.model import Scorecard
from auditor.reports.compose import compose
from auditor.reports.document import Document


@dataclass(frozen=True)
class Report:
    """A scorecard and, composed on first use, its document."""

    scorecard: Scorecard

    @cached_property
    def document(self) -> Document:
        """The scorecard in words."""
        return compose(self.scorecard)


Printer = Callable[[Report], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A file name and what fills it."""

    file: str
    render: Printer


def _xlsx(report: Report) -> bytes:
    from auditor.reports import xlsx  # noqa: PLC0415

    return xlsx.render(report.document)


def _html(report: Report) -> bytes:
    from auditor.reports import html  # noqa: PLC0415

    return html.render(report.document)


def _json(report: Report) -> bytes:
    from auditor.reports import json_  # noqa: PLC0415

    return json_.render(report.scorecard)


def _text(report: Report) -> bytes:
    from auditor.reports import text  # noqa: PLC0415

    return text.render(report.document)


def _csv(report: Report) -> bytes:
    from auditor.reports import csv_  # noqa: PLC0415

    return csv_.render(report.document)


FORMATS = {
    "xlsx": Format("scorecard.xlsx", _xlsx),
    "html": Format("scorecard.html", _html),
    "json": Format("scorecard.json", _json),
    "text": Format("scorecard.txt", _text),
    "csv": Format("scorecard.csv", _csv),
}
