"""Sections 支部×规则 (one symbol per branch and rule) and 规则情况 (the same by rule)."""

from __future__ import annotations

from collections import Counter

from auditor.model import Severity
from auditor.reports.document import Cell, Column, Kind, Paragraph, Part, Row, Section, Table, count
from auditor.reports.phrases import is_problem, light_cell
from auditor.reports.ranking import Line, Ranking
from auditor.reports.words import HEADER_LENGTH, MARKS, SEVERITIES, SYMBOLS, TRIAL, Mark, Tone, tally
from auditor.scorecard import RuleInfo

PER_SHEET = 20
_FAILED = ("×", "▲", "○")
_LEGEND = "   ".join(f"{symbol} {word}" for symbol, word in SYMBOLS.items())


def matrix(ranking: Ranking) -> tuple[Section, ...]:
    """One section, or several of whole modules where there are more than ``PER_SHEET`` rules."""
    sheets = _cut(ranking)
    numbered = len(sheets) > 1
    return tuple(
        _sheet(ranking, rules, f"支部×规则{number}" if numbered else "支部×规则", numbered=numbered)
        for number, rules in enumerate(sheets, 1)
    )


def _cut(ranking: Ranking) -> list[tuple[str, ...]]:
    sheets: list[tuple[str, ...]] = [()]
    for rules in ranking.modules.values():
        for start in range(0, len(rules), PER_SHEET):
            piece = rules[start : start + PER_SHEET]
            if sheets[-1] and len(sheets[-1]) + len(piece) > PER_SHEET:
                sheets.append(())
            sheets[-1] += piece
    return sheets


def _sheet(ranking: Ranking, rules: tuple[str, ...], name: str, *, numbered: bool) -> Section:
    modules = "、".join(dict.fromkeys(ranking.rules[rule].module for rule in rules))
    head = (Column("党支部", 24, most=46), Column("等级", 12, Kind.MARK))
    table = Table(
        (*head, *(_column(ranking, rule) for rule in rules)),
        tuple(_row(line, rules) for line in ranking.lines),
        _feet(ranking, rules),
        keep=2,
        upright=True,
    )
    title = f"支部×规则（{modules}）" if numbered else "支部×规则"
    note = f"{_LEGEND}。规则全称和依据见“规则情况”；符号可点开，看问题明细或合格依据。"
    return Section(Part.MATRIX, name, title, (Paragraph(note, Tone.MUTED), table))


def _column(ranking: Ranking, rule: str) -> Column:
    info = ranking.rules[rule]
    title = info.name if len(info.name) <= HEADER_LENGTH else info.name[: HEADER_LENGTH - 1] + "…"
    return Column(title, 8, Kind.MARK, info.module, _weight(info), info.id)


def _row(line: Line, rules: tuple[str, ...]) -> Row:
    cells = (_cell(line, rule) for rule in rules)
    return Row((Cell(line.score.branch), light_cell(line.score, line.anchor), *cells), quiet=not is_problem(line))


def _cell(line: Line, rule: str) -> Cell:
    key = line.marks[rule]
    look = MARKS[key]
    return Cell(look.symbol, look.tone, link="" if key is Mark.NOT_APPLICABLE else line.link(rule), note="" if key is Mark.PASS else look.word)


def _feet(ranking: Ranking, rules: tuple[str, ...]) -> tuple[Row, ...]:
    counts = {rule: _by_rule(ranking, rule) for rule in rules}
    heads = (Cell(f"{symbol} {word}的支部数（共 {len(ranking.lines)}）") for symbol, word in SYMBOLS.items())
    return tuple(Row((head, Cell(), *(count(counts[rule][symbol]) for rule in rules))) for symbol, head in zip(SYMBOLS, heads, strict=True))


def _by_rule(ranking: Ranking, rule: str) -> dict[str, int]:
    return tally(Counter(line.marks[rule] for line in ranking.lines))


def rules(ranking: Ranking) -> Section:
    """Every rule with its basis and how many branches have which conclusion, worst first."""
    columns = (
        Column("规则", 9),
        Column("规则名称", 30),
        Column("严重程度", 9, Kind.MARK),
        Column("模块", 12),
        *(Column(symbol, 6, Kind.NUMBER, f"支部数（共 {len(ranking.lines)}）") for symbol in SYMBOLS),
        Column("依据", 40),
        Column("整改建议", 40),
    )
    tallies = {rule: _by_rule(ranking, rule) for rule in ranking.rules}
    order = sorted(ranking.rules.values(), key=lambda info: _badness(info, tallies[info.id]))
    rows = tuple(
        Row(
            (
                Cell(info.id),
                Cell(info.name),
                Cell(_weight(info)),
                Cell(info.module),
                *(count(tallies[info.id][symbol]) for symbol in SYMBOLS),
                Cell(info.basis),
                Cell(info.fix if any(tallies[info.id][symbol] for symbol in _FAILED) else ""),
            ),
            quiet=tallies[info.id]["●"] + tallies[info.id]["—"] == len(ranking.lines),
        )
        for info in order
    )
    return Section(Part.RULES, "规则情况", "规则情况", (Table(columns, rows, keep=2),))


def _weight(info: RuleInfo) -> str:
    return TRIAL if info.trial else SEVERITIES[info.severity]


def _badness(info: RuleInfo, counts: dict[str, int]) -> tuple[int, ...]:
    red_line = info.severity is Severity.RED_LINE and counts["×"] > 0
    return (int(info.trial), -int(red_line), *(-counts[symbol] for symbol in SYMBOLS))
