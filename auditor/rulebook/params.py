"""``{param: name}`` -> the value of the rule's parameter, before anything is validated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.errors import Mistake
from auditor.rulebook.nodes import Document, Path
from auditor.rulebook.suggest import did_you_mean

KEPT = ("params", "tests")


def filled(rule: Mapping[str, Any], document: Document, path: Path) -> tuple[dict[str, Any], set[Path], list[Mistake]]:
    """The rule with its parameters in place, the paths where none was declared, and a mistake for each of those."""
    declared = rule.get("params")
    defaults = {name: param.get("default") for name, param in declared.items() if isinstance(param, dict)} if isinstance(declared, dict) else {}
    missing: dict[Path, str] = {}
    result = {key: value if key in KEPT else _replaced(value, (*path, key), defaults, missing) for key, value in rule.items()}
    mistakes = [Mistake(str(document.place(place)), "R204", _undeclared(name, defaults)) for place, name in missing.items()]
    return result, set(missing), mistakes


def used(data: Any) -> set[str]:
    """The names of all parameters that ``data`` asks for."""
    if isinstance(data, dict):
        return {str(data["param"])} if set(data) == {"param"} else {name for value in data.values() for name in used(value)}
    return {name for value in data for name in used(value)} if isinstance(data, list) else set()


def _replaced(data: Any, path: Path, defaults: Mapping[str, Any], missing: dict[Path, str]) -> Any:
    if isinstance(data, dict) and set(data) == {"param"}:
        name = str(data["param"])
        if name not in defaults:
            missing[path] = name
        return defaults.get(name)
    if isinstance(data, dict):
        return {key: _replaced(value, (*path, key), defaults, missing) for key, value in data.items()}
    if isinstance(data, list):
        return [_replaced(value, (*path, index), defaults, missing) for index, value in enumerate(data)]
    return data


def _undeclared(name: str, defaults: Mapping[str, Any]) -> str:
    known = f"；已有的参数：{'、'.join(defaults)}" if defaults else ""
    return f'规则没有参数 "{name}"' + (did_you_mean(name, defaults) or f"；请在 params 中写明{known}")
