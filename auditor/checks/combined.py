"""Check kinds ``all_of``, ``any_of``, ``at_least_of`` and ``not``: one verdict from several checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from auditor.algebra import Fewer, at_least, every, negated, some
from auditor.checks.composite import Composite, Parts, WrittenPart
from auditor.model import Verdict


class AllOf(Composite):
    """几项检查是否都做到。

    ``parts``: whole checks of any kind, each with its own options and, if wanted, a ``name`` for reports. A branch owes one thing: that all
    parts that concern it hold. One that fails decides; else one that is unknown; a part that does not apply is left out. Parts may be
    composites themselves. If two requirements can be put right apart from each other, make them two rules.

    Example::

        check:
          kind: all_of
          parts:
            - {name: 有计划, kind: count_per_period, table: plans, where: [{column: document, is: 工作计划}], every: window, at_least: 1}
            - {name: 有总结, kind: count_per_period, table: plans, where: [{column: document, is: 工作总结}], every: window, at_least: 1}
    """

    kind: Literal["all_of"]
    parts: Parts

    def fold(self, verdicts: Sequence[Verdict]) -> Verdict:
        """AND."""
        return every(verdicts)

    def describe(self) -> str:
        """The parts in words."""
        return f"以下各项都要做到：{self.listed()}。"


class AnyOf(Composite):
    """几项检查是否至少做到一项。

    ``parts`` as for ``all_of``. One that holds decides, even if others are unknown; all that concern the branch must fail for a failure. A part
    that perhaps does not apply decides nothing.

    Example::

        check:
          kind: any_of
          parts:
            - {name: 党课, kind: count_per_period, table: meetings, where: [{column: meeting_type, is: 党课}], every: window, at_least: 1}
            - {name: 政治学习, kind: count_per_period, table: meetings, where: [{column: meeting_type, is: 政治学习}], every: window, at_least: 1}
    """

    kind: Literal["any_of"]
    parts: Parts

    def fold(self, verdicts: Sequence[Verdict]) -> Verdict:
        """OR."""
        return some(verdicts)

    def describe(self) -> str:
        """The parts in words."""
        return f"以下各项至少做到一项：{self.listed()}。"


class AtLeastOf(Composite):
    """几项检查是否至少做到规定的项数，如学习形式不少于两种。

    ``n`` of the ``parts`` must hold, each over the whole audited period: not two of them in each quarter of a year. ``fewer_applicable`` must
    say what it means that fewer than ``n`` parts concern a branch: ``fail``; ``scale``, all that are left must hold; ``not_applicable``, the
    rule does not concern it. Where no part does, the rule does not.

    Example::

        check:
          kind: at_least_of
          n: 2
          fewer_applicable: scale
          parts:
            - {name: 党课, kind: count_per_period, table: meetings, where: [{column: meeting_type, is: 党课}], every: quarter, at_least: 1}
            - {name: 政治学习, kind: count_per_period, table: meetings, where: [{column: meeting_type, is: 政治学习}], every: quarter, at_least: 1}
            - {name: 主题党日, kind: count_per_period, table: meetings, where: [{column: meeting_type, is: 主题党日}], every: quarter, at_least: 3}
    """

    kind: Literal["at_least_of"]
    n: Annotated[int, Field(ge=1)]
    fewer_applicable: Literal["fail", "scale", "not_applicable"]
    parts: Parts

    @model_validator(mode="after")
    def _possible(self) -> AtLeastOf:
        if self.n > len(self.parts):
            raise ValueError(f"n 是 {self.n}，parts 却只有 {len(self.parts)} 项；永远做不到，请改小 n")
        return self

    def fold(self, verdicts: Sequence[Verdict]) -> Verdict:
        """So many of those that apply."""
        return at_least(self.n, Fewer(self.fewer_applicable), verdicts)

    def describe(self) -> str:
        """The parts in words, and what fewer means."""
        return f"以下各项至少做到 {self.n} 项：{self.listed()}。适用的不足 {self.n} 项时，{FEWER[self.fewer_applicable]}。"


FEWER = {"fail": "算不合格", "scale": "适用的各项都要做到", "not_applicable": "算不适用"}


class Not(Composite):
    """某种情形是否没有出现。

    ``part``: a whole check that must *not* hold. Unknown stays unknown; what is not due yet stays open, and is unknown where it may be done
    already and only not seen. Ask with bounds (``at_most``) where a kind has them: they are judged as soon as they are broken.

    Example::

        check: {kind: not, part: {kind: count_per_period, table: meetings, where: [{column: review, is: 已取消}], every: window, at_least: 3}}
    """

    kind: Literal["not"]
    part: WrittenPart

    @property
    def flips(self) -> bool:
        """A part that holds is what must not be."""
        return True

    def fold(self, verdicts: Sequence[Verdict]) -> Verdict:
        """NOT."""
        return negated(verdicts[0])

    def describe(self) -> str:
        """The part in words."""
        return f"不得出现以下情形：{self.listed()}。"
