"""What a rule is worth and how its points are lost."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from auditor.checks.options import Share, share
from auditor.rulebook.tiling import Span, misfits, span, telling
from auditor.tables import Strict

Amount = Annotated[float, Field(gt=0)]


class Mode(StrEnum):
    """How points are lost, or with ``BONUS`` gained."""

    DEDUCT = "deduct"
    ALL_OR_NOTHING = "all_or_nothing"
    TIERS = "tiers"
    STEPPED = "stepped"
    LINEAR = "linear"
    PROPORTIONAL = "proportional"
    BONUS = "bonus"
    NONE = "none"


KEYS: dict[str, tuple[Mode, ...]] = {
    "per_unmet": (Mode.DEDUCT,), "tiers": (Mode.TIERS,), "zero_at": (Mode.LINEAR,), "full_at": (Mode.LINEAR, Mode.STEPPED),
    "step": (Mode.STEPPED,), "per_step": (Mode.STEPPED,), "part_step": (Mode.STEPPED,), "per_met": (Mode.BONUS,),
}
"""The keys that only some modes have; there they are compulsory."""
FLOORLESS = (Mode.TIERS, Mode.BONUS)


class Tier(Strict):
    """So many points for a share within these bounds."""

    at_least: Share | None = None
    more_than: Share | None = None
    at_most: Share | None = None
    less_than: Share | None = None
    points: Annotated[float, Field(ge=0)]

    @property
    def span(self) -> Span:
        """The shares of this tier. ``ValueError`` where they are not bounded."""
        bounds = {key: getattr(self, key) for key in ("at_least", "more_than", "at_most", "less_than")}
        return span(f"得 {self.points:g} 分的一档", **{key: share(text) for key, text in bounds.items() if text is not None})


class Score(Strict):
    """Points of a rule; the share is that of the obligations met among those due.

    ``deduct`` takes ``per_unmet`` for each unmet obligation, ``all_or_nothing`` everything for any. ``tiers`` gives the points of the
    tier of the share. ``linear`` gives full points from share ``full_at`` on, none up to ``zero_at``, between them in proportion;
    ``stepped`` takes ``per_step`` for each ``step`` that the share lies below ``full_at``, a part of a step as ``part_step`` says;
    ``proportional`` is share x points. None of them takes more than down to ``floor``.
    ``bonus`` adds ``per_met`` for each obligation met, at most ``points``, beside the score of the other rules.
    """

    points: Annotated[float, Field(ge=0)] = 0
    mode: Mode = Mode.NONE
    floor: Annotated[float, Field(ge=0)] = 0
    per_unmet: Amount | None = None
    tiers: tuple[Tier, ...] | None = None
    zero_at: Share | None = None
    full_at: Share | None = None
    step: Share | None = None
    per_step: Amount | None = None
    part_step: Literal["counts", "free"] | None = None
    per_met: Amount | None = None

    @field_validator("tiers")
    @classmethod
    def _tile(cls, tiers: tuple[Tier, ...] | None) -> tuple[Tier, ...] | None:
        spans = [tier.span for tier in tiers or ()]
        if tiers is None:
            return None
        values = telling(spans, Fraction(0), Fraction(1))
        if wrong := next(misfits(spans, values, shown), ""):
            raise ValueError(wrong)
        gained = [next(tier.points for tier in tiers if tier.span.holds(value)) for value in values]
        if gained != sorted(gained):
            raise ValueError("R432 做到得更多的一档得分反而更少；分值应随比例上升")
        return tiers

    @model_validator(mode="after")
    def _fits_mode(self) -> Score:
        if (self.mode is Mode.NONE) != (self.points == 0):
            raise ValueError("points 与 mode 不相符：计分时 points 大于 0，mode: none 时不写 points")
        for key, modes in KEYS.items():
            if (self.mode in modes) != (getattr(self, key) is not None):
                raise ValueError(f"{key} 与 mode 不相符：mode: {'、'.join(modes)} 时必写，其他时候不写")
        if self.floor > self.points:
            raise ValueError("floor 不能大于 points")
        if self.floor and self.mode in FLOORLESS:
            raise ValueError(f"floor 与 mode 不相符：mode: {'、'.join(FLOORLESS)} 时不写")
        self._shares()
        return self

    def _shares(self) -> None:
        if self.tiers and max(tier.points for tier in self.tiers) != self.points:
            raise ValueError("tiers 的最高一档应得满分 points")
        if self.full_at is not None and not 0 < share(self.full_at) <= 1:
            raise ValueError("full_at 应大于 0%、不大于 100%")
        if self.full_at and self.zero_at is not None and not 0 <= share(self.zero_at) < share(self.full_at):
            raise ValueError("zero_at 应小于 full_at，不小于 0%")
        if self.step is not None and not 0 < share(self.step) <= 1:
            raise ValueError("step 应大于 0%、不大于 100%")


def shown(value: Fraction) -> str:
    """A share as people write it: ``80%``, ``7/9``."""
    percent = value * 100
    return f"{float(percent):g}%" if 1000 % percent.denominator == 0 else str(value)
