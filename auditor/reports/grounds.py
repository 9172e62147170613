"""What a pass rests on: section 合格依据 of the workbook and, in a branch's fold-out, the rules that passed with the first few rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.model import Evidence, Finding, State
from auditor.reports.document import Cell, Column, Fold, Kind, Paragraph, Part, Row, Section, Table, count, filled, text_cells
from auditor.reports.phrases import counted, place, problem
from auditor.reports.ranking import Line, Ranking
from auditor.reports.words import Mark, Tone

SHOWN, SHOWN_OF_MANY, MANY = 3, 1, 2000
"""Rows per finding; in a page with more than ``MANY`` passes fewer, so that it stays small enough to open."""
_COLUMNS = (
    Column("党支部", 22, most=36),
    Column("规则", 9),
    Column("规则名称", 16, most=24),
    Column("办理情况", 32),
    Column("期间", 9),
    Column("对象", 12),
    Column("文件", 20, most=40),
    Column("工作表", 14),
    Column("行", 6, Kind.NUMBER),
    Column("列", 5, Kind.MARK),
    Column("原值", 18),
    Column("说明", 24),
)
_FOLDED = (Column("规则"), Column("规则名称"), Column("办理情况"), Column("期间"), Column("对象"), Column("位置"), Column("原值"))
_NOTE = f"每条合格的结论最多列 {SHOWN} 处记录，其余只写“另有几条”；没有列出记录的，是没有需要检查的记录，或记录直接取自数据文件、未逐行列出。"


def grounds(ranking: Ranking) -> Section:
    """Every pass with the rows that it rests on, at most ``SHOWN`` each."""
    rows = tuple(row for line in ranking.lines for finding in _passed(line) for row in _rows(ranking, line, finding))
    table = Table(_COLUMNS, rows, keep=3, empty="没有合格的结论。")
    return Section(Part.GROUNDS, "合格依据", "合格依据", (Paragraph(_NOTE, Tone.MUTED), table))


def passed_fold(ranking: Ranking, line: Line) -> Fold | None:
    """The rules that passed at a branch, folded away; None without any."""
    found = _passed(line)
    if not found:
        return None
    most = SHOWN if sum(one.counts[Mark.PASS] for one in ranking.lines) <= MANY else SHOWN_OF_MANY
    rows = tuple(row for finding in found for row in _folded(ranking, line, finding, most))
    head = Cell(f"● 合格 {len(found)} 条规则，点开看依据（每条最多列 {most} 处）")
    return Fold((head,), (filled(Table(_FOLDED, rows)),), quiet=True)


def _passed(line: Line) -> list[Finding]:
    return [finding for finding in line.findings if line.marks[finding.rule] is Mark.PASS]


def _rows(ranking: Ranking, line: Line, finding: Finding) -> Iterator[Row]:
    known = text_cells(line.score.branch, finding.rule, ranking.rules[finding.rule].name, _said(finding, SHOWN))
    for number, item in enumerate(_items(finding, SHOWN)):
        where = (*text_cells(item.period, item.subject, item.file, item.sheet), count(item.row), *text_cells(item.column, item.value, item.note))
        yield Row((*known, *where), (line.link(finding.rule),) if number == 0 else ())


def _folded(ranking: Ranking, line: Line, finding: Finding, most: int) -> Iterator[Row]:
    known = (finding.rule, ranking.rules[finding.rule].name, _said(finding, most))
    for number, item in enumerate(_items(finding, most)):
        first = number == 0
        cells = text_cells(*(known if first else ("",) * len(known)), item.period, item.subject, place(item), item.value)
        yield Row(cells, (line.link(finding.rule),) if first else ())


def _items(finding: Finding, most: int) -> Iterable[Evidence]:
    """The first rows; one empty place where there is none, so that the rule itself is listed."""
    return _met(finding)[:most] or (Evidence(),)


def _met(finding: Finding) -> tuple[Evidence, ...]:
    return tuple(item for item in finding.observation.evidence if item.state is State.MET)


def _said(finding: Finding, most: int) -> str:
    """What was counted, and how many more places there are than are listed."""
    places = len(_met(finding))
    more = max(places, finding.observation.met) - most if places else 0
    return (counted(finding) or problem(finding)) + (f"；另有 {more} 条" if more > 0 else "")
