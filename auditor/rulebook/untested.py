"""A file of rules without the tests beside them: an audit does not run them, and they are more than half of the text.

The lines of each ``tests:`` are left out before YAML is read. Where that would not be sure to leave out the tests and nothing else, the whole
file is read.
"""

from __future__ import annotations

import re

from auditor.rulebook.nodes import MAX_BYTES, read_document

TESTS = re.compile(rb"^( +)tests:[ \r]*\n((?:\1(?: |- )[^\n]*(?:\n|\Z)|[ \r]*\n)*)", re.MULTILINE)
PAIRS = ((b"{", b"}"), (b"[", b"]"))
QUOTES = b'"', b"'"


def without_tests(raw: bytes, file: str) -> bytes:
    """The text with an empty list where a rule has its tests and every other value at its place; where that is not sure, as it was."""
    found = list(TESTS.finditer(raw)) if len(raw) <= MAX_BYTES else []
    if not found or not all(_closed(match[2]) for match in found):
        return raw
    rest = TESTS.sub(_left_out, raw)
    asked = {raw.count(b"\n", 0, match.start()) + 1 for match in found}
    marks = read_document(rest, file).marks
    return rest if asked == {line for path, (line, _) in marks.items() if path[:1] == ("rules",) and path[2:] == ("tests",)} else raw


def _left_out(match: re.Match[bytes]) -> bytes:
    """The key with no tests, and as many lines as there were."""
    return match[1] + b"tests: []" + b"\n" * match[0].count(b"\n")


def _closed(text: bytes) -> bool:
    """Whether no quoted text and no bracket goes on behind ``text``."""
    return all(text.count(one) == text.count(other) for one, other in PAIRS) and not any(text.count(quote) % 2 for quote in QUOTES)
