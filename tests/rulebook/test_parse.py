from __future__ import annotations

import pytest

from auditor.checks.registry import KINDS
from auditor.model import Level
from auditor.rulebook.nodes import read_document
from auditor.rulebook.references import COLUMN_KEYS, VALUE_KEYS
from auditor.rulebook.rule import AnyLine, BranchLine, CountLine, Levels, RedWhen
from tests.rulebook.book import RULE, changed, parsed, told

KINDS_LIST = "、".join(KINDS)
COMPARISONS = "is、is_not、in、not_in、at_least、at_most、more_than、less_than、filled"
HELD = "          meetings: |\n            党支部,会议类型,实际时间\n            第一党支部,主题党日,2022-02-05\n            第一党支部,主题党日,2022-03-05\n"
COUNT = "kind: count_per_period\n      table: meetings"
MISTAKES = [
    ((("    fix: 补开并补齐记录\n", ""),), 'r.yaml:2:5 R120 缺少必填的键 "fix"'),
    ((("at_least: {param", "每月至少: {param"),), 'r.yaml:25:7 R104 未知的键 "每月至少"，是否想写 "at_least"？'),
    ((("      every", "      basis: x\n      every"),), 'r.yaml:24:7 R104 未知的键 "basis"；这里可以写：table、where、kind、per、every、date、sum、whom、each、belongs_to、at_least、at_most、when_empty'),
    ((("floor: 0}", "floor: 0, message: x}"),), 'r.yaml:27:63 R104 未知的键 "message"，它应写在外一层，请减少缩进'),
    ((("severity: major", "severity: majr"),), 'r.yaml:7:5 R122 “severity”不能是 "majr"，是否想写 "major"？可选：red_line、major、minor、info'),
    ((("severity: major", "severity: 重"),), 'r.yaml:7:5 R122 “severity”不能是 "重"；可选：red_line、major、minor、info'),
    ((("name: 每月开展一次主题党日", "name: 2022"),), "r.yaml:3:5 R121 “name”应为文字（如果是数字或日期样的文字，请加引号）"),
    ((("enabled: true", 'enabled: "true"'),), "r.yaml:9:5 R121 “enabled”应为 true 或 false"),
    ((("points: 12", "points: 十二"),), "r.yaml:27:13 R121 “points”应为数字"),
    ((("points: 12", "points: -1"),), "r.yaml:27:13 R123 “points”不能小于 0"),
    ((("per_unmet: 1", "per_unmet: 0"),), "r.yaml:27:39 R123 “per_unmet”必须大于 0"),
    ((("per_unmet: 1, ", ""),), "r.yaml:27:5 R123 per_unmet 与 mode 不相符：mode: deduct 时必写，其他时候不写"),
    ((("points: 12, ", ""),), "r.yaml:27:5 R123 points 与 mode 不相符：计分时 points 大于 0，mode: none 时不写 points"),
    ((("from: 2018-10-28", "from: 2018-02-30"),), 'r.yaml:18:17 R124 “from”不是有效日期："2018-02-30"；没有这一天，请核对月份和日期'),
    ((("from: 2018-10-28", "from: 2018/10/28"),), 'r.yaml:18:17 R124 “from”不是有效日期："2018/10/28"；请写成 2022-03-31 的样子'),
    ((("to: null", "to: 2017-01-01"),), "r.yaml:18:5 R123 有效期的止日早于起日"),
    (((COUNT, "kind: complete\n      columns: [held_on]\n      table: meetings"), ("      every: month\n      at_least: {param: monthly_min}\n", "")),
     "r.yaml:19:5 R125 必须写明 when_empty，即台账已报送但没有相关记录时算什么：pass（合格）、fail（不合格）、no_data（数据不足）或 not_applicable（不适用）"),
    ((("kind: count_per_period", "kind: count_per_perod"),), 'r.yaml:20:7 R126 未知的检查方式 "count_per_perod"，是否想写 "count_per_period"？'),
    ((("kind: count_per_period", "kind: 神奇"),), f'r.yaml:20:7 R126 未知的检查方式 "神奇"；可选：{KINDS_LIST}'),
    ((("      kind: count_per_period\n", ""),), 'r.yaml:19:5 R120 缺少必填的键 "kind"'),
    ((("id: ZH-07", "id: ZH7"),), "r.yaml:2:5 R123 编号由小写或大写字母、数字、“_”“-”组成；规则编号如 ZH-07、ZH-06A"),
    ((("blank: unknown", "blank: 空"),), "r.yaml:23:44 R123 blank 只能是 unknown（不确定）、counts（算符合）或 fails（算不符合）"),
    ((("{branch}：", "{brnach}："),), 'r.yaml:28:5 R123 message 里有未知的占位符 {brnach}，是否想写 "branch"？可用：{branch}、{periods}、{subjects}、{owed}、{met}、{unmet}、{unknown}、{found}、{monthly_min}'),
    ((("table: meetings\n      where", "table: 组织生活记录\n      where"),), 'r.yaml:21:7 R201 没有台账 "组织生活记录"，是否想写 "meetings"？'),
    ((("column: meeting_type", "column: 会议类型"),), 'r.yaml:23:12 R202 台账 "meetings"（组织生活记录）没有列 "会议类型"，是否想写 "meeting_type"？'),
    ((("is: 主题党日, blank", "not_in: [主题党日，党课], blank"),),
     "r.yaml:23:43 R109 列表“[主题党日，党课]”用了中文逗号或顿号，会被当成一个值；请改为“[主题党日, 党课]”，或给文字加引号"),
    ((("severity: major", "severity:"),), "r.yaml:7:5 R122 “severity”没有写值；可选：red_line、major、minor、info"),
    ((("stricter: higher", "stricter: lower"),), "r.yaml:11:79 R234 参数“每月最少次数”用作 at_least，越大越严，stricter 应写 higher"),
    ((("default: 1, min", "default: 9, min"),), "r.yaml:11:7 R123 参数“每月最少次数”的默认值 9 高于上限 4"),
    ((("default: 1, min", "default: 1.5, min"),), "r.yaml:11:7 R123 参数“每月最少次数”的默认值 1.5 不是整数"),
    ((("consecutive_at_least: 2}", "consecutive_at_least: 2, unmet_at_least: 3}"),),
     "r.yaml:26:20 R123 red 的每一行写且只写一个条件：unmet_at_least、consecutive_at_least、grave_at_least、all_unmet"),
    ((("levels: {red: [{consecutive_at_least: 2}]}", "levels: orange"),), 'r.yaml:26:5 R122 “levels”不能是 "orange"；可选：yellow、red'),
    ((("levels: {red: [{consecutive_at_least: 2}]}", "levels: {red: []}"),), "r.yaml:26:14 R123 “red”至少要有 1 项，实有 0 项"),
    ((("period: 2022Q1", "period: 2022Q5"),), 'r.yaml:32:9 R123 不认识的检查期 "2022Q5"；请写成 2022、2022H1、2022Q1 或 2022-03'),
    ((("verdict: fail", "verdict: failed"),), 'r.yaml:42:26 R122 “verdict”不能是 "failed"，是否想写 "fail"？可选：pass、fail、not_applicable、no_data、pending、error'),
    ((("verdict: fail", "verdict: pass"),), "r.yaml:42:18 R123 level 只能与 verdict: fail 一起写"),
    ((("at_least: 1, else", "else"),), "r.yaml:13:9 R123 at_least 与 at_most 至少写一个"),
    ((("{branch: has_committee, is: true, else: 未设支委会}", "{branch: has_committee, is: true, els: 未设支委会}"),),
     'r.yaml:15:47 R104 未知的键 "els"，是否想写 "else"？'),
    ((("table: meetings", "table: meeting"),), 'r.yaml:21:7 R201 没有台账 "meeting"，是否想写 "meetings"？'),
    ((("count: meetings", "count: 会议"),), 'r.yaml:13:10 R201 没有台账 "会议"；可选：branches、meetings'),
    ((("column: meeting_type", "column: meeting_typ"),), 'r.yaml:23:12 R202 台账 "meetings"（组织生活记录）没有列 "meeting_typ"，是否想写 "meeting_type"？'),
    ((("branch: founded", "branch: size"),), 'r.yaml:16:14 R202 台账 "branches"（支部名录）没有列 "size"；可选：branch、founded、has_committee'),
    ((("      every", "      date: attended\n      every"),), 'r.yaml:24:7 R207 列 "attended"（实到）是整数，这里要用日期、月份的列'),
    ((("is: 主题党日", "is: 党日活动"),), 'r.yaml:23:34 R203 "党日活动" 是 "主题党日" 的别名；规则里请写 "主题党日"'),
    ((("is: 主题党日", "in: [主题党日, 党客]"),), 'r.yaml:23:45 R203 “会议类型”没有代码值 "党客"，是否想写 "党课"？'),
    ((("is: 主题党日", "is: 茶话会"),), 'r.yaml:23:34 R203 “会议类型”没有代码值 "茶话会"；可选：主题党日、党课'),
    ((("is: true", "is: 是"),), 'r.yaml:15:37 R203 “是否设支委会”要与 true 或 false 比较，这里是 "是"'),
    ((("is: 主题党日", "is: null"),), "r.yaml:23:34 R203 比较的值不能为空；要查空白请写 filled: false"),
    ((("is: 主题党日", "at_least: 主题党日"),), "r.yaml:23:34 R207 “会议类型”是代码，不能比较大小"),
    ((("at_most: 2020-01-01", "at_most: 2020-13-01"),), 'r.yaml:16:31 R207 “成立时间”要与日期（如 2022-03-31）比较，这里是 "2020-13-01"'),
    ((("is: 主题党日, ", ""),), f"r.yaml:23:11 R208 一个条件必须写且只写一个比较，可选：{COMPARISONS}"),
    ((("is: 主题党日", "is: 主题党日, is_not: 党课"),), f"r.yaml:23:11 R208 一个条件必须写且只写一个比较，可选：{COMPARISONS}"),
    ((("{param: monthly_min}", "{param: monthly_mn}"),), 'r.yaml:25:18 R204 规则没有参数 "monthly_mn"，是否想写 "monthly_min"？'),
    ((("{param: monthly_min}", "{param: [monthly_min]}"),), "r.yaml:25:18 R121 “param”应为文字（参数的名字）"),
    ((("{param: monthly_min}", "{param: x}"),), 'r.yaml:25:18 R204 规则没有参数 "x"；请在 params 中写明；已有的参数：monthly_min'),
    ((("          meetings: |", "          meeting: |"),), 'r.yaml:38:11 R201 没有台账 "meeting"，是否想写 "meetings"？'),
    (((HELD, "          meetings: {dta: none}\n"),), 'r.yaml:38:22 R104 未知的键 "dta"，是否想写 "data"？'),
    ((("{param: monthly_min}", "{parm: monthly_min}"),), 'r.yaml:25:18 R104 未知的键 "parm"，是否想写 "param"？'),
    ((("    params:", "    parms:"),), 'r.yaml:10:5 R104 未知的键 "parms"，是否想写 "params"？'),
    ((("default: 1", "defalt: 1"),), 'r.yaml:11:36 R104 未知的键 "defalt"，是否想写 "default"？'),
    ((("{column: held_on, filled: true}", "{column: held_on, filed: true}"),), 'r.yaml:13:53 R104 未知的键 "filed"，是否想写 "filled"？'),
    ((("      - any:", "      - an:"),), 'r.yaml:14:9 R104 未知的键 "an"，是否想写 "any"？'),
    (((HELD, "          meetings: {data: none}\n"),), 'r.yaml:38:11 R205 没有共用数据 "none"；请写在文件开头的 data 下'),
    ((("rules:\n", "rule: 1\nrules:\n"),), 'r.yaml:1:1 R104 未知的键 "rule"，是否想写 "rules"？'),
]


def test_the_rule_is_in_order() -> None:
    rules, mistakes = parsed(RULE)
    assert mistakes == []
    rule = rules[0].rule
    assert (rule.id, getattr(rule.check, "at_least")) == ("ZH-07", 1)  # noqa: B009 - the check is any kind's model
    assert rule.levels == Levels(red=(RedWhen(consecutive_at_least=2),))
    first, second = rule.applies_when
    assert isinstance(first, CountLine)
    assert isinstance(second, AnyLine)
    assert all(isinstance(line, BranchLine) for line in second.any)
    assert str(rules[0].place) == "r.yaml:2:5"
    assert rule.basis.text == "《中国共产党支部工作条例（试行）》第十六条"


@pytest.mark.parametrize(("pairs", "mistake"), MISTAKES, ids=[mistake[:40] for _, mistake in MISTAKES])
def test_one_mistake_is_told_exactly(pairs: tuple[tuple[str, str], ...], mistake: str) -> None:
    assert told(*pairs) == [mistake]


def test_a_rule_that_cannot_fail_is_refused() -> None:
    assert "r.yaml:25:7 R206 at_least 为 0 的规则不可能不合格；请写大于 0 的数" in told(("{param: monthly_min}", "0"))
    nothing = told((COUNT, "kind: complete\n      columns: []\n      when_empty: pass\n      table: meetings"),
                   ("      every: month\n      at_least: {param: monthly_min}\n", ""))
    assert "r.yaml:21:7 R206 “columns”是空的，这条规则不起作用；请写出内容" in nothing


@pytest.mark.parametrize(("check", "column", "mistake"), [
    ("kind: expiry\n      column: attended\n      when_empty: pass", "attended", "是整数，这里要用日期、月份的列"),
    ("kind: order\n      columns: [held_on, meeting_type]\n      blank: skipped\n      when_empty: pass", "meeting_type", "是代码，这里要用日期、月份的列"),
    ("kind: range\n      column: meeting_type\n      at_least: 5\n      when_empty: pass", "meeting_type", "是代码，这里要用日期、月份、整数、金额、数字的列"),
])
def test_a_kind_says_which_types_its_columns_have(check: str, column: str, mistake: str) -> None:
    found = told((COUNT, check + "\n      table: meetings"), ("      every: month\n      at_least: {param: monthly_min}\n", ""))
    assert [line for line in found if "R207" in line and f'"{column}"' in line and line.endswith(mistake)], found


def test_mistakes_of_one_rule_come_all_at_once() -> None:
    codes = [line.split()[1] for line in told(
        ("severity: major", "severity: majr"), ("column: meeting_type", "column: typ"), ("every: month", "evry: month"), ("    fix: 补开并补齐记录\n", ""),
        ("enabled: true", "enabled: yes"),
    )]
    assert sorted(codes) == ["R104", "R110", "R120", "R122", "R202"]


def test_levels_are_normalised() -> None:
    for word, level in (("yellow", Level.YELLOW), ("red", Level.RED)):
        rules, mistakes = parsed(changed(("levels: {red: [{consecutive_at_least: 2}]}", f"levels: {word}")))
        assert mistakes == []
        assert rules[0].rule.levels == Levels(always=level)


def test_shared_data_stand_in_for_a_table() -> None:
    text = changed(("rules:\n", "data:\n  none: |\n    党支部,会议类型,实际时间\nrules:\n"), (HELD, "          meetings: {data: none}\n"))
    rules, mistakes = parsed(text)
    assert mistakes == []
    assert rules[0].rule.tests[0].given["meetings"] == "党支部,会议类型,实际时间\n"


def test_the_other_rules_of_a_file_are_still_looked_at() -> None:
    second = RULE.removeprefix("rules:\n").replace("ZH-07", "ZH-08").replace("table: meetings", "table: meting")
    rules, mistakes = parsed(RULE + second)
    assert [one.rule.id for one in rules] == ["ZH-07"]
    assert [one.code for one in mistakes] == ["R201"]


@pytest.mark.parametrize("text", ["- 1\n", "1\n", "rules: []\n", "rules: 1\n", "rules: [1, null]\n", "rules: [{}]\n", "rules: [{check: 1, tests: [1], params: 3}]\n"])
def test_other_shapes_are_refused_without_a_crash(text: str) -> None:
    rules, mistakes = parsed(text)
    assert rules == []
    assert mistakes


def keys_of_the_rule() -> list[tuple[str, int, int, str]]:
    """Every key of the rule that is not a name of the author's own: its path as text, line, column and itself."""
    document = read_document(RULE.encode(), "r.yaml")
    own = {"monthly_min", "branches", "meetings", "第一党支部"}
    keys = [(path, mark) for path, mark in document.marks.items() if path and isinstance(path[-1], str) and path[-1] not in own]
    return [("/".join(map(str, path)), *mark, path[-1]) for path, mark in keys]


@pytest.mark.parametrize(("path", "line", "column", "key"), keys_of_the_rule(), ids=[path for path, *_ in keys_of_the_rule()])
def test_a_mistyped_key_is_refused_at_its_place_with_the_right_proposal(path: str, line: int, column: int, key: str) -> None:
    for at in range(len(key)):
        typo = f"{key[:at]}q{key[at + 1:]}"
        lines = RULE.split("\n")
        text = lines[line - 1]
        lines[line - 1] = text[: column - 1] + typo + text[column - 1 + len(key):]
        told_here = [str(one) for one in parsed("\n".join(lines))[1] if one.place == f"r.yaml:{line}:{column}"]
        if path == "rules/0/check/at_least/param":
            assert told_here or any(f":{line}:" in str(one) for one in parsed("\n".join(lines))[1])
            continue
        unknown = [one for one in told_here if f'R104 未知的键 "{typo}"' in one]
        assert unknown, (typo, parsed("\n".join(lines))[1])
        assert f'"{key}"' in unknown[0], unknown


def test_every_option_of_every_kind_that_names_a_column_is_looked_up() -> None:
    """A new option must be put into one of the two lists, else its columns would not be checked."""
    not_columns = {
        "kind", "table", "where", "except", "per", "every", "when_empty", "not_yet_due", "blank", "on_roll", "fewer_than", "within", "grave_after", "grave_below", "ahead",
        "scope", "zero_denominator", "person", "at_least", "at_most", "more_than", "less_than",
        "strict", "of", "open_end", "same_day", "bound", "tolerance", "lines", "people", "format", "question", "answers", "evidence", "attested_by", "valid_days", "min_length", "inclusive",
        "whom", "each", "belongs_to", "ago", "by", "same", "forbidden",
        "parts", "part", "n", "fewer_applicable", "drop_at_most", "rise_at_most", "no_history", "needs_same",
    }
    for name, kind in KINDS.items():
        for key, field in kind.model_fields.items():
            written = field.alias or key
            assert written in {*not_columns, *COLUMN_KEYS, *VALUE_KEYS}, f"{name}.{written}"
