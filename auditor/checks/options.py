"""Options that several check kinds share, as they stand in YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Protocol

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from auditor.checks.contradictions import contradiction
from auditor.tables import Strict, Table, Where


class WhenEmpty(StrEnum):
    """What a for-all check means at a branch whose table was handed in and holds no row for it."""

    PASS = "pass"
    FAIL = "fail"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


class MayBeEmpty(Protocol):
    """The part of a check that judging needs: what no obligation means."""

    def empty(self) -> WhenEmpty:
        """For example ``no_data``."""
        ...


class Span(Strict):
    """A length of time: exactly one of calendar years, calendar months (clipped at month end) or days."""

    years: Annotated[int, Field(ge=1)] | None = None
    months: Annotated[int, Field(ge=1)] | None = None
    days: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Span:
        units = list(type(self).model_fields)
        if sum(getattr(self, unit) is not None for unit in units) != 1:
            raise ValueError(f"{'、'.join(units)} 必须写且只写一个")
        return self


class DaySpan(Span):
    """A length of time that may also be given in work days, by the calendar of public holidays."""

    work_days: Annotated[int, Field(ge=1)] | None = None


class Within(DaySpan):
    """A deadline; ``days: 0`` is the same day."""

    days: Annotated[int, Field(ge=0)] | None = None


class Filtered(Strict):
    """A check of some rows of one table."""

    table: str
    where: Where = ()

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """Why no record could fail the check, as far as that is plain: the option to blame and the reason in words. Nothing where one could."""
        if problem := contradiction(self.where, tables.get(self.table)):
            yield "where", problem


class ForAll(Filtered):
    """A check that every row must pass; what no row means must be said."""

    when_empty: WhenEmpty


def when_none(when_empty: WhenEmpty | None, *, listed: bool) -> None:
    """``when_empty`` must be said of what a list names (people, groups, rows), and means nothing of branches, which the register names."""
    if listed and when_empty is None:
        raise PydanticCustomError("when_empty", "when_empty")
    if not listed and when_empty is not None:
        raise ValueError("按党支部检查时 when_empty 不起作用（台账已报送而没有记录的按 0 计）；请删去")


def in_words(span: Span) -> str:
    """``{months: 3}`` -> 三个月的写法：3个月."""
    if isinstance(span, DaySpan) and span.work_days is not None:
        return f"{span.work_days}个工作日"
    if span.days is not None:
        return f"{span.days}天"
    return f"{span.months}个月" if span.months is not None else f"{span.years}年"


def parse_share(text: str) -> str:
    """``80%`` or ``4/5``; anything else is an error. Kept as text, compared as an exact fraction."""
    share(text)
    return text


def share(text: str) -> Fraction:
    """The exact fraction of ``80%`` or ``4/5``."""
    try:
        return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"比例请写成 80% 或 4/5，不能写成 {text}") from None


Share = Annotated[str, AfterValidator(parse_share)]
