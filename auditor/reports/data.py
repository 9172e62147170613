"""Section 数据情况: what was handed in, what it was taken as, what could not be read, and who sent nothing."""

from __future__ import annotations

from auditor.model import RecordIssue
from auditor.reports.document import Cell, Column, Heading, Kind, Paragraph, Part, Row, Section, Table, count, text_cells
from auditor.reports.ranking import Ranking
from auditor.reports.words import Tone
from auditor.scorecard import InputFile

_INPUTS = (
    Column("文件", 30),
    Column("工作表", 16),
    Column("行数", 8, Kind.NUMBER),
    Column("台账", 14),
    Column("报送范围", 44),
    Column("文件校验值", 16),
)
_ISSUES = (
    Column("文件", 30),
    Column("工作表", 16),
    Column("行", 8, Kind.NUMBER),
    Column("列", 14, Kind.MARK),
    Column("问题", 44),
    Column("原值", 16),
    Column("党支部", 26),
    Column("代码", 8, Kind.MARK),
)


def data(ranking: Ranking) -> Section:
    """Compose the section."""
    card = ranking.scorecard
    inputs = tuple(row for item in card.inputs for row in _input(item))
    blocks = (
        Heading("没有可供判定的数据的支部"),
        _silent(ranking),
        Heading(f"报送的文件（{len(card.inputs)} 个）"),
        Table(_INPUTS, inputs, empty="没有读到任何文件。"),
        Heading(f"文件中读不准、对不上的地方（{len(card.issues)} 处）"),
        Table(_ISSUES, tuple(map(_issue, card.issues)), empty="没有发现。"),
    )
    return Section(Part.DATA, "数据情况", "数据情况", blocks)


def _silent(ranking: Ranking) -> Paragraph:
    names = [line.score.branch for line in ranking.lines if line.score.judged == 0 < line.score.applicable]
    if not names:
        return Paragraph(f"没有：{len(ranking.lines)} 个支部都有数据可判。")
    return Paragraph(f"{len(names)}/{len(ranking.lines)} 个支部：{'、'.join(names)}（未报送，或报送的内容无法识别）。", Tone.UNKNOWN)


def _input(item: InputFile) -> tuple[Row, ...]:
    digest = Cell(item.sha256[:12])
    if item.use:
        return (Row((*text_cells(item.file, "", "", item.use, "见“豁免与人工认定”"), digest)),)
    if not item.tables:
        return (Row((Cell(item.file), Cell(), Cell(), Cell("没有认出台账", Tone.UNKNOWN), Cell("未用于检查", Tone.UNKNOWN), digest)),)
    return tuple(
        Row((*text_cells(item.file, sheet.sheet), count(sheet.rows), *text_cells(sheet.name or sheet.table, sheet.coverage), digest))
        for sheet in item.tables
    )


def _issue(issue: RecordIssue) -> Row:
    where = (Cell(issue.file), Cell(issue.sheet), count(issue.row), Cell(issue.column))
    return Row((*where, Cell(issue.message), Cell(issue.value), Cell(issue.branch), Cell(issue.code)))
