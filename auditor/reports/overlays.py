"""Section 豁免与人工认定: every waiver and every answer with what became of it, and the scores with and without waivers."""

from __future__ import annotations

from auditor.model import Bounds
from auditor.overlays.states import ANSWER, EXPIRED, IN_FORCE, LATER, NEEDLESS, REPLACED, SOON, UNMATCHED, order
from auditor.reports.document import Cell, Column, Heading, Kind, Part, Row, Section, Table, text_cells
from auditor.reports.guard import safe
from auditor.reports.ranking import Line, Ranking
from auditor.reports.words import Tone
from auditor.scorecard import Overlay, Scorecard

NAME = "豁免与人工认定"
STANDINGS = {
    IN_FORCE: ("有效", Tone.PLAIN), SOON: ("即将到期", Tone.FAIR), LATER: ("尚未生效", Tone.MUTED), EXPIRED: ("已到期", Tone.BAD),
    REPLACED: ("已被取代", Tone.MUTED), UNMATCHED: ("没有起作用", Tone.FAIR), NEEDLESS: ("不需要", Tone.FAIR),
}
_OVERLAYS = (
    Column("状态", 12, Kind.MARK), Column("种类", 10), Column("编号", 14), Column("规则", 9), Column("党支部", 26), Column("说明", 80),
)
_SCORES = (Column("党支部", 26), Column("得分", 12), Column("不计豁免的得分", 16), Column("所用豁免", 40))


def overlays(ranking: Ranking) -> Section:
    """Compose the section."""
    listed = order(ranking.scorecard.overlays)
    changed = [line for line in ranking.lines if any(one.after for one in line.findings)]
    blocks = (
        Heading(f"豁免和人工认定（{len(listed)} 项）"),
        Table(_OVERLAYS, tuple(map(_overlay, listed)), empty="本次没有豁免，也没有人工认定。"),
        Heading("用了豁免的支部：两种得分"),
        Table(_SCORES, tuple(map(_scores, changed)), empty="没有支部用到豁免。"),
    )
    return Section(Part.OVERLAYS, NAME, NAME, blocks)


def overlays_line(card: Scorecard) -> str:
    """The same in one line; empty without any."""
    if not card.overlays:
        return ""
    waivers = sum(one.kind != ANSWER for one in card.overlays)
    states = [one.state for one in card.overlays]
    counts = "，".join(f"{word} {states.count(state)} 项" for state, (word, _) in STANDINGS.items() if state in states and state != IN_FORCE)
    return f"豁免 {waivers} 项、人工认定 {len(states) - waivers} 项{f'（{counts}）' if counts else ''}；逐项见报告的“{NAME}”。"


def _overlay(one: Overlay) -> Row:
    word, tone = STANDINGS[one.state]
    return Row((Cell(word, tone), *text_cells("人工认定" if one.kind == ANSWER else "豁免", one.id, one.rule, one.branch, safe(one.message))))


def _scores(line: Line) -> Row:
    ids = dict.fromkeys(f"{one.rule}：{one.waiver}" for one in line.findings if one.after)
    return Row(text_cells(line.score.branch, _bounds(line.score.score), _bounds(line.score.raw_score), "；".join(ids)))


def _bounds(score: Bounds | None) -> str:
    if score is None:
        return "不评"
    return str(score.low) if score.low == score.high else f"{score.low}–{score.high}"
