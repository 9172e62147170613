"""``inputs.yaml`` beside the files: what each file is, which period and branches it answers for, and other names of branches.

What a person confirmed once is remembered here. An entry is for a file (or a pattern of names), a sheet, or all sheets with the same
headings (``headings``, a fingerprint); entries that fit one sheet are laid over each other, the more particular one on top.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from auditor.errors import InputError, Mistake
from auditor.periods import parse_period
from auditor.records.beside import INPUTS
from auditor.records.coverage import NOTHING, Declared
from auditor.records.fingerprint import fingerprint
from auditor.records.understood import Understood
from auditor.rulebook.nodes import Document, read_document
from auditor.rulebook.shape import shaped
from auditor.rulebook.suggest import did_you_mean
from auditor.tables import Strict, Table

NOTHING_THERE = "R102"
"""A file of blank lines and remarks."""


class FileEntry(Strict):
    """One entry. ``file``: a name or pattern (``*.xlsx``); ``headings``: a fingerprint; ``skip``: no ledger at all.

    ``mapping`` goes from heading to table column, ``ignore`` names headings that are no column: they count as not supplied.
    """

    file: str | None = None
    sheet: str | None = None
    headings: str | None = None
    table: str | None = None
    skip: bool | None = None
    period: str | None = None
    branches: tuple[str, ...] | Literal["all"] | None = None
    mapping: Annotated[dict[str, str], Field(default_factory=dict)]
    ignore: tuple[str, ...] = ()

    @field_validator("period", mode="before")
    @classmethod
    def _year(cls, value: object) -> object:
        return str(value) if isinstance(value, int) else value

    @field_validator("period")
    @classmethod
    def _period(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                parse_period(value)
            except ValueError:
                raise ValueError(f"“{value}”不是时段；请写成 2022Q1、2022-03、2022H1 或 2022") from None
        return value

    @model_validator(mode="after")
    def _of_something(self) -> FileEntry:
        if self.file is None and self.headings is None:
            raise ValueError("每一项都要写 file（文件名）或 headings（表头指纹），说明是哪个文件或哪种表头")
        return self

    @property
    def particular(self) -> tuple[bool, bool, bool]:
        """How particular the entry is: its sheet is named, its file, or its headings."""
        return self.sheet is not None, self.file is not None, self.headings is not None

    def over(self, other: FileEntry) -> FileEntry:
        """The entry laid over a less particular one."""
        said = {name: value for name in ("table", "skip", "period", "branches") if (value := getattr(self, name)) is not None}
        both = {"mapping": {**other.mapping, **self.mapping}, "ignore": (*other.ignore, *self.ignore)}
        return other.model_copy(update={**said, **both})

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
    aliases: Annotated[dict[str, str], Field(default_factory=dict)]


@dataclass(frozen=True, slots=True)
class Declarations:
    """What was declared, with the place that it was declared in."""

    content: InputsFile = field(default_factory=lambda: InputsFile(aliases={}))
    path: str = ""

    def entry(self, item: Understood) -> FileEntry | None:
        """What the entries for this sheet say together; None where there is none."""
        print_ = fingerprint(column.header for column in item.columns)
        fitting = [entry for entry in self.content.files if _fits(item, print_, entry)]
        found: FileEntry | None = None
        for entry in sorted(fitting, key=lambda entry: entry.particular):
            found = entry if found is None else entry.over(found)
        return found

    def declared(self, item: Understood) -> Declared:
        """The coverage declared for a sheet, empty where nothing is."""
        entry = self.entry(item)
        return entry.declared() if entry else NOTHING

    def placed(self, sheet: Understood) -> Understood:
        """The sheet with the declared period, and the one declared branch, in the place of what its titles say."""
        said, context = self.declared(sheet), sheet.context
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
    """The declarations in ``path``; ``InputError`` with every mistake in it, each with its line and column."""
    try:
        document = read_document(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(Mistake(str(path), "D610", f"这个文件打不开（{error.strerror}），请检查权限，或把它移走。")) from error
    return Declarations(parse_inputs(document, tables), str(path))


def parse_inputs(document: Document, tables: Mapping[str, Table]) -> InputsFile:
    """What a document declares; ``InputError`` as for ``read_inputs_file``."""
    if [mistake.code for mistake in document.mistakes] == [NOTHING_THERE]:
        return InputsFile(aliases={})
    mistakes = list(document.mistakes)
    content, wrong = (None, []) if document.data is None else shaped(InputsFile, document.data, document)
    mistakes += wrong
    if content:
        mistakes += _unknown_names(document, content, tables)
    if mistakes or content is None:
        raise InputError(mistakes)
    return content


def _fits(item: Understood, print_: str, entry: FileEntry) -> bool:
    named = entry.file is None or _named(item.file, entry.file)
    return named and entry.sheet in (None, item.sheet) and entry.headings in (None, print_)


def _named(file: str, pattern: str) -> bool:
    names = file.replace("\\", "/"), file.replace("\\", "/").rsplit("/", 1)[-1]
    return pattern in names or any(fnmatchcase(name, pattern) for name in names)


def _unknown_names(document: Document, content: InputsFile, tables: Mapping[str, Table]) -> Iterator[Mistake]:
    for number, entry in enumerate(content.files):
        at = ("files", number)
        if entry.table is not None and entry.table not in tables:
            known = did_you_mean(entry.table, tables) or f"；可用的有：{'、'.join(sorted(tables))}"
            yield Mistake(str(document.place((*at, "table"))), "D612", f"没有“{entry.table}”这种台账{known}")
        elif entry.table is not None:
            columns = tables[entry.table].columns
            for heading, key in entry.mapping.items():
                if key not in columns:
                    known = did_you_mean(key, columns) or f"；可用的有：{'、'.join(columns)}"
                    yield Mistake(str(document.place((*at, "mapping", heading))), "D613", f"台账“{entry.table}”没有“{key}”这一列{known}")
