"""The one table of words, symbols and colours. Every character here exists in GBK, so that a Chinese Windows console prints it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from auditor.model import Finding, Level, Light, Severity, State, Verdict


class Tone(StrEnum):
    """What a colour stands for. A tone never stands alone: the text beside it says the same."""

    PLAIN = "plain"
    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
    UNKNOWN = "unknown"
    MUTED = "muted"
    INPUT = "input"


@dataclass(frozen=True, slots=True)
class Paint:
    """A fill and a text colour that is readable on it (contrast at least 4.5), as RRGGBB."""

    fill: str
    text: str


PALETTE = {
    Tone.PLAIN: Paint("FFFFFF", "262626"),
    Tone.GOOD: Paint("C6EFCE", "006100"),
    Tone.FAIR: Paint("FFEB9C", "7F6000"),
    Tone.BAD: Paint("FFC7CE", "9C0006"),
    Tone.UNKNOWN: Paint("D9E1F2", "1F3864"),
    Tone.MUTED: Paint("EDEDED", "595959"),
    Tone.INPUT: Paint("FFFFE0", "262626"),
}
HEADER = Paint("8B1A1A", "FFFFFF")


@dataclass(frozen=True, slots=True)
class Look:
    """How one answer is shown: symbol, word, tone, and what it means."""

    symbol: str
    word: str
    tone: Tone
    meaning: str = ""

    def __str__(self) -> str:
        return f"{self.symbol} {self.word}"


class Mark(IntEnum):
    """What one rule comes to at one branch, worst first: the order of every list in every report."""

    RED_LINE, RED, YELLOW, ERROR, NO_DATA, PENDING, WAIVED, NOT_APPLICABLE, PASS = range(9)


MARKS = {
    Mark.RED_LINE: Look("×", "红线不合格", Tone.BAD, "红线规则不合格，最为严重；怎样影响灯，见“灯怎么给”"),
    Mark.RED: Look("×", "不合格", Tone.BAD, "台账表明没有做到"),
    Mark.YELLOW: Look("▲", "需改进", Tone.FAIR, "台账表明没有完全做到，程度较轻"),
    Mark.ERROR: Look("？", "规则出错", Tone.UNKNOWN, "这条规则没有执行成功，不等于合格，请联系规则维护人员"),
    Mark.NO_DATA: Look("？", "数据不足", Tone.UNKNOWN, "缺少台账或内容无法识别，不能判定；既不是合格，也不是违规"),
    Mark.PENDING: Look("△", "待办", Tone.MUTED, "尚未到期，或等待人工认定"),
    Mark.WAIVED: Look("○", "已豁免", Tone.MUTED, "没有做到或数据不足，但有经批准的豁免"),
    Mark.NOT_APPLICABLE: Look("—", "不适用", Tone.MUTED, "规则不涉及该支部"),
    Mark.PASS: Look("●", "合格", Tone.GOOD, "台账表明已做到"),
}
"""Verdicts as reports show them."""

LIGHTS = {
    Light.RED: Look("×", "不合格", Tone.BAD),
    Light.YELLOW: Look("▲", "需改进", Tone.FAIR),
    Light.GREY: Look("？", "数据不足", Tone.UNKNOWN),
    Light.GREEN: Look("●", "合格", Tone.GOOD),
}
"""Lights, worst first."""

SYMBOLS = {"×": "不合格", "▲": "需改进", "？": "数据不足或规则出错", "△": "待办", "○": "已豁免", "—": "不适用", "●": "合格"}
"""Symbols, worst first, and what all marks with that symbol have in common."""

SEVERITIES = {Severity.RED_LINE: "红线", Severity.MAJOR: "重要", Severity.MINOR: "一般", Severity.INFO: "提示"}
STATES = {
    State.NOT_OWED: Look("—", "不应办", Tone.MUTED),
    State.MET: Look("●", "已做到", Tone.GOOD),
    State.UNMET: Look("×", "未做到", Tone.BAD),
    State.UNKNOWN: Look("？", "无法判定", Tone.UNKNOWN),
    State.OPEN: Look("△", "未到期", Tone.MUTED),
}
COUNTED = Look("·", "已计入", Tone.PLAIN)
"""A row behind a count that fell short (or went too far): the row itself did nothing wrong."""
TRIAL = "试行（不计入）"
"""A rule on trial: its findings are shown and counted apart."""
PROGRESS = ("未整改", "整改中", "已整改", "申请复核", "申请豁免")
HEADER_LENGTH = 16
"""Characters of a rule's name above a narrow column; the whole name stands in 规则情况."""

INTERNAL = "内部资料，注意保管"
DISCLAIMER = "本表由工具根据报送的台账生成，只作提示；是否合格由党组织核实后认定。“不合格”指台账和记录，不指个人。"

_VERDICTS = {
    Verdict.PASS: Mark.PASS,
    Verdict.NOT_APPLICABLE: Mark.NOT_APPLICABLE,
    Verdict.NO_DATA: Mark.NO_DATA,
    Verdict.PENDING: Mark.PENDING,
    Verdict.ERROR: Mark.ERROR,
}


def mark(finding: Finding | None) -> Mark:
    """The mark of a finding. A rule without a finding did not run: that is an error, never a pass.

    Under a waiver it is what remains to be done, or waived.
    """
    if finding is None:
        return Mark.ERROR
    if finding.after is not None:
        return min(mark(finding.after), Mark.WAIVED)
    if finding.verdict is not Verdict.FAIL:
        return _VERDICTS[finding.verdict]
    if finding.level is Level.YELLOW:
        return Mark.YELLOW
    return Mark.RED_LINE if finding.severity is Severity.RED_LINE else Mark.RED


def tally(marks: dict[Mark, int]) -> dict[str, int]:
    """Counts per symbol, in report order; they add up to the number of marks."""
    return {symbol: sum(count for key, count in marks.items() if MARKS[key].symbol == symbol) for symbol in SYMBOLS}
