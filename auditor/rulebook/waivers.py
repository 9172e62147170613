"""``waivers.yaml``: approved exceptions. What may stand in the file, and the rulebook's policy on it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from auditor.periods import Period, parse_period
from auditor.rulebook.days import Day
from auditor.tables import Strict

Text = Annotated[str, Field(min_length=1)]
ANY = "*"


class WaiverPolicy(Strict):
    """What a rulebook lets be waived. ``max_days``: from the first to the last day; ``remind_days``: how early the end is announced.

    ``allow_wildcards``: ``*`` for a rule or a branch; ``veto_waivable``: red-line rules too.
    """

    max_days: Annotated[int, Field(ge=1)] = 180
    require_expiry: bool = True
    allow_wildcards: bool = False
    veto_waivable: bool = False
    remind_days: Annotated[int, Field(ge=0)] = 30


POLICY = WaiverPolicy()


class TreatAs(StrEnum):
    """What a waived obligation counts as: nothing, done, or not due before the waiver ends."""

    EXCLUDED = "excluded"
    FULL_POINTS = "full_points"
    DEFER = "defer"


def _written(value: Any) -> Any:
    return str(value) if type(value) is int else value


def _known_period(text: str) -> str:
    try:
        parse_period(text)
    except ValueError:
        raise ValueError(f'不认识的时段 "{text}"；请写成 2022、2022H1、2022Q1 或 2022-03') from None
    return text


class Exemption(Strict):
    """What is waived, why, by whom and until when. ``expires`` is the last valid day; without ``periods`` it covers every period."""

    branch: Text
    periods: tuple[Annotated[str, BeforeValidator(_written), AfterValidator(_known_period)], ...] = ()
    reason: Text
    requested_by: Text
    approved_by: Text
    approved_on: Day
    effective_from: Day
    expires: Day | None = None
    treat_as: TreatAs
    evidence: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _ordered(self) -> Exemption:
        if self.expires and self.expires < self.effective_from:
            raise ValueError(f"R509 expires（{self.expires}）早于 effective_from（{self.effective_from}）；请改正")
        return self

    @property
    def last(self) -> date:
        """The last valid day."""
        return self.expires or date.max

    @property
    def spans(self) -> tuple[Period, ...]:
        """The periods that it covers; none: all."""
        return tuple(map(parse_period, self.periods))

    def in_force(self, as_of: date) -> bool:
        """Whether it holds on that day: approved, begun and not over."""
        return max(self.approved_on, self.effective_from) <= as_of <= self.last


class Waiver(Exemption):
    """An exemption of one rule, with the id that reports show."""

    id: Text
    rule: Text


class WaiverFile(Strict):
    """The whole file."""

    waivers: tuple[Waiver, ...]
