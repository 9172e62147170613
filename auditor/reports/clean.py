"""``clean``: text that a target can hold. What cannot be written is replaced visibly, never dropped, and never loses the report."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_BROKEN = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSAFE = re.compile(f"[{_CONTROL}{_BROKEN}{_BIDI}]")
_BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_FORMULA = re.compile("[=+\\-@\t\n\r＝＋－＠]")
CUT = "……（过长，已截断）"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a target can hold: so many UTF-16 units in a text, one line only, nothing that a spreadsheet takes for a formula."""

    units: int
    one_line: bool = False
    no_formula: bool = False


class Target:
    """Where a text goes. Excel holds 32767 UTF-16 units in a cell; a terminal wants one line, which ``SCREEN`` may wrap; a CSV must not start a formula."""

    XLSX = Limits(units=32767)
    HTML = Limits(units=100_000)
    JSON = Limits(units=1_000_000)
    TEXT = Limits(units=2000, one_line=True)
    SCREEN = Limits(units=100_000, one_line=True)
    CSV = Limits(units=32700, no_formula=True)


def clean(text: str, target: Limits) -> str:
    """``text`` without what the target cannot hold: a bell character becomes ``〔U+0007〕``; too long is cut, and says so."""
    if text.isprintable() and len(text) * 2 <= target.units and not target.no_formula:
        return text
    text = _BREAKS.sub(" " if target.one_line else "\n", _UNSAFE.sub(_shown, text))
    if target.no_formula and _FORMULA.match(text):
        text = "'" + text
    return _cut(text, target.units)


def _shown(found: re.Match[str]) -> str:
    return f"〔U+{ord(found[0]):04X}〕"


def _cut(text: str, units: int) -> str:
    if len(text) * 2 <= units or len(text.encode("utf-16-le")) // 2 <= units:
        return text
    kept = text.encode("utf-16-le")[: (units - len(CUT)) * 2]
    return kept.decode("utf-16-le", "ignore") + CUT
