"""What the properties are about: many random branches, audited as they are once for all properties that compare with that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from auditor.model import Verdict
from auditor.pipeline import judge_dataset
from auditor.records.dataset import Dataset
from auditor.rulebook.load import Rulebook
from auditor.scorecard import BranchScore, Scorecard
from tests.properties.cases import Case, Setting, gather
from tests.properties.derived import earlier


@dataclass(frozen=True)
class World:
    """The branches of one example, what they share, and the rules that judge them. Nobody changes the cases: who wants others copies them."""

    cases: Sequence[Case]
    setting: Setting
    book: Rulebook

    @cached_property
    def dataset(self) -> Dataset:
        """All branches as they are."""
        return gather(self.cases, self.book.tables)

    @cached_property
    def card(self) -> Scorecard:
        """The audit of the branches as they are."""
        return card(self.dataset, self.book, self.setting)

    @cached_property
    def scores(self) -> dict[str, BranchScore]:
        """The same by branch."""
        return {one.branch: one for one in self.card.branches}


def audit(dataset: Dataset, book: Rulebook, setting: Setting) -> dict[str, BranchScore]:
    return {one.branch: one for one in card(dataset, book, setting).branches}


def card(dataset: Dataset, book: Rulebook, setting: Setting) -> Scorecard:
    found = judge_dataset(dataset, book, setting.window, setting.as_of, earlier=earlier(book, dataset, setting.window))
    broken = {finding.observation.note for one in found.branches for finding in one.findings if finding.verdict is Verdict.ERROR}
    assert not broken, broken
    return found
