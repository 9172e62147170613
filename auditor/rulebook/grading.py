"""How the findings of a branch become its light: what a profile says of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from auditor.tables import Strict

Percent = Annotated[int, Field(ge=0, le=100)]


class Grading(Strict):
    """How findings become lights."""

    mode: Literal["severity"] = "severity"
    red_below: Percent = 60
    green_from: Percent = 80

    @model_validator(mode="after")
    def _ordered(self) -> Grading:
        if self.green_from <= self.red_below:
            raise ValueError("green_from 必须大于 red_below")
        return self
