"""Check kind ``trend``: not worse than in an earlier scorecard. Not asked of an engine: ``auditor.derived.trends`` compares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from auditor.checks.base import BRANCHES, Dated, Population
from auditor.checks.options import WhenEmpty
from auditor.tables import Strict, Table

VALUES = {"share": "达标率", "score": "得分率", "met": "做到的项数", "unmet": "没有做到的项数"}
SHARES, WHOLE = ("share", "score"), 100


class Of(Strict):
    """A number of another rule's result at the same branch."""

    rule: Annotated[str, Field(pattern=r"^[A-Z]{2}-[0-9]{2}[A-Z]?$")]
    value: Literal["share", "score", "met", "unmet"]


class Trend(Strict):
    """与上次的记分卡相比有没有明显变差。

    Compares another rule's result at a branch with the one in an earlier ``scorecard.json`` (``auditor audit --previous FILE``). ``of.value``:
    ``share`` (obligations met of those judged, in percent), ``score`` (points gained, in percent), ``met`` or ``unmet`` (numbers). Exactly one of
    ``drop_at_most`` and ``rise_at_most``, in percentage points for ``share`` and ``score``. Open until the audited period has ended. What is not
    known on either side may be anything that it can still turn out to be; the trend is unknown where that decides. ``no_history`` must say what
    it means that nothing can be compared: no earlier scorecard, the branch or rule is not in it, its period is not an earlier one of
    the same length, or it was made with another profile or another first number of the rulebook's version (``needs_same``).
    It concerns the branches that the other rule concerns; that rule must look at records itself.

    Example::

        check: {kind: trend, of: {rule: ZH-04, value: share}, drop_at_most: 5, no_history: not_applicable}
    """

    kind: Literal["trend"]
    of: Of
    drop_at_most: Annotated[float, Field(ge=0)] | None = None
    rise_at_most: Annotated[float, Field(ge=0)] | None = None
    no_history: Literal["not_applicable", "no_data"]
    needs_same: tuple[Literal["profile", "pack_major"], ...] = ("profile", "pack_major")

    @model_validator(mode="after")
    def _one_bound(self) -> Trend:
        if (self.drop_at_most is None) == (self.rise_at_most is None):
            raise ValueError("drop_at_most（最多下降）与 rise_at_most（最多上升）必须写且只写一个")
        return self

    @property
    def bound(self) -> float:
        """By how much the number may change for the worse."""
        return float((self.rise_at_most if self.drop_at_most is None else self.drop_at_most) or 0)

    def population(self) -> Population:
        """Each branch owes one thing: not to have become worse."""
        return BRANCHES

    def empty(self) -> WhenEmpty:
        """Where the other rule does not apply, the trend does not."""
        return WhenEmpty.NOT_APPLICABLE

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        """A share cannot change by more than itself."""
        if self.of.value in SHARES and self.bound >= WHOLE:
            yield "drop_at_most" if self.rise_at_most is None else "rise_at_most", "比率的变化不会超过 100 个百分点"

    def dated_by(self) -> str | Dated:
        """The other rule's own days count."""
        return Dated.LAST_DAY

    def needs(self) -> Mapping[str, frozenset[str]]:
        """No table of its own."""
        return {}

    def describe(self) -> str:
        """The bound in words."""
        unit = "个百分点" if self.of.value in SHARES else ""
        turn = "上升" if self.drop_at_most is None else "下降"
        return (
            f"与上次的记分卡相比，规则 {self.of.rule} 的{VALUES[self.of.value]}{turn}不超过 {self.bound:g}{f' {unit}' if unit else ''}。"
            f"没有可比的上次记分卡时，{'算不适用' if self.no_history == 'not_applicable' else '算数据不足'}。"
        )
