"""Branch names in a form that can be compared: what two spellings of one name share, and what keeps two names apart.

Two names are the same only if their normal forms are equal. Category words and ordinals are part of the form, so that
``第一党支部`` never becomes ``第七党支部`` and a teachers' branch never a students' one; closeness only orders proposals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from auditor.records.values.text import normalise_text

CATEGORIES = ("离退休", "教工", "本科", "硕士", "博士", "研究生", "学生", "机关", "行政", "后勤", "教辅", "联合")
SAME_CATEGORY = (
    ("教职工", "教工"), ("教职员工", "教工"), ("本科生", "本科"), ("硕士研究生", "硕士"), ("硕士生", "硕士"), ("博士研究生", "博士"), ("博士生", "博士"),
)
CLOSE_FORM, CLOSE_TEXT = 60.0, 75.0
"""From where on a name is worth proposing: by its form, or as it is written (one wrong figure in 第三党支部 is a likely slip)."""
DIGITS = {"〇": 0, "零": 0, **{character: value for value, character in enumerate("一二三四五六七八九", 1)}}
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
FIGURES = r"([〇零一二三四五六七八九十]{1,3}|\d{1,3}|[IVX]{1,4})"
ORDINAL = re.compile(rf"(?<![\d#])第?{FIGURES}(?=总支|$)|第{FIGURES}(?!\d)")
ORGANISATION = re.compile("支部|总支|党委|委员会|党组")


@dataclass(frozen=True, slots=True)
class NameKey:
    """``form`` decides equality; ``categories`` and ``numbers`` must be equal for a proposal to be ranked among the likely ones."""

    text: str
    form: str
    unit: str
    categories: frozenset[str]
    numbers: tuple[str, ...]


@lru_cache(maxsize=65536)
def name_key(text: str) -> NameKey:
    """The comparable form of a branch name; never fails, and is stable: the key of a form is that form."""
    form = normalise_text(text)
    form = re.sub(r"^(?:中国共产党|中共)", "", form)
    form = re.sub("党?总支部?", "总支", form)
    form = re.sub("党?支部(?:委员会)?$", "", form)
    for long, short in SAME_CATEGORY:
        form = form.replace(long, short)
    form = re.sub("(?:党委|党的委员会|委员会)(?=.)", "", form)
    form = ORDINAL.sub(_ordinal, form) or normalise_text(text)
    unit = re.sub(r"#\d+", "", form)
    return NameKey(normalise_text(text), form, unit, frozenset(word for word in CATEGORIES if word in form), tuple(re.findall(r"\d+", form)))


def is_organisation(text: str) -> bool:
    """Whether the text reads like the name of a Party organisation at all (``同上`` and ``见附件`` do not)."""
    return bool(ORGANISATION.search(normalise_text(text)))


def rank(left: NameKey, right: NameKey) -> tuple[int, float]:
    """How near two names are: first whether category and ordinal agree, then 0 to 100; 0 is too far to propose one for the other."""
    agree = (left.categories == right.categories) + (left.numbers == right.numbers)
    form = max(fuzz.ratio(left.form, right.form), 95.0 * _abbreviates(left.unit, right.unit))
    text = fuzz.ratio(left.text, right.text)
    return agree, max(form, text) if form >= CLOSE_FORM or text >= CLOSE_TEXT else 0.0


def _abbreviates(left: str, right: str) -> bool:
    """``经管`` is a subsequence of ``经济管理``; one character proves nothing."""
    short, long = sorted((left, right), key=len)
    rest = iter(long)
    return len(short) > 1 and all(character in rest for character in short)


def _ordinal(found: re.Match[str]) -> str:
    number = _number(found[1] or found[2])
    return found[0] if number is None else f"#{number}"


def _number(text: str) -> int | None:
    """1 to 999 in Arabic, Chinese (up to 99) or Roman figures; None for what is no number, such as ``一二``."""
    if text.isdigit() and text.isascii():
        return int(text)
    if text in ROMAN:
        return ROMAN[text]
    if "十" not in text:
        return DIGITS.get(text)
    tens, _, ones = text.partition("十")
    if (tens and tens not in DIGITS) or (ones and ones not in DIGITS):
        return None
    return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)
