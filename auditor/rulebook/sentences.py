"""Conditions, applicability, levels and points in Chinese sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from auditor.model import Level, Severity
from auditor.rulebook.param import Param
from auditor.rulebook.rule import AnyLine, CountLine, Effective, Levels, Line, RedWhen, Stage
from auditor.rulebook.score import Mode, Score
from auditor.tables import AnyOf, Condition, Reference, Table, Where

SEVERITIES = {Severity.RED_LINE: "红线", Severity.MAJOR: "重要", Severity.MINOR: "一般", Severity.INFO: "提示"}
STAGES = {Stage.ACTIVE: "正式", Stage.TRIAL: "试行（不计入）"}
BLANK = {"unknown": "", "counts": "（空白算符合）", "fails": "（空白算不符合）"}
COMPARED: dict[str, Callable[[Any], str]] = {
    "is_": lambda value: f"是{value}", "is_not": lambda value: f"不是{value}", "in_": lambda value: f"是{value}之一",
    "not_in": lambda value: f"不是{value}中的任何一个", "at_least": lambda value: f"不小于{value}", "at_most": lambda value: f"不大于{value}",
    "more_than": lambda value: f"大于{value}", "less_than": lambda value: f"小于{value}",
}


def name_of(key: str, table: Table | None) -> str:
    """The Chinese name of a column; the key itself where the table does not have it."""
    return table.columns[key].name if table and key in table.columns else key


def condition(one: Condition, table: Table | None) -> str:
    """``{column: kind, in: [a, b]}`` -> “类型”是a、b之一."""
    name = f"“{name_of(one.column, table)}”"
    if one.filled is not None:
        return f"{name}{'已填写' if one.filled else '没有填写'}"
    key = next(key for key in COMPARED if key in one.model_fields_set)
    return f"{name}{COMPARED[key](_value(getattr(one, key), table))}{BLANK[one.blank]}"


def filtered(where: Where, table: Table | None) -> str:
    """A whole filter; empty for none."""
    return "，且".join(_line(line, table) for line in where)


def concerned(lines: Iterable[Line], tables: Mapping[str, Table]) -> str:
    """Which branches the rule concerns."""
    return "；并且".join(_applies(line, tables) for line in lines)


def excused(lines: Iterable[Line]) -> list[str]:
    """The reasons for which it does not concern a branch."""
    return list(dict.fromkeys(line.else_ for line in lines))


def in_force(effective: Effective, day: str) -> str:
    """From and to, what is between them by some source only, and the day that decides; empty where both are open."""
    if not effective.bounded:
        return ""
    start = f"自 {effective.from_} 起" if effective.from_ else ""
    end = f"至 {effective.to} 止" if effective.to else ""
    doubts = "".join(f"{first} 至 {last - timedelta(days=1)} 两处来源不一致，其间的算数据不足。" for first, last in effective.provisional)
    return f"{start}{end}有效，按{day}判断适用哪一版。{doubts}"


def level(levels: Levels) -> str:
    """What a failure counts as."""
    if levels.always:
        return "不合格一律为红色。" if levels.always is Level.RED else "不合格一律为黄色。"
    return f"不合格为黄色；有下列情形之一为红色：{'；'.join(_red(line) for line in levels.red)}。"


def points(score: Score) -> str:
    """How points are lost."""
    if score.mode is Mode.NONE:
        return "不计分。"
    if score.mode is Mode.BONUS:
        return f"加分项：每做到一项加 {score.per_met:g} 分，最多加 {score.points:g} 分；没有做到的不扣分。"
    if score.mode is Mode.ALL_OR_NOTHING:
        rest = f"有一项未做到得 {score.floor:g} 分" if score.floor else "有一项未做到不得分"
        return f"满分 {score.points:g} 分，{rest}。"
    lowest = "" if score.tiers else f"，最低 {score.floor:g} 分"
    return f"满分 {score.points:g} 分，{_lost(score)}{lowest}。"


def _lost(score: Score) -> str:
    match score.mode:
        case Mode.DEDUCT:
            return f"每一项未做到扣 {score.per_unmet:g} 分"
        case Mode.TIERS:
            return "按做到的比例分档：" + "，".join(f"{bounds(tier, '')}得 {tier.points:g} 分" for tier in score.tiers or ())
        case Mode.STEPPED:
            part = "不足一步按一步算" if score.part_step == "counts" else "不足一步不扣"
            return f"做到的比例达到 {score.full_at} 得满分，每低 {score.step} 扣 {score.per_step:g} 分（{part}）"
        case Mode.LINEAR:
            return f"做到的比例达到 {score.full_at} 得满分，不高于 {score.zero_at} 不得分，其间按比例得分"
        case _:
            return "按做到的比例得分"


def bounds(one: object, unit: str) -> str:
    """Bounds as written, from lower to upper: ``不低于 80%且低于 90%``."""
    words = {"at_least": "不低于 {}", "more_than": "高于 {}", "at_most": "不高于 {}", "less_than": "低于 {}"}
    return "且".join(text.format(f"{getattr(one, key)}{unit}") for key, text in words.items() if getattr(one, key) is not None)


def parameter(param: Param) -> str:
    """A parameter with its bounds."""
    ends = [(word, bound) for word, bound in (("最小", param.min), ("最大", param.max)) if bound is not None]
    bounds = [f"{word} {bound if isinstance(bound, str) else f'{bound:g}'}" for word, bound in ends]
    harder = {"higher": "越大越严", "lower": "越小越严", None: ""}[param.stricter]
    known = "，".join(filter(None, [*bounds, harder]))
    return f"{param.label}：{param.default}" + (f"（{known}）" if known else "")


def _line(line: Condition | AnyOf, table: Table | None) -> str:
    if isinstance(line, AnyOf):
        return f"（{'，或'.join(condition(one, table) for one in line.any)}）"
    return condition(line, table)


def _value(value: Any, table: Table | None) -> str:
    if isinstance(value, bool):
        return "“是”" if value else "“否”"
    if isinstance(value, Reference):
        return f"“{name_of(value.column, table)}”"
    if isinstance(value, tuple):
        return "、".join(f"“{one}”" for one in value)
    return f"“{value}”" if isinstance(value, str) else f" {value} "


def _applies(line: Line, tables: Mapping[str, Table]) -> str:
    if isinstance(line, AnyLine):
        return f"（{'，或者'.join(_applies(one, tables) for one in line.any)}）"
    if not isinstance(line, CountLine):
        return f"党支部的{condition(line, tables.get('branches'))}"
    table = tables.get(line.count)
    bounds = [f"不少于 {line.at_least}" if line.at_least is not None else "", f"不多于 {line.at_most}" if line.at_most is not None else ""]
    whose = f"{filtered(line.where, table)}的" if line.where else ""
    when = "检查期末在册的" if line.on_roll else ""
    return f"“{table.name if table else line.count}”中{when}{whose}记录{'且'.join(filter(None, bounds))} 条"


def _red(line: RedWhen) -> str:
    words = {
        "unmet_at_least": "未做到 {} 项及以上", "consecutive_at_least": "连续 {} 期及以上未做到", "grave_at_least": "严重超限 {} 项及以上",
        "all_unmet": "全部未做到",
    }
    return next(text.format(getattr(line, key)) for key, text in words.items() if getattr(line, key) is not None)
