"""Chinese numerals in front of 年, 月, 日, 号 and 季, as they are written in dates."""

from __future__ import annotations

import re

_ZEROS, _ONES = "〇零○◯Oo0", "一二三四五六七八九"
_DIGITS = dict.fromkeys(_ZEROS, "0") | {word: str(digit) for digit, word in enumerate(_ONES, 1)}
_NUMERAL = re.compile(f"[{_ONES}十廿卅][{_ZEROS}{_ONES}十廿卅]*(?=[年月日号季])")
_CARDINAL = re.compile(f"(?:([二三])?十|([廿卅]))?([{_ONES}])?")


def to_arabic(text: str) -> str:
    """二〇二二年三月二十九日 -> 2022年3月29日. A numeral that is no year of four digits and no number below 40 is left as it is."""
    return _NUMERAL.sub(lambda found: _arabic(found[0]), text.replace("元月", "1月"))


def _arabic(numeral: str) -> str:
    if len(numeral) == 4 and all(word in _DIGITS for word in numeral):
        return "".join(_DIGITS[word] for word in numeral)
    found = _CARDINAL.fullmatch(numeral)
    if not found:
        return numeral
    tens = {"廿": 2, "卅": 3}[found[2]] if found[2] else int(_DIGITS[found[1]]) if found[1] else 1 if "十" in numeral else 0
    return str(tens * 10 + int(_DIGITS[found[3]] if found[3] else 0))
