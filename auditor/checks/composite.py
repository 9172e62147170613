"""What the check kinds that combine others have in common: parts, and one obligation per branch that follows from their verdicts.

Nothing here is asked of an engine: the parts are observed, ``auditor.derived`` puts them together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, cast

from pydantic import BeforeValidator, Field, SerializeAsAny, WithJsonSchema

from auditor.checks.base import BRANCHES, Check, Dated, Population
from auditor.checks.options import WhenEmpty
from auditor.model import Verdict
from auditor.tables import Strict, Table

MOST = 12
PART = "Part"
"""What a schema calls a part; ``auditor.rulebook.schema`` says which checks it may be."""


class Part(Strict):
    """A check of any kind, and what reports call it (empty: its place)."""

    name: str
    check: SerializeAsAny[Strict]


def part(data: object) -> object:
    """``{name: 集中学习, kind: ..., ...}`` -> the part; ``ValueError`` where there is no such kind or its options are wrong."""
    from auditor.checks.registry import KINDS  # noqa: PLC0415 - the registry has the kinds that are made of parts as well

    if not isinstance(data, dict):
        return data
    options = {key: value for key, value in data.items() if key != "name"}
    kind = str(options.get("kind"))
    if kind not in KINDS:
        raise ValueError(f"未知的检查方式 {kind}")
    return Part(name=data.get("name", ""), check=KINDS[kind].model_validate_json(json.dumps(options)))


WrittenPart = Annotated[Part, BeforeValidator(part), WithJsonSchema({"type": "object", "title": PART})]
Parts = Annotated[tuple[WrittenPart, ...], Field(min_length=2, max_length=MOST)]


class Composite(Strict):
    """A check of checks. ``flips``: what the parts show means the opposite for the whole."""

    @property
    def operands(self) -> tuple[Part, ...]:
        """The parts, each with a name."""
        written: Sequence[Part] = getattr(self, "parts", ()) or (self.part,)  # type: ignore[attr-defined]
        return tuple(Part(name=one.name or f"第{place}项", check=one.check) for place, one in enumerate(written, 1))

    @property
    def flips(self) -> bool:
        """Whether a part that holds speaks against the whole."""
        return False

    def fold(self, verdicts: Sequence[Verdict]) -> Verdict:
        """The verdict of the whole from those of the parts; their order does not matter."""
        raise NotImplementedError

    def population(self) -> Population:
        """Each branch owes one thing: the whole."""
        return BRANCHES

    def empty(self) -> WhenEmpty:
        """Where no part applies, the whole does not."""
        return WhenEmpty.NOT_APPLICABLE

    def dated_by(self) -> str | Dated:
        """Each part is judged by its own day; the whole has none."""
        return Dated.LAST_DAY

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """What is wrong with a part is wrong with the whole."""
        key = "parts" if getattr(self, "parts", ()) else "part"
        for one in self.operands:
            yield from ((key, f"{one.name}：{why}") for _, why in cast(Check, one.check).never_fails(tables))

    def needs(self) -> Mapping[str, frozenset[str]]:
        """What the parts need, together."""
        return merged(cast(Check, one.check).needs() for one in self.operands)

    def listed(self) -> str:
        """The parts in words, with their numbers."""
        return "；".join(
            f"（{place}）{f'{one.name}——' if one.name != f'第{place}项' else ''}{cast(Check, one.check).describe().rstrip('。')}"
            for place, one in enumerate(self.operands, 1)
        )


def merged(needs: Iterable[Mapping[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    """Several needs in one."""
    found: dict[str, frozenset[str]] = {}
    for one in needs:
        for table, columns in one.items():
            found[table] = found.get(table, frozenset()) | columns
    return found


def leaves(check: Strict, name: str = "") -> list[tuple[str, Strict]]:
    """The checks that look at records, with the names of the parts around them: the check itself, or all parts of its parts."""
    if isinstance(check, Composite):
        return [leaf for one in check.operands for leaf in leaves(one.check, f"{name}／{one.name}" if name else one.name)]
    return [(name, check)]
