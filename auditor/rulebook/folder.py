"""The files of a rulebook's folder: which are read, which only look as if they were, and what they are called in mistakes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from auditor.errors import Mistake, RulebookError
from auditor.rulebook.calendar import WORK_DAYS

TABLES, CALENDARS, PACK = "tables", "calendars", "pack.yaml"


def called(root: Path, name: str) -> str:
    """A file in mistakes."""
    return f"{root.resolve().name}/{name}"


def files_of(root: Path) -> dict[str, bytes]:
    """Every file of a rulebook by its name; ``RulebookError`` where there is none, or one cannot be opened."""
    try:
        found = sorted(path for path in root.glob("**/*.yaml") if path.relative_to(root).parts[0] != CALENDARS or path == root / WORK_DAYS)
        files = {path.relative_to(root).as_posix(): path.read_bytes() for path in found}
    except OSError as error:
        raise RulebookError(Mistake(str(root), "R100", f"规则文件读不出来：{error.strerror}；请检查路径和权限")) from None
    if not files:
        raise RulebookError(Mistake(str(root), "R100", "这里没有规则文件（*.yaml）；请检查 --rules 指的文件夹"))
    return files


def misplaced_in(root: Path) -> Iterator[Mistake]:
    """Files that look like rules and are not read: of another ending, or beside ``pack.yaml``."""
    for path in sorted(path for path in root.glob("**/*") if path.suffix.lower() in {".yaml", ".yml"}):
        place = path.relative_to(root)
        if path.suffix != ".yaml":
            yield Mistake(f"{root.resolve().name}/{place.as_posix()}", "R128", f"扩展名是“{path.suffix}”，不会读；请改为“.yaml”")
        elif len(place.parts) == 1 and place.name != PACK:
            yield Mistake(f"{root.resolve().name}/{place.as_posix()}", "R128", "规则文件要放在子文件夹里（如 national/党费.yaml），放在这里不会读")


def digest_of(files: Mapping[str, bytes]) -> str:
    """Of names and contents, in order."""
    whole = hashlib.sha256()
    for name, raw in files.items():
        whole.update(f"{name}\0{len(raw)}\0".encode())
        whole.update(raw)
    return whole.hexdigest()
