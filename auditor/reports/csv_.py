"""``scorecard.csv``: the evidence rows, with a byte-order mark so that Excel reads the Chinese, and no cell that starts a formula."""

from __future__ import annotations

import csv
import io

from auditor.reports.clean import Target, clean
from auditor.reports.document import Document, Part

PARTS = (Part.EVIDENCE, Part.OVERLAYS, Part.PROFILE)
REST = "说明"


def render(document: Document) -> bytes:
    """The tables of 问题明细 as CSV; waivers, answers and what the profile changes and leaves out follow in the same columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    titles: list[str] = []
    for table in (table for part in PARTS for section in document.sections if section.part is part for table in section.tables):
        if not titles:
            titles = [column.title for column in table.columns]
            writer.writerow(titles)
        rows = ({column.title: cell.text for column, cell in zip(table.columns, row.cells, strict=True)} for row in table.rows)
        writer.writerows([clean(text, Target.CSV) for text in _under(titles, row)] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _under(titles: list[str], row: dict[str, str]) -> list[str]:
    """The row under these titles; what has no column of its own stands before the explanation."""
    others = [f"{title}：{text}" for title, text in row.items() if title not in titles]
    row = {**row, REST: "；".join(filter(None, [*others, row.get(REST, "")]))} if others else row
    return [row.get(title, "") for title in titles]
