"""``compose``: a scorecard as a document. The sections' modules decide every word; printers decide looks only."""

from __future__ import annotations

from auditor.model import Scorecard
from auditor.reports.branches import branches
from auditor.reports.data import data
from auditor.reports.document import Document
from auditor.reports.evidence import evidence
from auditor.reports.guard import guarded
from auditor.reports.legend import legend
from auditor.reports.matrix import matrix, rules
from auditor.reports.overview import overview, summary
from auditor.reports.ranking import rank
from auditor.reports.rectify import rectify
from auditor.reports.words import INTERNAL


def compose(scorecard: Scorecard) -> Document:
    """Every section there is; a printer takes those that it prints."""
    ranking = rank(guarded(scorecard))
    sections = (
        legend(ranking),
        summary(ranking),
        overview(ranking),
        *matrix(ranking),
        rules(ranking),
        evidence(ranking),
        branches(ranking),
        rectify(ranking),
        data(ranking),
    )
    book = scorecard.rulebook
    title = f"党支部台账检查记分卡 {scorecard.period.label}"
    footer = f"{INTERNAL} · 工具提示，不代替党组织的结论 · 规则包 {book.id} {book.version}（{book.sha256[:8]}） · 截至 {scorecard.as_of}"
    return Document(title, scorecard.as_of, sections, footer)
