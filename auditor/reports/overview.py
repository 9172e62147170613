"""Sections 总览 (branches x modules) and, for the terminal, a summary of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from auditor.reports.document import Block, Cell, Column, Kind, Paragraph, Part, Row, Section, Table, count, text_cells
from auditor.reports.overlays import overlays_line
from auditor.reports.phrases import (
    UNRESOLVED,
    band_text,
    earned_text,
    is_problem,
    judged,
    light_cell,
    points_text,
    rulebook_name,
    score_cell,
    span,
)
from auditor.reports.profile import LEFT_OUT, profile_line
from auditor.reports.ranking import Line, Ranking
from auditor.reports.wanted import wanted_line
from auditor.reports.words import LIGHTS, MARKS, SYMBOLS, TRIAL, Mark, Tone, tally
from auditor.scorecard import BranchScore, Scorecard

SHOWN = 40
REASONS = 3
NAMED = 4
_TONES = {look.symbol: look.tone for look in MARKS.values()}


def overview(ranking: Ranking) -> Section:
    """Every branch with its light, score, counts, modules and reasons."""
    parents = len({line.score.parent for line in ranking.lines}) > 1
    table = Table(
        _columns(ranking, parents=parents),
        tuple(_row(ranking, line, parents=parents) for line in ranking.lines),
        (_foot(ranking, parents=parents),),
    )
    reading = "模块一列写最差的结论和它的条数/该模块规则数（不适用的除外，全部不适用的只写 —）；灯和得分怎么给，见“说明”。"
    return Section(Part.OVERVIEW, "总览", "总览", (*_opening(ranking), Paragraph(reading, Tone.MUTED), table))


def summary(ranking: Ranking) -> Section:
    """The same, short: one line per branch with its reasons, worst first, at most ``SHOWN``."""
    columns = (Column("等级", 10), Column("得分", 8), Column("已判/适用", 9), Column("支部", 40), Column("原因", 60))
    rows = tuple(
        Row((_plain_light(line, named=ranking.graded), *text_cells(points_text(line.score), f"已判 {judged(line.score)}", line.score.branch, _short(line))))
        for line in ranking.lines[:SHOWN]
    )
    rest = len(ranking.lines) - len(rows)
    more = (Paragraph(f"以上列出 {len(rows)} 个支部，其余 {rest} 个支部见报告文件。"),) if rest else ()
    table = Table(columns, rows, empty="没有支部。")
    return Section(Part.SUMMARY, "摘要", "摘要", (*_opening(ranking), *_about(ranking.scorecard), table, *more, *_left_out(ranking.scorecard)))


def _about(card: Scorecard) -> tuple[Block, ...]:
    """What the profile says of itself: a scheme that is not official says so wherever its lights are shown."""
    return (Paragraph(f"方案说明：{card.grading.about}。", Tone.MUTED),) if card.grading.about else ()


def _left_out(card: Scorecard) -> tuple[Block, ...]:
    """The rules that were not asked, by name: nothing is said of them."""
    return (Paragraph(f"{LEFT_OUT}：{'、'.join(one.rule for one in card.left_out)}", Tone.MUTED),) if card.left_out else ()


def _opening(ranking: Ranking) -> tuple[Block, ...]:
    card = ranking.scorecard
    lights = "   ".join(f"{LIGHTS[light]} {number}" for light, number in ranking.lights().items())
    rows = sum(sheet.rows for item in card.inputs for sheet in item.tables)
    scope = f"检查期 {span(card)}，截至 {card.as_of}；规则 {len(card.rules)} 条，记录 {rows} 行，{rulebook_name(card.rulebook)}"
    problems = any(is_problem(line) for line in ranking.lines)
    verdict = () if problems or not ranking.lines else (Paragraph("检查完成，未发现问题。", Tone.GOOD),)
    issues = (Paragraph(f"报送文件中有 {len(card.issues)} 处读不准或对不上，见“数据情况”。", Tone.UNKNOWN),) if card.issues else ()
    wanted = wanted_line(ranking)
    owing = (Paragraph(wanted, Tone.UNKNOWN),) if wanted else ()
    opening = (Paragraph(f"{lights}   共 {len(ranking.lines)} 个支部"), Paragraph(scope, Tone.MUTED))
    return (*opening, *verdict, *_trials(ranking), *_strangers(card), *owing, *issues, *_overlays(card), *_profile(card))


def _overlays(card: Scorecard) -> tuple[Block, ...]:
    line = overlays_line(card)
    return (Paragraph(line, Tone.MUTED),) if line else ()


def _trials(ranking: Ranking) -> tuple[Block, ...]:
    """What the rules on trial found, apart from the totals."""
    if not ranking.trials:
        return ()
    found = tally(Counter(line.marks[rule] for line in ranking.lines for rule in ranking.trials))
    said = "   ".join(f"{symbol} {number}" for symbol, number in found.items() if number)
    return (Paragraph(f"{TRIAL}的规则 {len(ranking.trials)} 条，{sum(found.values())} 个结论只供参考：{said}", Tone.MUTED),)


def _profile(card: Scorecard) -> tuple[Block, ...]:
    line = profile_line(card)
    return (Paragraph(line, Tone.MUTED),) if line else ()


def _strangers(card: Scorecard) -> tuple[Block, ...]:
    """Records whose branch the register does not know: they count for nobody, or as possible only, so they stand on the first page."""
    unknown = [issue for issue in card.issues if issue.code in UNRESOLVED]
    if not unknown:
        return ()
    names = list(dict.fromkeys(issue.value for issue in unknown if issue.value))
    listed = f"（{'、'.join(names[:NAMED])}{' 等' if len(names) > NAMED else ''}）" if names else ""
    return (Paragraph(f"有 {len(unknown)} 处记录的支部对不上支部名录{listed}，没有算到支部名下或只算“可能”，请先核对，见“数据情况”。", Tone.UNKNOWN),)


def _plain_light(line: Line, *, named: bool) -> Cell:
    look = LIGHTS[line.score.light]
    return Cell(" ".join(filter(None, [look.word, look.symbol, band_text(line.score, named=named)])), look.tone)


def _short(line: Line) -> str:
    """The first few reasons, one a line, without the name that stands beside them."""
    reasons = [reason.replace(f"{line.score.branch}：", "") for reason in line.score.reasons]
    rest = len(reasons) - REASONS
    return "\n".join([*reasons[:REASONS], *([f"另有 {rest} 条原因，见问题明细"] if rest > 0 else [])])


def _columns(ranking: Ranking, *, parents: bool) -> tuple[Column, ...]:
    group = f"规则结论条数（共 {ranking.scored} 条）"
    return (
        Column("党支部", 24, most=46),
        *([Column("上级党组织", 14)] if parents else []),
        Column("等级", 12, Kind.MARK),
        *([Column("等次", 10, Kind.MARK)] if ranking.graded else []),
        Column("得分", 8, Kind.NUMBER),
        *([Column("豁免前得分", 8, Kind.NUMBER)] if ranking.waived else []),
        Column("已判/适用", 7, Kind.MARK),
        Column("判定原因", 40),
        *(Column(symbol, 4, Kind.NUMBER, group) for symbol in SYMBOLS),
        *(Column(module, 8, Kind.MARK, "各模块最差的结论") for module in ranking.modules),
        *(Column(f"{name}（权重 {weight}）", 10, Kind.MARK, "各组得到/满分") for name, weight in ranking.groups),
    )


def _row(ranking: Ranking, line: Line, *, parents: bool) -> Row:
    branch, counts = line.score, tally(line.counts)
    return Row(
        (
            Cell(branch.branch),
            *([Cell(branch.parent)] if parents else []),
            light_cell(branch, line.anchor),
            *([Cell(band_text(branch, named=True))] if ranking.graded else []),
            score_cell(branch),
            *([_raw(branch)] if ranking.waived else []),
            Cell(judged(branch)),
            Cell(_short(line)),
            *(count(counts[symbol], _TONES[symbol] if counts[symbol] else Tone.PLAIN) for symbol in SYMBOLS),
            *(_module(line, rules, ranking.trials) for rules in ranking.modules.values()),
            *(Cell(earned_text(group)) for group in branch.groups),
        ),
        quiet=not is_problem(line),
    )


def _raw(branch: BranchScore) -> Cell:
    return score_cell(replace(branch, score=branch.raw_score))


def _module(line: Line, rules: tuple[str, ...], trials: Collection[str]) -> Cell:
    marks = [line.marks[rule] for rule in rules if rule not in trials and line.marks[rule] is not Mark.NOT_APPLICABLE]
    worst = MARKS[min(marks, default=Mark.NOT_APPLICABLE)]
    same = sum(MARKS[key].symbol == worst.symbol for key in marks)
    return Cell(f"{worst.symbol} {same}/{len(marks)}" if marks else worst.symbol, worst.tone, note=worst.word)


def _foot(ranking: Ranking, *, parents: bool) -> Row:
    totals = tally(sum((line.counts for line in ranking.lines), Counter()))
    blank = 4 + sum((parents, ranking.graded, ranking.waived))
    apart = f"；{TRIAL}的 {len(ranking.trials)} 条规则另计" if ranking.trials else ""
    label = f"合计（{len(ranking.lines)} 个支部 × {ranking.scored} 条规则 = {sum(totals.values())} 个结论{apart}）"
    tail = (Cell(),) * (len(ranking.modules) + len(ranking.groups))
    return Row((Cell(label), *((Cell(),) * blank), *(count(totals[symbol]) for symbol in SYMBOLS), *tail))
