"""How the findings of a branch become its light: what a profile says of it, told apart by ``mode``."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from auditor.checks.options import Share, share
from auditor.model import Level, Severity
from auditor.rulebook.tiling import Span, misfits, misnamed, span
from auditor.tables import Strict

Percent = Annotated[int, Field(ge=0, le=100)]
Name = Annotated[str, Field(min_length=1, max_length=16)]
Lit = Literal["green", "yellow", "red"]
LIGHTS: tuple[Lit, ...] = ("red", "yellow", "green")
"""The lights of bands, from bad to good."""

NUMBER_WORDS = {"以上": "at_least", "以下": "at_most", "以内": "at_most", "超过": "more_than", "以外": "more_than", "不满": "less_than"}
"""What such a word means: 民法典第一千二百五十九条."""


class BySeverity(Strict):
    """By the gravest failure: red for a broken red line, yellow for a failed major rule or another that fails at level red; and by the score."""

    mode: Literal["severity"] = "severity"
    red_below: Percent = 60
    green_from: Percent = 80

    @model_validator(mode="after")
    def _ordered(self) -> BySeverity:
        if self.green_from <= self.red_below:
            raise ValueError("green_from 必须大于 red_below")
        return self


class Names(Strict):
    """What the lists are called on which a green, yellow or red branch is put."""

    green: Name
    yellow: Name
    red: Name


class ByCount(Strict):
    """By the number of items not done: at most ``green_at_most`` of ``of`` items is green, at most ``yellow_at_most`` yellow, more is red.

    A broken red line is red whatever the number.

    Where another number of items applies to a branch, both numbers are scaled with it, by exact comparison.
    """

    mode: Literal["count"]
    of: Annotated[int, Field(ge=1)]
    green_at_most: Annotated[int, Field(ge=0)]
    yellow_at_most: Annotated[int, Field(ge=0)]
    names: Names | None = None

    @model_validator(mode="after")
    def _ordered(self) -> ByCount:
        if not self.green_at_most < self.yellow_at_most < self.of:
            raise ValueError("应有 green_at_most 小于 yellow_at_most，yellow_at_most 小于 of")
        ranges = {"green": (0, self.green_at_most), "yellow": (self.green_at_most + 1, self.yellow_at_most), "red": (self.yellow_at_most + 1, self.of)}
        for light, (low, high) in ranges.items():
            if self.names and (wrong := misnamed(getattr(self.names, light), low, high)):
                raise ValueError(f"R433 {wrong}")
        return self


class Band(Strict):
    """A grade: its name, its light and the whole points that belong to it."""

    name: Name
    light: Lit
    at_least: Percent | None = None
    more_than: Percent | None = None
    at_most: Percent | None = None
    less_than: Percent | None = None

    @property
    def span(self) -> Span:
        """The points of this band. ``ValueError`` where they are not bounded, or bounded otherwise than the name says."""
        for word, key in NUMBER_WORDS.items():
            if word in self.name and getattr(self, key) is None:
                raise ValueError(f"R433 分档名称“{self.name}”里有“{word}”，就要写明 {key}（以上、以下、以内含本数，超过、以外、不满不含本数），或改用别的名称")
        bounds = {key: getattr(self, key) for key in ("at_least", "more_than", "at_most", "less_than")}
        return span(f"“{self.name}”", **{key: Fraction(value) for key, value in bounds.items() if value is not None})


class Group(Strict):
    """A part of the score with its weight. ``of``: modules or ids of rules; an id goes before its module."""

    name: Name
    weight: Annotated[int, Field(gt=0, le=100)]
    of: Annotated[tuple[str, ...], Field(min_length=1)]


class Cap(Strict):
    """The grade is at most ``to`` where more than ``fails_more_than`` of the rules fail.

    Which rules: those named, or those of the severity; ``level`` counts only failures of that level.
    """

    rules: tuple[str, ...] = ()
    severity: Severity | None = None
    level: Level | None = None
    fails_more_than: Annotated[int, Field(ge=0)] = 0
    to: str

    @model_validator(mode="after")
    def _which(self) -> Cap:
        if bool(self.rules) == (self.severity is not None):
            raise ValueError("rules 与 severity 写且只写一个")
        return self


class Quota(Strict):
    """At most this share of all branches, rounded down, gets the best band; the others that reached it get ``otherwise``."""

    at_most: Share
    otherwise: str

    @field_validator("at_most")
    @classmethod
    def _some(cls, text: str) -> str:
        if not 0 < share(text) < 1:
            raise ValueError("名额比例应大于 0%、小于 100%")
        return text


class ByScore(Strict):
    """By the score: bands from the best to the worst tile the points from 0 to 100. A broken red line gives the worst band, which is red.

    ``groups`` weigh parts of the score, together 100. ``veto``: any of these rules failed at level red gives the worst band. ``caps`` limit
    the band. With less than ``coverage_less_than`` of the applicable rules judged no light but a proved red one is given.
    """

    mode: Literal["score"]
    bands: Annotated[tuple[Band, ...], Field(min_length=2)]
    groups: tuple[Group, ...] = ()
    veto: tuple[str, ...] = ()
    caps: tuple[Cap, ...] = ()
    coverage_less_than: Share | None = None
    quota: Quota | None = None

    @field_validator("bands")
    @classmethod
    def _tile(cls, bands: tuple[Band, ...]) -> tuple[Band, ...]:
        spans, names = [band.span for band in bands], [band.name for band in bands]
        if len(set(names)) < len(names):
            raise ValueError(f"R432 分档名称重复：{'、'.join(names)}")
        if wrong := next(misfits(spans, map(Fraction, range(101)), lambda value: f"{value} 分"), ""):
            raise ValueError(wrong)
        found = [next(place for place, one in enumerate(spans) if one.holds(Fraction(value))) for value in range(100, -1, -1)]
        if found != sorted(found) or set(found) != set(range(len(bands))):
            raise ValueError("R432 分档请从高分到低分依次写，每一档至少有一个整数分")
        lights = [LIGHTS.index(band.light) for band in bands]
        if lights != sorted(lights, reverse=True):
            raise ValueError("R432 分数低的一档不能比分数高的一档灯更好")
        return bands

    @field_validator("groups")
    @classmethod
    def _whole(cls, groups: tuple[Group, ...]) -> tuple[Group, ...]:
        names = [group.name for group in groups]
        if len(set(names)) < len(names):
            raise ValueError(f"R434 分组名称重复：{'、'.join(names)}")
        if groups and (total := sum(group.weight for group in groups)) != 100:
            raise ValueError(f"R434 各组权重合计应为 100，实为 {total}")
        return groups

    @model_validator(mode="after")
    def _refers(self) -> ByScore:
        names = [band.name for band in self.bands]
        targets = [*(cap.to for cap in self.caps), *([self.quota.otherwise] if self.quota else [])]
        if strangers := [name for name in targets if name not in names]:
            raise ValueError(f"R436 没有“{strangers[0]}”这一档；可选：{'、'.join(names)}")
        if self.quota and self.quota.otherwise == names[0]:
            raise ValueError("R437 名额用完以后的一档 otherwise 不能还是最高一档")
        if self.bands[-1].light != "red":
            raise ValueError("R436 最低一档应为红灯（light: red）：红线规则判红、一票否决的支部在这一档")
        if self.coverage_less_than and not 0 < share(self.coverage_less_than) <= 1:
            raise ValueError("coverage_less_than 应大于 0%、不大于 100%")
        return self


Grading = Annotated[BySeverity | ByCount | ByScore, Field(discriminator="mode")]
