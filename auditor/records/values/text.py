"""Text brought to the one form in which texts are compared: full width, white space and invisible characters make no difference."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_WHITE = re.compile("[\\s\u2800]+")
_MIDDLE_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅᛫⸱ꞏ", "·"))
_NIL = re.compile(r"[-—–―─‐‒−/\\]+|无|空|暂无|n/a", re.IGNORECASE)


@lru_cache(maxsize=16384)
def normalise_spaces(text: str) -> str:
    """NFKC without invisible characters; each run of white space is one space, none at the ends. Idempotent."""
    while (tidy := _WHITE.sub(" ", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))).strip(" ")) != text:
        text = tidy
    return text


@lru_cache(maxsize=16384)
def normalise_text(text: str) -> str:
    """NFKC without white space and invisible characters, with one kind of middle dot: the form for comparing. Idempotent."""
    while (tidy := normalise_spaces(text).replace(" ", "").translate(_MIDDLE_DOTS)) != text:
        text = tidy
    return text


def has_invisible(text: str) -> bool:
    """True for text with characters that nobody sees (zero width, direction marks): two names that look alike may differ by them."""
    return not text.isascii() and _INVISIBLE.search(text) is not None


def is_nil(text: str) -> bool:
    """True for a written nothing: 无, 空, 暂无, N/A, or only dashes or slashes."""
    return _NIL.fullmatch(normalise_text(text)) is not None
