"""Tests beside a rule: small tables as CSV text and what each branch must get."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from auditor.model import Level, Verdict
from auditor.periods import parse_period
from auditor.tables import Strict

NOT_SUPPLIED = "not_supplied"
Count = Annotated[int, Field(ge=0)]


class Expect(Strict):
    """What one branch must get. Only what is written is compared; the verdict always is."""

    verdict: Verdict
    level: Level | None = None
    owed: Count | None = None
    met: Count | None = None
    unmet: Count | None = None
    unknown: Count | None = None
    open: Count | None = None
    grave: Count | None = None
    points: float | None = None

    @model_validator(mode="after")
    def _level_of_failure(self) -> Expect:
        if self.level is not None and self.verdict is not Verdict.FAIL:
            raise ValueError("level 只能与 verdict: fail 一起写")
        return self


class Case(Strict):
    """One test: ``given`` maps a table to CSV text with Chinese headers or ``not_supplied``; tables not named are not supplied."""

    name: Annotated[str, Field(min_length=1)]
    period: str
    as_of: date
    given: Annotated[dict[str, str], Field(min_length=1)]
    expect: Annotated[dict[str, Expect], Field(min_length=1)]

    @field_validator("period")
    @classmethod
    def _known_period(cls, text: str) -> str:
        try:
            parse_period(text)
        except ValueError:
            raise ValueError(f'不认识的检查期 "{text}"；请写成 2022、2022H1、2022Q1 或 2022-03') from None
        return text
