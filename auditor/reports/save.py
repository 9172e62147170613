"""``save``: reports onto the disk. Whole or not at all, never over an existing file, readable by their owner only."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from auditor.errors import Mistake, UsageError
from auditor.reports.compose import Report
from auditor.reports.formats import FORMATS

_ATTEMPTS = 1000


class SaveError(UsageError):
    """Some file could not be written; ``saved`` are the ones that were."""

    def __init__(self, mistakes: Sequence[Mistake], saved: Sequence[Path]) -> None:
        self.saved = tuple(saved)
        super().__init__(mistakes)


def save(report: Report, out: Path, formats: Sequence[str]) -> list[Path]:
    """Write the report in those formats (keys of ``FORMATS``) into the folder ``out``; see ``save_files``."""
    return save_files(out, {FORMATS[name].file: partial(FORMATS[name].render, report) for name in formats})


def save_files(out: Path, files: Mapping[str, bytes | Callable[[], bytes]]) -> list[Path]:
    """Write files (by name: what they hold, or what makes it) into the folder ``out``, which is made where missing.

    Gives the paths written. All of one call carry the same number, ``scorecard (2).xlsx`` and so on, when the plain names are
    taken. A file that cannot be written does not keep the others from being written; ``SaveError`` names it afterwards.
    """
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError([Mistake(str(out), "W102", "不能用作输出文件夹，请用 --out 换一个文件夹")], []) from error
    number = next(number for number in range(1, _ATTEMPTS) if not any(_path(out, name, number).exists() for name in files))
    saved: list[Path] = []
    mistakes: list[Mistake] = []
    for name, content in files.items():
        path = _path(out, name, number)
        try:
            saved.append(_write(path, content() if callable(content) else content))
        except OSError as error:
            mistakes.append(_mistake(path, error))
    if mistakes:
        raise SaveError(mistakes, saved)
    return saved


def _path(out: Path, name: str, number: int) -> Path:
    path = out / name
    return path if number == 1 else path.with_stem(f"{path.stem} ({number})")


def _write(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _fill(temporary, content)
        # claiming the name first: a rename alone would silently replace a file that appeared meanwhile
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            temporary.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return path


def _fill(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _mistake(path: Path, error: OSError) -> Mistake:
    if isinstance(error, FileExistsError):
        advice = "文件已存在，没有覆盖，请换一个输出文件夹"
    else:
        advice = f"无法写入，请检查磁盘空间和写入权限，或用 --out 换一个文件夹（系统提示 {error.errno}）"
    return Mistake(str(path), "W101", advice)
