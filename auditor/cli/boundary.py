"""The one error boundary of the command line: whatever happens inside a command becomes a message and an exit status."""

from __future__ import annotations

import io
import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Callable

import click

from auditor import __version__
from auditor.cli.interrupt import heard, pressed
from auditor.errors import AuditorError, Mistake

USAGE, INTERNAL, INTERRUPTED = 2, 5, 130


def guarded(run: Callable[[], object]) -> int:
    """Run it and return the exit status; what went wrong is told on stderr in Chinese, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a character must not end the run
    stdout = sys.stdout
    try:
        with heard():
            status = run()
    except SystemExit as error:
        reader_left = sys.stdout is not stdout  # `auditor … | head`: Click swaps the stream and exits with what means a red light here
        return 0 if reader_left or error.code is None else int(error.code)
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return _interrupted()
    except AuditorError as error:
        return _tell("\n".join(map(_shown, error.mistakes)), error.exit_status)
    except Exception as error:  # noqa: BLE001 - this is the boundary
        return _interrupted() if pressed() else _crashed(error)  # an import that was cut short fails in its own way
    return status if isinstance(status, int) else 0


def _interrupted() -> int:
    return _tell("已中断，没有写完的结果不会保留。", INTERRUPTED)


def _shown(mistake: Mistake) -> str:
    """One line; names of files, sheets and columns are other people's text."""
    from auditor.reports.clean import Target, clean
    from auditor.reports.guard import safe

    return clean(safe(str(mistake)), Target.SCREEN)


def _tell(text: str, status: int) -> int:
    click.echo(text, err=True)
    return status


def _crashed(error: BaseException) -> int:
    try:
        where = f"详细情况已记入：{_log(error)}"
    except OSError as failure:
        where = f"详细情况未能记录（{failure.strerror}）：{type(error).__name__}: {error}"
    advice = "请把该文件交给维护人员（其中可能有台账内容，勿公开）。"
    return _tell(f"E500 程序内部出错，这不是您的操作问题，已有的文件没有改动。{where}\n{advice}", INTERNAL)


def _log(error: BaseException) -> str:
    """Write the traceback to a file that only this user can read, and return its path."""
    handle, path = tempfile.mkstemp(prefix="auditor-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
        log.write(f"auditor {__version__}, Python {platform.python_version()}, {platform.platform()}\n{sys.argv!r}\n\n")
        log.writelines(traceback.format_exception(error))
    return path
