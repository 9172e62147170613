"""Section 说明: what was checked with what, how lights and scores are given, and what was not checked."""

from __future__ import annotations

from collections import Counter

from auditor.model import Light, Standing, Verdict
from auditor.reports.document import Block, Cell, Column, Facts, Heading, Paragraph, Part, Row, Section, Table, text_cells
from auditor.reports.phrases import rulebook_name, span
from auditor.reports.profile import LEFT_OUT
from auditor.reports.ranking import Ranking
from auditor.reports.words import DISCLAIMER, INTERNAL, LIGHTS, MARKS, TRIAL, Tone
from auditor.scorecard import GradingInfo

_SCORES = (
    "满分 100，是得到的分值占适用规则总分值的百分数（方案分组的，先算各组，再按权重相加），舍去小数。加分在这以后相加，满 100 为止。",
    "不适用的和已豁免的规则不计分；没有可计分的规则时写“不评”。",
    "不能判定的部分按最好、最坏两种情形各算一次，得出“最低–最高”两个数；两数相同只写一个；没有豁免时的得分另写为“豁免前得分”。各条规则的失分写作“失分/该条满分”。",
    "已判/适用，是已经得出结论的规则数和适用的规则数。待办的规则不计在内；提示类规则只作提示，不计在内，也不影响灯和得分。",
    "没有报送的台账、月份、列，不会使支部变绿：没做、没报、看不清、不适用是不同的结论。",
)


def legend(ranking: Ranking) -> Section:
    """Compose the section."""
    grading = ranking.scorecard.grading
    blocks: tuple[Block, ...] = (
        _facts(ranking),
        Paragraph(f"{INTERNAL}。{DISCLAIMER}", Tone.FAIR),
        Heading("灯怎么给"),
        Table(
            (Column("灯", 14), Column("什么时候亮", 60)),
            tuple(Row((Cell(str(LIGHTS[light]), LIGHTS[light].tone), Cell(text))) for light, text in _lights(grading)),
        ),
        *map(Paragraph, grading.notes),
        Heading("每条规则的结论"),
        Table(
            (Column("结论", 14), Column("意思", 60)),
            tuple(Row((Cell(str(look), look.tone), Cell(look.meaning))) for look in MARKS.values()),
        ),
        Heading("得分怎么算"),
        *map(Paragraph, _SCORES),
        Heading("没有得出结论的和不适用的"),
        _unchecked(ranking),
    )
    return Section(Part.LEGEND, "说明", "说明", blocks)


def _lights(grading: GradingInfo) -> list[tuple[Light, str]]:
    """The lights that the profile gives, worst first."""
    return [(light, grading.lights[light]) for light in LIGHTS if light in grading.lights]


def _facts(ranking: Ranking) -> Facts:
    card, book = ranking.scorecard, ranking.scorecard.rulebook
    sheets = [sheet for item in card.inputs for sheet in item.tables]
    items = (
        ("检查期", Cell(span(card))),
        ("截至日期", Cell(f"{card.as_of}（这一天以后的情况不在内）")),
        ("规则", Cell(rulebook_name(book))),
        *([("方案", Cell(card.grading.about))] if card.grading.about else []),
        ("规则包校验值", Cell(book.sha256[:16])),
        ("规则条数", Cell(_rules(ranking))),
        ("支部", Cell(f"{len(ranking.lines)} 个")),
        ("报送文件", Cell(f"{len(card.inputs)} 个，读出台账 {len(sheets)} 张、记录 {sum(sheet.rows for sheet in sheets)} 行")),
        ("文件中的问题", Cell(f"{len(card.issues)} 处，见“数据情况”" if card.issues else "没有发现")),
    )
    return Facts(items)


def _rules(ranking: Ranking) -> str:
    trials = f"，其中{TRIAL}的 {len(ranking.trials)} 条" if ranking.trials else ""
    left_out = len(ranking.scorecard.left_out)
    return f"{len(ranking.rules)} 条{trials}" + (f"；{LEFT_OUT} {left_out} 条，见“方案”" if left_out else "")


def _unchecked(ranking: Ranking) -> Table:
    groups = Counter(
        (line.marks[finding.rule], finding.rule, finding.observation.note)
        for line in ranking.lines
        for finding in line.findings
        if finding.verdict in (Verdict.NO_DATA, Verdict.ERROR) or finding.observation.standing is Standing.NOT_APPLICABLE
    )
    columns = (Column("规则", 14), Column("规则名称", 60), Column("结论", 12), Column("支部数", 10), Column("原因", 60))
    total = len(ranking.lines)
    rows = (
        Row(text_cells(rule, ranking.rules[rule].name, MARKS[key].word, f"{number}/{total}", note or "见问题明细"))
        for (key, rule, note), number in sorted(groups.items(), key=lambda item: (item[0][0], -item[1], item[0]))
    )
    return Table(columns, tuple(rows), empty="所有规则在所有支部都得出了结论。")
