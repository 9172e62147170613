"""One error family. Each error has a stable code, says where, what and what to do, and knows its exit status.

``AuditorError`` is what a user may see; anything else that escapes is a bug and is handled at the one boundary in ``cli``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mistake stands: a file and, where known, its 1-based line and column."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to put right: ``place code message``, the message in Chinese with its remedy."""

    place: str
    code: str
    message: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.place, self.code, self.message) if part)


class AuditorError(Exception):
    """An expected failure: all its mistakes at once, in Chinese.

    ``exit_status`` follows the command line's contract: 2 usage, 3 nothing auditable, 4 rulebook invalid, 5 internal.
    """

    exit_status = 5

    def __init__(self, mistakes: Mistake | Iterable[Mistake]) -> None:
        self.mistakes = (mistakes,) if isinstance(mistakes, Mistake) else tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


class UsageError(AuditorError):
    """The command was called with something that it cannot use."""

    exit_status = 2


class InputError(AuditorError):
    """Nothing in the input can be audited."""

    exit_status = 3


class RulebookError(AuditorError):
    """The rulebook, a profile or a waiver file is invalid; nothing of it is used."""

    exit_status = 4
