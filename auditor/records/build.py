"""Seated sheets become the tables of the dataset, each with what its sheets answer for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.model import RecordIssue
from auditor.records.attributes import branches_table
from auditor.records.coverage import asked, cover
from auditor.records.dataset import Cover, MemoryTable, Register, ScannedTable
from auditor.records.frames import join
from auditor.records.gate import gate
from auditor.records.inputs_file import Declarations
from auditor.records.people import Seat
from auditor.records.placing import Placed
from auditor.records.register import BRANCHES, Names
from auditor.scorecard import SheetInput
from auditor.tables import Table

MOST_ROWS = 2_000_000


@dataclass(frozen=True, slots=True)
class Seated:
    """One sheet with its branches and the frame rows that it becomes."""

    placed: Placed
    seats: Sequence[Seat]


def build(
    seated: Sequence[Seated], tables: Mapping[str, Table], register: Register, names: Names, declared: Declarations,
) -> tuple[dict[str, MemoryTable | ScannedTable], list[Cover], list[tuple[str, SheetInput]], list[RecordIssue]]:
    """The tables by name, what their sheets answer for, what each sheet was taken as (by file), and all that was odd."""
    built: dict[str, MemoryTable | ScannedTable] = {}
    covers: list[Cover] = []
    sentences: list[tuple[str, SheetInput]] = []
    issues: list[RecordIssue] = []
    by_table: defaultdict[str, list[Seated]] = defaultdict(list)
    for item in seated:
        by_table[item.placed.typed.table.id].append(item)
    built[BRANCHES], found = branches_table(tables[BRANCHES], register, [item.placed for item in by_table[BRANCHES]])
    issues.extend(found)
    for key, items in by_table.items():
        too_many = sum(len(item.seats) for item in items) > max(MOST_ROWS, 3 * sum(len(item.placed.matches) for item in items))
        if too_many and key != BRANCHES:
            issues.append(_withdrawn(tables[key]))
        elif key != BRANCHES:
            built[key] = table = join(tables[key], [item.placed.typed for item in items], [item.seats for item in items])
            issues.extend(gate(tables[key], table))
        for item in items:
            answer, sentence, strange = _cover(item, names, declared)
            issues.extend(strange)
            if too_many:
                sentence = "未采用：支部不明的记录太多"
            else:
                covers.append(answer)
            source = item.placed.typed.source
            sentences.append((source.file, SheetInput(key, source.sheet, len(source.records), sentence, tables[key].name)))
    return built, covers, sentences, issues


def _cover(item: Seated, names: Names, declared: Declarations) -> tuple[Cover, str, list[RecordIssue]]:
    source = item.placed.typed.source
    said = declared.declared(source)
    matches = {name: names.find(name) for name in said.branches or ()}
    if said.branches:
        said = replace(said, branches=tuple(match.branches[0] for match in matches.values() if match.certain))
    strange = [
        RecordIssue("D609", f"inputs.yaml 中声明的支部“{name}”不在支部名录中，没有计入报送范围；请改正。", source.file, source.sheet)
        for name, match in matches.items() if not match.certain
    ]
    answer, sentence = cover(item.placed, item.seats, said)
    return answer, sentence, [*strange, *asked(answer, item.placed.typed.table)]


def _withdrawn(table: Table) -> RecordIssue:
    return RecordIssue("D505", f"“{table.name}”中支部不明的记录太多，整张台账没有采用，有关规则按数据不足处理；请补填支部列后重新报送。")
