"""Where each value that a profile can change comes from: the file and line, and the reason where a profile set it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from auditor.rulebook.rule import Rule
from auditor.rulebook.selection import Choice
from auditor.rulebook.sentences import SEVERITIES, STAGES, level
from auditor.rulebook.settings import Set

UNWRITTEN = "规则没有写，取默认值"
Line = tuple[str, ...]


def origins(one: Set, choice: Choice) -> Iterator[Line]:
    """For a rule in use: id, value's key, value, place and reason, one line for each value."""
    rule, source = one.rule.rule, one.rule.source
    yield rule.id, "enabled", "是", str(choice.place), choice.reason
    said = {"stage": STAGES[rule.stage], "severity": SEVERITIES[rule.severity], "levels": level(rule.levels)}
    for key, value in said.items():
        yield rule.id, key, value, str(source.place(key)), one.why.get((key,), "" if key in source.data else UNWRITTEN)
    for key, value in (source.data.get("score") or {"mode": "none"}).items():
        yield rule.id, f"score.{key}", _shown(value), str(source.place("score", key)), one.why.get(("score", key), "" if "score" in source.data else UNWRITTEN)
    for name, param in rule.params.items():
        yield rule.id, f"params.{name}", _shown(param.default), str(source.place("params", name, "default")), one.why.get(("params", name), "")


def left_out(rule: Rule, choice: Choice) -> Iterator[Line]:
    """For a rule that is not in use: id, name, the place where it is left out and the reason."""
    yield rule.id, rule.name, str(choice.place), choice.reason


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)
