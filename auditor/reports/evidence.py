"""Section 问题明细: one row for every piece of evidence, with the place where it can be looked up."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Evidence, Finding
from auditor.reports.document import Cell, Column, Kind, Part, Row, Section, Table, count
from auditor.reports.phrases import HOLLOW, advice, lost, mark_cell, omitted, problem, state_cell, weight
from auditor.reports.ranking import Line, Ranking

_COLUMNS = (
    Column("党支部", 22, most=36),
    Column("规则", 9),
    Column("规则名称", 16, most=24),
    Column("严重程度", 9, Kind.MARK),
    Column("结论", 14, Kind.MARK),
    Column("期间", 9),
    Column("对象", 12),
    Column("情况", 12, Kind.MARK),
    Column("文件", 20),
    Column("工作表", 12),
    Column("行", 6, Kind.NUMBER),
    Column("列", 5, Kind.MARK),
    Column("原值", 14),
    Column("说明", 20),
    Column("问题", 32),
    Column("整改建议", 30),
    Column("依据", 26),
    Column("失分", 9, Kind.MARK),
    Column("豁免", 14),
)


def evidence(ranking: Ranking) -> Section:
    """Compose the section. What was not supplied is one row that says what is missing."""
    rows = tuple(row for line in ranking.lines for row in _rows(ranking, line))
    table = Table(_COLUMNS, rows, keep=3, empty=f"检查完成，未发现问题（{len(ranking.rules)} 条规则、{len(ranking.lines)} 个支部）。")
    return Section(Part.EVIDENCE, "问题明细", "问题明细", (table,), pages=2)


def _rows(ranking: Ranking, line: Line) -> Iterator[Row]:
    found = [finding for finding in line.findings if line.marks[finding.rule] not in HOLLOW]
    for place, finding in enumerate(found):
        anchors = (line.link(finding.rule), *([line.anchor] if place == 0 else []))
        who, why = tuple(_who(ranking, line, finding)), tuple(_why(ranking, finding))
        for number, what in enumerate(_what(finding)):
            yield Row((*who, *what, *why), anchors if number == 0 else ())


def _who(ranking: Ranking, line: Line, finding: Finding) -> Iterator[Cell]:
    yield Cell(line.score.branch)
    yield Cell(finding.rule)
    yield Cell(ranking.rules[finding.rule].name)
    yield Cell(weight(finding))
    yield mark_cell(finding)


def _what(finding: Finding) -> Iterator[tuple[Cell, ...]]:
    facts = finding.observation
    for item in facts.evidence:
        yield _item(finding, item)
    more = omitted(len(facts.evidence), facts.evidence_total)
    if more or not facts.evidence:
        yield (*(Cell(),) * 8, Cell(more or facts.note or problem(finding)))


def _item(finding: Finding, item: Evidence) -> tuple[Cell, ...]:
    where = (Cell(item.file), Cell(item.sheet), count(item.row), Cell(item.column), Cell(item.value), Cell(item.note))
    return (Cell(item.period), Cell(item.subject), state_cell(finding, item), *where)


def _why(ranking: Ranking, finding: Finding) -> Iterator[Cell]:
    yield Cell(problem(finding))
    yield Cell(advice(finding))
    yield Cell(ranking.rules[finding.rule].basis)
    yield Cell(lost(finding))
    yield Cell(finding.waiver or "")
