"""Section 整改清单: what each branch has to put right, with columns to fill in."""

from __future__ import annotations

from hashlib import sha256

from auditor.model import Finding, Standing, Verdict
from auditor.reports.document import Cell, Column, Kind, Paragraph, Part, Row, Section, Table
from auditor.reports.phrases import advice, listed, mark_cell, problem_at, remaining, weight
from auditor.reports.ranking import Line, Ranking
from auditor.reports.words import PROGRESS, Mark, Tone

_DUE = (Mark.RED_LINE, Mark.RED, Mark.YELLOW, Mark.NO_DATA)
_SORTS = "类别为“整改问题”的，请整改；为“补报材料”的，是资料不足、不能判断，请补报或补正，不等于没有做到。"
_HINT = "浅黄色各格由支部填写：责任人、整改期限（如 2022-04-30）、状态（下拉选择）。没有开展的工作应如实说明并制定措施，不得事后补造记录。"
_COLUMNS = (
    Column("党支部", 22, most=36),
    Column("规则", 9, most=20),
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
    """One row for every finding that is failed or lacks data, waived ones apart; rules that lack the same records of a branch share one."""
    rows = tuple(_row(ranking, line, wish, found) for line in ranking.lines for wish, found in _wishes(line).items())
    table = Table(_COLUMNS, rows, keep=3, empty="没有需要整改的问题。")
    return Section(Part.RECTIFY, "整改清单", f"整改清单（{len(rows)} 项）", (Paragraph(_SORTS, Tone.MUTED), Paragraph(_HINT, Tone.MUTED), table))


def stable_id(wish: str, branch: str, period: str) -> str:
    """The name of a row that stays the same when the audit of the same period is repeated."""
    return sha256(f"{wish}\x1f{branch}\x1f{period}".encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _wishes(line: Line) -> dict[str, list[Finding]]:
    """The findings that one thing would settle, worst first, by that thing: the records that are to be handed in, else the rule."""
    wishes: dict[str, list[Finding]] = {}
    for finding in line.findings:
        if line.marks[finding.rule] in _DUE:
            wishes.setdefault(_lacking(finding) or finding.rule, []).append(finding)
    return wishes


def _lacking(finding: Finding) -> str:
    """Which ledger, column or part of a ledger is not there; empty if that is not what is wrong."""
    left = remaining(finding)
    absent = left.verdict is Verdict.NO_DATA and left.observation.standing in {Standing.NOT_SUPPLIED, Standing.IN_PART}
    return problem_at(finding) if absent else ""


def _row(ranking: Ranking, line: Line, wish: str, found: list[Finding]) -> Row:
    worst, branch = found[0], line.score.branch
    name = ranking.rules[worst.rule].name + (f" 等 {len(found)} 条规则" if len(found) > 1 else "")
    known = (Cell(branch), Cell(listed([finding.rule for finding in found])), Cell(name), _sort(worst), Cell(weight(worst)), mark_cell(worst))
    todo = (Cell(problem_at(worst)), Cell(advice(worst)))
    blank = (Cell("", Tone.INPUT), Cell("", Tone.INPUT), Cell(PROGRESS[0], Tone.INPUT))
    return Row((*known, *todo, *blank, Cell(stable_id(wish, branch, ranking.scorecard.period.label))))


def _sort(finding: Finding) -> Cell:
    return Cell("补报材料", Tone.UNKNOWN) if finding.standing.verdict is Verdict.NO_DATA else Cell("整改问题", Tone.BAD)
