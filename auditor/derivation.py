"""How one rule came to its conclusion at one branch, in whole Chinese sentences, told from the very finding that the audit makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import cast

from auditor.checks.base import Check, Whose
from auditor.compared import Compared
from auditor.model import Evidence, Finding, Level, Observation, Points, Standing, State, Verdict
from auditor.overlays.states import ANSWER, order
from auditor.periods import WORDS, Every, Period, periods
from auditor.points import DECIMALS
from auditor.records.dataset import Cover, Dataset, MemoryTable
from auditor.reports.overlays import STANDINGS
from auditor.reports.phrases import advice, counted, place
from auditor.reports.words import MARKS, STATES, mark
from auditor.rulebook.explain import checked, tables_of
from auditor.rulebook.rule import Rule
from auditor.rulebook.score import Mode
from auditor.rulebook.sentences import concerned, level, points
from auditor.scorecard import Overlay
from auditor.tables import Table

ROWS, ITEMS, SHEETS = 5, 15, 5
"""How many rows of an item, items and sheets are listed; the rest are counted."""
RANK = {State.UNMET: 0, State.UNKNOWN: 1, State.OPEN: 2, State.MET: 3, State.NOT_OWED: 4}
Lines = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the finding was made from: the records, how their tables are defined, the window, the last day that counts, and what is laid over the finding."""

    dataset: Dataset
    tables: Mapping[str, Table]
    window: Period
    as_of: date
    overlays: tuple[Overlay, ...] = ()


def derivation(rule: Rule, finding: Finding, asked: Asked) -> list[tuple[str, str]]:
    """(heading, sentence) in the order of reasoning: whom, when, by which records, what was found, what decided, what follows."""
    raw = replace(finding, after=None)
    parts = [_branch(finding, asked), _window(rule, asked), _concerned(rule, finding, asked), _checked(rule, asked), _ledgers(rule, finding, asked)]
    parts += [_items(rule, raw, asked), _decided(raw), _conclusion(rule, raw), _overlays(finding, asked), _next(rule, finding.standing)]
    return [line for part in parts for line in part]


def _branch(finding: Finding, asked: Asked) -> Lines:
    branch, register = finding.observation.branch, asked.tables.get("branches")
    table = asked.dataset.tables.get("branches")
    if asked.dataset.register.assumed or not isinstance(table, MemoryTable):
        yield "党支部", f"{branch}。没有收到支部名录，支部是从材料中推定的。"
        return
    rows = [table.origins[int(row)] for row in table.frame.loc[table.frame["branch"] == branch, "_row"]]
    name = register.columns["founded"].name if register and "founded" in register.columns else "成立时间"
    for origin in rows:
        founded = origin.raw.get("founded", "")
        since = f"{name}为 {founded}" if founded else f"没有写明{name}，按检查期之前已经成立算"
        yield "党支部", f"{branch}列在支部名录上（{place(Evidence(file=origin.file, sheet=origin.sheet, row=origin.row))}），{since}。"


def _window(rule: Rule, asked: Asked) -> Lines:
    window, every = asked.window, getattr(rule.check, "every", None)
    cut = periods(window, every) if isinstance(every, Every) and every is not Every.WINDOW else ()
    names = f"；按{WORDS[every].removeprefix('每')}分为 {len(cut)} 期：{'、'.join(one.label for one in cut)}" if cut and every else ""
    yield "检查期", f"{window.label}（{window.start} 至 {window.end}），截至 {asked.as_of}{names}。"


def _concerned(rule: Rule, finding: Finding, asked: Asked) -> Lines:
    if finding.verdict is Verdict.NOT_APPLICABLE:
        yield "是否涉及", f"不涉及：{finding.message}。"
    elif rule.applies_when:
        yield "是否涉及", f"规则只涉及这样的党支部：{concerned(rule.applies_when, asked.tables)}；本支部符合或可能符合。"
    else:
        yield "是否涉及", "涉及支部名录上的每个党支部。"


def _checked(rule: Rule, asked: Asked) -> Lines:
    return ((heading, text) for heading, text in checked(rule, asked.tables) if text)


def _ledgers(rule: Rule, finding: Finding, asked: Asked) -> Lines:
    for name in tables_of(rule):
        definition = asked.tables[name]
        covers = [one for one in asked.dataset.coverage if one.table == name and (one.branches is None or finding.observation.branch in one.branches)]
        if name not in asked.dataset.tables:
            yield "台账", f"没有收到“{definition.name}”。"
        else:
            sheets = "；".join(map(_cover, covers[:SHEETS])) + (f"；等 {len(covers)} 张表" if len(covers) > SHEETS else "")
            yield "台账", f"“{definition.name}”{_rows(name, finding, asked)}。{sheets or '没有哪张表答复本支部'}。"


def _rows(name: str, finding: Finding, asked: Asked) -> str:
    table = asked.dataset.tables[name]
    if not isinstance(table, MemoryTable):
        return "由数据文件直接读取"
    return f"中有本支部的记录 {table.frame.loc[table.frame['branch'] == finding.observation.branch, '_row'].nunique()} 条"


def _cover(cover: Cover) -> str:
    where = place(Evidence(file=cover.file, sheet=cover.sheet)) or "数据文件"
    days = f"{cover.start or '（不限）'} 至 {cover.end or '（不限）'}" if cover.start or cover.end else "时段不明" if cover.undated else "全部时间"
    whom = "本支部" if cover.branches is not None else "全部支部"
    sorts = f"，只含{'、'.join(sorted(cover.kinds))}" if cover.kinds else ""
    return f"{where} 答复{whom}、{days}{sorts}（{'推定，没有人写明' if cover.assumed else '已写明'}）"


def _items(rule: Rule, finding: Finding, asked: Asked) -> Lines:
    """Per period, or per subject: what it came to and the rows behind it."""
    seen = finding.observation
    if not seen.owed:
        return
    rest = ((seen.unmet, "未做到"), (seen.unknown, "无法判定"), (seen.open, "未到期"))
    yield "应办", f"应办 {seen.owed} 项：{'，'.join([f'已做到 {seen.met} 项', *(f'{word} {number} 项' for number, word in rest if number)])}。"
    groups = [(key, list(group)) for key, group in groupby(sorted(seen.evidence, key=_item), key=_item)]
    compared = Compared(rule, asked.dataset, asked.tables)
    for (period, _, subject), group in groups[:ITEMS]:
        yield "其中", f"{'，'.join(filter(None, (period, subject)))}{'：' if period or subject else ''}{STATES[group[0].state].word}。{_found(group, compared)}"
    yield from _left_out(rule, seen, [group for _, group in groups[:ITEMS]])
    if not groups and seen.met:
        yield "其中", "依据是数据文件中的记录，没有逐行列出。"


def _item(one: Evidence) -> tuple[str, int, str]:
    """Period by period, in each the unmet first."""
    return one.period, RANK[one.state], one.subject


def _left_out(rule: Rule, seen: Observation, groups: Sequence[Sequence[Evidence]]) -> Lines:
    """How many obligations of each state stand above as examples, where not all do: a row each, or a period or subject each."""
    rows = cast(Check, rule.check).population().whose is Whose.ROWS
    for state, number in ((State.UNMET, seen.unmet), (State.UNKNOWN, seen.unknown), (State.MET, seen.met)):
        shown = sum(len(group) if rows else 1 for group in groups if group[0].state is state)
        if groups and shown < number:
            yield "其中", f"{STATES[state].word}的 {number} 项只列出 {shown} 项。"


def _found(group: Iterable[Evidence], compared: Compared) -> str:
    rows = [one for one in group if one.row is not None]
    if not rows:
        return "；".join(dict.fromkeys(" ".join(filter(None, (one.note, place(one)))) for one in group)) + "。"
    listed = "；".join(map(partial(_cell, compared=compared), rows[:ROWS], [None, *rows[: ROWS - 1]]))
    return f"查到 {len(rows)} 条：{listed}{f'；另有 {len(rows) - ROWS} 条' if len(rows) > ROWS else ''}。"


def _cell(one: Evidence, before: Evidence | None, compared: Compared) -> str:
    """A place with what is written there and, unless it was said just ``before``, what else of the row was compared."""
    again = before is not None and (one.file, one.sheet, one.row) == (before.file, before.sheet, before.row)
    beside = "；".join(filter(None, (one.note, "" if again else compared.beside(one))))
    return f"{place(one)}{f'“{one.value}”' if one.value else ''}{f'（{beside}）' if beside else ''}"


def _decided(finding: Finding) -> Lines:
    """Which of the two readings decided: with all that is doubtful counted, or with none of it."""
    seen = finding.observation
    if seen.standing is Standing.NOT_APPLICABLE:
        return
    if seen.unmet:
        yield "判断", f"把不能确定的记录都往好处算，仍有 {seen.unmet} 项未做到，所以不合格。"
    elif seen.unknown:
        text = f"只算确定的记录，做到 {seen.met} 项；把不能确定的都往好处算，最多做到 {seen.met + seen.unknown} 项。两种算法的结论不同，所以是数据不足。"
        yield "判断", text
    elif finding.verdict is Verdict.PASS and seen.met:
        yield "判断", "只算确定的记录也都做到了，所以合格。"
    else:
        yield "判断", f"{finding.message or MARKS[mark(finding)].meaning}。"


def _conclusion(rule: Rule, finding: Finding) -> Lines:
    seen = finding.observation
    yield "结论", f"{MARKS[mark(finding)]}。{finding.message}"
    if finding.level:
        facts = [f"未做到 {seen.unmet} 项", f"最多连续 {seen.run} 期未做到" if seen.run else "", f"严重超限 {seen.grave} 项" if seen.grave else ""]
        yield "程度", f"{level(rule.levels)}这里{'，'.join(filter(None, facts))}，为{'红' if finding.level is Level.RED else '黄'}色。"
    if finding.points is None:
        yield "计分", "不计分。"
    else:
        low, high = finding.points.low, finding.points.high
        gained = f"得 {high:g} 分" if low == high else f"得 {low:g} 至 {high:g} 分，要看无法判定的是否做到"
        yield "计分", f"{points(rule.score)}{_sum(rule, finding)}{gained}。"
    if finding.trial:
        yield "试行", "这条规则还在试行，只显示，不影响灯和得分。"


def _overlays(finding: Finding, asked: Asked) -> Lines:
    """Every waiver and answer, and what counts under them."""
    for one in order(asked.overlays):
        yield "人工认定" if one.kind == ANSWER else "豁免", f"{one.id} {STANDINGS[one.state][0]}：{one.message}。"
    if finding.after:
        then, left = finding.after, counted(finding.after)
        told = f"{MARKS[mark(then)]}。{f'{left}。' if left else ''}"
        yield "豁免后", f"{told}豁免前{_worth(finding.points)}，豁免后{_worth(then.points)}（{finding.waiver}）；原来的结论和依据照列。"


def _worth(points: Points | None) -> str:
    """``10 分``, ``8 至 12 分`` or ``不计分``."""
    if points is None:
        return "不计分"
    return f" {points.low:g} 分" if points.low == points.high else f" {points.low:g} 至 {points.high:g} 分"


def _sum(rule: Rule, finding: Finding) -> str:
    """The deduction as it is worked out on paper; the other ways of scoring say it themselves."""
    score, seen = rule.score, finding.observation
    if score.mode is not Mode.DEDUCT or not seen.owed or finding.points is None:
        return ""
    each = score.per_unmet or 0
    sums = {unmet: score.points - each * unmet for unmet in (seen.unmet, seen.unmet + seen.unknown)}
    if [max(score.floor, round(rest, DECIMALS)) for rest in sums.values()] != sorted({finding.points.high, finding.points.low}, reverse=True):
        return ""
    least = f"，低于最低分，按 {score.floor:g} 算"
    return "；".join(f"{score.points:g} - {each:g} × {unmet} = {rest:g}{least if rest < score.floor else ''}" for unmet, rest in sums.items()) + "，"


def _next(rule: Rule, finding: Finding) -> Lines:
    """What would settle what is unknown, and what leads to a pass."""
    seen = finding.observation
    doubts = [one for one in seen.evidence if one.state is State.UNKNOWN]
    if doubts:
        places = list(dict.fromkeys("，".join(filter(None, (one.period, one.subject, place(one), one.note))) for one in doubts))
        rest = f"；等 {seen.unknown} 项" if len(places) > ITEMS or seen.unknown > len(doubts) else ""
        yield "怎样定论", f"补齐或核对这些内容：{'；'.join(places[:ITEMS])}{rest}。"
    elif finding.verdict is Verdict.NO_DATA:
        yield "怎样定论", f"{advice(finding)}。"
    if seen.unmet:
        yield "怎样合格", f"还差 {seen.unmet} 项。{rule.fix}"
    elif finding.verdict is Verdict.PENDING:
        yield "怎样合格", f"还有 {seen.open} 项没有到期或等待人工认定，按期完成即合格。"
