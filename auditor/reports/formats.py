"""The report formats: an explicit list. Printers are imported when used, so that asking for one does not load them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditor.reports.compose import Report

Printer = Callable[[Report], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A file name and what fills it."""

    file: str
    render: Printer


def _xlsx(report: Report) -> bytes:
    from auditor.reports import xlsx  # noqa: PLC0415

    return xlsx.render(report.document(xlsx.PARTS))


def _html(report: Report) -> bytes:
    from auditor.reports import html  # noqa: PLC0415

    return html.render(report.document(html.PARTS))


def _json(report: Report) -> bytes:
    from auditor.reports import json_  # noqa: PLC0415

    return json_.render(report.scorecard)


def _text(report: Report) -> bytes:
    from auditor.reports import text  # noqa: PLC0415

    return text.render(report.document(text.PARTS))


def _csv(report: Report) -> bytes:
    from auditor.reports import csv_  # noqa: PLC0415

    return csv_.render(report.document(csv_.PARTS))


def _wanted(report: Report) -> bytes:
    from auditor.reports import xlsx  # noqa: PLC0415
    from auditor.reports.document import Part  # noqa: PLC0415

    return xlsx.render(report.document([Part.WANTED]))


FORMATS = {
    "xlsx": Format("scorecard.xlsx", _xlsx),
    "html": Format("scorecard.html", _html),
    "json": Format("scorecard.json", _json),
    "text": Format("scorecard.txt", _text),
    "csv": Format("scorecard.csv", _csv),
    "wanted": Format("谁还欠什么数据.xlsx", _wanted),
}
