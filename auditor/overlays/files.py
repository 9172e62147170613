"""Where the overlay files lie, and what stands in them: every entry with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    """What the files say, and what is wrong with their form."""

    waivers: tuple[Entry[Waiver], ...] = ()
    attestations: tuple[Entry[Attestation], ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def read_overlays(paths: Sequence[Path], waivers: Path | None = None, attestations: Path | None = None, *, ignore_waivers: bool = False) -> Written:
    """The files named, or else those that lie in a given folder or beside a given file."""
    exempt, wrong = _entries([] if ignore_waivers else _found(paths, WAIVERS, waivers), WaiverFile, Waiver, "waivers")
    answers, more = _entries(_found(paths, ATTESTATIONS, attestations), AttestationFile, Attestation, "attestations")
    return Written(tuple(exempt), tuple(answers), (*wrong, *more))


def _found(paths: Sequence[Path], name: str, given: Path | None) -> list[Path]:
    if given:
        return [given]
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    return [folder / name for folder in folders if (folder / name).is_file()]


def _entries(paths: Sequence[Path], whole: type[BaseModel], one: type[Value], key: str) -> tuple[list[Entry[Value]], list[Mistake]]:
    documents = [_document(path) for path in paths]
    mistakes = [mistake for document in documents for mistake in document.mistakes]
    for document in documents:
        mistakes += shaped(whole, document.data, document)[1] if document.data is not None else []
    return [entry for document in documents for entry in _each(document, one, key)], mistakes


def _document(path: Path) -> Document:
    file = f"{path.resolve().parent.name}/{path.name}"
    try:
        return read_document(path.read_bytes(), file)
    except OSError as error:
        return Document(file, mistakes=(Mistake(file, "R100", f"文件读不出来：{error.strerror}；请检查路径和权限"),))


def _each(document: Document, one: type[Value], key: str) -> Iterator[Entry[Value]]:
    """The entries that are in order."""
    listed = document.data.get(key) if isinstance(document.data, dict) else None
    for index, data in enumerate(listed if isinstance(listed, list) else []):
        value, _ = shaped(one, data, document, (key, index))
        if value is not None:
            yield Entry(value, document, (key, index))
