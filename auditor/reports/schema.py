"""The JSON Schema of ``scorecard.json``, published by ``auditor schema scorecard``."""

from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import TypeAdapter

from auditor.model import Level, Light, Severity, State, Verdict
from auditor.reports.json_ import FORMAT
from auditor.rulebook.grading import Grading

_TEXT: dict[str, Any] = {"type": "string"}
_DAY: dict[str, Any] = {"type": "string", "format": "date"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_ROW: dict[str, Any] = {"type": ["integer", "null"], "minimum": 1}
_YES_NO: dict[str, Any] = {"type": "boolean"}
_NUMBER: dict[str, Any] = {"type": "number"}


def scorecard_schema() -> dict[str, Any]:
    """The schema as a plain dictionary; every key is required and no other is allowed."""
    body = _object(
        format={"const": FORMAT},
        period=_object(**{"label": _TEXT, "from": _DAY, "to": _DAY}),
        as_of=_DAY,
        rulebook=_object(**dict.fromkeys(("id", "version", "profile", "sha256", "selection"), _TEXT), changes=_list(_changed())),
        grading=_grading(),
        inputs=_list(_object(file=_TEXT, sha256=_TEXT, tables=_list(_object(table=_TEXT, sheet=_TEXT, rows=_COUNT, coverage=_TEXT)))),
        rules=_list(_object(id=_TEXT, name=_TEXT, severity=_one_of(Severity), module=_TEXT, basis=_TEXT, trial=_YES_NO, tags=_list(_TEXT))),
        left_out=_list(_texts("rule", "name", "reason")),
        overlays=_list(_texts("id", "kind", "rule", "branch", "state", "message")),
        branches=_list(_branch()),
        issues=_list(_object(code=_TEXT, file=_TEXT, sheet=_TEXT, row=_ROW, column=_TEXT, value=_TEXT, message=_TEXT)),
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "auditor scorecard", **body}


def _changed() -> dict[str, Any]:
    return _object(**dict.fromkeys(("rule", "what", "label", "from", "to", "reason"), _TEXT), softer=_YES_NO)


def _branch() -> dict[str, Any]:
    return _object(
        branch=_TEXT,
        parent=_TEXT,
        light=_one_of(Light),
        band=_TEXT,
        reasons=_list(_TEXT),
        score=_SCORE,
        raw_score=_SCORE,
        groups=_list(_object(name=_TEXT, weight=_COUNT, low=_earned(), high=_earned(), sure=_YES_NO)),
        coverage=_object(judged=_COUNT, applicable=_COUNT),
        findings=_list(_finding()),
    )


def _earned() -> dict[str, Any]:
    return _object(points=_NUMBER, of=_NUMBER)


def _grading() -> dict[str, Any]:
    """The profile's grading as it is in force; every key is there, null where nothing was said."""
    whole = TypeAdapter(Grading).json_schema()
    return {"anyOf": [_inlined(whole["$defs"][name], whole["$defs"]) for name in ("BySeverity", "ByCount", "ByScore")]}


def _inlined(schema: Any, known: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inlined(one, known) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(known[schema["$ref"].rpartition("/")[2]], known)
    plain = {key: _inlined(value, known) for key, value in schema.items() if key not in {"title", "default", "description"}}
    return {**plain, "required": list(plain["properties"])} if "properties" in plain else plain


def _finding() -> dict[str, Any]:
    return _object(
        rule=_TEXT,
        verdict=_one_of(Verdict),
        level=_or_null(_one_of(Level)),
        worst_level=_or_null(_one_of(Level)),
        **dict.fromkeys(("owed", "met", "unmet", "unknown", "open"), _COUNT),
        perhaps=_YES_NO,
        points=_POINTS,
        waiver={"type": ["string", "null"]},
        after=_or_null(_object(
            verdict=_one_of(Verdict), level=_or_null(_one_of(Level)), worst_level=_or_null(_one_of(Level)), owed=_COUNT, perhaps=_YES_NO,
            points=_POINTS, message=_TEXT,
        )),
        message=_TEXT,
        fix=_TEXT,
        evidence=_list(_evidence()),
        evidence_total=_COUNT,
    )


def _evidence() -> dict[str, Any]:
    return _object(
        period=_TEXT,
        subject=_TEXT,
        state={"enum": [state.name.lower() for state in State]},
        file=_TEXT,
        sheet=_TEXT,
        row=_ROW,
        column=_TEXT,
        value=_TEXT,
        note=_TEXT,
    )


def _object(**properties: object) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _texts(*names: str) -> dict[str, Any]:
    return _object(**dict.fromkeys(names, _TEXT))


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _one_of(choices: type[Enum]) -> dict[str, Any]:
    return {"enum": [choice.value for choice in choices]}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


_SCORE = _or_null(_object(low={"type": "integer"}, high={"type": "integer"}))
_POINTS = _or_null(_object(low=_NUMBER, high=_NUMBER, of=_NUMBER))
