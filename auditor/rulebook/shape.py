"""Plain data -> a strict model, or every reason why not, each at its place in the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from auditor.errors import Mistake
from auditor.rulebook.nodes import Document, Path
from auditor.rulebook.phrasing import Problem, is_mismatch, phrase, wrong_type
from auditor.rulebook.suggest import proposals

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class _Union:
    """A place where several types are possible: its path, the member that was tried, and the keys that this member knows."""

    path: Path
    member: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A pydantic error: the deepest path that stands in the file, and each union on the way."""

    path: Path
    unions: tuple[_Union, ...]
    raw: Mapping[str, Any]


def shaped(model: type[Model], data: Any, document: Document, base: Path = ()) -> tuple[Model | None, list[Mistake]]:
    """``data``, which stands at ``base``, as ``model``. Values that were already refused (spoiled) are not refused twice."""
    try:
        return model.model_validate_json(json.dumps(data, ensure_ascii=False)), []
    except ValidationError as error:
        refusals = [_located(dict(raw), model, document, base) for raw in error.errors(include_url=False)]
    at = _at(data, base)
    settled = ([refusal for refusal in group if not _follows(refusal, document, at)] for group in _settled(refusals, at))
    groups = list(filter(None, settled))
    strangers = [group[0].path for group in groups if group[0].raw["type"] == "extra_forbidden"]
    return None, [_mistake(group, model, document) for group in groups if not _mistyped(group[0], strangers)]


def _follows(refusal: _Refusal, document: Document, at: Callable[[Path], Any]) -> bool:
    """Whether another mistake, told already, is the cause: a spoiled value here or above, for a whole also below; a bad item of a list."""
    path, type_ = refusal.path, refusal.raw["type"]
    if type_ == "too_short" and len(at(path)) >= refusal.raw["ctx"]["min_length"]:
        return True
    if type_ == "value_error" and any(spoiled[: len(path)] == path for spoiled in document.spoiled):
        return True
    return any(path[:length] in document.spoiled for length in range(len(path) + 1))


def _mistyped(refusal: _Refusal, strangers: Sequence[Path]) -> bool:
    """Whether a key is missing only because it stands there mistyped."""
    missing = refusal.raw["type"] == "missing"
    return missing and any(path[:-1] == refusal.path and proposals(str(path[-1]), [_field(refusal)]) for path in strangers)


def _at(data: Any, base: Path) -> Callable[[Path], Any]:
    def value(path: Path) -> Any:
        found = data
        for part in path[len(base):]:
            found = found[part]
        return found
    return value


def _located(raw: Mapping[str, Any], model: type[BaseModel], document: Document, base: Path) -> _Refusal:
    path, unions = base, []
    for index, part in enumerate(raw["loc"]):
        if (*path, part) in document.marks:
            path = (*path, part)
        elif not (raw["type"] == "missing" and index == len(raw["loc"]) - 1):
            unions.append(_Union(path, str(part), frozenset(_keys_at(model, raw["loc"][: index + 1]))))
    return _Refusal(path, tuple(unions), raw)


def _settled(refusals: Iterable[_Refusal], at: Callable[[Path], Any], level: int = 0) -> Iterator[list[_Refusal]]:
    """Of the members of a union only the nearest one speaks; several only where the value is of none of their types."""
    unions: dict[Path, dict[_Union, list[_Refusal]]] = {}
    for refusal in refusals:
        if len(refusal.unions) <= level:
            yield [refusal]
        else:
            union = refusal.unions[level]
            unions.setdefault(union.path, {}).setdefault(union, []).append(refusal)
    for path, members in unions.items():
        every = [refusal for member in members.values() for refusal in member]
        if all(_is_of_another_type(refusal, path) for refusal in every):
            yield every
        else:
            nearest = min(members, key=lambda member: _distance(member, at(member.path), members[member]))
            yield from _settled(members[nearest], at, level + 1)


def _is_of_another_type(refusal: _Refusal, union: Path) -> bool:
    return refusal.path == union and is_mismatch(refusal.raw["type"])


def _distance(member: _Union, value: Any, refusals: Sequence[_Refusal]) -> tuple[int, ...]:
    """How far the value is from the member: by the keys that it knows, by those that look like one, by those that it lacks, by what is refused."""
    if not isinstance(value, dict):
        return (sum(_is_of_another_type(refusal, member.path) for refusal in refusals), len(refusals))
    known = member.keys & value.keys()
    near = sum(bool(proposals(str(key), member.keys - known)) for key in value.keys() - known)
    lacking = {_field(refusal) for refusal in refusals if refusal.raw["type"] == "missing"}
    lost = [field for field in lacking if not any(proposals(str(key), [field]) for key in value.keys() - known)]
    return (-len(known), -near, not member.keys, len(lost), len(refusals))


def _mistake(group: list[_Refusal], model: type[BaseModel], document: Document) -> Mistake:
    first = group[0]
    field = _field(first)
    if len(group) > 1:
        code, message = wrong_type(refusal.raw["type"] for refusal in group)
        message = f"“{field}”{message}"
    else:
        loc = first.raw["loc"][:-1]
        members = {union.member for union in first.unions}
        above = [key for length in range(len(loc)) if loc[length] not in members for key in _keys_at(model, loc[:length])]
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
        forms = [inner for form in forms for inner in _inner(form, part)] or [form for form in forms if _named(form, part)] or forms
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


def _named(form: Any, member: int | str) -> bool:
    """Whether pydantic calls the form so: ``AnyLine``, ``str-enum[Level]``, ``function-after[check(), CountLine]``, or by its tag."""
    tags = [get_args(field.annotation) for field in getattr(form, "model_fields", {}).values() if get_origin(field.annotation) is Literal]
    return (member,) in tags or str(member).rstrip("]").replace("[", " ").rpartition(" ")[2] == getattr(form, "__name__", "")
