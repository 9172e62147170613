"""The list of files of the sample."""

from __future__ import annotations

from . import ledgers, meetings, people
from .sheets import File


def files() -> tuple[File, ...]:
    """Every file, in the order in which an office would hand them over."""
    return (
        people.register(), people.national(), people.committees(), people.groups(), people.development(), people.documents(),
        meetings.export(), meetings.theme_days(), meetings.study(), meetings.hours(),
        ledgers.dues(), ledgers.movements(), ledgers.problems(), ledgers.publicity(), ledgers.plans(),
    )
