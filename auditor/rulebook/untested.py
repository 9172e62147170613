"""A file of rules without the tests beside them: an audit does not run them, and they are most of the YAML.

The lines of each ``tests:`` are left out before YAML is read. Where that would not be sure to leave out the tests and nothing else, the whole
file is read.
"""

from __future__ import annotations

import re

from auditor.rulebook.nodes import Document, read_document

TESTS = re.compile(rb"^( +)tests:[ \r]*\n((?:\1(?: |- )[^\n]*(?:\n|\Z)|[ \r]*\n)*)", re.MULTILINE)
PAIRS = ((b"{", b"}"), (b"[", b"]"))
QUOTES = b'"', b"'"


def read_untested(raw: bytes, file: str) -> Document:
    """As ``read_document``, with an empty list where a rule has its tests; every other value and place is the same."""
    found = list(TESTS.finditer(raw))
    if not all(_closed(match[2]) for match in found):
        return read_document(raw, file)
    document = read_document(TESTS.sub(_left_out, raw), file)
    asked = {raw.count(b"\n", 0, match.start()) + 1 for match in found}
    got = {line for path, (line, _) in document.marks.items() if path[:1] == ("rules",) and path[2:] == ("tests",)}
    return document if got == asked else read_document(raw, file)


def _left_out(match: re.Match[bytes]) -> bytes:
    """The key with no tests, and as many lines as there were."""
    return match[1] + b"tests: []" + b"\n" * match[0].count(b"\n")


def _closed(text: bytes) -> bool:
    """Whether no quoted text and no bracket goes on behind ``text``."""
    return all(text.count(one) == text.count(other) for one, other in PAIRS) and not any(text.count(quote) % 2 for quote in QUOTES)
