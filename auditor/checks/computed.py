"""Check kind ``computed``: a value equals one that is computed from a table given in the rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import floor, lcm
from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field, model_validator

from auditor.checks.base import Cells, Scope, needed, state
from auditor.checks.options import Share, share
from auditor.checks.reading import NO, UNKNOWN, Reading, all_of, any_of
from auditor.checks.rows import PerRow
from auditor.checks.truth import ALWAYS, either, negated
from auditor.checks.view import View
from auditor.tables import Strict, Table, Where

BOUNDS = {"equals": "等于", "at_least": "不少于", "at_most": "不多于"}


class Band(Strict):
    """The share of the whole base up to and including ``up_to``; the last band has no end."""

    up_to: Annotated[int | float, Field(gt=0)] | None = None
    rate: Share


class Line(Strict):
    """For rows that match: a ``fixed`` value, or ``bands`` of the base, at most ``cap``."""

    where: Where = ()
    fixed: Annotated[int | float, Field(ge=0)] | None = None
    bands: tuple[Band, ...] = ()
    cap: Annotated[int | float, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Line:
        if (self.fixed is None) == (not self.bands):
            raise ValueError("fixed 与 bands 必须写且只写一个")
        ends = [band.up_to for band in self.bands]
        if any(end is None for end in ends[:-1]) or (ends and ends[-1] is not None):
            raise ValueError("bands 中除最后一档外都要写 up_to，最后一档不写")
        known = [end for end in ends if end is not None]
        if known != sorted(set(known)):
            raise ValueError("bands 要按 up_to 从小到大写，不能重复")
        return self


class Computed(PerRow):
    """金额是否与按标准计算的一致，如按基数和比例计算党费。

    The first of ``lines`` that a row matches says what ``column`` should be: a fixed value, or a rate of the whole ``base`` by the band
    into which it falls (a boundary belongs to the lower band), at most ``cap``. ``bound``: the value equals it, is at least or at most it, within
    ``tolerance``, which must be said and leaves room for rounding. Amounts are in yuan and compared exactly, in whole numbers. A row
    that no line matches, a blank or an unreadable value or base is unknown; where several lines are possible all of them must agree.

    Example::

        check: {kind: computed, table: dues, column: due, base: base, bound: equals, tolerance: 0.1, when_empty: no_data,
                lines: [{where: [{column: payer_kind, is: 学生}], fixed: 0.2},
                        {where: [{column: payer_kind, is: 离退休}], bands: [{up_to: 5000, rate: 0.5%}, {rate: 1%}]}]}
    """

    kind: Literal["computed"]
    column: str
    base: str | None = None
    bound: Literal["equals", "at_least", "at_most"]
    tolerance: Annotated[int | float, Field(ge=0)]
    lines: Annotated[tuple[Line, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _based(self) -> Computed:
        if self.base is None and any(line.bands for line in self.lines):
            raise ValueError("有 bands 时必须写 base（按哪一列的数计算）")
        return self

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """A lower bound of nought."""
        yield from super().never_fails(tables)
        if self.bound == "at_least" and all(line.fixed == 0 for line in self.lines):
            yield "lines", "不少于 0 总是符合"

    def examined(self) -> tuple[str, ...]:
        """The value."""
        return (self.column,)

    def needs(self) -> Mapping[str, frozenset[str]]:
        """The value and the filter's columns; without a base only what is computed from one is unknown."""
        return {self.table: needed(self.where) | {self.column}}

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        view = scope.views[self.table]
        falls, before = [], NO
        for line in self.lines:
            matches = view.where(line.where)
            falls.append(matches & ~before)
            before = before | matches
        agrees = [self._agrees(view, line) for line in self.lines]
        fits = [~fall | agree for fall, agree in zip(falls, agrees, strict=True)]
        told = Reading(before.certain, ALWAYS)
        possible = any_of(fall & agree for fall, agree in zip(falls, agrees, strict=True)).possible
        return Cells({self.column: state(owed=self.owed(scope), met=Reading(all_of([told, *fits]).certain, either(possible, negated(before.certain))))})

    def describe(self) -> str:
        """Bound and tolerance."""
        return f"“{self.column}”应{BOUNDS[self.bound]}按标准计算的数（{'；'.join(map(self._words, self.lines))}），允许相差 {self.tolerance:g}。"

    def _words(self, line: Line) -> str:
        if line.fixed is not None:
            return f"定额 {line.fixed:g}"
        bands = [f"{f'{band.up_to:g} 及以下' if band.up_to is not None else '以上'} {band.rate}" for band in line.bands]
        return f"按“{self.base}”全额：{'、'.join(bands)}{f'，最高 {line.cap:g}' if line.cap is not None else ''}"

    def _agrees(self, view: View, line: Line) -> Reading:
        """The value is as this line says; whole numbers on both sides of the comparison."""
        rates = [share(band.rate) for band in line.bands]
        scale = lcm(*(rate.denominator for rate in rates)) if rates else 1
        needs = [self.column, *([self.base] if self.base and line.bands else [])]
        if not all(view.has(column) for column in needs):
            return UNKNOWN
        wanted = self._wanted(view, line, rates, scale)
        value, slack = nw.col(self.column) * scale, floor(Fraction(str(self.tolerance)) * view.scaled(self.column, 1) * scale)
        held = {
            "equals": (value <= wanted + slack) & (value >= wanted - slack), "at_least": value >= wanted - slack, "at_most": value <= wanted + slack,
        }[self.bound].fill_null(value=False)
        known = view.known(needs[0]).certain if len(needs) == 1 else view.known(needs[0]).certain & view.known(needs[1]).certain
        return Reading(held & known, held | ~known)

    def _wanted(self, view: View, line: Line, rates: list[Fraction], scale: int) -> Expr:
        if line.fixed is not None:
            return nw.lit(view.scaled(self.column, line.fixed) * scale)
        base = nw.col(self.base or "")
        multiplied = [base * (rate.numerator * (scale // rate.denominator)) for rate in rates]
        wanted = multiplied[-1]
        for band, amount in list(zip(line.bands, multiplied, strict=True))[-2::-1]:
            wanted = nw.when(base <= view.scaled(self.base or "", band.up_to)).then(amount).otherwise(wanted)
        return wanted if line.cap is None else nw.min_horizontal(wanted, nw.lit(view.scaled(self.column, line.cap) * scale))
