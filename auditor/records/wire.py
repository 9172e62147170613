"""Cells on their way from the child that reads to the process that understands.

A cell is null or an empty text, a text, a number, true or false; everything else is a text that begins with NUL and a mark: ``d`` a day, ``t`` a day
with time, ``c`` a clock time (all ISO), ``e`` the word of an error, ``u`` a formula whose result was not stored.
No text of a file begins with NUL.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

NUL = "\0"


def special(mark: str, text: str = "") -> str:
    """A cell that is no plain value."""
    return f"{NUL}{mark}{text}"


def dumps(answer: dict[str, Any]) -> str:
    """One line of JSON."""
    return json.dumps(answer, default=_other)


def _other(value: object) -> str:
    """What JSON has no word for; a duration is its text."""
    if isinstance(value, datetime):
        return special("t", value.isoformat(sep=" "))
    if isinstance(value, (date, time)):
        return special("d" if isinstance(value, date) else "c", value.isoformat())
    return str(value)
