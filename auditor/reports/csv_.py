"""``scorecard.csv``: the evidence rows, with a byte-order mark so that Excel reads the Chinese, and no cell that starts a formula."""

from __future__ import annotations

import csv
import io

from auditor.reports.clean import Target, clean
from auditor.reports.document import Document, Part

PARTS = (Part.EVIDENCE,)


def render(document: Document) -> bytes:
    """The tables of 问题明细 as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for section in document.sections:
        if section.part in PARTS:
            for table in section.tables:
                writer.writerow([column.title for column in table.columns])
                writer.writerows([clean(cell.text, Target.CSV) for cell in row.cells] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")
