"""What becomes of records beyond their own cells: the branch of their title, whether they say that nothing was done, rosters set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auditor.records.editions import editions
from auditor.records.normalise import Typed
from auditor.records.people import ROSTER
from auditor.records.placing import place
from auditor.records.register import Names, assumed_register
from auditor.records.undone import undone
from tests.corpus.content import BRANCHES

Facts = Mapping[int, Sequence[Mapping[str, Any]]]
"""By ``id`` of a typed sheet: for each of its records ``branch``, ``undone`` and ``aside``."""


def facts(read: Sequence[Typed]) -> Facts:
    """Of all that was read of one sheet."""
    names = Names(assumed_register(BRANCHES), {})
    rosters = [typed for typed in read if typed.table.id == ROSTER]
    aside = editions([place(typed, names, only=None) for typed in rosters], None).aside
    out = {id(typed): aside.get(number, set()) for number, typed in enumerate(rosters)}
    return {id(typed): _each(typed, out.get(id(typed), set())) for typed in read}


def _each(typed: Typed, aside: set[int]) -> list[Mapping[str, Any]]:
    doubtful, _ = undone(typed)
    return [
        {"branch": typed.source.context.branch, "undone": index in doubtful, "aside": index in aside} for index in range(len(typed.source.records))
    ]
