"""What only a person can settle about the input, as questions with the best proposals; nothing is ever answered by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.privacy import mask_text
from auditor.records.cells import Kind, Sheet, Unreadable, Workbook, letter
from auditor.records.dataset import Cover, Dataset
from auditor.records.fingerprint import fingerprint
from auditor.records.inputs_file import FileEntry
from auditor.records.normalise import YEAR
from auditor.records.register import Names
from auditor.records.understood import MappedColumn, Understood
from auditor.records.vocabulary import make_vocabulary, normalise_header
from auditor.tables import Table

MOST, EXAMPLES, MOST_BRANCHES = 3, 3, 30
_UNKNOWN, _UNUSED = "D501", "D207"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a choice comes to: an entry of ``inputs.yaml``, or another name of a branch."""

    entry: FileEntry | None = None
    alias: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """``about``: what it is asked of, the same in every run. ``choices``: label -> answer, best first. ``period``: a period may be typed instead."""

    about: str
    text: str
    choices: Mapping[str, Answer]
    examples: tuple[str, ...] = ()
    period: FileEntry | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, and what became of it; without a dataset nothing could be audited yet."""

    files: Sequence[Workbook | Unreadable]
    understood: Sequence[Understood]
    tables: Mapping[str, Table]
    dataset: Dataset | None = None


def questions(read: Read) -> list[Question]:
    """All open questions, in the order in which answers help: ledgers, columns, branches, periods."""
    sheets = {(sheet.file, sheet.name): sheet for book in read.files if isinstance(book, Workbook) for sheet in book.sheets}
    return [*_ledgers(read), *_columns(read, sheets), *_branches(read), *_coverage(read)]


def _ledgers(read: Read) -> Iterator[Question]:
    """Sheets with headings of which none of the ledgers is certain."""
    words = make_vocabulary(read.tables).words
    for item in read.understood:
        if item.table or not item.header_rows or not item.columns:
            continue
        headings = {normalise_header(column.header.rsplit("/", 1)[-1])[0] for column in item.columns if column.header}
        known = {key: len(headings & known.keys()) for key, known in words.items()}
        nearest = [key for key in sorted(known, key=lambda key: -known[key]) if known[key] > (0 if _is_told(item) else 1)][:MOST]
        print_ = fingerprint(column.header for column in item.columns)
        if print_ and (nearest or _is_told(item)):
            choices = {f"{read.tables[key].name}（认得 {known[key]} 列）": Answer(FileEntry(headings=print_, table=key, mapping={})) for key in nearest}
            none = {"不是台账，以后不用再问": Answer(FileEntry(headings=print_, skip=True, mapping={}))}
            yield Question(f"ledger {print_}", f"{_place(item)}是哪一种台账？{item.why}", {**choices, **none}, _headers(item))


def _columns(read: Read, sheets: Mapping[tuple[str, str], Sheet]) -> Iterator[Question]:
    """Headings that may be a column of the ledger; one that another heading has already is no question."""
    for item in read.understood:
        table = read.tables[item.table] if item.table else None
        print_ = fingerprint(column.header for column in item.columns)
        taken = {column.key for column in item.columns if column.key}
        for column in item.columns if table and print_ else ():
            free = [key for key in column.proposals if key not in taken]
            if table and not column.key and column.header and free:
                one = {"headings": print_, "table": table.id}
                choices = {
                    table.columns[key].name: Answer(FileEntry.model_validate({**one, "mapping": {column.header: key}})) for key in free[:MOST]
                }
                none = {"不是台账的列，以后不用再问": Answer(FileEntry(headings=print_, table=table.id, mapping={}, ignore=(column.header,)))}
                text = f"{_place(item)}的 {column.letter} 列“{column.header}”是“{table.name}”的哪一列？"
                yield Question(f"column {print_} {column.header}", text, {**choices, **none}, _examples(item, column, sheets))


def _branches(read: Read) -> Iterator[Question]:
    """Names that the register does not know."""
    if read.dataset is None:
        return
    names = Names(read.dataset.register, read.dataset.aliases)
    found: dict[str, str] = {}
    for issue in read.dataset.issues:
        if issue.code == _UNKNOWN and issue.value:
            found.setdefault(issue.value, f"{issue.file} 第 {issue.row} 行" if issue.row else issue.file)
    for written, where in found.items():
        if proposals := names.find(written).proposals:
            choices = {name: Answer(alias=(written, name)) for name in proposals}
            yield Question(f"branch {written}", f"支部名录中没有“{written}”（{where}），它是哪个支部？", choices)


def _coverage(read: Read) -> Iterator[Question]:
    """Sheets that say neither whose they are nor of when."""
    dataset = read.dataset
    for cover in dataset.coverage if dataset else ():
        if not dataset or not cover.assumed or not cover.file:
            continue
        name, only = cover.file.rsplit("/", 1)[-1], FileEntry(file=cover.file, sheet=cover.sheet, mapping={})
        if cover.branches == frozenset() and len(dataset.register.branches) <= MOST_BRANCHES:
            choices = {branch: Answer(only.model_copy(update={"branches": (branch,)})) for branch in dataset.register.branches}
            yield Question(f"whose {cover.file} {cover.sheet}", f"{name} 的工作表“{cover.sheet}”是哪个支部的？", choices)
        if cover.start is None and read.tables[cover.table].date and _needs_period(read, cover):
            text = f"{name} 的工作表“{cover.sheet}”是哪个时段的？请写成 2022Q1、2022-03 或 2022"
            yield Question(f"when {cover.file} {cover.sheet}", text, {}, period=only)


def _is_told(item: Understood) -> bool:
    """Whether people are sent here to say which ledger it is."""
    return any(issue.code == _UNUSED for issue in item.issues)


def _needs_period(read: Read, cover: Cover) -> bool:
    """Whether the sheet has records, and no column in which they say their year."""
    found = [item for item in read.understood if (item.file, item.sheet, item.table) == (cover.file, cover.sheet, cover.table)]
    return any(YEAR not in record.cells or record.cells[YEAR][1].kind is Kind.BLANK for item in found for record in item.records)


def _place(item: Understood) -> str:
    return f"{item.file.rsplit('/', 1)[-1]} 的工作表“{item.sheet}”"


def _headers(item: Understood) -> tuple[str, ...]:
    return ("表头：" + "、".join(column.header for column in item.columns if column.header),)


def _examples(item: Understood, column: MappedColumn, sheets: Mapping[tuple[str, str], Sheet]) -> tuple[str, ...]:
    """The first few different values of a column, masked where they look personal."""
    sheet = sheets.get((item.file, item.sheet))
    place = next((place for place in range(len(max(sheet.rows, key=len, default=()))) if letter(place) == column.letter), -1) if sheet else -1
    rows = [sheet.rows[record.row - 1] for record in item.records] if sheet and place >= 0 else []
    texts = dict.fromkeys(row[place].text for row in rows if place < len(row) and row[place].kind is not Kind.BLANK)
    return tuple(mask_text(text) for text in list(texts)[:EXAMPLES])
