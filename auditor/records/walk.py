"""Which files are read, in a fixed order, and the name that each goes by in reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.records.archive import members


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or the part ``member`` of a zip archive. ``name`` is relative to the folder that was given, the same everywhere."""

    path: Path
    name: str
    member: str = ""


def sources(paths: Sequence[Path]) -> tuple[Source, ...]:
    """Every file of ``paths``, folders walked; two files of one relative name go by their whole paths."""
    found = [source for path in paths for source in (_folder(path) if path.is_dir() else [Source(path, path.name)])]
    unique = {source.path.resolve(): source for source in reversed(found)}
    kept = [source for source in found if unique[source.path.resolve()] is source]
    count = Counter(source.name for source in kept)
    named = [source if count[source.name] == 1 else Source(source.path, source.path.as_posix()) for source in kept]
    return tuple(part for source in named for part in parts(source))


def _folder(folder: Path) -> list[Source]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    named = [Source(path, path.relative_to(folder).as_posix()) for path in files]
    return sorted(named, key=lambda source: source.name)


def parts(source: Source) -> tuple[Source, ...]:
    """The files in a zip archive of files; any other file is itself."""
    inside = members(source.path)
    return (source,) if inside is None else tuple(Source(source.path, f"{source.name}/{shown}", name) for name, shown in inside)
