"""A small rulebook to break: two tables and one rule that uses most of the envelope."""

from __future__ import annotations

from auditor.errors import Mistake
from auditor.rulebook.nodes import read_document
from auditor.rulebook.parse import PlacedRule, parse_rules
from auditor.rulebook.tablefile import parse_table
from auditor.tables import Table

BRANCHES = """\
id: branches
name: 支部名录
columns:
  branch: {name: 党支部名称, headers: [党支部名称], required: true}
  founded: {name: 成立时间, type: date, headers: [成立时间]}
  has_committee: {name: 是否设支委会, type: yes_no, headers: [是否设支委会]}
"""
MEETINGS = """\
id: meetings
name: 组织生活记录
date: held_on
key: [branch, held_on]
recognised_by: [[meeting_type, held_on]]
columns:
  branch: {name: 党支部, headers: [党支部]}
  meeting_type: {name: 会议类型, type: code, headers: [会议类型], many: true, values: {主题党日: [党日活动], 党课: [上党课]}}
  held_on: {name: 实际时间, type: date, headers: [实际时间]}
  attended: {name: 实到, type: integer, headers: [实到]}
  due: {name: 应到, type: integer, headers: [应到]}
"""
RULE = """\
rules:
  - id: ZH-07
    name: 每月开展一次主题党日
    module: 组织生活
    basis: {document: 中国共产党支部工作条例（试行）, article: 第十六条, version: "2018", confidence: V}
    modality: shall
    severity: major
    why: 固定的组织生活是支部运转的基本保证。
    enabled: true
    params:
      monthly_min: {type: integer, default: 1, min: 1, max: 4, label: 每月最少次数, stricter: higher}
    applies_when:
      - {count: meetings, where: [{column: held_on, filled: true}], at_least: 1, else: 没有组织生活}
      - any:
          - {branch: has_committee, is: true, else: 未设支委会}
          - {branch: founded, at_most: 2020-01-01, else: 新成立}
        else: 未设支委会
    effective: {from: 2018-10-28, to: null}
    check:
      kind: count_per_period
      table: meetings
      where:
        - {column: meeting_type, is: 主题党日, blank: unknown}
      every: month
      at_least: {param: monthly_min}
    levels: {red: [{consecutive_at_least: 2}]}
    score: {points: 12, mode: deduct, per_unmet: 1, floor: 0}
    message: "{branch}：{periods} 未开展主题党日（应 {owed}，实 {met}）"
    fix: 补开并补齐记录
    tests:
      - name: 一月缺一次
        period: 2022Q1
        as_of: 2022-04-04
        given:
          branches: |
            党支部名称,成立时间,是否设支委会
            第一党支部,2010-01-01,是
          meetings: |
            党支部,会议类型,实际时间
            第一党支部,主题党日,2022-02-05
            第一党支部,主题党日,2022-03-05
        expect: {第一党支部: {verdict: fail, level: yellow, met: 2, unmet: 1, points: 11}}
"""
PACK = 'id: small\nversion: "1"\nname: 小规则包\n'


def table(text: str) -> Table:
    """A table that must be in order."""
    parsed, mistakes = parse_table(read_document(text.encode(), "t.yaml"))
    assert parsed is not None, mistakes
    return parsed


TABLES = {one.id: one for one in (table(BRANCHES), table(MEETINGS))}


def parsed(text: str) -> tuple[list[PlacedRule], list[Mistake]]:
    """The rules of a file called ``r.yaml`` and all its mistakes."""
    document = read_document(text.encode(), "r.yaml")
    if document.data is None:
        return [], list(document.mistakes)
    rules, mistakes = parse_rules(document, TABLES)
    return rules, [*document.mistakes, *mistakes]


def changed(*pairs: tuple[str, str]) -> str:
    """The good rule with some of its text replaced; each old text must stand there."""
    text = RULE
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def told(*pairs: tuple[str, str]) -> list[str]:
    """What the changed rule gets."""
    return [str(mistake) for mistake in parsed(changed(*pairs))[1]]
