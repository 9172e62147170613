"""The answer of every value parser: what was read, how exactly, and what to tell the user. Ambiguous is unreadable, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Reading(StrEnum):
    """``NIL`` is a written nothing (无, —, /), ``BLANK`` an empty cell, ``UNREADABLE`` something that cannot be relied on."""

    VALUE = "value"
    BLANK = "blank"
    NIL = "nil"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """``value`` is set exactly when ``reading`` is ``VALUE``.

    ``precision`` of dates: day, month, quarter, half_year, year, or range (first and last day written, or a third of a month).
    ``precision`` of several codes: partial when a part of the cell was not recognised; ``value`` has what was. Else empty.
    ``note`` is Chinese: what was assumed, or why it cannot be read and what to do. It never repeats personal data.
    """

    reading: Reading
    value: T | None = None
    precision: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """Earliest and latest possible day, each as the integer YYYYMMDD."""

    first: int
    last: int


def unreadable(note: str) -> Parsed[Any]:
    """A cell that cannot be relied on, and what to do about it."""
    return Parsed(Reading.UNREADABLE, note=note)
