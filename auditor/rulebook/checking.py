"""The ``check`` of a rule -> the model of its kind, or all its mistakes; a composite's parts each at their own place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from auditor.checks.composite import Composite
from auditor.checks.registry import KINDS
from auditor.errors import Mistake
from auditor.rulebook.nodes import Document, Path
from auditor.rulebook.shape import shaped
from auditor.rulebook.suggest import did_you_mean, proposals
from auditor.tables import Strict

DEEPEST = 3
NAME = "name"
NO_TEXT = "“{}”应为文字（如果是数字或日期样的文字，请加引号）"
Checked = tuple[Strict | None, list[Mistake]]


def parse_check(data: Any, document: Document, path: Path, depth: int = 1) -> Checked:
    """One check that stands at ``path``; ``depth`` counts the composites around it, itself included."""
    if not isinstance(data, dict):
        return None, []
    kind = data.get("kind")
    if kind is None:
        return None, _no_kind(data, document, path)
    if isinstance(kind, list | dict):
        return None, [Mistake(str(document.place((*path, "kind"))), "R121", NO_TEXT.format("kind"))]
    if kind not in KINDS:
        guess = did_you_mean(str(kind), KINDS) or f"；可选：{'、'.join(KINDS)}"
        return None, [Mistake(str(document.place((*path, "kind"))), "R126", f'未知的检查方式 "{kind}"{guess}')]
    if not issubclass(KINDS[kind], Composite):
        return shaped(KINDS[kind], data, document, path)
    if depth > DEEPEST:
        return None, [Mistake(str(document.place((*path, "kind"))), "R140", f"检查套检查最多 {DEEPEST} 层，这里更深；请拆成几条规则")]
    return _composite(data, document, path, depth)


def parts_of(data: Mapping[str, Any], path: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    """The parts of a check as written, each with its place; none unless it is a composite."""
    if not issubclass(KINDS.get(str(data.get("kind")), Strict), Composite):
        return
    several = data.get("parts")
    for at, part in enumerate(several if isinstance(several, list) else []):
        if isinstance(part, dict):
            yield part, (*path, "parts", at)
    if isinstance(data.get("part"), dict):
        yield data["part"], (*path, "part")


def _composite(data: dict[str, Any], document: Document, path: Path, depth: int) -> Checked:
    """The parts first; what is wrong with them is not told again of the whole."""
    mistakes: list[Mistake] = []
    broken: set[Path] = set()
    for part, place in parts_of(data, path):
        wrong = [*_name(part, document, place), *parse_check(_options(part), document, place, depth + 1)[1]]
        mistakes += wrong
        broken |= {place} if wrong else set()
    model, wrong = shaped(KINDS[data["kind"]], data, replace(document, spoiled=document.spoiled | broken), path)
    return (None if mistakes else model), [*mistakes, *wrong]


def _options(part: dict[str, Any]) -> dict[str, Any]:
    """The part without its name, or what was meant to be its name."""
    known = KINDS.get(str(part.get("kind")), Strict).model_fields
    return {key: value for key, value in part.items() if key != NAME and not _misspelt(key, [*known, "kind"])}


def _name(part: dict[str, Any], document: Document, path: Path) -> Iterator[Mistake]:
    if NAME in part and (not isinstance(part[NAME], str) or not part[NAME]):
        yield Mistake(str(document.place((*path, NAME))), "R121", NO_TEXT.format(NAME))
    for key in part.keys() - _options(part).keys() - {NAME}:
        yield Mistake(str(document.place((*path, key))), "R104", f'未知的键 "{key}"{did_you_mean(key, [NAME])}')


def _misspelt(key: str, known: list[str]) -> bool:
    """Whether a key that no option has looks like ``name``."""
    return key not in known and proposals(key, [*known, NAME]) == [NAME]


def _no_kind(data: dict[str, Any], document: Document, path: Path) -> list[Mistake]:
    mistyped = [key for key in data if proposals(key, ["kind"])]
    if not mistyped:
        return [Mistake(str(document.place(path)), "R120", '缺少必填的键 "kind"')]
    return [Mistake(str(document.place((*path, key))), "R104", f'未知的键 "{key}"{did_you_mean(key, ["kind"])}') for key in mistyped]
