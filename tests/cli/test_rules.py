from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli import main
from auditor.shipped import shipped
from tests.rulebook.book import BRANCHES, MEETINGS, PACK, RULE, changed

WHOLE = RULE + """      - name: 月月有
        period: 2022-01
        as_of: 2022-04-04
        given:
          branches: |
            党支部名称,成立时间,是否设支委会
            第一党支部,2010-01-01,是
          meetings: |
            党支部,会议类型,实际时间
            第一党支部,主题党日,2022-01-05
        expect: {第一党支部: {verdict: pass}}
      - name: 没有报送
        period: 2022-01
        as_of: 2022-04-04
        given:
          branches: |
            党支部名称,成立时间,是否设支委会
            第一党支部,2010-01-01,是
          meetings: not_supplied
        expect: {第一党支部: {verdict: no_data}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path, WHOLE)


def made(tmp_path: Path, rule: str) -> Path:
    root = tmp_path / "rules"
    for name, text in {"pack.yaml": PACK, "tables/b.yaml": BRANCHES, "tables/m.yaml": MEETINGS, "national/r.yaml": rule}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_list(folder: Path) -> None:
    result = run("rules", "list", "--rules", folder)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "小规则包 1，方案 default：启用 1 条，未启用 0 条。"
    line = next(line for line in result.stdout.splitlines() if line.startswith("ZH-07"))
    assert line.split() == ["ZH-07", "每月开展一次主题党日", "组织生活", "重要", "正式", "《中国共产党支部工作条例（试行）》第十六条", "是"]
    result.stdout.encode("gbk")


def test_show_gives_yaml_that_loads_again(folder: Path, tmp_path: Path) -> None:
    result = run("rules", "show", "ZH-07", "--rules", folder)
    assert result.exit_code == 0
    place, *lines = result.stdout.splitlines()
    assert place == "# rules/national/r.yaml:2:5，用例 3 个"
    again = made(tmp_path / "again", "rules:\n  - " + "\n    ".join(lines) + "\n")
    shown = run("rules", "show", "ZH-07", "--rules", again)
    assert shown.exit_code == 0, shown.stderr
    assert shown.stdout.splitlines()[1:] == lines


def test_resolve_says_where_each_value_comes_from(folder: Path) -> None:
    (folder / "profiles").mkdir()
    profile = "id: school\nname: 学院\nchanges:\n  - {set: ZH-07, params: {monthly_min: 2}, stage: trial, reason: 校党委要求}\n"
    (folder / "profiles/school.yaml").write_text(profile, "utf-8")
    result = run("rules", "resolve", "--rules", folder, "--profile", "school")
    assert result.exit_code == 0, result.stderr
    lines = {line.split()[1]: line.split()[2:] for line in result.stdout.splitlines() if line.startswith("ZH-07")}
    assert lines["params.monthly_min"] == ["2", "rules/profiles/school.yaml:4:27", "校党委要求"]
    assert lines["stage"] == ["试行（不计入）", "rules/profiles/school.yaml:4:44", "校党委要求"]
    assert lines["severity"] == ["重要", "rules/national/r.yaml:7:5"]
    assert "方案 school：选用 1 条，未选用 0 条，改动 2 处；选用校验值 " in result.stdout
    assert run("rules", "resolve", "ZH-7", "--rules", folder).exit_code == 2
    assert "at_least: 2\n" in run("rules", "show", "ZH-07", "--rules", folder, "--profile", "school").stdout
    assert "每月符合条件的记录至少 2 条" in run("rules", "explain", "ZH-07", "--rules", folder, "--profile", "school").stdout
    assert "试行（不计入）" in run("rules", "list", "--rules", folder, "--profile", "school").stdout


def test_resolve_says_which_rules_are_left_out_and_why(folder: Path) -> None:
    (folder / "profiles").mkdir()
    (folder / "national/more.yaml").write_text(RULE.replace("ZH-07", "ZH-08"), "utf-8")
    (folder / "profiles/base.yaml").write_text("id: base\nname: 全校\n", "utf-8")
    (folder / "profiles/school.yaml").write_text("id: school\nname: 学院\nextends: base\nchanges:\n  - {disable: ZH-08, reason: 与 ZH-07 重复}\n", "utf-8")
    said = run("rules", "resolve", "--rules", folder, "--profile", "school").stdout
    assert "rules/profiles/school.yaml:5:6" in said.partition("本方案未选用：")[2]
    assert "由方案停用：与 ZH-07 重复" in said
    assert "school 是在它基础上的方案" in run("rules", "resolve", "--rules", folder, "--profile", "base").stdout


def test_explain(folder: Path) -> None:
    result = run("rules", "explain", "ZH-07", "--rules", folder)
    assert result.exit_code == 0
    assert "检查：每个党支部每月符合条件的记录至少 1 条。\n" in result.stdout
    assert result.stdout.endswith("出处：rules/national/r.yaml:2:5\n")


def test_an_unknown_rule_is_a_usage_error(folder: Path) -> None:
    result = run("rules", "explain", "ZH-7", "--rules", folder)
    assert (result.exit_code, result.stderr) == (2, 'R403 没有规则 "ZH-7"，是否想写 "ZH-07"？\n')


LACKING = "rules/national/r.yaml:2:5 R302 ZH-07 缺少结论为“合格”“数据不足”的用例；没有见过它不合格的规则等于没有试过"


def test_lint_tells_warnings_and_ends_well(tmp_path: Path) -> None:
    result = run("rules", "lint", made(tmp_path, WHOLE.replace("module: 组织生活", "module: 组织生涯")))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("rules/national/r.yaml:2:5 R301 ZH-07 ")
    assert result.stdout.splitlines()[1] == "规则 1 条，台账 2 种：没有错误，提醒 1 条。"


def test_a_rule_that_was_not_seen_to_pass_and_lack_data_is_no_good(tmp_path: Path) -> None:
    root = made(tmp_path, RULE)
    linted, tested = run("rules", "lint", root), run("rules", "test", "--rules", root)
    assert (linted.exit_code, linted.stderr.splitlines()) == (4, [LACKING])
    assert (tested.exit_code, tested.stderr.splitlines()) == (4, [LACKING, "用例 1 个，不符 0 个；1 条规则用例不全。"])


def test_lint_tells_mistakes_with_status_4(tmp_path: Path) -> None:
    result = run("rules", "lint", made(tmp_path, changed(("at_least: {param", "每月至少: {param"))))
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == 'rules/national/r.yaml:25:7 R104 未知的键 "每月至少"，是否想写 "at_least"？\n'


def test_test(folder: Path) -> None:
    result = run("rules", "test", "--rules", folder)
    assert (result.exit_code, result.stdout) == (0, "规则 1 条，用例 3 个，各换三种写法重做一遍，全部相符。\n")
    quick = run("rules", "test", "ZH-07", "ZH-07", "--quick", "--rules", folder)
    assert (quick.exit_code, quick.stdout) == (0, "规则 1 条，用例 3 个，全部相符。\n")


def test_test_tells_what_differs_with_status_4(tmp_path: Path) -> None:
    result = run("rules", "test", "ZH-07", "--rules", made(tmp_path, changed(("met: 2", "met: 3"))))
    assert result.exit_code == 4
    assert result.stderr.splitlines() == [
        "rules/national/r.yaml:2:5 R401 ZH-07 用例“一月缺一次”：第一党支部：met 应为 3，实为 2", "用例 1 个，不符 1 个。",
    ]


def test_a_rule_without_cases_is_not_tested_silently(tmp_path: Path) -> None:
    result = run("rules", "test", "--rules", made(tmp_path, RULE.partition("    tests:")[0]))
    assert (result.exit_code, result.stderr) == (4, "rules/national/r.yaml:2:5 R402 ZH-07 没有用例可以运行；请在规则的 tests 中写用例\n")


@pytest.mark.parametrize("what", ["scorecard", "rule", "table", "profile"])
def test_schema(what: str) -> None:
    result = run("schema", what)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("command", ["list", "show", "explain", "lint", "test"])
def test_help_has_an_example(command: str) -> None:
    result = run("rules", command, "--help")
    assert result.exit_code == 0
    assert f"例：auditor rules {command}" in result.stdout


SAMPLE = shipped("samples") / "inspection-2022q1"


def test_explain_a_branch() -> None:
    result = run("rules", "explain", "ZH-07", SAMPLE, "--branch", "技师学院教工支部", "--period", "2022年一季度", "--as-of", "2022-04-04")
    assert result.exit_code == 0, result.stderr
    assert "\n结论：× 不合格。技师学院教工党支部：2022-01、2022-02 缺少主题党日记录" in result.stdout
    assert "主题党日活动台账.xlsx > 主题党日 > 第 25 行" in result.stdout


@pytest.mark.parametrize(("words", "message"), [
    (("--branch", "技师学院教工二支", SAMPLE), "R406 材料中没有党支部“技师学院教工二支”，是否指“技师学院教工党支部”"),
    (("--branch", "技师学院教工党支部"), "R405 --branch 和材料的路径要一起写"),
    ((SAMPLE,), "R405 --branch 和材料的路径要一起写"),
])
def test_explain_a_branch_that_cannot_be(words: tuple[object, ...], message: str) -> None:
    result = run("rules", "explain", "ZH-07", *words)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith(message)
