"""One name or several: people are listed with 、 ， ； / or line breaks between their names."""

from __future__ import annotations

import re

from auditor.records.values.text import normalise_spaces

LIST_SIGN = re.compile(r"[、,，;；/\n]+")
_NAME = re.compile(r"[\u3400-\u9fff·]{2,12}(\([^()]*\))?")


def several(text: str) -> tuple[str, ...]:
    """The names that a text lists; none where it is one name, or anything in it is no Chinese name."""
    parts = [normalise_spaces(part) for part in LIST_SIGN.split(text)]
    names = tuple(part for part in parts if part)
    return names if len(names) > 1 and all(_NAME.fullmatch(name.replace(" ", "")) for name in names) else ()
