"""From understood sheets to the dataset that the engine reads: register, branches, persons, frames, coverage and all that was odd."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from auditor.errors import InputError, Mistake
from auditor.model import RecordIssue
from auditor.records.build import Seated, build
from auditor.records.contradictions import contradictions
from auditor.records.dataset import Dataset, Register
from auditor.records.departed import departed
from auditor.records.editions import current
from auditor.records.inputs_file import Declarations
from auditor.records.listing import register_of, with_parents
from auditor.records.normalise import Typed, normalise
from auditor.records.people import ROSTER, read_roster
from auditor.records.placing import place
from auditor.records.reconcile import alike, limited, reconcile, repeated, repeats, silent
from auditor.records.register import BRANCHES, Names
from auditor.records.seating import seat
from auditor.records.understood import Understood
from auditor.records.undone import undone
from auditor.scorecard import InputFile, SheetInput
from auditor.tables import Table


def dataset_from(  # noqa: PLR0913 - all that becomes a dataset
    understood: Sequence[Understood], tables: Mapping[str, Table], *, files: Sequence[InputFile] = (),
    listed: Sequence[Understood] = (), declarations: Declarations | None = None, issues: Sequence[RecordIssue] = (),
    until: date | None = None,
) -> Dataset:
    """The dataset of these sheets. ``listed``: sheets of the explicit list of branches, which then alone makes the register.

    ``until``: the last day of the period that is asked for, by which rosters of several years are told apart. ``files`` are the input
    files with their digests; of two equal files one is used. The order of the sheets does not matter.
    ``InputError`` when there is no record table, no record or no branch at all.
    """
    declared = declarations or Declarations()
    kept, twice = _once(understood, files)
    kept = [declared.placed(sheet) for sheet in kept]
    sheets = [normalise(sheet, tables[sheet.table]) for sheet in kept if sheet.table and sheet.table in tables]
    lists = [normalise(sheet, tables[BRANCHES]) for sheet in _ordered(listed) if sheet.table == BRANCHES]
    if not any(sheet.source.records for sheet in (*sheets, *lists)):
        raise InputError(list(_nothing(understood, issues)))
    other_names = declared.content.aliases
    register, aliases, found = register_of(lists or [sheet for sheet in sheets if sheet.table.id == BRANCHES], sheets, other_names)
    if not register.branches:
        raise InputError(Mistake("", "D600", "没有支部名录，报送的表格里也没有一处写明支部；请用 --branches 指定支部名录，或在表中、文件名中写明支部。"))
    names = Names(register, {**aliases, **other_names})
    sheets, possible, dated = current(sheets, names, _only(register), until)
    again = repeats(sheets)
    seated, roster_issues = _seated([*lists, *sheets], names, register)
    own_words = [(*undone(item.placed.typed), *departed(item.placed.typed)) for item in seated]
    contradicted, contrary = contradictions([(item.placed.typed, item.seats) for item in seated])
    seated = [
        _doubted(item, {*again.get(_position(sheets, item), ()), *possible.get(_position(sheets, item), ()), *idle, *gone, *against})
        for item, (idle, _, gone, _), against in zip(seated, own_words, contradicted, strict=True)
    ]
    register = with_parents(register, [item.placed for item in seated])
    built, covers, sentences, more = build(seated, tables, register, names, declared)
    everything = [
        *issues, *(issue for sheet in kept for issue in sheet.issues), *twice, *found,
        *(issue for item in seated for issue in (*item.placed.typed.issues, *item.placed.issues)),
        *(issue for _, told, _, also in own_words for issue in (*told, *also)), *roster_issues, *dated, *more,
        *repeated([sheet.source for sheet in sheets], again), *contrary, *alike(register), *reconcile(register, built, tables, _asked(seated)),
    ]
    return Dataset(register, built, tuple(covers), _inputs(files, sentences), tuple(limited(everything)), silent(register, built), {**aliases, **other_names})


def _ordered(sheets: Iterable[Understood]) -> list[Understood]:
    """By file name; the sheets of a file stay in their order."""
    return sorted(sheets, key=lambda sheet: sheet.file)


def _once(understood: Sequence[Understood], files: Sequence[InputFile]) -> tuple[list[Understood], list[RecordIssue]]:
    """The sheets without those of files that are byte for byte another file."""
    first: dict[str, str] = {}
    issues, twice = [], set()
    for file in sorted(files, key=lambda file: file.file):
        original = first.setdefault(file.sha256, file.file) if file.sha256 else file.file
        if original != file.file:
            twice.add(file.file)
            issues.append(RecordIssue("D604", f"与“{original}”内容完全相同，只读一次；请确认是否重复报送。", file.file))
    return [sheet for sheet in _ordered(understood) if sheet.file not in twice], issues


def _nothing(understood: Sequence[Understood], issues: Sequence[RecordIssue]) -> Iterator[Mistake]:
    """Why nothing can be audited: what was wrong with the files and what each sheet was taken for."""
    yield Mistake("", "D605", "没有可以审查的记录：没有一张表能认出是哪种台账，或认出的表都没有记录。请核对文件，用 auditor inspect 查看读到了什么。")
    yield from (Mistake(f"{issue.file} {issue.sheet}".strip(), issue.code, issue.message) for issue in issues)
    for sheet in _ordered(understood):
        why = sheet.why or "没有认出是哪种台账"
        yield Mistake(f"{sheet.file} {sheet.sheet}".strip(), "D606", f"{why}（记录 {len(sheet.records)} 条）")
        yield from (Mistake(f"{issue.file} {issue.sheet}".strip(), issue.code, issue.message) for issue in sheet.issues)


def _asked(seated: Sequence[Seated]) -> dict[str, str]:
    """The branches that names which are not on the register may mean, each with one such name."""
    found: dict[str, str] = {}
    for item in seated:
        source, match = item.placed.typed.source, item.placed.fallback
        written = item.placed.typed.columns.get(item.placed.typed.table.branch) or []
        for name, proposed in ((source.context.branch, match), *zip(written, item.placed.matches, strict=False)):
            found |= {branch: name for branch in proposed.proposals if name and branch not in found}
    return found


def _only(register: Register) -> str | None:
    """The one branch of a register that somebody gave."""
    return register.branches[0] if len(register.branches) == 1 and not register.assumed else None


def _seated(sheets: Sequence[Typed], names: Names, register: Register) -> tuple[list[Seated], list[RecordIssue]]:
    """Every sheet with its branches and persons; the roster first, because the others find their persons there."""
    placed = [place(sheet, names, only=_only(register)) for sheet in sheets]
    rosters = [sheet for sheet in placed if sheet.typed.table.id == ROSTER]
    roster, seats = read_roster(rosters, register.branches)
    done = [Seated(sheet, rows) for sheet, rows in zip(rosters, seats, strict=True)]
    issues: list[RecordIssue] = []
    for sheet in placed:
        if sheet.typed.table.id != ROSTER:
            rows, found = seat(sheet, roster, register.branches)
            done.append(Seated(sheet, rows))
            issues.extend(found)
    return done, issues


def _position(sheets: Sequence[Typed], item: Seated) -> int:
    return next((place for place, sheet in enumerate(sheets) if sheet is item.placed.typed), -1)


def _doubted(item: Seated, doubtful: Collection[int]) -> Seated:
    """Doubtful records (repeats, nothing done) count as possible only; lists of branches say the same twice without harm."""
    if not doubtful or item.placed.typed.table.id == BRANCHES:
        return item
    return replace(item, seats=[replace(seat, sure=seat.sure and seat.index not in doubtful) for seat in item.seats])


def _inputs(files: Sequence[InputFile], sentences: Sequence[tuple[str, SheetInput]]) -> tuple[InputFile, ...]:
    """Each input file with what its sheets were taken as; files that nobody listed have no digest."""
    known = {file.file: file for file in files}
    for name, _ in sentences:
        known.setdefault(name, InputFile(name, ""))
    return tuple(
        replace(file, tables=tuple(taken for name, taken in sentences if name == file.file))
        for file in sorted(known.values(), key=lambda file: file.file)
    )
