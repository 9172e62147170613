"""Where the overlay files lie, and what stands in them: every entry with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from auditor.errors import Mistake, Place
from auditor.records.beside import ATTESTATIONS, WAIVERS
from auditor.rulebook import nodes
from auditor.rulebook.attestations import Attestation, AttestationFile
from auditor.rulebook.nodes import Document, read_document
from auditor.rulebook.shape import shaped
from auditor.rulebook.waivers import Waiver, WaiverFile
from auditor.scorecard import InputFile

Value = TypeVar("Value", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Value]):
    """One entry of a file and where it stands."""

    value: Value
    document: Document
    path: nodes.Path

    def place(self, *keys: str | int) -> Place:
        """Where one of its keys stands."""
        return self.document.place((*self.path, *keys))

    def mistake(self, code: str, message: str, *keys: str | int) -> Mistake:
        """A mistake at one of its keys."""
        return Mistake(str(self.place(*keys)), code, message)


@dataclass(frozen=True, slots=True)
class Written:
    """What the files say, what is wrong with their form, and which files they were."""

    waivers: tuple[Entry[Waiver], ...] = ()
    attestations: tuple[Entry[Attestation], ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    files: tuple[InputFile, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """One file as it was read; without a digest it could not be."""

    name: str
    document: Document
    sha256: str = ""


def read_overlays(paths: Sequence[Path], waivers: Path | None = None, attestations: Path | None = None, *, ignore_waivers: bool = False) -> Written:
    """The files named, or else those that lie in a given folder or beside a given file."""
    exempting = [] if ignore_waivers else list(map(_read, _found(paths, WAIVERS, waivers)))
    answering = list(map(_read, _found(paths, ATTESTATIONS, attestations)))
    exempt, wrong = _entries(exempting, WaiverFile, Waiver, "waivers")
    answers, more = _entries(answering, AttestationFile, Attestation, "attestations")
    files = [InputFile(one.name, one.sha256, use=use) for use, ones in (("豁免", exempting), ("人工认定", answering)) for one in ones]
    return Written(tuple(exempt), tuple(answers), (*wrong, *more), tuple(files))


def _found(paths: Sequence[Path], name: str, given: Path | None) -> list[Path]:
    if given:
        return [given]
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    return [folder / name for folder in folders if (folder / name).is_file()]


def _entries(files: Sequence[_File], whole: type[BaseModel], one: type[Value], key: str) -> tuple[list[Entry[Value]], list[Mistake]]:
    documents = [file.document for file in files]
    mistakes = [mistake for document in documents for mistake in document.mistakes]
    for document in documents:
        mistakes += shaped(whole, document.data, document)[1] if document.data is not None else []
    return [entry for document in documents for entry in _each(document, one, key)], mistakes


def _read(path: Path) -> _File:
    file = f"{path.resolve().parent.name}/{path.name}"
    try:
        raw = path.read_bytes()
    except OSError as error:
        return _File(path.name, Document(file, mistakes=(Mistake(file, "R100", f"文件读不出来：{error.strerror}；请检查路径和权限"),)))
    return _File(path.name, read_document(raw, file), sha256(raw).hexdigest())


def _each(document: Document, one: type[Value], key: str) -> Iterator[Entry[Value]]:
    """The entries that are in order."""
    listed = document.data.get(key) if isinstance(document.data, dict) else None
    for index, data in enumerate(listed if isinstance(listed, list) else []):
        value, _ = shaped(one, data, document, (key, index))
        if value is not None:
            yield Entry(value, document, (key, index))
