"""Small phrases that several sections share: scores, points, places, periods, numbered anchors."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Evidence, Finding, RecordIssue, State, Verdict
from auditor.reports.document import Cell
from auditor.reports.ranking import Line
from auditor.reports.words import COUNTED, LIGHTS, MARKS, SEVERITIES, STATES, TRIAL, Mark, mark
from auditor.scorecard import BranchScore, GroupScore, RulebookInfo, Scorecard

UNRESOLVED = frozenset({"D501", "D502", "D503", "D504"})
"""Issues of records whose branch is not known."""
HOLLOW = (Mark.PASS, Mark.NOT_APPLICABLE)
_NAMED = 10
_NO_PROFILE = ("", "default")


def score_text(branch: BranchScore) -> str:
    """``82``, ``70–74`` or ``不评``."""
    if branch.score is None:
        return "不评"
    low, high = branch.score.low, branch.score.high
    return str(low) if low == high else f"{low}–{high}"


def score_cell(branch: BranchScore) -> Cell:
    """The score, as a number where it is settled."""
    settled = branch.score is not None and branch.score.low == branch.score.high
    return Cell(score_text(branch), number=branch.score.low if branch.score and settled else None)


def raw_text(branch: BranchScore) -> str:
    """``豁免前 75``, where exceptions changed the score; else empty."""
    if branch.raw_score is None or branch.raw_score == branch.score:
        return ""
    low, high = branch.raw_score.low, branch.raw_score.high
    return f"豁免前 {low}" if low == high else f"豁免前 {low}–{high}"


def points_text(branch: BranchScore) -> str:
    """``82 分（豁免前 75 分）`` or ``不评``."""
    raw = raw_text(branch)
    return f"{score_text(branch)}{' 分' if branch.score else ''}{f'（{raw} 分）' if raw else ''}"


def band_text(branch: BranchScore, *, named: bool) -> str:
    """The grade, or that it is open, where grades have names."""
    return branch.band or ("等次待定" if named else "")


def earned_text(group: GroupScore) -> str:
    """``20/24``, ``20–24/24``, ``20/24–30/36``; ``—`` where the group does not apply. In brackets: perhaps it does not."""
    low, high = group.low, group.high
    if not low.of and not high.of:
        return "—"
    same = low.of == high.of
    text = f"{low.points:g}/{low.of:g}" if low == high else (
        f"{low.points:g}–{high.points:g}/{high.of:g}" if same else f"{low.points:g}/{low.of:g}–{high.points:g}/{high.of:g}")
    return text if group.sure else f"（{text}）"


def light_cell(branch: BranchScore, link: str = "") -> Cell:
    """The light with its symbol and word. It carries the link, not the branch's name: a linked cell does not always wrap."""
    look = LIGHTS[branch.light]
    return Cell(str(look), look.tone, link=link)


def judged(branch: BranchScore) -> str:
    """How many of the applicable rules were judged."""
    return f"{branch.judged}/{branch.applicable}"


def mark_cell(finding: Finding) -> Cell:
    """A finding's symbol and word."""
    look = MARKS[mark(finding)]
    return Cell(str(look), look.tone)


def weight(finding: Finding) -> str:
    """A finding's severity, and whether its rule is on trial."""
    return SEVERITIES[finding.severity] + (f"，{TRIAL}" if finding.trial else "")


def remaining(finding: Finding) -> Finding:
    """What is left to put right: what stands under a waiver or, where that covers all of it, the finding as it was found."""
    return finding if mark(finding) is Mark.WAIVED else finding.standing


def lost(finding: Finding) -> str:
    """Points lost for certain and at most, of how many: ``3/12`` or ``3–8/12``; empty where nothing is at stake, or all is waived."""
    points = finding.standing.points
    if points is None or points.low == points.of or not points.of:
        return ""
    least, most = points.of - points.high, points.of - points.low
    return f"{least:g}/{points.of:g}" if least == most else f"{least:g}–{most:g}/{points.of:g}"


def gained(finding: Finding) -> str:
    """Extra points: ``2`` or ``0–2``; empty for what earns none."""
    points = finding.standing.points
    if points is None or points.of:
        return ""
    return f"{points.low:g}" if points.low == points.high else f"{points.low:g}–{points.high:g}"


def problem(finding: Finding) -> str:
    """What is wrong, in one sentence; for missing data, what is missing. Under a waiver, what is left of it."""
    left = remaining(finding)
    return left.message or left.observation.note or MARKS[mark(finding)].meaning


def advice(finding: Finding) -> str:
    """What to do. The rule's own advice is for what was found wanting; it would accuse a branch whose records were only not seen."""
    match finding.standing.verdict:
        case Verdict.FAIL:
            return finding.standing.fix
        case Verdict.NO_DATA:
            return f"请补报或补正后再判断：{problem(finding)}"
        case Verdict.ERROR:
            return "请联系规则维护人员"
        case _:
            return ""


def problem_at(finding: Finding) -> str:
    """The problem; where data are wanting, with the first place that could not be judged, unless it is said that nothing was received."""
    finding, text = remaining(finding), problem(finding)
    first = next((item for item in finding.observation.evidence if item.state is State.UNKNOWN), None)
    if finding.verdict is not Verdict.NO_DATA or first is None or (finding.observation.note and first.row is None):
        return text
    value = f"“{first.value}”" if first.value else ""
    what = "，".join(part for part in (first.subject if first.subject != first.value else "", f"{place(first)}{value}", first.note) if part)
    where = "：".join(part for part in (first.period, what) if part)
    more = f"（共 {finding.observation.unknown} 处，其余见问题明细）" if finding.observation.unknown > 1 else ""
    return f"{text}；{where}{more}" if where else text


def waived_text(finding: Finding) -> str:
    """``W-1（豁免后：合格；应办 1，已做到 1）``; empty without a waiver."""
    if finding.after is None:
        return ""
    counts = counted(finding.after)
    return f"{finding.waiver}（豁免后：{MARKS[mark(finding.after)].word}{f'；{counts}' if counts else ''}）"


def counted(finding: Finding) -> str:
    """The obligations counted: ``应办 3，已做到 2，未做到 1``; zeros beyond the first two are left out."""
    facts = finding.observation
    if not facts.owed:
        return ""
    rest = ((facts.unmet, "未做到"), (facts.unknown, "无法判定"), (facts.open, "未到期"))
    return "，".join([f"应办 {facts.owed}", f"已做到 {facts.met}", *(f"{word} {number}" for number, word in rest if number)])


def state_cell(finding: Finding, item: Evidence) -> Cell:
    """What a piece of evidence shows. Several rows under one unmet obligation are the rows that were counted for it."""
    look = COUNTED if _behind_a_count(finding, item) else STATES[item.state]
    return Cell(str(look), look.tone)


def _behind_a_count(finding: Finding, item: Evidence) -> bool:
    if finding.verdict is not Verdict.FAIL or finding.observation.owed != 1 or item.row is None or item.period:
        return False
    return len({(one.file, one.sheet, one.row) for one in finding.observation.evidence if one.state is item.state is State.UNMET}) > 1


def place(item: Evidence | RecordIssue) -> str:
    """Where it stands: ``文件 > 工作表 > 第 5 行 > C 列``, as far as known."""
    row = f"第 {item.row} 行" if item.row is not None else ""
    return " > ".join(part for part in (item.file, item.sheet, row, f"{item.column} 列" if item.column else "") if part)


def listed(names: Sequence[str]) -> str:
    """``A、B``; of many the first and how many there are."""
    return "、".join(names[:_NAMED]) + (f" 等 {len(names)} 个" if len(names) > _NAMED else "")


def omitted(shown: int, total: int) -> str:
    """What to say when a list is cut; empty when it is whole."""
    return f"共 {total} 处，以上列出 {shown} 处，其余 {total - shown} 处未列出" if total > shown else ""


def span(scorecard: Scorecard) -> str:
    """The audited period with its first and last day."""
    return f"{scorecard.period.label}（{scorecard.period.start} 至 {scorecard.period.end}）"


def rulebook_name(book: RulebookInfo) -> str:
    """Which rules judged: ``规则包 national-basic 2026.1，方案 self-check``."""
    profile = "默认方案" if book.profile in _NO_PROFILE else f"方案 {book.profile}"
    return f"规则包 {book.id} {book.version}，{profile}"


def is_problem(line: Line) -> bool:
    """Whether anything at the branch asks for attention."""
    return any(key not in HOLLOW for key in line.counts)
