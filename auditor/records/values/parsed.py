"""The answer of every value parser: what was read, how exactly, and what to tell the user. Ambiguous is unreadable, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Reading(StrEnum):
    """``NIL`` is a written nothing (无, —, /), ``BLANK`` an empty cell, ``UNREADABLE`` something that cannot be relied on."""

    VALUE = "value"
    BLANK = "blank"
    NIL = "nil"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """``value`` is set exactly when ``reading`` is ``VALUE``. ``precision``: day, month, quarter, year for dates; else empty."""

    reading: Reading
    value: T | None = None
    precision: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """Earliest and latest possible day, each as the integer YYYYMMDD."""

    first: int
    last: int
