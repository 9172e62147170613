"""Section 方案: which rules the profile leaves out, what it changes in those that it uses, and why."""

from __future__ import annotations

from auditor.reports.document import Block, Cell, Column, Facts, Heading, Kind, Paragraph, Part, Row, Section, Table, text_cells
from auditor.reports.phrases import rulebook_name
from auditor.reports.ranking import Ranking
from auditor.reports.words import Tone
from auditor.scorecard import Changed, Scorecard

LEFT_OUT = "本方案未选用"
_LEFT_OUT = (Column("规则", 9), Column("规则名称", 34), Column("结论", 14, Kind.MARK), Column("说明", 70))
_CHANGES = (*_LEFT_OUT[:3], Column("改动", 20), Column("原为", 34), Column("改为", 34), Column("说明", 44))


def profile(ranking: Ranking) -> Section:
    """Compose the section."""
    card = ranking.scorecard
    changes, left_out = card.rulebook.changes, card.left_out
    known = (("规则", Cell(rulebook_name(card.rulebook))), ("选用", Cell(f"{len(card.rules)} 条")), ("选用校验值", Cell(card.rulebook.selection[:16])))
    blocks: tuple[Block, ...] = (
        Facts(known),
        Paragraph("选用校验值相同，就是选用的规则、数值和评灯办法都相同。没有选用的规则没有检查，不等于合格。", Tone.MUTED),
        Heading(f"本方案所作的改动（{len(changes)} 处）"),
        Table(_CHANGES, tuple(map(_change, changes)), empty="没有改动：选用的规则都按规则文件检查。"),
        Heading(f"{LEFT_OUT}（{len(left_out)} 条）"),
        Table(_LEFT_OUT, tuple(Row(text_cells(one.rule, one.name, LEFT_OUT, one.reason)) for one in left_out), empty="全部规则都已选用。"),
    )
    return Section(Part.PROFILE, "方案", "方案", blocks)


def profile_line(card: Scorecard) -> str:
    """The same in one line, with where the list is; empty where nothing is left out and nothing changed."""
    softer = sum(one.softer for one in card.rulebook.changes)
    changed = f"方案改动 {len(card.rulebook.changes)} 处" + (f"，其中放宽 {softer} 处" if softer else "")
    said = [f"{LEFT_OUT} {len(card.left_out)} 条规则" if card.left_out else "", changed if card.rulebook.changes else ""]
    return f"{'；'.join(filter(None, said))}；名单和理由见报告的“方案”。" if any(said) else ""


def _change(one: Changed) -> Row:
    verdict = Cell("本方案放宽", Tone.FAIR) if one.softer else Cell("本方案调整")
    return Row((Cell(one.rule), Cell(one.name), verdict, *text_cells(one.label, one.old, one.new, one.reason)))
