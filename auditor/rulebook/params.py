"""``{param: name}`` -> the value of the rule's parameter, before anything is validated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from auditor.errors import Mistake
from auditor.rulebook.nodes import Document, Path
from auditor.rulebook.suggest import did_you_mean, like

PARAM, KEPT = "param", ("params", "tests")
HARDER = {"at_least": "higher", "more_than": "higher", "at_most": "lower", "less_than": "lower"}
"""Options of a check that are bounds, and on which side a bound makes it harder to pass."""
SIDES = {"higher": "越大越严", "lower": "越小越严"}


def filled(rule: Mapping[str, Any], document: Document, path: Path) -> tuple[dict[str, Any], Document, list[Mistake]]:
    """The rule with its parameters in place, and the mistakes of those that are not there and not told otherwise.

    Told otherwise are parameters without a default and those of a mistyped ``params``. The document knows which places are spoiled by
    those, and which values come from a profile (see ``Document.borrowed``).
    """
    declared = rule.get("params")
    given = {name: param for name, param in declared.items() if isinstance(param, dict)} if isinstance(declared, dict) else {}
    defaults = {name: param["default"] for name, param in given.items() if "default" in param}
    mistyped = "params" not in rule and any(like(key, "params") for key in rule)
    uses: dict[Path, Any] = {}
    result = {key: value if key in KEPT else _replaced(value, (*path, key), defaults, uses) for key, value in rule.items()}
    missing = {place: (key, name) for place, (key, name) in uses.items() if key != PARAM or name not in defaults}
    mistakes = [
        Mistake(str(document.place((*place, key))), *_refusal(key, str(name), defaults))
        for place, (key, name) in missing.items() if key != PARAM or not (mistyped or name in given)
    ]
    origins = {place: document.borrowed.get((*path, "params", name, "default")) for place, (_, name) in uses.items()} if document.borrowed else {}
    borrowed = {**document.borrowed, **{place: origin for place, origin in origins.items() if origin}}
    return result, replace(document, spoiled=document.spoiled | set(missing), borrowed=borrowed), mistakes


def used(data: Any) -> set[str]:
    """The names of all parameters that ``data`` asks for."""
    if isinstance(data, dict):
        return {str(data[PARAM])} if set(data) == {PARAM} else {name for value in data.values() for name in used(value)}
    return {name for value in data for name in used(value)} if isinstance(data, list) else set()


def misdirected(rule: Mapping[str, Any], document: Document, path: Path) -> Iterator[Mistake]:
    """Parameters that are a bound of the check and say that the rule gets harder on the side on which it gets easier."""
    params = rule.get("params")
    for name, place, harder in _bounds(rule.get("check"), (*path, "check")):
        param = params.get(name) if isinstance(params, dict) else None
        said = param.get("stricter") if isinstance(param, dict) else None
        if said in SIDES and said != harder:
            message = f"参数“{param.get('label', name)}”用作 {place[-1]}，{SIDES[harder]}，stricter 应写 {harder}" if isinstance(param, dict) else ""
            yield Mistake(str(document.place((*path, "params", name, "stricter"))), "R234", message)


def _bounds(check: Any, path: Path) -> Iterator[tuple[str, Path, str]]:
    """Each parameter that is a bound, its place, and on which side the check gets harder; not under ``not``, which turns it round."""
    if not isinstance(check, dict) or check.get("kind") == "not":
        return
    for key, value in check.items():
        if key in HARDER and isinstance(value, dict) and set(value) == {PARAM}:
            yield str(value[PARAM]), (*path, key), HARDER[key]
        elif key == "parts" and isinstance(value, list):
            for index, part in enumerate(value):
                yield from _bounds(part, (*path, key, index))


def _replaced(data: Any, path: Path, defaults: Mapping[str, Any], uses: dict[Path, Any]) -> Any:
    if isinstance(data, dict) and len(data) == 1 and (_asks(data) or set(data) == {PARAM}):
        ((key, name),) = data.items()
        name = "" if isinstance(name, list | dict) else name
        uses[path] = key, name
        return defaults.get(name)
    if isinstance(data, dict):
        return {key: _replaced(value, (*path, key), defaults, uses) for key, value in data.items()}
    if isinstance(data, list):
        return [_replaced(value, (*path, index), defaults, uses) for index, value in enumerate(data)]
    return data


def _asks(data: Mapping[str, Any]) -> bool:
    """Whether it is ``{param: name}``, perhaps mistyped."""
    return any(isinstance(name, str) and like(key, PARAM) for key, name in data.items())


def _refusal(key: str, name: str, defaults: Mapping[str, Any]) -> tuple[str, str]:
    if key != PARAM:
        return "R104", f'未知的键 "{key}"{did_you_mean(key, [PARAM])}'
    if not name:
        return "R121", f"“{PARAM}”应为文字（参数的名字）"
    known = f"；已有的参数：{'、'.join(defaults)}" if defaults else ""
    return "R204", f'规则没有参数 "{name}"' + (did_you_mean(name, defaults) or f"；请在 params 中写明{known}")
