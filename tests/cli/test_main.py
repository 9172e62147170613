from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from auditor.cli import COMMANDS, main
from auditor.errors import AuditorError, InputError, Mistake, RulebookError, UsageError

HEAVY = ("pandas", "polars", "pandera", "narwhals", "pydantic", "numpy", "openpyxl", "xlsxwriter", "jinja2", "rich", "yaml")


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def call(monkeypatch: pytest.MonkeyPatch, body: Callable[[], object]) -> Result:
    """The result of `auditor demo` with that body."""
    monkeypatch.setattr(main, "get_command", lambda _context, _name: click.Command("demo", callback=body))
    return CliRunner().invoke(main, ["demo"])


def raising(error: BaseException) -> Callable[[], object]:
    def body() -> None:
        raise error

    return body


def test_help_names_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for name, (_, about) in COMMANDS.items():
        assert name in result.stdout
        assert about in result.stdout


def test_help_starts_no_table_library() -> None:
    loaded = python(
        "import sys; from auditor.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert "loaded: []" in loaded


def test_help_starts_within_its_budget() -> None:
    seconds = min(float(python(
        "import time, io, contextlib\nfrom auditor.cli import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()): main(['--help'])\n"
        "print(time.process_time())"
    )) for _ in range(3))
    assert seconds < 0.3


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_loads_and_has_help(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "选项" in result.stdout


def test_no_command_shows_the_help_and_is_a_usage_error() -> None:
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert "audit" in result.output


def test_an_unknown_command_says_which_there_are() -> None:
    result = CliRunner().invoke(main, ["adit"])
    assert result.exit_code == 2
    assert "没有这个命令：adit。可用的命令：audit、" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(("kind", "status"), [(UsageError, 2), (InputError, 3), (RulebookError, 4), (AuditorError, 5)])
def test_expected_errors_are_told_all_at_once(monkeypatch: pytest.MonkeyPatch, kind: type[AuditorError], status: int) -> None:
    mistakes = Mistake("甲.yaml:1:2", "R100", "未知的键"), Mistake("乙.xlsx", "D200", "无法读取")
    result = call(monkeypatch, raising(kind(mistakes)))
    assert result.exit_code == status
    assert result.stderr == "甲.yaml:1:2 R100 未知的键\n乙.xlsx D200 无法读取\n"
    assert result.stdout == ""


def test_click_errors_are_usage_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    result = call(monkeypatch, raising(click.FileError("甲.xlsx", "没有权限")))
    assert result.exit_code == 2
    assert result.stderr == "错误：无法打开文件 甲.xlsx：没有权限\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_interruption(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    result = call(monkeypatch, raising(error))
    assert result.exit_code == 130
    assert "已中断" in result.stderr


def test_a_bug_is_logged_and_never_shown_as_a_traceback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    result = call(monkeypatch, raising(ZeroDivisionError("某支部")))
    assert result.exit_code == 5
    assert "Traceback" not in result.output
    assert "某支部" not in result.output
    (log,) = tmp_path.iterdir()
    assert str(log) in result.stderr
    assert log.stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    text = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError: 某支部" in text
    assert "Traceback" in text


def test_a_bug_is_told_even_if_no_log_can_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    result = call(monkeypatch, raising(ValueError("坏了")))
    assert result.exit_code == 5
    assert "ValueError: 坏了" in result.stderr


@pytest.mark.parametrize(("value", "status"), [(None, 0), (0, 0), (1, 1)])
def test_a_command_returns_its_exit_status(monkeypatch: pytest.MonkeyPatch, value: object, status: int) -> None:
    assert call(monkeypatch, lambda: value).exit_code == status


def test_a_command_may_exit_through_the_context(monkeypatch: pytest.MonkeyPatch) -> None:
    assert call(monkeypatch, lambda: click.get_current_context().exit(1)).exit_code == 1


def test_a_reader_that_leaves_is_no_error() -> None:
    ends = """
import subprocess, sys
process = subprocess.Popen([sys.executable, "-m", "auditor", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
process.stdout.close()
error = process.stderr.read()
print(process.wait(), error)
"""
    assert python(ends) == "0 b''\n"


def test_a_console_without_chinese_does_not_end_the_run() -> None:
    result = subprocess.run([sys.executable, "-m", "auditor", "--help"], capture_output=True, check=False,
                            env={"PYTHONIOENCODING": "ascii", "PATH": ""})
    assert result.returncode == 0
    assert b"audit" in result.stdout
