"""Plain data -> a strict model, or every reason why not, each at its place in the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from auditor.errors import Mistake
from auditor.rulebook.nodes import Document, Path
from auditor.rulebook.phrasing import Problem, is_mismatch, phrase, wrong_type

Model = TypeVar("Model", bound=BaseModel)
WRONG_KIND = 100


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A pydantic error: the deepest path that stands in the file, and for each union on the way its path and the member tried."""

    path: Path
    unions: tuple[tuple[Path, str], ...]
    raw: Mapping[str, Any]


def shaped(model: type[Model], data: Any, document: Document, base: Path = ()) -> tuple[Model | None, list[Mistake]]:
    """``data``, which stands at ``base``, as ``model``. Values that were already refused (spoiled) are not refused twice."""
    try:
        return model.model_validate_json(json.dumps(data)), []
    except ValidationError as error:
        refusals = [_located(dict(raw), document, base) for raw in error.errors(include_url=False)]
    told = [refusal for refusal in refusals if not _spoiled(refusal.path, document)]
    return None, [_mistake(group, model, document) for group in _settled(told)]


def _spoiled(path: Path, document: Document) -> bool:
    return any(path[:length] in document.spoiled for length in range(len(path) + 1))


def _located(raw: Mapping[str, Any], document: Document, base: Path) -> _Refusal:
    path, unions = base, []
    for index, part in enumerate(raw["loc"]):
        if (*path, part) in document.marks:
            path = (*path, part)
        elif not (raw["type"] == "missing" and index == len(raw["loc"]) - 1):
            unions.append((path, str(part)))
    return _Refusal(path, tuple(unions), raw)


def _settled(refusals: Iterable[_Refusal], level: int = 0) -> Iterator[list[_Refusal]]:
    """Of the members of a union only the nearest one speaks; several only where the value is of none of their types."""
    unions: dict[Path, dict[str, list[_Refusal]]] = {}
    for refusal in refusals:
        if len(refusal.unions) <= level:
            yield [refusal]
        else:
            path, member = refusal.unions[level]
            unions.setdefault(path, {}).setdefault(member, []).append(refusal)
    for path, members in unions.items():
        nearest = min(members.values(), key=lambda member: sum(_distance(refusal, path) for refusal in member))
        if all(_distance(refusal, path) == WRONG_KIND for member in members.values() for refusal in member):
            yield [refusal for member in members.values() for refusal in member]
        else:
            yield from _settled(nearest, level + 1)


def _distance(refusal: _Refusal, union: Path) -> int:
    return WRONG_KIND if refusal.path == union and is_mismatch(refusal.raw["type"]) else 1


def _mistake(group: list[_Refusal], model: type[BaseModel], document: Document) -> Mistake:
    first = group[0]
    field = _field(first)
    if len(group) > 1:
        code, message = wrong_type(refusal.raw["type"] for refusal in group)
        message = f"“{field}”{message}"
    else:
        loc = first.raw["loc"][:-1]
        above = [key for length in range(len(loc)) for key in _keys_at(model, loc[:length])]
        known = _keys_at(model, loc)
        problem = Problem(first.raw["type"], field, first.raw.get("ctx", {}), first.raw["input"], tuple(known), tuple(above))
        code, message = phrase(problem)
    return Mistake(str(document.place(first.path)), code, message)


def _field(refusal: _Refusal) -> str:
    if refusal.raw["type"] == "missing":
        return str(refusal.raw["loc"][-1])
    named = [str(part) for part in refusal.path if isinstance(part, str)]
    return named[-1] if named else "文件内容"


def _keys_at(model: Any, loc: Iterable[int | str]) -> list[str]:
    forms: list[Any] = list(_members(model))
    for part in loc:
        forms = [inner for form in forms for inner in _inner(form, part)] or [form for form in forms if _name(form) == part] or forms
    return [key for form in forms if isinstance(form, type) and issubclass(form, BaseModel) for key in _fields(form)]


def _inner(form: Any, part: int | str) -> Iterator[Any]:
    if isinstance(form, type) and issubclass(form, BaseModel):
        yield from _members(_fields(form).get(str(part)))
    elif get_origin(form) is tuple and isinstance(part, int):
        yield from _members(get_args(form)[0])
    elif get_origin(form) is dict and isinstance(part, str):
        yield from _members(get_args(form)[1])


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _members(form: Any) -> Iterator[Any]:
    if get_origin(form) in (Union, UnionType):
        for member in get_args(form):
            yield from _members(member)
    elif get_origin(form) is Annotated:
        yield from _members(get_args(form)[0])
    elif form is not None:
        yield form


def _name(form: Any) -> str:
    return getattr(form, "__name__", "")
