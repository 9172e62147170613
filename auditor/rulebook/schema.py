"""JSON Schemas of rule files and table files, for editors."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pydantic import TypeAdapter

from auditor.checks.composite import PART
from auditor.checks.registry import KINDS
from auditor.rulebook.attestations import AttestationFile
from auditor.rulebook.profile import Profile
from auditor.rulebook.rule import Written
from auditor.rulebook.waivers import WaiverFile
from auditor.tables import Table

OF_APPLICABILITY = ("CountLine", "BranchLine")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rule_schema() -> dict[str, Any]:
    """A file of rules: the envelope, and for ``check`` one of the kinds."""
    rule = TypeAdapter(Written).json_schema(by_alias=True, ref_template="#/$defs/{model}")
    definitions = rule.pop("$defs", {})
    options = set(OF_APPLICABILITY)
    for name, kind in KINDS.items():
        schema = TypeAdapter(kind).json_schema(by_alias=True, ref_template="#/$defs/{model}")
        inner = schema.pop("$defs", {})
        options |= inner.keys()
        definitions |= inner
        definitions[f"check.{name}"] = {**schema, "properties": {key: _part(option) for key, option in schema["properties"].items()}}
    definitions[PART] = {"oneOf": [{"$ref": f"#/$defs/part.{name}"} for name in KINDS]}
    rule["properties"]["check"] = {"oneOf": [{"$ref": f"#/$defs/check.{name}"} for name in KINDS]}
    _allow_parameters(definitions, options)
    definitions |= {f"part.{name}": _named(definitions[f"check.{name}"]) for name in KINDS}
    definitions["Case"]["properties"]["given"]["additionalProperties"] = {"anyOf": [{"type": "string"}, _reference("data")]}
    definitions["Rule"] = rule
    return {
        "$schema": DIALECT, "title": "auditor rules", "type": "object", "additionalProperties": False, "required": ["rules"],
        "properties": {
            "data": {"type": "object", "additionalProperties": {"type": "string"}},
            "rules": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Rule"}},
        },
        "$defs": definitions,
    }


def _part(option: dict[str, Any]) -> dict[str, Any]:
    """An option; where it is a part or a list of parts, with the reference to what a part may be."""
    if option.get("title") == PART:
        return {"$ref": f"#/$defs/{PART}"}
    return {**option, "items": _part(option["items"])} if isinstance(option.get("items"), dict) else option


def _named(check: dict[str, Any]) -> dict[str, Any]:
    """A check as a part of another one: it may have a name."""
    return {**check, "properties": {"name": {"type": "string", "minLength": 1}, **check["properties"]}}


def table_schema() -> dict[str, Any]:
    """A table file."""
    return {"$schema": DIALECT, **TypeAdapter(Table).json_schema(by_alias=True), "title": "auditor table"}


def profile_schema() -> dict[str, Any]:
    """A profile file."""
    return {"$schema": DIALECT, **TypeAdapter(Profile).json_schema(by_alias=True), "title": "auditor profile"}


def waivers_schema() -> dict[str, Any]:
    """``waivers.yaml``."""
    return {"$schema": DIALECT, **TypeAdapter(WaiverFile).json_schema(), "title": "auditor waivers"}


def attestations_schema() -> dict[str, Any]:
    """``attestations.yaml``."""
    return {"$schema": DIALECT, **TypeAdapter(AttestationFile).json_schema(), "title": "auditor attestations"}


def _allow_parameters(definitions: dict[str, Any], options: Collection[str]) -> None:
    """In a check, in what its ``options`` are made of and in applicability, a value may also be ``{param: name}``."""
    definitions["Parameter"] = _reference("param")
    for name, schema in definitions.items():
        if "properties" in schema and (name.startswith("check.") or name in options):
            schema["properties"] = {
                key: option if key in ("kind", "table", "column") else {"anyOf": [option, {"$ref": "#/$defs/Parameter"}]}
                for key, option in schema["properties"].items()
            }


def _reference(key: str) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": [key], "properties": {key: {"type": "string"}}}
