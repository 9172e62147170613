"""``compose``: a scorecard as a document. The sections' modules decide every word; printers decide looks only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from auditor.reports.branches import branches
from auditor.reports.data import data
from auditor.reports.document import Document, Part, Section
from auditor.reports.evidence import evidence
from auditor.reports.grounds import grounds
from auditor.reports.legend import legend
from auditor.reports.matrix import matrix, rules
from auditor.reports.overlays import overlays
from auditor.reports.overview import overview, summary
from auditor.reports.phrases import rulebook_name
from auditor.reports.profile import profile
from auditor.reports.ranking import Ranking, rank
from auditor.reports.rectify import rectify
from auditor.reports.wanted import wanted
from auditor.reports.words import INTERNAL
from auditor.scorecard import Scorecard

_SECTIONS: dict[Part, Callable[[Ranking], Iterable[Section]]] = {
    Part.LEGEND: lambda ranking: [legend(ranking)],
    Part.SUMMARY: lambda ranking: [summary(ranking)],
    Part.OVERVIEW: lambda ranking: [overview(ranking)],
    Part.MATRIX: matrix,
    Part.RULES: lambda ranking: [rules(ranking)],
    Part.EVIDENCE: lambda ranking: [evidence(ranking)],
    Part.BRANCHES: lambda ranking: [branches(ranking)],
    Part.RECTIFY: lambda ranking: [rectify(ranking)],
    Part.WANTED: lambda ranking: [wanted(ranking)],
    Part.GROUNDS: lambda ranking: [grounds(ranking)],
    Part.DATA: lambda ranking: [data(ranking)],
    Part.OVERLAYS: lambda ranking: [overlays(ranking)],
    Part.PROFILE: lambda ranking: [profile(ranking)],
}


class Report:
    """One scorecard for several printers: ranked once, each part composed when a printer first asks for it."""

    def __init__(self, scorecard: Scorecard) -> None:
        self.scorecard = scorecard
        self._composed: dict[Part, tuple[Section, ...]] = {}

    def document(self, parts: Collection[Part]) -> Document:
        """The document with these parts, in the order of ``Part``."""
        card, book = self.scorecard, self.scorecard.rulebook
        title = f"党支部台账检查记分卡 {card.period.label}"
        footer = f"{INTERNAL} · 工具提示，不代替党组织的结论 · {rulebook_name(book)}（{book.sha256[:8]}） · 截至 {card.as_of}"
        return Document(title, card.as_of, tuple(section for part in Part if part in parts for section in self._part(part)), footer)

    def _part(self, part: Part) -> tuple[Section, ...]:
        if part not in self._composed:
            self._composed[part] = tuple(_SECTIONS[part](self._ranking))
        return self._composed[part]

    @cached_property
    def _ranking(self) -> Ranking:
        return rank(self.scorecard)


def compose(scorecard: Scorecard) -> Document:
    """Every section there is."""
    return Report(scorecard).document(tuple(Part))
