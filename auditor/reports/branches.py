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
    band_text,
    counted,
    earned_text,
    gained,
    is_problem,
    judged,
    light_cell,
    lost,
    place,
    points_text,
    problem,
    state_cell,
    waived_text,
    weight,
)
from auditor.reports.ranking import Line, Ranking
from auditor.reports.words import MARKS, Mark, Tone, mark, tally
from auditor.scorecard import GroupScore

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
    counts = "  ".join(f"{symbol} {number}" for symbol, number in tally(line.counts).items() if number)
    band = band_text(line.score, named=ranking.graded)
    grade = [Cell(band)] if band else []
    head = (Cell(line.score.branch), light_cell(line.score), *grade, Cell(points_text(line.score)), Cell(f"已判 {judged(line.score)}"), Cell(counts))
    return Fold(head, tuple(_blocks(ranking, line)), line.anchor, quiet=not is_problem(line))


def _blocks(ranking: Ranking, line: Line) -> Iterator[Block]:
    if line.score.reasons:
        yield Paragraph("判定原因：" + "；".join(line.score.reasons))
    if line.score.groups:
        yield _groups(line.score.groups)
    for finding in line.findings:
        if line.marks[finding.rule] not in HOLLOW:
            yield from _finding(ranking, line, finding)
    passed, skipped = passed_fold(ranking, line), tuple(one for one in line.findings if line.marks[one.rule] is Mark.NOT_APPLICABLE)
    if passed:
        yield passed
    if skipped:
        yield Fold((Cell(f"— 不适用 {len(skipped)} 条规则"),), (_skipped(ranking, skipped),), quiet=True)


def _groups(groups: tuple[GroupScore, ...]) -> Table:
    """The parts of the score, so that it can be added up by hand."""
    rows = (Row(text_cells(group.name, str(group.weight), earned_text(group), _weighed(group))) for group in groups)
    return Table((Column("分组"), Column("权重", kind=Kind.MARK), Column("得到/满分", kind=Kind.MARK), Column("折合", kind=Kind.MARK)), tuple(rows))


def _weighed(group: GroupScore) -> str:
    """What the group adds of 100, where every group applies."""
    ends = [f"{group.weight * one.points / one.of:.2f}" for one in (group.low, group.high) if one.of]
    return "–".join(dict.fromkeys(ends)) or "—"


def _finding(ranking: Ranking, line: Line, finding: Finding) -> Iterator[Block]:
    look, info = MARKS[mark(finding)], ranking.rules[finding.rule]
    title = f"{look}  {info.id} {info.name}（{weight(finding)}）"
    yield Heading(title, line.link(finding.rule), look.tone)
    said = problem(finding).removeprefix(f"{line.score.branch}：")
    facts = (("问题", said), ("办理情况", counted(finding)), ("失分", lost(finding)), ("加分", gained(finding)), ("豁免", waived_text(finding)))
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
