"""What ``inspect --save`` writes: every sheet with the ledger that it was taken for, and as remarks what was assumed or stays open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from auditor.records.dataset import Cover, Dataset
from auditor.records.fingerprint import fingerprint
from auditor.records.inputs_file import Declarations, FileEntry
from auditor.records.inputs_text import entry_lines
from auditor.records.understood import Understood
from auditor.tables import Table


def remembered(understood: Sequence[Understood], dataset: Dataset | None, declared: Declarations, tables: Mapping[str, Table]) -> list[list[str]]:
    """The lines of an entry for each sheet that was taken for a ledger and that no entry names yet."""
    covers = {(cover.file, cover.sheet, cover.table): cover for cover in dataset.coverage if cover.file} if dataset else {}
    known = {(entry.file, entry.sheet) for entry in declared.content.files}
    entries: dict[tuple[str, str, str], list[str]] = {}
    for item in understood:
        if item.table and not {(item.file, item.sheet or None), (item.file, None)} & known:
            print_ = fingerprint(column.header for column in item.columns) if item.part else ""
            entry = FileEntry(file=item.file, sheet=item.sheet or None, headings=print_ or None, table=item.table, mapping={})
            remarks = [*_assumed(covers.get((item.file, item.sheet, item.table))), *_open(item, tables[item.table])]
            entries.setdefault((item.file, item.sheet, print_ or str(len(entries))), entry_lines(entry, remarks))
    return list(entries.values())


def _assumed(cover: Cover | None) -> Iterator[str]:
    """The coverage that nobody declared, as lines that count once the ``#`` is taken away."""
    if cover is None or not cover.assumed:
        return
    if cover.start and cover.end:
        yield f'period: "{_period(cover)}"  # 推定'
    if cover.branches is None:
        yield "branches: all  # 推定：答全部支部"
    elif cover.branches:
        yield f"branches: [{', '.join(sorted(cover.branches))}]  # 推定"
    else:
        yield "branches: []  # 不知道是哪个支部的，请填写支部名称"


def _period(cover: Cover) -> str:
    """The period as ``inputs.yaml`` writes it; a span that has no such name is given in days for a person to decide."""
    start, end = cover.start, cover.end
    assert start is not None
    assert end is not None
    names = {(1, 12): f"{start.year}", (1, 6): f"{start.year}H1", (7, 12): f"{start.year}H2", **{
        (quarter * 3 - 2, quarter * 3): f"{start.year}Q{quarter}" for quarter in (1, 2, 3, 4)}}
    if start.year == end.year and start.month == end.month:
        return f"{start.year}-{start.month:02d}"
    return names.get((start.month, end.month), f"{start} 至 {end}") if start.year == end.year else f"{start} 至 {end}"


def _open(item: Understood, table: Table) -> Iterator[str]:
    """Headings that are not used, with what they may be."""
    for column in item.columns:
        if not column.key and column.header:
            meant = "、".join(f"{key}（{table.columns[key].name}）" for key in column.proposals)
            yield f"没有用上的列 {column.letter}“{column.header}”" + (f"，可能是 {meant}；是的话写成 mapping: {{列名: {column.proposals[0]}}}" if meant else "")
