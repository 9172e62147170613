"""The closed list of differences between our reader and the others. Each is said in ``docs/differences.md``; anything else is a bug."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Cell = tuple[str, Any] | None


@dataclass(frozen=True)
class Known:
    """``about`` and ``why`` are for the page; ``holds`` gets the other reader's name, our cell and its cell."""

    name: str
    about: str
    why: str
    holds: Callable[[str, Cell, Cell], bool]


def kind(cell: Cell) -> str:
    return cell[0] if cell else "blank"


KNOWN = (
    Known("error", "calamine gives a blank for an error cell", "a broken formula is not nothing",
          lambda reader, ours, other: reader == "calamine" and kind(ours) == "error" and other is None),
    Known("uncalculated", "a formula without a stored result is a blank to both", "nobody knows what would stand there",
          lambda _, ours, other: kind(ours) == "uncalculated" and other is None),
    Known("white space", "text of nothing but white space", "a cell in which nobody sees anything is blank",
          lambda _, ours, other: ours is None and kind(other) == "text" and not str(other and other[1]).strip()),
    Known("covered", "openpyxl drops what stands in a cell under a merged one", "nothing that is in the file is lost",
          lambda reader, ours, other: reader == "openpyxl" and kind(other) == "covered"),
    Known("no date", "openpyxl says #VALUE! of a number under a date format that is no date", "the number is in the file; whether it is a date is asked later",
          lambda reader, ours, other: reader == "openpyxl" and kind(ours) == "number" and other == ("error", "#VALUE!")),
    Known("escape", "openpyxl leaves _x000D_ and the like", "it is how Excel writes a control character",
          lambda reader, ours, other: reader == "openpyxl" and kind(ours) == kind(other) == "text" and "_x" in str(other and other[1])),
)

REFUSED = {"日期格式": "a number under a time format that is too long for any clock: calamine cannot give the sheet, so it is refused with what to do"}
"""What only we refuse: a word of the message, and what it is about."""


def refusal(message: str) -> str | None:
    """The word by which a refusal is known; None for another one."""
    return next((word for word in REFUSED if word in message), None)


def which(reader: str, ours: Cell, other: Cell) -> str | None:
    """The name of the difference; None for one that is not known."""
    return next((known.name for known in KNOWN if known.holds(reader, ours, other)), None)
