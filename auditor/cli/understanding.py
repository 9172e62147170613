"""What ``inspect`` says: one block per file, one paragraph per sheet, and a summary. Lines of text, each important or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from auditor.errors import AuditorError
from auditor.model import RecordIssue
from auditor.records.assemble import dataset_from
from auditor.records.cells import Unreadable, Workbook
from auditor.records.load import is_table_folder, load, read
from auditor.records.understood import MappedColumn, Skipped, Understood
from auditor.scorecard import InputFile
from auditor.tables import Table

Line = tuple[str, bool]
Key = tuple[str, str, str | None]
"""File, sheet and ledger."""
_HOW = {"by_values": "（按内容判断）", "layout": "（按列展开）"}
_SHOWN = 20


def describe(paths: Sequence[Path], tables: Mapping[str, Table]) -> Iterator[Line]:
    """Everything that was understood of ``paths``."""
    if len(paths) == 1 and is_table_folder(paths[0], tables):
        yield from _table_folder(paths[0], tables)
        return
    files, understood, declarations = read(paths, tables)
    inputs = [InputFile(file.file, file.sha256) for file in files]
    try:
        dataset = dataset_from(understood, tables, files=inputs, declarations=declarations)
        coverage: dict[Key, str] = {(file.file, sheet.sheet, sheet.table): sheet.coverage for file in dataset.inputs for sheet in file.tables}
        later: tuple[RecordIssue, ...] = dataset.issues
    except AuditorError as error:
        coverage, later = {}, tuple(RecordIssue(mistake.code, mistake.message) for mistake in error.mistakes)
    told = {issue for item in understood for issue in item.issues}
    for file in files:
        yield from _file(file, [item for item in understood if item.file == file.file], coverage, tables)
    yield from _data_issues([issue for issue in later if issue not in told])
    yield from _summary(files, understood)


def _file(file: Workbook | Unreadable, sheets: Sequence[Understood], coverage: Mapping[Key, str], tables: Mapping[str, Table]) -> Iterator[Line]:
    if isinstance(file, Unreadable):
        yield f"{file.file}  读不出来", True
        yield f"  {file.issue.code} {file.issue.message}", False
        return
    yield f"{file.file}  （{'没有读' if file.format == 'skipped' else f'{file.format}，{len(sheets)} 张工作表'}）", True
    for issue in file.issues:
        yield f"  {issue.code} {f'工作表“{issue.sheet}”' if issue.sheet else ''}{issue.message}", False
    for item in sheets:
        yield from _sheet(item, coverage.get((item.file, item.sheet, item.table), ""), tables)


def _sheet(item: Understood, coverage: str, tables: Mapping[str, Table]) -> Iterator[Line]:
    if not item.header_rows and not item.issues:
        yield f"  工作表“{item.sheet}”：{item.why}", False
        return
    table = tables[item.table] if item.table else None
    yield f"  工作表“{item.sheet}”：{table.name if table else '没有用作台账'}", True
    yield f"    判断：{item.why}", False
    if item.header_rows:
        rows = _rows(item.header_rows)
        yield f"    表头：第 {rows} 行；读到 {len(item.records)} 条记录", False
    if table:
        yield from _columns(item.columns, table)
        yield f"    名称和标题写明：{_context(item)}", False
    if coverage:
        yield f"    报送范围：{coverage}", False
    if item.skipped:
        yield f"    跳过：{'；'.join(_skipped(item.skipped))}", False
    for issue in item.issues:
        yield f"    问题 {_issue(issue)}", False


def _columns(columns: Sequence[MappedColumn], table: Table) -> Iterator[Line]:
    known = [f"{column.letter} {column.header} = {table.columns[column.key].name}{_HOW.get(column.how, '')}" for column in columns if column.key]
    if known:
        yield f"    认出的列：{'，'.join(known)}", False
    unknown = [f"{column.letter} {column.header or '（没有列名）'}{_proposed(column, table)}" for column in columns if not column.key]
    if unknown:
        yield f"    没有用上的列：{'，'.join(unknown)}", False


def _proposed(column: MappedColumn, table: Table) -> str:
    return f"（可能是{'或'.join(table.columns[key].name for key in column.proposals)}）" if column.proposals else ""


def _context(item: Understood) -> str:
    context = item.context
    parts = [
        f"支部 {context.branch}" if context.branch else "", f"上级 {context.parent}" if context.parent else "",
        f"期间 {context.start} 至 {context.end}" if context.start else "", f"单位 {context.unit}" if context.unit else "",
    ]
    return "，".join(part for part in parts if part) or "没有支部和期间"


def _skipped(skipped: Sequence[Skipped]) -> Iterator[str]:
    for reason in dict.fromkeys(part.reason for part in skipped):
        yield f"第 {_rows([row for part in skipped if part.reason == reason for row in part.rows])} 行 {reason}"


def _rows(rows: Sequence[int]) -> str:
    runs = [[row for _, row in group] for _, group in groupby(enumerate(sorted(rows)), key=lambda pair: pair[1] - pair[0])]
    texts = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return "、".join(texts[:_SHOWN]) + (f"等 {len(rows)}" if len(texts) > _SHOWN else "")


def _issue(issue: RecordIssue) -> str:
    row = f"第 {issue.row} 行" if issue.row else ""
    place = f"{issue.column}{issue.row or ' 列'}" if issue.column else row
    return " ".join(part for part in (issue.code, place, issue.message) if part)


def _data_issues(issues: Sequence[RecordIssue]) -> Iterator[Line]:
    if issues:
        yield f"内容中的问题（{len(issues)} 个{f'，先列 {_SHOWN} 个' if len(issues) > _SHOWN else ''}）", True
    for issue in issues[:_SHOWN]:
        where = " ".join(part for part in (issue.file, issue.sheet) if part)
        yield f"  {where} {_issue(issue)}".replace("   ", "  "), False


def _summary(files: Sequence[Workbook | Unreadable], understood: Sequence[Understood]) -> Iterator[Line]:
    bad = sum(isinstance(file, Unreadable) for file in files)
    used, idle = [item for item in understood if item.table], [item for item in understood if not item.table and item.header_rows]
    records = sum(len(item.records) for item in used)
    read_ = f"合计：{len(files)} 个文件（{bad} 个读不出来），{len(used)} 张工作表用作台账，读到 {records} 条记录"
    yield f"{read_}；{len(idle)} 张有内容的工作表没有用上", True


def _table_folder(folder: Path, tables: Mapping[str, Table]) -> Iterator[Line]:
    dataset = load([folder], tables)
    yield f"{folder}：按台账命名的数据文件夹，直接由引擎读取", True
    for file in dataset.inputs:
        yield f"  {file.file}：{'；'.join(f'{tables[sheet.table].name}，{sheet.coverage}' for sheet in file.tables)}", False
    yield from _data_issues(dataset.issues)
