"""``map`` asks what is open, one thing at a time, and remembers; ``inspect --save`` writes what was understood."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli import main
from auditor.cli.understanding import describe
from auditor.rulebook.load import load_rulebook

SAMPLE = Path(__file__).parents[2] / "samples" / "inspection-2022q1"
LIST = "党支部名称,成立时间\n第一党支部,2010-01-01\n机电系教工党支部,2010-01-01\n"
MEETINGS = "党支部,会议类型,计划时间,实际的会议时间\n第一党支部,党课,2022.3.1,2022.3.2\n机电教工支部,党课,2022.3.1,13900001111\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "名录.csv").write_text(LIST, "utf-8")
    (tmp_path / "会议.csv").write_text(MEETINGS, "utf-8")
    return tmp_path


def call(*args: str | Path, said: str | None = None) -> Result:
    """Through the program: Click remembers a command's help by how it was first called."""
    return CliRunner().invoke(main, [*map(str, args)], input=said, catch_exceptions=False)


def ask(folder: Path, *said: str) -> Result:
    return call("map", folder, said="".join(f"{line}\n" for line in said))


def test_without_input_the_questions_are_listed_and_nothing_is_written(folder: Path) -> None:
    found = call("map", "--no-input", folder)
    assert found.exit_code == 0
    assert "D 列“实际的会议时间”是“组织生活记录”的哪一列？" in found.output
    assert "支部名录中没有“机电教工支部”" in found.output
    assert not (folder / "inputs.yaml").exists()


def test_answers_are_remembered_and_not_asked_again(folder: Path) -> None:
    first = ask(folder, "1", "1")
    assert "记下" in first.output
    assert "13900001111" not in first.output, "examples are masked"
    written = (folder / "inputs.yaml").read_text("utf-8")
    assert "实际的会议时间" in written
    assert '"机电教工支部": "机电系教工党支部"' in written
    assert "没有需要询问的" in ask(folder).output
    again = folder / "二季度"
    again.mkdir()
    shutil.copy(folder / "会议.csv", again / "二季度会议.csv")
    assert "实际的会议时间" not in call("map", "--no-input", folder).output, "the same headings in another file"


def test_skipping_keeps_nothing_and_stopping_keeps_what_was_said(folder: Path) -> None:
    assert "没有记下新的答案" in ask(folder, "", "").output
    assert not (folder / "inputs.yaml").exists()
    assert "记下 1 个答案" in ask(folder, "1", "q").output


def test_a_wrong_number_is_asked_again(folder: Path) -> None:
    assert "没有这个选项：只能填 1 到" in ask(folder, "99", "q").output


def test_a_sheet_may_be_called_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "名录.csv").write_text(LIST, "utf-8")
    (tmp_path / "会议.csv").write_text("党支部,会议类型,哪天开的\n第一党支部,党课,2022-03-01\n", "utf-8")
    listed = call("map", "--no-input", tmp_path).output
    assert "会议.csv 的工作表“会议”是哪一种台账？" in listed
    assert "不是台账，以后不用再问" in listed
    number = listed.split("可选：")[1].split("\n")[0].count("；") + 1
    assert "记下 1 个答案" in ask(tmp_path, str(number)).output
    assert "skip: true" in (tmp_path / "inputs.yaml").read_text("utf-8")
    assert "没有需要确认的问题" in call("map", "--no-input", tmp_path).output


def test_the_period_of_a_sheet_may_be_typed(tmp_path: Path) -> None:
    (tmp_path / "名录.csv").write_text(LIST, "utf-8")
    (tmp_path / "会议.csv").write_text("党支部,会议类型,实际时间\n第一党支部,党课,某天\n", "utf-8")
    assert "没有这个选项：时段写成 2022Q1、2022-03 或 2022" in ask(tmp_path, "三月", "2022年一季度").output
    assert 'period: "2022Q1"' in (tmp_path / "inputs.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path_factory.mktemp("材料") / "一季度"))


def test_what_is_saved_and_read_again_is_understood_alike(copied: Path) -> None:
    tables = load_rulebook().tables
    before = list(describe([copied], tables))
    saved = call("inspect", copied, "--save")
    assert "写了 35 项" in saved.output
    after = list(describe([copied], tables))
    assert [line for line, _ in after if "判断：" not in line] == [line for line, _ in before if "判断：" not in line]
    again = call("inspect", copied, "--save")
    assert "没有要补写的" in again.output


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said_so(folder: Path) -> None:
    folder.chmod(0o500)
    assert "D630" in call("inspect", folder, "--save").output


def test_a_sheet_that_nothing_is_known_of_is_asked_about_where_people_are_sent_here(tmp_path: Path) -> None:
    (tmp_path / "名录.csv").write_text(LIST, "utf-8")
    (tmp_path / "签到.csv").write_text("姓名,1,2,3\n赵甲子,√,√,√\n钱乙丑,√,√,√\n", "utf-8")
    assert "签到.csv 的工作表“签到”是哪一种台账？" in call("map", "--no-input", tmp_path).output


def test_another_ordinal_is_never_offered(tmp_path: Path) -> None:
    (tmp_path / "名录.csv").write_text("党支部名称,成立时间\n机械第一党支部,2010-01-01\n机械第三党支部,2010-01-01\n", "utf-8")
    (tmp_path / "会议.csv").write_text("党支部,会议类型,实际时间\n机械第三党支部,党课,2022-03-02\n机械第二党支部,党课,2022-03-02\n机戒第三党支部,党课,2022-03-02\n", "utf-8")
    listed = call("map", "--no-input", tmp_path).output
    assert "机戒第三党支部" in listed
    assert "机械第三党支部" in listed
    assert "机械第一党支部" not in listed
    assert "机械第二党支部" not in listed


@pytest.mark.parametrize(("name", "text"), [
    ("民主评议结果表", "姓名,所在党支部,评议年度,评议时间,评议结果\n赵甲子,第一党支部,2021,,合格\n"),
    ("党员增减情况表", "党支部,项目,本年合计,其中\n"),
])
def test_a_year_of_its_own_and_an_empty_sheet_need_no_period(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "名录.csv").write_text(LIST, "utf-8")
    (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    assert "是哪个时段的" not in call("map", "--no-input", tmp_path).output
