"""Documents -> rules, tables and profiles, or all their mistakes. A document's own mistakes are not repeated here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, cast

from pydantic import Field

from auditor.checks.base import Check
from auditor.errors import Mistake, Place
from auditor.model import Level
from auditor.rulebook.checking import parse_check
from auditor.rulebook.dating import asks_nothing, undated
from auditor.rulebook.links import Link, links
from auditor.rulebook.nodes import Document, Path
from auditor.rulebook.params import filled, misdirected, used
from auditor.rulebook.references import References
from auditor.rulebook.rule import Envelope, Levels, RedLines, Rule, Written
from auditor.rulebook.shape import shaped
from auditor.rulebook.shared import with_data
from auditor.tables import Strict, Table

RULES = "rules"


@dataclass(frozen=True, slots=True)
class Source:
    """A rule as it was written: its data, and where in which document they stand."""

    data: Mapping[str, Any]
    document: Document
    path: Path

    @property
    def id(self) -> str:
        """The rule's id; anything at all while it is not known to be in order."""
        return str(self.data.get("id"))

    def place(self, *keys: str | int) -> Place:
        """Where the value under these keys comes from."""
        return self.document.place((*self.path, *keys))


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A rule, how it was written, which of its parameters nothing uses, and which other rules it names."""

    rule: Rule
    source: Source
    unused_params: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.source.place("id")


class RuleFile(Strict):
    """A file of rules. ``data``: texts that several tests share."""

    data: Annotated[dict[str, str], Field(default_factory=dict)]
    rules: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]


def parse_rules(
    document: Document, tables: Mapping[str, Table], broken: frozenset[str] = frozenset()
) -> tuple[list[PlacedRule], list[Mistake]]:
    """Every rule of one file that is in order, and the mistakes of the others. ``broken``: tables that have mistakes of their own."""
    _, mistakes = shaped(RuleFile, document.data, document)
    found = [parse_rule(source, tables, broken) for source in sources_in(document)]
    return [rule for rule, _ in found if rule], mistakes + [mistake for _, wrong in found for mistake in wrong]


def sources_in(document: Document) -> list[Source]:
    """What may be a rule in a file, in order or not."""
    entries = document.data.get(RULES) if isinstance(document.data, dict) else None
    return [Source(entry, document, (RULES, index)) for index, entry in enumerate(entries if isinstance(entries, list) else [])
            if isinstance(entry, dict)]


def parse_rule(
    source: Source, tables: Mapping[str, Table], broken: frozenset[str] = frozenset()
) -> tuple[PlacedRule | None, list[Mistake]]:
    """One rule, with the parameters that its source has; None with all its mistakes."""
    data, path = source.data, source.path
    ready, document, mistakes = filled(data, source.document, path)
    references = References(document, tables, broken)
    ready, missing, not_found = with_data(ready, document, path)
    document = replace(document, spoiled=document.spoiled | missing)
    mistakes += not_found
    written, wrong = shaped(Written, ready, document, path)
    check, wrong_check = parse_check(ready.get("check"), document, (*path, "check"))
    mistakes += [*wrong, *wrong_check]
    if isinstance(ready.get("check"), dict):
        mistakes += references.of_check(ready["check"], (*path, "check"))
    mistakes += misdirected(data, document, path)
    mistakes += references.of_lines(ready.get("applies_when"), (*path, "applies_when"))
    mistakes += references.of_tests(ready.get("tests"), (*path, "tests"))
    if written and check and (unclear := undated(written.effective, cast(Check, check), references.tables)):
        mistakes.append(Mistake(str(document.place((*path, "effective", "by"))), *unclear))
    if written and check and asks_nothing(written.effective, cast(Check, check), references.tables):
        mistakes.append(Mistake(str(document.place((*path, "check", "where"))), "R206", "这条规则不可能不合格：where 里的日期都在 effective 的有效期之外"))
    if check and not any(mistake.code == "R206" for mistake in mistakes):
        mistakes += [Mistake(str(document.place((*path, "check", key))), "R206", f"这条规则不可能不合格：{why}")
                     for key, why in cast(Check, check).never_fails(references.tables)]
    if mistakes or written is None or check is None:
        return None, mistakes
    asked = used({key: value for key, value in data.items() if key not in ("params", "tests")}) if written.params else set()
    unused = tuple(sorted(set(written.params) - asked))
    return PlacedRule(_joined(written, check), source, unused, tuple(links(ready["check"], document, (*path, "check")))), []


def _joined(written: Written, check: Strict) -> Rule:
    levels = Levels(red=written.levels.red) if isinstance(written.levels, RedLines) else Levels(always=Level(written.levels))
    return Rule(**{name: getattr(written, name) for name in Envelope.model_fields}, check=check, levels=levels)
