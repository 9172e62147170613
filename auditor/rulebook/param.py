"""A parameter of a rule: a value with its bounds that a profile may set."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from auditor.checks.options import share
from auditor.tables import Strict

Text = Annotated[str, Field(min_length=1)]


class Param(Strict):
    """A value that a profile may set within bounds. ``stricter`` says in which direction the rule gets harder.

    A profile may go only that way, unless the rule says ``may_loosen``. A ``share`` is written ``80%`` or ``4/5``; a text has no size.
    """

    type: Literal["integer", "number", "share", "text"]
    default: int | float | str
    min: int | float | str | None = None
    max: int | float | str | None = None
    label: Text
    stricter: Literal["higher", "lower"] | None = None
    may_loosen: bool = False

    @model_validator(mode="after")
    def _default_fits(self) -> Param:
        bounds = [(word, bound) for word, bound in (("最小值", self.min), ("最大值", self.max)) if bound is not None]
        if self.type == "text" and (bounds or self.stricter):
            raise ValueError(f"参数“{self.label}”是文字，没有大小，不能写 min、max、stricter；比例请写 type: share")
        for word, value in (*((word, bound) for word, bound in bounds), ("默认值", self.default)):
            problem = self.problem(value) if word == "默认值" else self._unfit(value)
            if problem:
                raise ValueError(f"参数“{self.label}”的{word} {value} {problem}")
        return self

    def problem(self, value: object) -> str:
        """Why ``value`` may not be given; empty when it may."""
        if unfit := self._unfit(value):
            return unfit
        size, least, most = (None if one is None or self.type == "text" else _size(one) for one in (value, self.min, self.max))
        if size is not None and least is not None and size < least:
            return f"低于下限 {self.min}"
        return f"高于上限 {self.max}" if size is not None and most is not None and size > most else ""

    def looser(self, before: object, after: object) -> bool:
        """Whether the rule gets easier by that change."""
        if self.stricter is None:
            return False
        return _size(after) < _size(before) if self.stricter == "higher" else _size(after) > _size(before)

    def _unfit(self, value: object) -> str:
        """What else it should be, if it is not of the parameter's type."""
        if self.type == "share":
            return "" if type(value) is str and _is_share(value) else "不是比例，应写成 80% 或 4/5 的样子"
        kinds, word = {"integer": ((int,), "整数"), "number": ((int, float), "数字"), "text": ((str,), "文字")}[self.type]
        return "" if type(value) in kinds else f"不是{word}"


def _size(value: object) -> Fraction:
    return share(value) if isinstance(value, str) else Fraction(str(value))


def _is_share(value: str) -> bool:
    try:
        share(value)
    except ValueError:
        return False
    return True
