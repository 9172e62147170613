"""What pydantic found, as a stable code and a Chinese sentence with its remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.rulebook.suggest import did_you_mean

TYPES = {
    "string_type": "文字（如果是数字或日期样的文字，请加引号）", "string_sub_type": "文字", "int_type": "整数", "int_from_float": "整数", "float_type": "数字",
    "bool_type": " true 或 false", "tuple_type": "列表（用 [ ] 或每行一个“- ”）", "list_type": "列表", "dict_type": "“键: 值”", "model_type": "“键: 值”",
    "date_type": "日期（如 2022-03-31）", "none_required": "空", "frozen_set_type": "列表", "model_attributes_type": "“键: 值”",
}
SHORT = {"string_type": "文字"}
COMPULSORY = {
    "when_empty": "必须写明 when_empty，即台账已报送但没有相关记录时算什么：pass（合格）、fail（不合格）、no_data（数据不足）或 not_applicable（不适用）",
    "fewer_applicable": "必须写明 fewer_applicable，即适用的项数不足 n 时算什么：fail（不合格）、scale（适用的各项都要做到）或 not_applicable（不适用）",
    "no_history": "必须写明 no_history，即没有可比的上次记分卡时算什么：not_applicable（不适用）或 no_data（数据不足）",
    "not_yet_due": "必须写明 not_yet_due，即期限还没有到、事情还没有办时算什么：pending（列为待办）或 not_applicable（到期以前不看）",
    "zero_denominator": "必须写明 zero_denominator，即分母为 0 时算什么：no_data（数据不足）、not_applicable（不适用）或 unmet（未做到）",
}
"""Keys without which silence would be taken for an answer."""
BY_FIELD = {
    "id": "编号由小写或大写字母、数字、“_”“-”组成；规则编号如 ZH-07、ZH-06A",
    "blank": "blank 只能是 unknown（不确定）、counts（算符合）或 fails（算不符合）",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that pydantic refused. ``field`` is the key it is about; ``known`` the keys that may stand there, ``above`` those of outer levels."""

    type: str
    field: str
    context: Mapping[str, Any]
    value: Any
    known: tuple[str, ...] = ()
    above: tuple[str, ...] = ()


def is_mismatch(type_: str) -> bool:
    """Whether the value is of another type altogether."""
    return type_ in TYPES


def wrong_type(types: Iterable[str]) -> tuple[str, str]:
    """None of several accepted types."""
    found = list(dict.fromkeys(types))
    words = [TYPES[found[0]]] if len(found) == 1 else [SHORT.get(one, TYPES[one]) for one in found]
    return "R121", f"应为{'、'.join(dict.fromkeys(words))}"


def phrase(problem: Problem) -> tuple[str, str]:
    """Code and message of one problem."""
    if problem.type in TYPES:
        code, message = wrong_type([problem.type])
        return code, f"“{problem.field}”{message}"
    return PHRASES.get(problem.type, _other)(problem)


def _unknown_key(problem: Problem) -> tuple[str, str]:
    guess = did_you_mean(problem.field, problem.known)
    if not guess and problem.field in problem.above:
        guess = "，它应写在外一层，请减少缩进"
    return "R104", f'未知的键 "{problem.field}"' + (guess or f"；这里可以写：{'、'.join(problem.known)}")


def _missing(problem: Problem) -> tuple[str, str]:
    return ("R125", COMPULSORY[problem.field]) if problem.field in COMPULSORY else ("R120", f'缺少必填的键 "{problem.field}"')


def _choice(problem: Problem) -> tuple[str, str]:
    choices = re.findall(r"'([^']*)'", str(problem.context.get("expected", "")))
    if problem.value is None:
        return "R122", f"“{problem.field}”没有写值；可选：{'、'.join(choices)}"
    guess = did_you_mean(str(problem.value), choices)
    return "R122", f'“{problem.field}”不能是 "{problem.value}"{guess or "；"}可选：{"、".join(choices)}'


def _tag(problem: Problem) -> tuple[str, str]:
    """The key that tells several forms apart says none of them."""
    key, choices = (str(problem.context.get(name, "")) for name in ("discriminator", "expected_tags"))
    return _choice(Problem(problem.type, key.strip("'"), {"expected": choices}, problem.context.get("tag")))


def _no_tag(problem: Problem) -> tuple[str, str]:
    key = str(problem.context.get("discriminator", "")).strip("'")
    return "R120", f'“{problem.field}”缺少必填的键 "{key}"'


def _limit(word: str, name: str) -> Callable[[Problem], tuple[str, str]]:
    return lambda problem: ("R123", f"“{problem.field}”{word} {problem.context[name]:g}")


def _few(problem: Problem) -> tuple[str, str]:
    return "R123", f"“{problem.field}”至少要有 {problem.context['min_length']} 项，实有 {problem.context.get('actual_length', 0)} 项"


def _own(problem: Problem) -> tuple[str, str]:
    """A model's own sentence; it may bring its own code."""
    message = str(problem.context.get("error", ""))
    if coded := re.match(r"(R\d{3}) (.*)", message):
        return coded[1], coded[2]
    return ("R123", message) if re.search("[\u4e00-\u9fff]", message) else _other(problem)


def _date(problem: Problem) -> tuple[str, str]:
    remedy = "没有这一天，请核对月份和日期" if re.fullmatch(r"\d{4}-\d\d-\d\d", str(problem.value)) else "请写成 2022-03-31 的样子"
    return "R124", f'“{problem.field}”不是有效日期："{problem.value}"；{remedy}'


def _other(problem: Problem) -> tuple[str, str]:
    return "R123", BY_FIELD.get(problem.field, f'“{problem.field}”不能是 "{problem.value}"')


PHRASES: dict[str, Callable[[Problem], tuple[str, str]]] = {
    "when_empty": lambda _: ("R125", COMPULSORY["when_empty"]),
    "extra_forbidden": _unknown_key, "missing": _missing, "enum": _choice, "literal_error": _choice, "value_error": _own, "too_short": _few,
    "union_tag_invalid": _tag, "union_tag_not_found": _no_tag,
    "greater_than_equal": _limit("不能小于", "ge"), "greater_than": _limit("必须大于", "gt"),
    "less_than_equal": _limit("不能大于", "le"), "less_than": _limit("必须小于", "lt"), "string_too_short": _limit("的字数不能少于", "min_length"),
    "date_parsing": _date, "date_from_datetime_parsing": _date, "date_from_datetime_inexact": _date,
}
