"""What titles, sheet and file names say of all records below them, and notes of one: part of the definition of a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Titles(BaseModel):
    """A meaning of titles, loaded from YAML: frozen, no unknown keys, no coercion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Denied(Titles):
    """Titles that say that nothing of this was done (未交党费名单): all rows have ``value`` in ``column``, and ``without`` is not read.

    ``words``: one of them stands in a title, sheet or file name that has none of ``unless``.
    """

    column: str
    value: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def by(self, titles: Iterable[str]) -> bool:
        """Whether one of the titles says so."""
        return any(any(word in title for word in self.words) and not any(word in title for word in self.unless) for title in titles)


class Owed(Titles):
    """Titles that say what is owed (应缴党费核定表): amounts under them are nothing done, and the sheet is none of this table.

    ``words``: one of them stands in the nearest title, sheet or file name that has any of these or of ``unless``, and none of ``unless`` does.
    ``column``: where such amounts would be read. A heading with a word of ``done`` (实缴) says itself that it was done.
    """

    column: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    done: tuple[str, ...] = ()

    def by(self, titles: Iterable[str]) -> str:
        """The word by which the titles, nearest first, say so; empty if they do not."""
        for title in titles:
            if any(word in title for word in (*self.unless, *self.done)):
                return ""
            if word := next((word for word in self.words if word in title), ""):
                return word
        return ""


class Gone(Titles):
    """Titles of those who belong no more (转出党员). Over rows of a ledger (a group row) they give ``column`` its value; a sheet so called is none.

    ``words``: value -> what it is called. Words of at most three characters must be the whole title, others a part of it that stands for the whole:
    not 含转出党员. ``here``: titles of those who do belong, which end such a group.
    """

    column: str
    words: dict[str, tuple[Annotated[str, Field(min_length=2)], ...]]
    here: tuple[str, ...] = ()


class Departed(Titles):
    """Notes that say that somebody has left: one of ``words`` in a clause of ``column`` (``auditor/records/departed.py``)."""

    column: str
    words: tuple[Annotated[str, Field(min_length=2)], ...]
