"""What a rule is worth and how its points are lost."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from auditor.tables import Strict


class Mode(StrEnum):
    """How points are lost."""

    DEDUCT = "deduct"
    ALL_OR_NOTHING = "all_or_nothing"
    NONE = "none"


class Score(Strict):
    """Points: ``deduct`` takes ``per_unmet`` for each unmet obligation down to ``floor``; ``all_or_nothing`` takes all."""

    points: Annotated[float, Field(ge=0)] = 0
    mode: Mode = Mode.NONE
    per_unmet: Annotated[float, Field(gt=0)] | None = None
    floor: Annotated[float, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _fits_mode(self) -> Score:
        if (self.mode is Mode.NONE) != (self.points == 0):
            raise ValueError("points 与 mode 不相符：计分时 points 大于 0，mode: none 时不写 points")
        if (self.mode is Mode.DEDUCT) != (self.per_unmet is not None):
            raise ValueError("per_unmet 与 mode 不相符：mode: deduct 时必写，其他时候不写")
        if self.floor > self.points:
            raise ValueError("floor 不能大于 points")
        return self
