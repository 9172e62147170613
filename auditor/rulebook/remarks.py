"""Text of a rule file that YAML drops because it stands behind `` #``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from auditor.errors import Mistake, Place
from auditor.rulebook.nodes import LOADER
from auditor.rulebook.syntax import LINE_END

HASH = re.compile(r"[ \t]#")
ENCLOSING = re.compile("[\"'|]")
REMARK = re.compile(r"[ \t]+#\s*(.{0,12})")


def dropped(raw: bytes, file: str) -> Iterator[Mistake]:
    """A warning for each unquoted text of words, not of keys or codes, that a comment follows. The file must be one that could be read."""
    text = raw.decode("utf-8-sig")
    if not _likely(text):
        return
    lines = LINE_END.split(text)
    for event in yaml.parse(text, Loader=LOADER):
        if type(event) is yaml.ScalarEvent and not event.style and not event.value.isascii():
            end: Any = event.end_mark
            if found := REMARK.match(lines[end.line][end.column :]):
                place = Place(file, end.line + 1, end.column + found.end() - len(found[0].lstrip()) + 1)
                yield Mistake(str(place), "R333", f"“{event.value[-12:]}”后面的“#{found[1].strip()}”是注释，不算文字；是文字的，整段加引号；是注释的，另起一行")


def _likely(text: str) -> bool:
    """Whether words and a comment share a line anywhere; most files then need no second reading."""
    heads = (text[text.rfind("\n", 0, found.start()) + 1 : found.start()] for found in HASH.finditer(text))
    return any(not ENCLOSING.split(head)[-1].isascii() for head in heads)
