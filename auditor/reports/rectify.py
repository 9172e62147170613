"""Section 整改清单: what each branch has to put right, with columns to fill in."""

from __future__ import annotations

from hashlib import sha256

from auditor.model import Finding, Verdict
from auditor.reports.document import Cell, Column, Kind, Paragraph, Part, Row, Section, Table
from auditor.reports.phrases import advice, mark_cell, problem_at, weight
from auditor.reports.ranking import Line, Ranking
from auditor.reports.words import PROGRESS, Mark, Tone

_DUE = (Mark.RED_LINE, Mark.RED, Mark.YELLOW, Mark.NO_DATA)
_SORTS = "类别为“整改问题”的，请整改；为“补报材料”的，是资料不足、不能判断，请补报或补正，不等于没有做到。"
_HINT = "浅黄色各格由支部填写：责任人、整改期限（如 2022-04-30）、状态（下拉选择）。没有开展的工作应如实说明并制定措施，不得事后补造记录。"
_COLUMNS = (
    Column("党支部", 22, most=36),
    Column("规则", 9),
    Column("规则名称", 16, most=24),
    Column("类别", 11, Kind.MARK),
    Column("严重程度", 9, Kind.MARK),
    Column("结论", 14, Kind.MARK),
    Column("问题", 40),
    Column("整改建议", 40),
    Column("责任人", 12, Kind.INPUT),
    Column("整改期限", 12, Kind.DATE),
    Column("状态", 11, Kind.CHOICE, choices=PROGRESS),
    Column("编号（勿改）", 20, Kind.HIDDEN),
)


def rectify(ranking: Ranking) -> Section:
    """One row for every finding that is failed or lacks data, waived ones apart."""
    rows = tuple(_row(ranking, line, finding) for line in ranking.lines for finding in line.findings if line.marks[finding.rule] in _DUE)
    table = Table(_COLUMNS, rows, keep=3, empty="没有需要整改的问题。")
    return Section(Part.RECTIFY, "整改清单", f"整改清单（{len(rows)} 项）", (Paragraph(_SORTS, Tone.MUTED), Paragraph(_HINT, Tone.MUTED), table))


def stable_id(rule: str, branch: str, period: str) -> str:
    """The name of a finding that stays the same when the audit of the same period is repeated."""
    return sha256(f"{rule}\x1f{branch}\x1f{period}".encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _row(ranking: Ranking, line: Line, finding: Finding) -> Row:
    info = ranking.rules[finding.rule]
    known = (Cell(line.score.branch), Cell(info.id), Cell(info.name), _sort(finding), Cell(weight(finding)), mark_cell(finding))
    todo = (Cell(problem_at(finding)), Cell(advice(finding)))
    blank = (Cell("", Tone.INPUT), Cell("", Tone.INPUT), Cell(PROGRESS[0], Tone.INPUT))
    return Row((*known, *todo, *blank, Cell(stable_id(finding.rule, line.score.branch, ranking.scorecard.period.label))))


def _sort(finding: Finding) -> Cell:
    return Cell("补报材料", Tone.UNKNOWN) if finding.standing.verdict is Verdict.NO_DATA else Cell("整改问题", Tone.BAD)
