"""A rule in whole Chinese sentences, made from what the rule is, never from a second description of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import cast

from auditor.checks.base import Check, Dated, Whose
from auditor.checks.composite import leaves
from auditor.checks.manual import Manual
from auditor.model import Modality
from auditor.rulebook.dating import dated_by
from auditor.rulebook.rule import Confidence, Rule, Stage
from auditor.rulebook.sentences import SEVERITIES, STAGES, concerned, excused, filtered, in_force, level, name_of, parameter, points
from auditor.tables import AnyOf, Condition, Table

MODALITIES = {
    Modality.MUST: "必须（或不得）", Modality.SHALL: "应当", Modality.NORMALLY: "一般应当", Modality.MAY: "可以", Modality.LOCAL: "本单位要求",
}
CONFIDENCES = {
    Confidence.V: "已核对官方原文", Confidence.V2: "已由两处转载相互核对", Confidence.M: "据一处资料，尚未核对原文", Confidence.I: "由条文推论",
    Confidence.L: "本地做法",
}
SUBJECTS = {Whose.ROWS: "有关记录", Whose.MEMBERS: "党员", Whose.GROUPS: "党小组"}
WHEN_EMPTY: Mapping[str, str] = {"pass": "算合格", "fail": "算不合格", "no_data": "算数据不足", "not_applicable": "算不适用"}


def explain(rule: Rule, tables: Mapping[str, Table]) -> list[tuple[str, str]]:
    """The rule as (heading, sentences), in reading order; what the rule does not have is left out."""
    return [(heading, text) for heading, text in _parts(rule, tables) if text]


def _parts(rule: Rule, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
    yield "规则", f"{rule.id} {rule.name}（{rule.module}）"
    yield "依据", f"{rule.basis.text}{f'，{rule.basis.version}' if rule.basis.version else ''}；{CONFIDENCES[rule.basis.confidence]}。"
    yield "分量", f"条文用语：{MODALITIES[rule.modality]}；严重程度：{SEVERITIES[rule.severity]}。"
    yield "缘由", rule.why
    yield "有效期", in_force(rule.effective, _day(rule, tables))
    yield "涉及", f"只涉及这样的党支部：{concerned(rule.applies_when, tables)}。" if rule.applies_when else "涉及支部名录上的每个党支部。"
    yield "不涉及", f"否则结论为“不适用”，理由：{'；'.join(excused(rule.applies_when))}。" if rule.applies_when else ""
    yield from checked(rule, tables)
    yield "没有记录时", _each(rule, _empty)
    yield "没有报送时", "有关台账没有报送、时段没有覆盖或内容看不清的，结论为“数据不足”，不算合格，也不算不合格。" if tables_of(rule) else ""
    yield "参数", "；".join(parameter(param) for param in rule.params.values())
    yield "程度", "照认定的答案。" if isinstance(rule.check, Manual) and rule.levels.red else level(rule.levels)
    yield "计分", points(rule.score)
    yield "整改", rule.fix
    yield "前置", f"{'、'.join(rule.requires)} 合格以后才判这一条；没有合格时，这一条的结论为“数据不足”。" if rule.requires else ""
    yield "标签", "、".join(rule.tags)
    yield "状态", "" if rule.enabled else "这条规则默认不启用，可由方案启用。"
    yield "阶段", f"{STAGES[rule.stage]}：各报告中照列，不影响灯和得分。" if rule.stage is Stage.TRIAL else ""


def checked(rule: Rule, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
    """What the check wants, with its bounds, and of which records."""
    yield "检查", in_chinese(cast(Check, rule.check).describe(), rule, tables)
    yield "看哪些记录", _each(rule, lambda check: _records(check, tables))


def in_chinese(text: str, rule: Rule, tables: Mapping[str, Table]) -> str:
    """A kind's own sentence with the names of tables and columns in place of their keys."""
    known = {key: column.name for name in reversed(tables_of(rule)) if name in tables for key, column in tables[name].columns.items()}
    known |= {key: table.name for key, table in tables.items()}
    return re.sub(r"[a-z][a-z0-9_]*", lambda found: known.get(found[0], found[0]), text)


def tables_of(rule: Rule) -> list[str]:
    """The tables that the check reads, its own first."""
    return _tables(cast(Check, rule.check))


def _tables(check: Check) -> list[str]:
    own = getattr(check, "table", None)
    return list(dict.fromkeys([*([own] if own else []), *check.needs()]))


def _each(rule: Rule, said: Callable[[Check], str]) -> str:
    """What is said of the check; of a composite, part by part, the same only once."""
    parts = [(name, said(cast(Check, check))) for name, check in leaves(rule.check)]
    texts = list(dict.fromkeys(text for _, text in parts if text))
    return texts[0] if len(texts) == 1 else "".join(f"{name}：{text}" for name, text in parts if text)


def _day(rule: Rule, tables: Mapping[str, Table]) -> str:
    """What tells by which version the rule judges, in words."""
    dated, table = dated_by(rule), tables.get(cast(Check, rule.check).population().table)
    if dated is Dated.PERIOD:
        return "所属的时段"
    if dated is Dated.LAST_DAY:
        return "检查期最后一天"
    return f"“{name_of((table.date or '') if dated is Dated.ROW and table else str(dated), table)}”当天"


def _records(check: Check, tables: Mapping[str, Table]) -> str:
    where: tuple[Condition | AnyOf, ...] = getattr(check, "where", ())
    spared: tuple[Condition | AnyOf, ...] = getattr(check, "except_", ())
    names = _tables(check)
    if not names:
        return ""
    about = "members" if check.kind == "document_set" else names[0]
    table = tables.get(about)
    shown = "、".join(f"“{tables[name].name}”" for name in names if name in tables)
    condition = f"，{'人员条件' if about != names[0] else '条件'}：{filtered(where, table)}" if where else ""
    whom: tuple[Condition | AnyOf, ...] = getattr(check, "whom", ())
    people = f"；只看这样的党员：{filtered(whom, tables.get('members'))}" if whom else ""
    to = getattr(check, "to", None)
    wanted: tuple[Condition | AnyOf, ...] = getattr(to, "where", ())
    theirs = f"；对照“{tables[to.table].name}”里这样的记录：{filtered(wanted, tables[to.table])}" if wanted and to and to.table in tables else ""
    exception = f"；以下除外：{filtered(spared, table)}" if spared else ""
    date = getattr(check, "date", None)
    dated = f"；按“{name_of(date, table)}”归入各期" if isinstance(date, str) else ""
    return f"{shown}{condition}{people}{theirs}{exception}{dated}。"


def _empty(check: Check) -> str:
    whose = check.population().whose
    if whose is Whose.BRANCHES:
        return "" if hasattr(check, "zero_denominator") or not check.needs() else "台账已报送、其中没有本支部的记录的，按 0 计。"
    return f"台账已报送、其中没有本支部的{SUBJECTS[whose]}的，{WHEN_EMPTY[check.empty()]}。"
