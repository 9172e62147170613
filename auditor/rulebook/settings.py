"""The values that profiles set in rules: within bounds, towards the stricter side, and each with the place that it comes from."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from auditor.errors import Mistake, Place
from auditor.rulebook.nodes import Path
from auditor.rulebook.parse import PlacedRule, Source, parse_rule
from auditor.rulebook.profile import Change
from auditor.rulebook.profiles import PlacedProfile
from auditor.rulebook.suggest import did_you_mean
from auditor.tables import Table

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One change as it stands in a profile."""

    link: PlacedProfile
    number: int

    @property
    def change(self) -> Change:
        """The change itself."""
        return self.link.profile.changes[self.number]

    @property
    def raw(self) -> Mapping[str, Any]:
        """As it is written."""
        written: Mapping[str, Any] = self.link.document.data["changes"][self.number]
        return written

    def place(self, *keys: str) -> Place:
        """Where one of its values stands."""
        return self.link.place("changes", self.number, *keys)


@dataclass(frozen=True, slots=True)
class Set:
    """A rule with the values of profiles; ``why``: the reason of each value that one of them set."""

    rule: PlacedRule
    why: Mapping[Keys, str]


def with_settings(rule: PlacedRule, settings: list[Setting], tables: Mapping[str, Table]) -> tuple[Set, list[Mistake]]:
    """The rule with all settings in place, validated as if it had been written so; as it was, with every mistake."""
    source = rule.source
    why: dict[Keys, str] = {}
    mistakes: list[Mistake] = []
    for setting in settings:
        mistakes += _refused(rule, source, setting)
        if not mistakes:
            source = _lent(source, setting)
            why |= dict.fromkeys(_targets(source, setting), setting.change.why)
    if mistakes:
        return Set(rule, {}), mistakes
    parsed, wrong = parse_rule(source, tables)
    last, own = settings[-1], tuple(f"{setting.link.document.file}:" for setting in settings)
    mistakes = [one if one.place.startswith(own) else replace(one, place=str(last.place()), message=f"{rule.rule.id} {one.message}") for one in wrong]
    return Set(parsed or rule, why if parsed else {}), mistakes


def _refused(rule: PlacedRule, source: Source, setting: Setting) -> Iterator[Mistake]:
    """Why parameters may not be set so."""
    for name, value in (setting.change.params or {}).items():
        place, param = str(setting.place("params", name)), rule.rule.params.get(name)
        if param is None:
            known = rule.rule.params
            guess = did_you_mean(name, known) or (f"；可选：{'、'.join(known)}" if known else "；这条规则没有参数")
            yield Mistake(place, "R220", f'{rule.rule.id} 没有参数 "{name}"{guess}')
        elif problem := param.problem(value):
            yield Mistake(place, "R221", f"{rule.rule.id} 的参数“{param.label}”不能是 {value}：{problem}")
        elif not param.may_loosen and param.looser(source.data["params"][name]["default"], value):
            before = source.data["params"][name]["default"]
            yield Mistake(place, "R222", f"{rule.rule.id} 的参数“{param.label}”只能从严：现为 {before}，{HARDER[str(param.stricter)]}，不能改为 {value}")


HARDER = {"higher": "越大越严", "lower": "越小越严"}


def _targets(source: Source, setting: Setting) -> Iterator[Keys]:
    """The values of the rule that a change sets."""
    for key in setting.change.values:
        if key == "params":
            yield from (("params", name) for name in setting.raw[key])
        elif key == "score":
            yield from (("score", name) for name in source.data["score"] if name in setting.raw[key])
        else:
            yield (key,)


def _lent(source: Source, setting: Setting) -> Source:
    """The rule with what one change sets; those values stand where the change has them."""
    data = dict(source.data)
    borrowed: dict[Path, Place] = {}
    for key in setting.change.values:
        written, target = setting.raw[key], (*source.path, key)
        if key == "params":
            data[key] = {**data[key], **{name: {**data[key][name], "default": value} for name, value in written.items()}}
            borrowed |= {(*target, name, "default"): setting.place(key, name) for name in written}
            continue
        old = data.get(key)
        data[key] = {**old, **written} if key == "score" and "mode" not in written and isinstance(old, dict) else written
        here = ("changes", setting.number, key)
        borrowed |= {(*target, *path): setting.link.place(*here, *path) for path in _paths(written)}
    document = source.document
    marks = ChainMap(dict.fromkeys(borrowed, (0, 0)), document.marks)  # type: ignore[arg-type]
    return replace(source, data=data, document=replace(document, marks=marks, borrowed={**document.borrowed, **borrowed}))


def _paths(data: Any) -> Iterator[Path]:
    """The path of everything inside, itself first."""
    yield ()
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from ((key, *path) for path in _paths(value))
