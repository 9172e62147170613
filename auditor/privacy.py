"""Masking of personal data: enough is left to recognise one's own people by file, sheet and row, too little to identify anyone."""

from __future__ import annotations

import re

from auditor.tables import Privacy

_GAP = r"[\s\-‐-―−.·_\u200b-\u200f\u2060\ufeff]{1,3}"
_DIGIT_RUN = re.compile(r"\d{11,}[xXｘＸ]?")
_MOBILE = re.compile(r"[1１][3-9３-９]\d{9}")
_GAPPED_ID = re.compile(rf"\d*\d{{6}}(?:{_GAP})?\d{{4}}(?:{_GAP})?\d{{2}}(?:{_GAP})?\d{{2}}(?:{_GAP})?\d{{3}}(?:{_GAP})?[\dxXｘＸ]\d*")
_GAPPED_MOBILE = re.compile(rf"\d*[1１][3-9３-９]\d{_GAP}\d{{4}}{_GAP}\d{{4}}\d*")
_SPACED = re.compile(rf"\d(?:{_GAP}\d){{10,16}}(?:{_GAP}[\dxXｘＸ])?")
_LIST = re.compile(r"([、,，;；/\n()（）]+)")
_NOTHING = frozenset({"", "无", "空", "暂无"})
_HIDDEN = {Privacy.ADDRESS: "（住址不显示）", Privacy.MONEY: "（金额不显示）"}


def mask(value: str, privacy: Privacy) -> str:
    """A cell's text as reports may show it. ID and phone keep 3 + 2 characters, names 张*伟 or 张*, addresses and amounts nothing.

    Text without a letter or digit, and a written nothing, stay as they are. ``NONE`` still loses what looks like an ID or phone.
    """
    if value.strip() in _NOTHING or not any(letter.isalnum() for letter in value):
        return value
    if privacy is Privacy.NONE:
        return mask_text(value)
    if privacy in _HIDDEN:
        return _HIDDEN[privacy]
    if privacy is Privacy.ID:
        return _ends("".join(value.split()))
    parts = _LIST.split(value)
    return "".join(part if _LIST.fullmatch(part) else _words(part, privacy, alone=len(parts) == 1) for part in parts)


def mask_text(text: str) -> str:
    """Free text with everything masked that looks like an 18-digit ID or an 11-digit mobile, also with gaps or in full width.

    Runs of 15 digits and more go as well (old IDs, bank cards). Idempotent.
    """
    masked = _DIGIT_RUN.sub(_run, text)
    for pattern in (_GAPPED_ID, _GAPPED_MOBILE, _SPACED):
        masked = pattern.sub(lambda found: _ends(found[0]), masked)
    return masked


def _run(found: re.Match[str]) -> str:
    return _ends(found[0]) if len(found[0]) >= 15 or _MOBILE.search(found[0]) else found[0]


def _ends(text: str) -> str:
    """First 3 and last 2 characters; a text too short to hide half of it that way loses all."""
    return f"{text[:3]}{'*' * (len(text) - 5)}{text[-2:]}" if len(text) >= 10 else "*" * len(text)


def _words(text: str, privacy: Privacy, *, alone: bool) -> str:
    """A text of its own is a list when each word could stand alone; else its spaces only pad one name or number (张　三)."""
    hide, least = (_name, 2) if privacy is Privacy.NAME else (_ends, 7)
    words = text.split()
    whole = alone and all(len(word) >= least for word in words)
    return " ".join(map(hide, words)) if whole else hide("".join(words))


def _name(name: str) -> str:
    if len(name) < 3:
        return name[:1] + "*" if len(name) == 2 else "*" * len(name)
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"
