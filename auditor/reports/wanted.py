"""Section 谁还欠什么数据: what each branch has still to hand in or to make readable, one row per thing, ready to be sent."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.reports.document import Cell, Column, Kind, Paragraph, Part, Row, Section, Table, count, text_cells
from auditor.reports.phrases import listed
from auditor.reports.ranking import Ranking
from auditor.reports.wanting import ABSENT, EVERYBODY, Want, wants
from auditor.reports.words import Tone

NAME = "谁还欠什么数据"
_NOTE = "缺了这些就判不了：不是说没有做到，补上以后重新检查才知道。没有开展的工作应如实说明，不得事后补造记录。"
_COLUMNS = (
    Column("党支部", 18, most=30),
    Column("情形", 9, Kind.MARK),
    Column("缺什么、哪里读不准", 30),
    Column("期间", 10, most=14),
    Column("对象", 12, most=16),
    Column("文件", 16, most=26),
    Column("工作表", 10),
    Column("行", 5, Kind.NUMBER),
    Column("列", 4, Kind.MARK),
    Column("原值", 12),
    Column("怎么补", 36),
    Column("影响规则数", 7, Kind.NUMBER),
    Column("规则", 14, most=20),
)


def wanted(ranking: Ranking) -> Section:
    """One row per thing that is wanted."""
    found = wants(ranking)
    rows = tuple(map(_row, found))
    lead = f"{_count(found, ranking)}/{len(ranking.lines)} 个支部还欠数据，共 {len(rows)} 项。{_NOTE}"
    table = Table(_COLUMNS, rows, keep=1, empty="没有：每一项都有数据可判。")
    return Section(Part.WANTED, NAME, f"{NAME}（{len(rows)} 项）", (Paragraph(lead, Tone.MUTED), table))


def wanted_line(ranking: Ranking) -> str:
    """The same in one line; empty where nothing is wanted."""
    found = wants(ranking)
    return f"{_count(found, ranking)} 个支部还欠数据，共 {len(found)} 项，见 Excel 报告的“{NAME}”。" if found else ""


def _count(found: Sequence[Want], ranking: Ranking) -> int:
    """How many branches owe something; what all owe alike counts for each."""
    if any(want.branch == EVERYBODY and want.rules for want in found):
        return len(ranking.lines)
    return len({want.branch for want in found} & {line.score.branch for line in ranking.lines})


def _row(want: Want) -> Row:
    place, tone = want.place, Tone.UNKNOWN if want.sort == ABSENT else Tone.FAIR
    what = want.what + (f"（{want.unseen} 处）" if want.unseen else "")
    where = (*text_cells(place.file, place.sheet), count(place.row), *text_cells(place.column, place.value))
    rules = (count(len(want.rules) or None), Cell(listed(want.rules)))
    return Row((Cell(want.branch), Cell(want.sort, tone), *text_cells(what, listed(want.periods), listed(want.people)), *where, Cell(want.fix), *rules))
