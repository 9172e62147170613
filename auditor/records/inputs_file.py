"""``inputs.yaml`` beside the files: what each file is, which period and branches it answers for, and other names of branches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError, field_validator

from auditor.errors import InputError, Mistake, Place
from auditor.periods import parse_period
from auditor.records.beside import INPUTS
from auditor.records.coverage import NOTHING, Declared
from auditor.records.understood import Understood
from auditor.tables import Strict, Table


class FileEntry(Strict):
    """One entry: ``file`` is a name or pattern (``*.xlsx``), ``mapping`` goes from heading to table column."""

    file: str
    sheet: str | None = None
    table: str | None = None
    period: str | None = None
    branches: tuple[str, ...] | Literal["all"] | None = None
    mapping: dict[str, str] = Field(default={})

    @field_validator("branches", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("period")
    @classmethod
    def _period(cls, value: str | None) -> str | None:
        if value is not None:
            parse_period(value)
        return value

    def declared(self) -> Declared:
        """The part of the entry that coverage needs."""
        names, everyone = (None, True) if self.branches == "all" else (self.branches, False)
        if self.period is None:
            return Declared(self.table, branches=names, everyone=everyone)
        period = parse_period(self.period)
        return Declared(self.table, period.start, period.end, names, everyone)


class InputsFile(Strict):
    """The whole file. ``aliases``: another name of a branch -> its name in the register."""

    files: tuple[FileEntry, ...] = ()
    aliases: dict[str, str] = Field(default={})

    @field_validator("files", mode="before")
    @classmethod
    def _tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Declarations:
    """What was declared, with the place that it was declared in."""

    content: InputsFile = field(default_factory=InputsFile)
    path: str = ""

    def entry(self, file: str, sheet: str) -> FileEntry | None:
        """The first entry for the file and sheet; one that names the sheet goes before one for the whole file."""
        fitting = [
            entry for entry in self.content.files
            if _fits(file, entry.file) and entry.sheet in (None, sheet)
        ]
        return min(fitting, key=lambda entry: entry.sheet is None, default=None)

    def declared(self, file: str, sheet: str) -> Declared:
        """The coverage declared for a sheet, empty where nothing is."""
        entry = self.entry(file, sheet)
        return entry.declared() if entry else NOTHING


    def placed(self, sheet: Understood) -> Understood:
        """The sheet with the declared period, and the one declared branch, in the place of what its titles say."""
        said, context = self.declared(sheet.file, sheet.sheet), sheet.context
        if said.start and said.end:
            context = replace(context, start=said.start, end=said.end, year=said.start.year if said.start.year == said.end.year else None)
        if said.branches and len(said.branches) == 1:
            context = replace(context, branch=said.branches[0])
        return replace(sheet, context=context)


def find_inputs_file(paths: Sequence[Path]) -> Path | None:
    """The ``inputs.yaml`` in a given folder or beside a given file."""
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    return next((folder / INPUTS for folder in folders if (folder / INPUTS).is_file()), None)


def read_inputs_file(path: Path, tables: Mapping[str, Table]) -> Declarations:
    """The declarations in ``path``; ``InputError`` with every mistake in it."""
    try:
        data = yaml.safe_load(path.read_bytes().decode("utf-8-sig")) or {}
        content = InputsFile.model_validate(data)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(str(path), mark.line + 1, mark.column + 1) if mark else Place(str(path))
        raise InputError(Mistake(str(place), "D610", "这个文件不是有效的 YAML（UTF-8），请检查缩进、冒号和引号。")) from error
    except ValidationError as error:
        raise InputError([_mistake(path, detail) for detail in error.errors()]) from error
    mistakes = list(_unknown_names(path, content, tables))
    if mistakes:
        raise InputError(mistakes)
    return Declarations(content, str(path))


def _fits(file: str, pattern: str) -> bool:
    name = file.replace("\\", "/")
    return fnmatchcase(name, pattern) or fnmatchcase(name.rsplit("/", 1)[-1], pattern)


def _mistake(path: Path, detail: Mapping[str, Any]) -> Mistake:
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in detail["loc"])
    kind = detail["type"]
    known = {"extra_forbidden": "未知的键，请删去或改正", "missing": "缺少这一项"}
    return Mistake(str(Place(str(path))), "D611", f"“{where}”：{known.get(kind, '写法不对，请按说明改正（时段写 2022Q1、2022-03 或 2022）')}。")


def _unknown_names(path: Path, content: InputsFile, tables: Mapping[str, Table]) -> Iterator[Mistake]:
    for number, entry in enumerate(content.files, 1):
        if entry.table is not None and entry.table not in tables:
            yield Mistake(str(Place(str(path))), "D612", f"第 {number} 项：没有“{entry.table}”这种台账，可用的有：{'、'.join(sorted(tables))}。")
            continue
        columns = tables[entry.table].columns if entry.table else {}
        for key in entry.mapping.values():
            if entry.table and key not in columns:
                yield Mistake(str(Place(str(path))), "D613", f"第 {number} 项：台账“{entry.table}”没有“{key}”这一列，可用的有：{'、'.join(columns)}。")
