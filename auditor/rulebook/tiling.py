"""Spans that must tile a line: every value lies in exactly one of them. Whatever falls into two or none is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

GAP, OVERLAP = "R430", "R431"


@dataclass(frozen=True, slots=True)
class Span:
    """A named stretch. None is unbounded; a bound counts itself where ``with_…`` says so."""

    name: str
    low: Fraction | None = None
    high: Fraction | None = None
    with_low: bool = True
    with_high: bool = True

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies in the span."""
        above = self.low is None or value > self.low or (self.with_low and value == self.low)
        return above and (self.high is None or value < self.high or (self.with_high and value == self.high))


def span(
    name: str, *, at_least: Fraction | None = None, more_than: Fraction | None = None,
    at_most: Fraction | None = None, less_than: Fraction | None = None,
) -> Span:
    """A span from bounds as they are written. ``ValueError`` without any, or with two on one side."""
    if all(bound is None for bound in (at_least, more_than, at_most, less_than)):
        raise ValueError(f"{name}没有写界限；请用 at_least、more_than、at_most、less_than 写明")
    if None not in (at_least, more_than) or None not in (at_most, less_than):
        raise ValueError(f"{name}在同一侧写了两个界限；at_least 与 more_than、at_most 与 less_than 各写一个")
    low, high = at_least if at_least is not None else more_than, at_most if at_most is not None else less_than
    return Span(name, low, high, more_than is None, less_than is None)


def telling(spans: Iterable[Span], low: Fraction, high: Fraction) -> list[Fraction]:
    """The values between ``low`` and ``high`` that tell for all: every bound, and one value between each two."""
    bounds = {low, high, *(bound for one in spans for bound in (one.low, one.high) if bound is not None and low <= bound <= high)}
    ordered = sorted(bounds)
    return sorted({*ordered, *((one + other) / 2 for one, other in pairwise(ordered))})


def misfits(spans: Sequence[Span], values: Iterable[Fraction], shown: Callable[[Fraction], str]) -> Iterator[str]:
    """With its code, the first value that no span holds and the first that two hold, if there are such."""
    gap = overlap = True
    for value in values:
        names = [one.name for one in spans if one.holds(value)]
        if not names and gap:
            gap = False
            yield f"{GAP} {shown(value)} 不属于任何一档；请补上界限，使各档首尾相接"
        if len(names) > 1 and overlap:
            overlap = False
            yield f"{OVERLAP} {shown(value)} 同时属于 {' 和 '.join(names)}；各档请写明上下两头（如 at_least 和 less_than），同一个数只归一档"


_NUMBERED = re.compile(r"(?P<number>\d+)\s*项?(?P<after>以上|以下|以内|以外)|(?P<before>超过|不满)\s*(?P<other>\d+)|(?P<first>\d+)\s*[至到~—-]\s*(?P<last>\d+)")
_ENDS = {"以上": (0, None), "以下": (None, 0), "以内": (None, 0), "以外": (1, None), "超过": (1, None), "不满": (None, -1)}
"""Where the lowest or the highest number lies by such a word: 民法典第一千二百五十九条."""


def misnamed(name: str, low: int, high: int) -> str:
    """Why a name that tells numbers (``3至6项``, ``6项以上``) is not that of the whole numbers from ``low`` to ``high``; else empty."""
    found = _NUMBERED.search(name)
    if found is None:
        return ""
    if found["first"]:
        said: tuple[int | None, int | None] = (int(found["first"]), int(found["last"]))
    else:
        number = int(found["number"] or found["other"])
        least, most = _ENDS[found["after"] or found["before"]]
        said = (None if least is None else number + least, None if most is None else number + most)
    fits = said[0] in (None, low) and said[1] in (None, high)
    return "" if fits else f"名称“{name}”与界限不符：这一种是 {low} 至 {high} 项（以上、以下、以内含本数，超过、以外、不满不含本数）"
