"""Keep what was confirmed: ``inputs.yaml`` in the folder of the input, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from auditor.errors import Mistake, UsageError
from auditor.records.beside import INPUTS
from auditor.records.inputs_file import find_inputs_file
from auditor.records.inputs_text import with_more


def keep(paths: Sequence[Path], entries: Sequence[Sequence[str]], aliases: Mapping[str, str]) -> Path:
    """Add entries and names to the ``inputs.yaml`` of these inputs, which is made where it is missing; the path of it."""
    path = find_inputs_file(paths) or (paths[0] if paths[0].is_dir() else paths[0].parent) / INPUTS
    try:
        before = path.read_text("utf-8-sig") if path.exists() else ""
        _write(path, with_more(before, entries, aliases))
    except OSError as error:
        raise UsageError(Mistake(str(path), "D630", f"写不进去（{error.strerror}）；请检查文件夹的写入权限，或把材料复制到可以写的文件夹")) from error
    return path


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
