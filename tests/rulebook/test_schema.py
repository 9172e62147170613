"""The schemas hold what they say: every reference leads somewhere, and what the shipped files write is foreseen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from auditor.checks.registry import KINDS
from auditor.rulebook.nodes import read_document
from auditor.rulebook.schema import profile_schema, rule_schema, table_schema
from auditor.shipped import shipped

FILES = sorted(path for path in shipped("rules").glob("*/*.yaml") if path.parent.name != "calendars")


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"]
        for value in schema.values():
            yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


@pytest.mark.parametrize("schema", [rule_schema(), table_schema(), profile_schema()], ids=["rule", "table", "profile"])
def test_every_reference_leads_somewhere(schema: dict[str, Any]) -> None:
    assert {reference.removeprefix("#/$defs/") for reference in references(schema)} <= set(schema["$defs"])


def test_every_kind_is_there() -> None:
    assert [one["$ref"].rpartition(".")[2] for one in rule_schema()["$defs"]["Rule"]["properties"]["check"]["oneOf"]] == list(KINDS)


def fits(data: Any, schema: Any, root: Any) -> bool:
    """Whether ``data`` has the shape of ``schema``: types, keys, required keys, choices and alternatives."""
    if "$ref" in schema:
        return fits(data, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root)
    for word in ("anyOf", "oneOf"):
        if word in schema:
            return any(fits(data, one, root) for one in schema[word])
    if "const" in schema or "enum" in schema:
        return data in schema.get("enum", [schema.get("const")])
    types = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}
    if "type" in schema and not isinstance(data, types[schema["type"]]):
        return False
    if isinstance(data, list):
        return all(fits(one, schema.get("items", {}), root) for one in data)
    if isinstance(data, dict):
        known, more = schema.get("properties", {}), schema.get("additionalProperties", True)
        loose = more if isinstance(more, dict) else {}
        return (
            set(schema.get("required", ())) <= set(data) and (more is not False or set(data) <= set(known))
            and all(fits(value, known.get(key, loose), root) for key, value in data.items())
        )
    return True


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_shipped_files_fit(path: Any) -> None:
    data = read_document(path.read_bytes(), path.name).data
    schema = {"tables": table_schema, "profiles": profile_schema}.get(path.parent.name, rule_schema)()
    assert fits(data, schema, schema)
    assert not fits({**data, "strange": 1}, schema, schema)
