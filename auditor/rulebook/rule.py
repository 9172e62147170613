"""A rule: whom it concerns, what it asks, how bad a failure is, what it is worth, what to do. The check is its kind's own model."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, SerializeAsAny, ValidationInfo, field_validator, model_validator

from auditor.model import Level, Modality, Severity
from auditor.periods import Period
from auditor.rulebook.cases import Case
from auditor.rulebook.param import Param
from auditor.rulebook.score import Score
from auditor.rulebook.suggest import did_you_mean
from auditor.tables import Condition, Strict, Where

RULE_ID = r"^[A-Z]{2}-[0-9]{2}[A-Z]?$"
PLACEHOLDERS = ("branch", "periods", "subjects", "owed", "met", "unmet", "unknown", "found")

Text = Annotated[str, Field(min_length=1)]


class Confidence(StrEnum):
    """How sure the source is: V read in the official text, V2 in two reprints, M from memory of one, I inferred, L local practice."""

    V = "V"
    V2 = "V2"
    M = "M"
    I = "I"  # noqa: E741 - the letter that the sources use
    L = "L"


class Basis(Strict):
    """The regulation that a rule stands on."""

    document: Text
    article: Text
    version: str = ""
    confidence: Confidence

    @property
    def text(self) -> str:
        """《中国共产党支部工作条例（试行）》第十六条."""
        title = self.document if self.document.startswith("《") else f"《{self.document}》"
        return f"{title}{self.article}"


class CountLine(Strict):
    """The rule concerns branches with so many rows in ``count``; ``on_roll`` counts those on the roll at the end of the period."""

    count: str
    where: Where = ()
    on_roll: bool = False
    at_least: Annotated[int, Field(ge=1)] | None = None
    at_most: Annotated[int, Field(ge=0)] | None = None
    else_: Annotated[Text, Field(alias="else")]

    @model_validator(mode="after")
    def _bounded(self) -> CountLine:
        if self.at_least is None and self.at_most is None:
            raise ValueError("at_least 与 at_most 至少写一个")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("at_least 不能大于 at_most，没有哪个党支部符合")
        return self


class BranchLine(Condition):
    """The rule concerns branches whose own row in the register meets a condition; ``column`` is written as ``branch``."""

    column: Annotated[str, Field(alias="branch")]
    else_: Annotated[Text, Field(alias="else")]


class AnyLine(Strict):
    """The rule concerns branches for which at least one of the lines holds."""

    any: Annotated[tuple[CountLine | BranchLine | AnyLine, ...], Field(min_length=2)]
    else_: Annotated[Text, Field(alias="else")]


Line = CountLine | BranchLine | AnyLine


class Effective(Strict):
    """From which day to which day the rule is in force; empty is unbounded. It judges what happened in those days.

    Where sources differ, ``from`` and ``to`` are the widest days and ``certain_from`` and ``certain_to`` those of which all are sure.
    ``by``: the column of the subject whose day decides, in place of the kind's own, or ``period_end``: the last day of the audited period.
    """

    from_: Annotated[date | None, Field(alias="from")] = None
    certain_from: date | None = None
    certain_to: date | None = None
    to: date | None = None
    by: Text | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Effective:
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError("有效期的止日早于起日")
        if (self.certain_from and not self.from_) or (self.certain_to and not self.to):
            raise ValueError("certain_from、certain_to 要与 from、to 一起写")
        if self.by and not self.bounded:
            raise ValueError("by 要与 from 或 to 一起写")
        days = [day for day in (self.from_, self.certain_from, self.certain_to, self.to) if day]
        if days != sorted(days):
            raise ValueError("有效期的日期应依次为 from、certain_from、certain_to、to，后面的不得早于前面的")
        return self

    @property
    def bounded(self) -> bool:
        """Whether there are days on which the rule is not in force."""
        return self.from_ is not None or self.to is not None

    @property
    def possible(self) -> Period:
        """The days on which it is in force by some source."""
        return Period("", self.from_ or date.min, self.to or date.max)

    @property
    def certain(self) -> Period:
        """The days on which it is in force by all sources."""
        return Period("", self.certain_from or self.possible.start, self.certain_to or self.possible.end)

    @property
    def provisional(self) -> tuple[tuple[date, date], ...]:
        """Where sources differ: the first day, and the day after the last."""
        begins = ((self.possible.start, self.certain.start),) if self.certain.start > self.possible.start else ()
        day = timedelta(days=1)
        return (*begins, *(((self.certain.end + day, self.possible.end + day),) if self.certain.end < self.possible.end else ()))


class RedWhen(Strict):
    """One reason for red: so many unmet, so many unmet in a row, so many beyond the second bound, or all of them."""

    unmet_at_least: Annotated[int, Field(ge=1)] | None = None
    consecutive_at_least: Annotated[int, Field(ge=1)] | None = None
    grave_at_least: Annotated[int, Field(ge=1)] | None = None
    all_unmet: Literal[True] | None = None

    @model_validator(mode="after")
    def _one(self) -> RedWhen:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"red 的每一行写且只写一个条件：{'、'.join(type(self).model_fields)}")
        return self


class RedLines(Strict):
    """Levels as written: yellow unless one of the lines holds."""

    red: Annotated[tuple[RedWhen, ...], Field(min_length=1)]


class Levels(Strict):
    """How bad a failure is: ``always`` that level, or red if a line holds and yellow otherwise."""

    always: Level | None = None
    red: tuple[RedWhen, ...] = ()


class Stage(StrEnum):
    """``TRIAL``: shown in every report, part of no score and no light."""

    ACTIVE = "active"
    TRIAL = "trial"


class Envelope(Strict):
    """What a rule says besides its levels and its check. ``requires``: rules without which this one says nothing."""

    id: Annotated[str, Field(pattern=RULE_ID)]
    name: Text
    module: Text
    basis: Basis
    modality: Modality
    severity: Severity
    why: str = ""
    enabled: bool = True
    stage: Stage = Stage.ACTIVE
    tags: tuple[Text, ...] = ()
    requires: tuple[Text, ...] = ()
    params: Annotated[dict[str, Param], Field(default_factory=dict)]
    applies_when: tuple[Line, ...] = ()
    effective: Effective = Effective()
    score: Score = Score()
    message: Text
    fix: Text
    tests: tuple[Case, ...] = ()

    @field_validator("message")
    @classmethod
    def _known_placeholders(cls, text: str, info: ValidationInfo) -> str:
        names = (*PLACEHOLDERS, *info.data.get("params", ()))
        unknown = [name for name in re.findall(r"\{([^{}]*)\}", text) if name not in names]
        if unknown and "params" in info.data:
            known = "、".join(f"{{{name}}}" for name in names)
            raise ValueError(f"message 里有未知的占位符 {{{unknown[0]}}}{did_you_mean(unknown[0], names) or '；'}可用：{known}")
        return text


class Written(Envelope):
    """A rule as it stands in a file."""

    check: dict[str, Any]
    levels: Level | RedLines


class Rule(Envelope):
    """A rule ready to run: parameters are in place and ``check`` is the model of its kind."""

    check: SerializeAsAny[Strict]
    levels: Levels
