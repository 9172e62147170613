"""Hours of the day as people write them: 14:30, 下午2点半, 14:30-16:00."""

from __future__ import annotations

import re

from auditor.records.values.text import normalise_text

_HOUR = r"(?:上午|下午|中午|晚上?|早上?)?\d{1,2}(?::\d{2}(?::\d{2})?|[点时](?:\d{1,2}分?|半|整)?)"
_CLOCK = re.compile(rf"{_HOUR}(?:[-—–~至到]{_HOUR})?")


def is_clock(text: str) -> bool:
    """Whether the text is an hour, or from one to another, and says no day."""
    return _CLOCK.fullmatch(normalise_text(text)) is not None
