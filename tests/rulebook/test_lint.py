from __future__ import annotations

from pathlib import Path

import pytest

from auditor.rulebook.lint import lint
from auditor.rulebook.load import load_rulebook
from tests.rulebook.book import BRANCHES, MEETINGS, PACK, RULE, changed

CASES = """\
      - name: 都开展
        period: 2022-03
        as_of: 2022-04-04
        given: {branches: x}
        expect: {甲: {verdict: pass}, 乙: {verdict: no_data}}
"""
GOOD = RULE + CASES
LEVELS = "levels: {red: [{consecutive_at_least: 2}]}"
WARNINGS = [
    (("name: 每月开展一次主题党日", f"name: {'长' * 31}"), "R301 ZH-07 的名称有 31 个字，报告里放不下；请不超过 30 个字"),
    (("name: 每月开展一次主题党日", "name: 开展主题党日。"), "R301 ZH-07 的名称末尾不要标点"),
    (("module: 组织生活", "module: 组织生涯"), 'R301 ZH-07 的模块 "组织生涯" 不在常用模块中，是否想写 "组织生活"？'),
    ((CASES, ""), "R302 ZH-07 缺少结论为“合格”“数据不足”的用例；没有见过它不合格的规则等于没有试过"),
    (("modality: shall", "modality: normally"), (LEVELS, "levels: red"), "R304 ZH-07 的条文用语是“一般”或“可以”，却一律判红；请改为黄色，屡次违反才判红"),
    (("modality: shall", "modality: may"), ("severity: major", "severity: red_line"), "R304 ZH-07 的条文用语是“一般”或“可以”，不宜作为红线"),
    (("at_least: {param: monthly_min}", "at_least: 1"), "R305 ZH-07 的参数没有用到：monthly_min；请删去，或在 check 中用 {param: 名称} 引用"),
    (("modality: shall", "modality: must"), (LEVELS, "levels: yellow"), "R306 ZH-07 的条文用语是“必须”或“不得”，却从不判红"),
    (("severity: major", "severity: red_line"), (LEVELS, "levels: yellow"), "R306 ZH-07 是红线规则，却从不判红"),
    (("severity: major", "severity: red_line"), ("confidence: V", "confidence: M"), "R308 ZH-07 是红线规则，依据却尚未核对原文"),
    (("severity: major", "severity: red_line\n    stage: trial"), "R332 ZH-07 是红线规则，却在试行，不影响灯；请定下来再作红线"),
    (("modality: shall", "modality: local"), "R309 ZH-07 是本单位的要求，不应放在 national/ 里"),
    (("severity: major", "severity: info"), "R310 ZH-07 只作提示，不应计分"),
    (("consecutive_at_least: 2", "grave_at_least: 1"),
     "R311 ZH-07 的 levels 用了 grave_at_least，检查里却没有 grave_after 或 grave_below 或 grave，永远不会判红"),
    (("kind: count_per_period", "kind: headcount\n      when_empty: fail"), ("      every: month\n", ""),
     "R311 ZH-07 的 levels 用了 consecutive_at_least，检查方式 headcount 却不分期，永远不会判红"),
    (("min: 1, max: 4", "max: 4"), "R313 ZH-07 的参数“每月最少次数”没有写 min：方案可以把它改成任何值"),
    (("every: month", "every: year"), "R311 ZH-07 的 levels 要连续 2 期，检查期最长一年，每年只有 1 期，永远不会判红"),
    (("severity: major", "severity: minor"), "R307 ZH-07 可能判红，严重程度却是“一般”（minor）；判红的规则应为 major 或 red_line，资料不足时才不会亮绿灯"),
]


def linted(tmp_path: Path, text: str) -> list[str]:
    for name, content in {"pack.yaml": PACK, "tables/b.yaml": BRANCHES, "tables/m.yaml": MEETINGS, "national/r.yaml": text}.items():
        path = tmp_path / "rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return [str(one) for one in lint(load_rulebook(tmp_path / "rules"))]


def test_nothing_to_say(tmp_path: Path) -> None:
    assert linted(tmp_path, GOOD) == []


@pytest.mark.parametrize("case", WARNINGS, ids=[case[-1][:30] for case in WARNINGS])
def test_one_warning_is_told_exactly(tmp_path: Path, case: tuple[object, ...]) -> None:
    *pairs, warning = case
    text = GOOD
    for old, new in pairs:  # type: ignore[misc]
        assert old in text
        text = text.replace(old, new, 1)
    assert linted(tmp_path, text) == [f"rules/national/r.yaml:2:5 {warning}"]


def test_red_lines_are_few(tmp_path: Path) -> None:
    rule = (changed(("severity: major", "severity: red_line")) + CASES).removeprefix("rules:\n")
    text = "rules:\n" + "".join(rule.replace("ZH-07", f"ZH-{number:02}") for number in range(11))
    names = "、".join(f"ZH-{number:02}" for number in range(11))
    assert linted(tmp_path, text) == [f"rules R303 红线规则有 11 条（{names}），最多 10 条；红线太多就不成其为红线"]


def test_a_header_of_two_columns_that_cells_cannot_tell_apart(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    for name, text in {"pack.yaml": PACK, "tables/branches.yaml": BRANCHES, "national/r.yaml": RULE}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    twice = MEETINGS.replace("headers: [实到]", "headers: [实到, 应到, 会议类型]")
    (folder / "tables/meetings.yaml").write_text(twice, encoding="utf-8")
    found = [str(one) for one in lint(load_rulebook(folder)) if one.code == "R312"]
    assert found == ["rules/tables/meetings.yaml R312 表头“应到”同时是列 attended、due 的写法，见到它认不出是哪一列；请只留在一列"]


@pytest.mark.parametrize(("written", "warning"), [
    ("第十六条 #注", "5:54 R333 “第十六条”后面的“#注”是注释，不算文字；是文字的，整段加引号；是注释的，另起一行"),
    ("第十六条  # 第二款", "5:55 R333 “第十六条”后面的“#第二款”是注释，不算文字；是文字的，整段加引号；是注释的，另起一行"),
])
def test_text_behind_a_number_sign_is_dropped_and_said(tmp_path: Path, written: str, warning: str) -> None:
    text = GOOD.replace("article: 第十六条,", f"article: {written}\n      ,")
    assert linted(tmp_path, text) == [f"rules/national/r.yaml:{warning}"]


@pytest.mark.parametrize("change", [("article: 第十六条,", 'article: "第十六条 #注",'), ("第十六条,", "条例#第16条,"), ("severity: major", "severity: major  # 重要"),
                                    ("confidence: V}", "confidence: V}  # 已核对"), ("rules:", "# 组织生活 #1\nrules:")])
def test_a_comment_that_drops_nothing_is_left_alone(tmp_path: Path, change: tuple[str, str]) -> None:
    assert not [line for line in linted(tmp_path, GOOD.replace(*change, 1)) if "R333" in line]


def test_nothing_to_say_of_the_shipped_rules() -> None:
    assert list(map(str, lint(load_rulebook()))) == []
