"""From paths to the dataset: spreadsheets, or a folder of Parquet or CSV files named by table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from auditor.errors import InputError, Mistake
from auditor.model import RecordIssue
from auditor.records.assemble import dataset_from
from auditor.records.beside import is_no_ledger
from auditor.records.cells import Unreadable, Workbook
from auditor.records.dataset import Dataset
from auditor.records.declared import Files, adapted, as_declared
from auditor.records.inputs_file import Declarations, FileEntry, find_inputs_file, read_inputs_file
from auditor.records.plain_list import plain_list
from auditor.records.read import Reading
from auditor.records.register import BRANCHES
from auditor.records.understand import read_and_understand
from auditor.records.understood import Understood
from auditor.scorecard import InputFile
from auditor.tables import Table


def load(
    paths: Sequence[Path], tables: Mapping[str, Table], *, branches: Path | None = None, reading: Reading | None = None, until: date | None = None,
) -> Dataset:
    """Everything in ``paths`` (files and folders). ``branches``: a list of branches that alone makes the register.

    ``until``: the last day of the period that is asked for, by which rosters of several years are told apart. ``reading``: what
    ``auditor.records.read.begin`` gave for these paths. ``InputError`` when nothing can be audited, with every file's reason.
    """
    if len(paths) == 1 and is_table_folder(paths[0], tables):
        from auditor.records.folder import load_folder  # noqa: PLC0415 - spreadsheets need no second pandera backend

        return load_folder(paths[0], tables)
    files, understood, declarations = read(paths, tables, reading)
    listed, list_files = _listed(branches, tables) if branches else ((), ())
    notes = _notes(files, understood)
    supplied = [file for file in files if not _skipped(file) and file.file not in notes]
    known = {file.sha256 for file in supplied}
    inputs = [InputFile(file.file, file.sha256) for file in (*supplied, *(file for file in list_files if file.sha256 not in known))]
    issues = [*(issue for file in (*files, *list_files) for issue in _issues(file)), *notes.values()]
    understood = [item for item in understood if item.file not in notes]
    return dataset_from(understood, tables, files=inputs, listed=listed, declarations=declarations, issues=issues, until=until)


def is_table_folder(path: Path, tables: Mapping[str, Table]) -> bool:
    """Whether ``path`` is a folder of tables: it has a Parquet file, or CSV files and all of them are named by tables."""
    if not path.is_dir():
        return False
    files = [file for file in path.iterdir() if file.is_file()]
    csv = [file.stem for file in files if file.suffix == ".csv"]
    return any(file.suffix == ".parquet" for file in files) or (bool(csv) and all(stem in tables for stem in csv))


def read(paths: Sequence[Path], tables: Mapping[str, Table], reading: Reading | None = None) -> tuple[Files, list[Understood], Declarations]:
    """The files and what their sheets were understood as, with what ``inputs.yaml`` beside them declares."""
    beside = find_inputs_file(paths)
    declarations = read_inputs_file(beside, tables) if beside else Declarations()
    files, understood = read_and_understand(paths, tables, reading)
    kept = [file for file in files if not is_no_ledger(file.file)]
    return kept, as_declared(kept, [item for item in understood if not is_no_ledger(item.file)], tables, declarations), declarations


def _listed(path: Path, tables: Mapping[str, Table]) -> tuple[Sequence[Understood], Files]:
    """The explicit list of branches: any sheet with a column of their names, or one name per line."""
    files, understood = read_and_understand([path], adapted(FileEntry(file="*", mapping={}, table=BRANCHES), tables))
    sheets = [item for item in understood if item.records]
    if not sheets:
        books = [file for file in files if isinstance(file, Workbook)]
        sheets = [found for book in books for sheet in book.sheets if (found := plain_list(sheet, tables[BRANCHES]))]
    if not sheets:
        reasons = [issue.message for file in files for issue in _issues(file)] + [item.why for item in understood]
        raise InputError(Mistake(str(path), "D608", f"支部名录读不出支部：{'；'.join(reasons) or '没有这个文件'}。请提供一列支部名称，列名写“党支部名称”。"))
    return sheets, files


def _skipped(file: Workbook | Unreadable) -> bool:
    """Whether a file is no ledger at all: a text, a lock file, a picture; its note says so."""
    return isinstance(file, Workbook) and file.format == "skipped"


def _notes(files: Files, understood: Sequence[Understood]) -> dict[str, RecordIssue]:
    """Plain texts (.txt) in which nobody finds a header are notes that lie beside the ledgers: an issue for each instead of the sheet's."""
    headed = {item.file for item in understood if item.header_rows}
    texts = [file.file for file in files if isinstance(file, Workbook) and file.file.lower().endswith(".txt")]
    return {name: RecordIssue("D110", "不是表格文件，没有读", name) for name in texts if name not in headed}


def _issues(file: Workbook | Unreadable) -> tuple[RecordIssue, ...]:
    return (file.issue,) if isinstance(file, Unreadable) else file.issues
