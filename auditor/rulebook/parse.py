"""Documents -> rules, tables and profiles, or all their mistakes. A document's own mistakes are not repeated here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, cast

from pydantic import Field

from auditor.checks.base import Check
from auditor.checks.registry import KINDS
from auditor.errors import Mistake, Place
from auditor.model import Level
from auditor.rulebook.dating import undated
from auditor.rulebook.nodes import Document, Path
from auditor.rulebook.params import filled, used
from auditor.rulebook.references import References
from auditor.rulebook.rule import Envelope, Levels, RedLines, Rule, Written
from auditor.rulebook.shape import shaped
from auditor.rulebook.shared import with_data
from auditor.rulebook.suggest import did_you_mean, proposals
from auditor.tables import Strict, Table

RULES = "rules"


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A rule, where it stands, and which of its parameters nothing uses."""

    rule: Rule
    place: Place
    unused_params: tuple[str, ...] = ()


class RuleFile(Strict):
    """A file of rules. ``data``: texts that several tests share."""

    data: Annotated[dict[str, str], Field(default_factory=dict)]
    rules: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]


def parse_rules(
    document: Document, tables: Mapping[str, Table], broken: frozenset[str] = frozenset()
) -> tuple[list[PlacedRule], list[Mistake]]:
    """Every rule of one file that is in order, and the mistakes of the others. ``broken``: tables that have mistakes of their own."""
    _, mistakes = shaped(RuleFile, document.data, document)
    entries = document.data.get(RULES) if isinstance(document.data, dict) else None
    found = [_rule(entry, References(document, tables, broken), (RULES, index)) for index, entry in enumerate(entries if isinstance(entries, list) else [])
             if isinstance(entry, dict)]
    return [rule for rule, _ in found if rule], mistakes + [mistake for _, wrong in found for mistake in wrong]


def _rule(data: dict[str, Any], references: References, path: Path) -> tuple[PlacedRule | None, list[Mistake]]:
    document = references.document
    ready, undeclared, mistakes = filled(data, document, path)
    ready, missing, not_found = with_data(ready, document, path)
    document = replace(document, spoiled=document.spoiled | undeclared | missing)
    mistakes += not_found
    written, wrong = shaped(Written, ready, document, path)
    check, wrong_check = _check(ready.get("check"), document, (*path, "check"))
    mistakes += [*wrong, *wrong_check]
    if isinstance(ready.get("check"), dict):
        mistakes += references.of_check(ready["check"], (*path, "check"))
    mistakes += references.of_lines(ready.get("applies_when"), (*path, "applies_when"))
    mistakes += references.of_tests(ready.get("tests"), (*path, "tests"))
    if written and check and (unclear := undated(written.effective, cast(Check, check), references.tables)):
        mistakes.append(Mistake(str(document.place((*path, "effective", "by"))), *unclear))
    if mistakes or written is None or check is None:
        return None, mistakes
    unused = tuple(sorted(set(written.params) - used({key: value for key, value in data.items() if key not in ("params", "tests")})))
    return PlacedRule(_joined(written, check), document.place((*path, "id")), unused), []


def _check(data: Any, document: Document, path: Path) -> tuple[Strict | None, list[Mistake]]:
    if not isinstance(data, dict):
        return None, []
    kind = data.get("kind")
    if kind in KINDS:
        return shaped(KINDS[kind], data, document, path)
    if kind is None:
        return None, _no_kind(data, document, path)
    guess = did_you_mean(str(kind), KINDS) or f"；可选：{'、'.join(KINDS)}"
    return None, [Mistake(str(document.place((*path, "kind"))), "R126", f'未知的检查方式 "{kind}"{guess}')]


def _no_kind(data: dict[str, Any], document: Document, path: Path) -> list[Mistake]:
    mistyped = [key for key in data if proposals(key, ["kind"])]
    if not mistyped:
        return [Mistake(str(document.place(path)), "R120", '缺少必填的键 "kind"')]
    return [Mistake(str(document.place((*path, key))), "R104", f'未知的键 "{key}"{did_you_mean(key, ["kind"])}') for key in mistyped]


def _joined(written: Written, check: Strict) -> Rule:
    levels = Levels(red=written.levels.red) if isinstance(written.levels, RedLines) else Levels(always=Level(written.levels))
    return Rule(**{name: getattr(written, name) for name in Envelope.model_fields}, check=check, levels=levels)
