"""Tests beside a rule: small tables as CSV text and what each branch must get."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from auditor.model import Level, Verdict
from auditor.periods import parse_period
from auditor.rulebook.attestations import Answer
from auditor.rulebook.waivers import Exemption
from auditor.tables import Strict

NOT_SUPPLIED = "not_supplied"
Count = Annotated[int, Field(ge=0)]


def known_period(text: str) -> str:
    """The same text; ``ValueError`` when it names no period."""
    try:
        parse_period(text)
    except ValueError:
        raise ValueError(f'不认识的检查期 "{text}"；请写成 2022、2022H1、2022Q1 或 2022-03') from None
    return text


class Expect(Strict):
    """What one branch must get. Only what is written is compared; the verdict always is. ``after``: the verdict under the case's waivers."""

    verdict: Verdict
    level: Level | None = None
    owed: Count | None = None
    met: Count | None = None
    unmet: Count | None = None
    unknown: Count | None = None
    open: Count | None = None
    grave: Count | None = None
    points: float | None = None
    after: Verdict | None = None

    @model_validator(mode="after")
    def _level_of_failure(self) -> Expect:
        if self.level is not None and self.verdict is not Verdict.FAIL:
            raise ValueError("level 只能与 verdict: fail 一起写")
        return self


class Before(Strict):
    """What the rule that a trend compares with came to at one branch. ``points`` of ``of``."""

    verdict: Verdict
    met: Count = 0
    unmet: Count = 0
    unknown: Count = 0
    open: Count = 0
    points: float | None = None
    of: Annotated[float, Field(gt=0)] | None = None


class Previous(Strict):
    """The earlier scorecard of a test; profile and version are this run's unless given. The branches as they came out then."""

    period: str
    profile: str | None = None
    version: str | None = None
    branches: dict[str, Before]

    _period = field_validator("period")(known_period)


class Case(Strict):
    """One test: ``given`` maps a table to CSV text with Chinese headers or ``not_supplied``; tables not named are not supplied.

    ``previous``: the scorecard that a trend compares with; none if left out. ``attestations`` and ``waivers`` are those of this rule,
    without id and rule.
    """

    name: Annotated[str, Field(min_length=1)]
    period: str
    as_of: date
    given: Annotated[dict[str, str], Field(min_length=1)]
    previous: Previous | None = None
    attestations: tuple[Answer, ...] = ()
    waivers: tuple[Exemption, ...] = ()
    expect: Annotated[dict[str, Expect], Field(min_length=1)]

    _period = field_validator("period")(known_period)
