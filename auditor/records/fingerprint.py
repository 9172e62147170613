"""The fingerprint of a sheet's headings: the same for next quarter's file, whatever it is called and whatever its rows say."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from auditor.records.vocabulary import normalise_header

_LENGTH, _LEAST = 12, 2


def fingerprint(headers: Iterable[str]) -> str:
    """Twelve hexadecimal digits for these headings as written (``parent/child``), in any order; empty for fewer than two headings."""
    words = sorted({"/".join(normalise_header(part)[0] for part in header.split("/")) for header in headers if header})
    return sha256("\n".join(words).encode()).hexdigest()[:_LENGTH] if len(words) >= _LEAST else ""
