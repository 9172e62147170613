"""Section 支部详情: a fold-out for every branch, with every finding and the first few pieces of its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Evidence, Finding, Verdict
from auditor.reports.document import (
    Block,
    Cell,
    Column,
    Facts,
    Fold,
    Heading,
    Kind,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    filled,
    text_cells,
)
from auditor.reports.grounds import passed_fold
from auditor.reports.phrases import (
    HOLLOW,
    advice,
    counted,
    is_problem,
    judged,
    light_cell,
    lost,
    place,
    problem,
    score_text,
    state_cell,
    weight,
)
from auditor.reports.ranking import Line, Ranking
from auditor.reports.words import MARKS, Mark, Tone, mark, tally

SHOWN = 20
_COLUMNS = (
    Column("期间"),
    Column("对象"),
    Column("情况", kind=Kind.MARK),
    Column("位置", 30),
    Column("原值"),
    Column("说明"),
)


def branches(ranking: Ranking) -> Section:
    """Compose the section, worst branch first."""
    return Section(Part.BRANCHES, "支部详情", "支部详情", tuple(_fold(ranking, line) for line in ranking.lines))


def _fold(ranking: Ranking, line: Line) -> Fold:
    score = score_text(line.score)
    counts = "  ".join(f"{symbol} {number}" for symbol, number in tally(line.counts).items() if number)
    points = score if line.score.score is None else f"{score} 分"
    head = (Cell(line.score.branch), light_cell(line.score), Cell(points), Cell(f"已判 {judged(line.score)}"), Cell(counts))
    return Fold(head, tuple(_blocks(ranking, line)), line.anchor, quiet=not is_problem(line))


def _blocks(ranking: Ranking, line: Line) -> Iterator[Block]:
    if line.score.reasons:
        yield Paragraph("判定原因：" + "；".join(line.score.reasons))
    for finding in line.findings:
        if line.marks[finding.rule] not in HOLLOW:
            yield from _finding(ranking, line, finding)
    passed, skipped = passed_fold(ranking, line), tuple(one for one in line.findings if line.marks[one.rule] is Mark.NOT_APPLICABLE)
    if passed:
        yield passed
    if skipped:
        yield Fold((Cell(f"— 不适用 {len(skipped)} 条规则"),), (_skipped(ranking, skipped),), quiet=True)


def _finding(ranking: Ranking, line: Line, finding: Finding) -> Iterator[Block]:
    look, info = MARKS[mark(finding)], ranking.rules[finding.rule]
    title = f"{look}  {info.id} {info.name}（{weight(finding)}）"
    yield Heading(title, line.link(finding.rule), look.tone)
    said = problem(finding).removeprefix(f"{line.score.branch}：")
    facts = (("问题", said), ("办理情况", counted(finding)), ("失分", lost(finding)), ("豁免", finding.waiver or ""))
    texts = (*facts, ("整改建议", advice(finding)), ("依据", "" if finding.verdict is Verdict.PENDING else info.basis))
    yield Facts(tuple((name, Cell(text)) for name, text in texts if text))
    items = finding.observation.evidence[:SHOWN]
    if items:
        yield filled(Table(_COLUMNS, tuple(_row(finding, item) for item in items)))
    rest = max(finding.observation.evidence_total, len(finding.observation.evidence)) - len(items)
    if rest:
        yield Paragraph(f"其余 {rest} 条见 Excel“问题明细”。", Tone.MUTED)


def _row(finding: Finding, item: Evidence) -> Row:
    return Row((Cell(item.period), Cell(item.subject), state_cell(finding, item), *text_cells(place(item), item.value, item.note)))


def _skipped(ranking: Ranking, findings: tuple[Finding, ...]) -> Table:
    rows = (Row(text_cells(item.rule, ranking.rules[item.rule].name, item.observation.note or item.message)) for item in findings)
    return filled(Table((Column("规则"), Column("规则名称"), Column("原因")), tuple(rows)))
