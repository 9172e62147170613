"""The contract of the command line: exit statuses, what goes to stdout and stderr, and that nothing of the user's is touched."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
import yaml

from tests.end_to_end.ledgers import DUES, FIRST, MEETINGS, complete
from tests.end_to_end.running import PERIOD, SAMPLE, audit, rule_folder, run, run_apart


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return complete().write(tmp_path / "材料")


@pytest.fixture
def yellow(tmp_path: Path) -> Path:
    given = complete()
    given.set(DUES, "实缴党费", None)
    return given.write(tmp_path / "有欠缴")


@pytest.fixture
def red(tmp_path: Path) -> Path:
    given = complete()
    given.drop("党员名册.xlsx", lambda row: "赵虚甲" in row)
    return given.write(tmp_path / "人数不足")


@pytest.fixture
def grey(tmp_path: Path) -> Path:
    given = complete()
    del given.files[MEETINGS]
    return given.write(tmp_path / "缺会议")


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(("case", "fail_on", "status"), [
    ("good", "yellow", 0), ("good", "red", 0), ("yellow", "never", 0), ("yellow", "yellow", 1), ("yellow", "red", 0),
    ("red", "red", 1), ("red", "yellow", 1), ("red", "never", 0), ("grey", "yellow", 1), ("grey", "red", 0),
])
def test_fail_on(case: str, fail_on: str, status: int, request: pytest.FixtureRequest, tmp_path: Path, rules: Path) -> None:
    ran = audit(request.getfixturevalue(case), tmp_path / "out", "--rules", rules, "--fail-on", fail_on)
    assert ran.status == status
    assert (tmp_path / "out" / "scorecard.json").exists()


WRITING = "正在写报告 ……\n"
PROGRESS = "正在读取 材料 ……\n读到 4 个文件、51 条记录、3 个支部；正在按 10 条规则核对 ……\n" + WRITING


def test_the_result_is_on_stdout_and_progress_on_stderr(good: Path, tmp_path: Path, rules: Path) -> None:
    ran = run_apart("audit", good, *PERIOD, "--rules", rules, "--out", tmp_path / "out", "--format", "json")
    assert (ran.status, ran.stderr) == (0, PROGRESS)
    assert ran.stdout.startswith("党支部台账检查记分卡 2022Q1\n")
    assert ran.stdout.endswith(f"报告已保存：\n  {tmp_path / 'out' / 'scorecard.json'}\n")


def test_a_period_that_was_not_given_is_told(good: Path, tmp_path: Path, rules: Path) -> None:
    ran = run("audit", good, "--as-of", "2022-04-04", "--rules", rules, "--out", tmp_path / "out", "--format", "json")
    assert ran.stderr == PROGRESS.replace(WRITING, f"检查期按材料推定为 2022Q1，可用 --period 指定。\n{WRITING}")


USAGE = [
    (["--as-of", "2021-12-31"], "E203 截至日期 2021-12-31 早于检查期 2022Q1 的第一天 2022-01-01"),
    (["--period", "2022Q5"], "“2022Q5”不是检查期，请写成 2022（年）、2022H1（上半年）、2022Q1（季度）或 2022-03（月）"),
    (["--period", "去年"], "“去年”不是检查期"),
    (["--format", "pdf"], "没有“pdf”这种格式，可用：xlsx、html、json、text、csv"),
    (["--fail-on", "green"], "green"),
    (["--as-of", "2022-02-30"], "2022-02-30"),
    (["--rules", "没有这个目录"], "没有这个目录"),
    (["--branches", "没有这个文件.xlsx"], "没有这个文件.xlsx"),
    (["--engine", "duckdb"], "duckdb"),
    (["--每月"], "--每月"),
]


@pytest.mark.parametrize(("options", "told"), USAGE, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_a_wrong_call_is_2(good: Path, tmp_path: Path, options: list[str], told: str) -> None:
    ran = run("audit", good, "--out", tmp_path / "out", *options)
    assert ran.status == 2
    assert ran.stdout == ""
    assert told in ran.stderr
    assert not (tmp_path / "out").exists()


def test_no_path_or_a_path_that_is_not_there_is_2(tmp_path: Path) -> None:
    assert run("audit").status == 2
    ran = run("audit", tmp_path / "没有")
    assert ran.status == 2
    assert str(tmp_path / "没有") in ran.stderr
    assert ran.stdout == ""


NOTHING = "D605 没有可以审查的记录：没有一张表能认出是哪种台账，或认出的表都没有记录。请核对文件，用 auditor inspect 查看读到了什么。\n"


def test_an_empty_folder_is_3(tmp_path: Path, rules: Path) -> None:
    (tmp_path / "空").mkdir()
    ran = audit(tmp_path / "空", tmp_path / "out", "--rules", rules)
    assert (ran.status, ran.stdout) == (3, "")
    assert ran.stderr == "正在读取 空 ……\n" + NOTHING


def test_only_unreadable_files_is_3_and_names_each(tmp_path: Path, rules: Path) -> None:
    folder = tmp_path / "坏"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(b"")
    (folder / "b.xlsx").write_bytes(b"PK\x03\x04")
    ran = audit(folder, tmp_path / "out", "--rules", rules)
    assert (ran.status, ran.stdout) == (3, "")
    assert ran.stderr == (
        "正在读取 坏 ……\n" + NOTHING +
        "a.xlsx D104 文件是空的（0 字节），请重新导出或另存后再试\n"
        "b.xlsx D104 文件已损坏（压缩包不完整），请用 Excel 或 WPS 打开后另存一份再试\n"
    )
    assert not (tmp_path / "out").exists()


def test_only_headers_is_3(tmp_path: Path, rules: Path) -> None:
    given = complete()
    given.files = {name: rows[:1] for name, rows in given.files.items()}
    ran = audit(given.write(tmp_path / "空表"), tmp_path / "out", "--rules", rules)
    assert (ran.status, ran.stdout) == (3, "")
    assert NOTHING in ran.stderr
    assert f"{DUES} Sheet1 D606" in ran.stderr


def test_records_of_no_branch_and_no_register_is_3(tmp_path: Path, rules: Path) -> None:
    given = complete()
    given.files = {"会议.xlsx": [row[1:] for row in given.files[MEETINGS]]}
    ran = audit(given.write(tmp_path / "无支部"), tmp_path / "out", "--rules", rules)
    assert (ran.status, ran.stdout) == (3, "")
    assert ran.stderr.splitlines()[1:] == ["D600 没有支部名录，报送的表格里也没有一处写明支部；请用 --branches 指定支部名录，或在表中、文件名中写明支部。"]


def test_a_broken_inputs_file_is_3_and_names_its_line(good: Path, tmp_path: Path, rules: Path) -> None:
    (good / "inputs.yaml").write_text("files:\n  - file: [\n", "utf-8")
    ran = audit(good, tmp_path / "out", "--rules", rules)
    assert (ran.status, ran.stdout) == (3, "")
    assert re.search(r"inputs\.yaml:[23]:\d+ R1\d\d ", ran.stderr)


def test_a_broken_rule_stops_the_run_with_4_and_every_mistake(good: Path, tmp_path: Path) -> None:
    rules = rule_folder(tmp_path / "rules")
    path = rules / "national" / "few.yaml"
    book = yaml.safe_load(path.read_text("utf-8"))
    book["rules"][0]["severty"] = book["rules"][0].pop("severity")
    book["rules"][1]["check"]["kind"] = "count_per_perod"
    path.write_text(yaml.safe_dump(book, allow_unicode=True), "utf-8")
    ran = audit(good, tmp_path / "out", "--rules", rules)
    assert (ran.status, ran.stdout) == (4, "")
    lines = ran.stderr.splitlines()
    assert all(line.partition(" ")[0].startswith("rules/national/few.yaml:") for line in lines), lines
    assert any("severty" in line and "severity" in line for line in lines)
    assert any("count_per_perod" in line and "count_per_period" in line for line in lines)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["rules:\n  - id: ZH-07\n   name: 错位\n", "rules: [\n", "\tid: 1\n", "rules:\n  - {}\n", "规则: 无\n"])
def test_a_rule_file_that_is_no_rule_file_is_4(good: Path, tmp_path: Path, text: str) -> None:
    rules = rule_folder(tmp_path / "rules")
    (rules / "national" / "broken.yaml").write_text(text, "utf-8")
    ran = audit(good, tmp_path / "out", "--rules", rules)
    assert (ran.status, ran.stdout) == (4, "")
    assert "broken.yaml:" in ran.stderr
    assert ran.card == {}


def test_a_broken_table_definition_is_4(good: Path, tmp_path: Path) -> None:
    rules = rule_folder(tmp_path / "rules")
    (rules / "tables" / "dues.yaml").write_text("id: dues\nname: 党费\ncolumns: {a: {name: 甲, typ: text}}\n", "utf-8")
    ran = audit(good, tmp_path / "out", "--rules", rules)
    assert (ran.status, ran.stdout) == (4, "")
    assert "dues.yaml:" in ran.stderr


def test_an_empty_rulebook_is_4(good: Path, tmp_path: Path) -> None:
    (tmp_path / "无规则").mkdir()
    ran = audit(good, tmp_path / "out", "--rules", tmp_path / "无规则")
    assert (ran.status, ran.stdout) == (4, "")
    assert "R211" in ran.stderr or "没有" in ran.stderr


def test_a_profile_that_selects_nothing_is_4(good: Path, tmp_path: Path) -> None:
    rules = rule_folder(tmp_path / "rules")
    (rules / "profiles").mkdir()
    (rules / "profiles" / "none.yaml").write_text("id: none\nname: 空\nuse: [ZH-07]\nchanges: [{disable: ZH-07, reason: 什么也不查}]\n", "utf-8")
    ran = audit(good, tmp_path / "out", "--rules", rules, "--profile", "none")
    assert (ran.status, ran.stdout, ran.stderr) == (4, "", 'rules/profiles R211 方案 "none" 没有选中任何规则\n')


def test_a_profile_that_is_not_there_is_4_with_a_suggestion(good: Path, tmp_path: Path) -> None:
    ran = audit(good, tmp_path / "out", "--profile", "quaterly-inspection")
    assert (ran.status, ran.stdout) == (4, "")
    assert "quarterly-inspection" in ran.stderr


def test_a_bug_is_5_with_a_log_and_no_traceback(good: Path, tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import auditor.pipeline

    def bug(*_: object, **__: object) -> None:
        raise RuntimeError("坏了")

    monkeypatch.setattr(auditor.pipeline, "judge_dataset", bug)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ran = audit(good, tmp_path / "out", "--rules", rules)
    assert (ran.status, ran.stdout) == (5, "")
    assert "E500 程序内部出错，这不是您的操作问题，已有的文件没有改动。详细情况已记入：" in ran.stderr
    assert "RuntimeError" not in ran.stderr


def test_results_are_never_overwritten_and_inputs_never_touched(good: Path, tmp_path: Path, rules: Path) -> None:
    out, before = tmp_path / "out", digests(good)
    every = ("--rules", rules, "--format", "xlsx,html,json,text,csv")
    first = run("audit", good, *PERIOD, "--out", out, *every)
    kept = digests(out)
    assert (first.status, sorted(kept)) == (0, ["scorecard.csv", "scorecard.html", "scorecard.json", "scorecard.txt", "scorecard.xlsx"])
    second = run("audit", good, *PERIOD, "--out", out, *every)
    assert second.status == 0
    now = digests(out)
    assert {name: now[name] for name in kept} == kept
    assert sorted(set(now) - set(kept)) == ["scorecard (2).csv", "scorecard (2).html", "scorecard (2).json", "scorecard (2).txt", "scorecard (2).xlsx"]
    assert now["scorecard (2).json"] == now["scorecard.json"]
    assert digests(good) == before


def test_results_inside_the_input_folder_change_no_light_next_time(good: Path, rules: Path) -> None:
    first = audit(good, good / "检查结果", "--rules", rules, "--format", "xlsx,json,csv,text,html")
    again = run("audit", good, *PERIOD, "--rules", rules, "--out", good / "检查结果2", "--format", "json")
    card = json.loads((good / "检查结果2" / "scorecard.json").read_bytes())
    assert again.status == 0
    assert [one["light"] for one in card["branches"]] == [one["light"] for one in first.card["branches"]]
    assert card["branches"] == first.card["branches"]


def test_an_output_that_cannot_be_a_folder_is_told(good: Path, tmp_path: Path, rules: Path) -> None:
    (tmp_path / "占用").write_text("我", "utf-8")
    ran = run("audit", good, *PERIOD, "--rules", rules, "--out", tmp_path / "占用", "--format", "json")
    assert ran.status == 2
    assert (tmp_path / "占用").read_text("utf-8") == "我"
    ran = run("audit", good, *PERIOD, "--rules", rules, "--out", tmp_path / "占用" / "里面", "--format", "json")
    assert ran.status == 2
    assert "W102" in ran.stderr


def test_only_the_asked_formats_are_written(good: Path, tmp_path: Path, rules: Path) -> None:
    run("audit", good, *PERIOD, "--rules", rules, "--out", tmp_path / "out", "--format", "json，csv")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["scorecard.csv", "scorecard.json"]


def test_the_same_input_gives_the_same_bytes(good: Path, tmp_path: Path, rules: Path) -> None:
    audit(good, tmp_path / "一", "--rules", rules)
    audit(good, tmp_path / "二", "--rules", rules)
    assert (tmp_path / "一" / "scorecard.json").read_bytes() == (tmp_path / "二" / "scorecard.json").read_bytes()


def test_the_sample_in_a_process_of_its_own(tmp_path: Path) -> None:
    ran = run_apart("audit", SAMPLE, *PERIOD, "--out", "结果", "--fail-on", "red", cwd=tmp_path)
    assert ran.status == 1
    assert sorted(path.name for path in (tmp_path / "结果").iterdir()) == ["scorecard.html", "scorecard.json", "scorecard.xlsx"]
    card = json.loads((tmp_path / "结果" / "scorecard.json").read_bytes())
    assert {"red", "green"} < {one["light"] for one in card["branches"]}
    assert FIRST
