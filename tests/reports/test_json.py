from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from auditor.model import Points
from auditor.reports.json_ import render
from auditor.reports.schema import scorecard_schema
from tests.reports.cards import crowd, nasty, ordinary

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def faults(value: Any, schema: dict[str, Any], at: str = "$") -> list[str]:
    """What of ``value`` the schema does not allow: the part of JSON Schema that the published one uses."""
    if "anyOf" in schema:
        tries = [faults(value, choice, at) for choice in schema["anyOf"]]
        return [] if any(not found for found in tries) else tries[0]
    if "const" in schema:
        return [] if value == schema["const"] else [f"{at}: not {schema['const']}"]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{at}: {value!r} not in {schema['enum']}"]
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if (isinstance(value, bool) and names != ["boolean"]) or not isinstance(value, tuple(kind for name in names for kind in TYPES[name])):
        return [f"{at}: {value!r} is not {names}"]
    if "minimum" in schema and value is not None and value < schema["minimum"]:
        return [f"{at}: {value} too small"]
    if isinstance(value, list):
        return [fault for place, item in enumerate(value) for fault in faults(item, schema["items"], f"{at}[{place}]")]
    if isinstance(value, dict):
        keys = schema["properties"]
        found = [f"{at}: keys {sorted(value)} are not {sorted(keys)}"] if set(value) != set(schema["required"]) | set(keys) else []
        return found + [fault for key in value.keys() & keys for fault in faults(value[key], keys[key], f"{at}.{key}")]
    return []


@pytest.mark.parametrize("card", [ordinary(), crowd(12, 9), nasty()], ids=["ordinary", "crowd", "nasty"])
def test_what_is_written_is_what_the_schema_says(card):
    assert faults(json.loads(render(card)), scorecard_schema()) == []


def test_the_schema_check_can_fail():
    document = json.loads(render(ordinary()))
    document["branches"][0]["light"] = "pink"
    document["branches"][1]["extra"] = 1
    del document["as_of"]
    assert len(faults(document, scorecard_schema())) == 3


def test_keys_are_exactly_the_contracts_and_in_its_order():
    document = json.loads(render(ordinary()))
    assert list(document) == ["format", "period", "as_of", "rulebook", "grading", "inputs", "rules", "left_out", "overlays", "branches", "issues"]
    assert document["format"] == "auditor.scorecard/1"
    assert document["period"] == {"label": "2022Q1", "from": "2022-01-01", "to": "2022-03-31"}
    assert list(document["branches"][0]) == ["branch", "parent", "light", "band", "reasons", "score", "raw_score", "groups", "coverage", "findings"]
    finding = document["branches"][3]["findings"][1]
    assert " ".join(finding) == "rule verdict level worst_level owed met unmet unknown open perhaps points waiver after message fix evidence evidence_total"
    assert " ".join(finding["evidence"][0]) == "period subject state file sheet row column value note"
    assert " ".join(document["issues"][0]) == "code file sheet row column value message"


def test_equal_scorecards_give_identical_bytes():
    card = ordinary()
    assert render(card) == render(ordinary())
    branch = card.branches[0]
    finding = replace(branch.findings[0], points=Points(12, 12, 12))
    same = replace(card, branches=(replace(branch, findings=(finding, *branch.findings[1:])), *card.branches[1:]))
    assert same == card
    assert render(same) == render(card)


def test_zero_is_written_in_one_way():
    card = ordinary()
    branch = card.branches[0]

    def with_points(zero: float) -> bytes:
        finding = replace(branch.findings[0], points=Points(zero, zero, 5.0))
        return render(replace(card, branches=(replace(branch, findings=(finding,)),)))

    assert with_points(-0.0) == with_points(0.0)


def test_a_number_that_is_none_is_refused():
    card = ordinary()
    branch = card.branches[0]
    finding = replace(branch.findings[0], points=Points(float("nan"), 1.0, 1.0))
    with pytest.raises(ValueError, match="JSON"):
        render(replace(card, branches=(replace(branch, findings=(finding,)),)))


def test_chinese_stays_readable_and_broken_text_is_shown():
    text = render(nasty()).decode()
    assert "〔U+D800〕" in text
    assert "点我" in text
    assert "\\u" not in text
