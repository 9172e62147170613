"""The fictional school: its six branches and their members in 2025. Names, numbers and events are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from tests.sample_builder.college import STEMS, SURNAMES, TWIGS, id_number

PARENT = "中共云川大学资源环境学院委员会"
Row = dict[str, object]
"""One record; keys are the headings that ``layout`` writes, 支部 its branch."""
POSTS = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch. ``seats``: how many sit on its committee; ``groups``: the names of its 党小组."""

    short: str
    name: str
    code: str
    field: str
    kind: str
    formal: int
    probationary: int
    seats: int
    groups: tuple[str, ...] = ()
    units: int | None = None
    founded: date = date(2013, 9, 6)
    closed: date | None = None

    @property
    def student(self) -> bool:
        """A branch of students."""
        return "生党支部" in self.field

    @property
    def lasting(self) -> bool:
        """Not a provisional branch: it has a roll of its own."""
        return self.kind != "临时党支部"

    def months(self) -> tuple[int, ...]:
        """The months of 2025 in which the branch existed."""
        return tuple(m for m in MONTHS if self.founded < date(2025, m, 28) and (self.closed is None or date(2025, m, 1) <= self.closed))


M = Branch("材料", "材料系联合党支部", "ZH2501", "教工党支部", "联合党支部", 20, 2, 5, ("材料系第一党小组", "材料系第二党小组", "材料系第三党小组"), 4)
H = Branch("环境", "环境系联合党支部", "ZH2502", "教工党支部", "联合党支部", 6, 1, 3, ("环境系第一党小组", "环境系第二党小组"), 3)
Y = Branch("研究生", "研究生党支部", "ZH2503", "研究生党支部", "单独组建党支部", 48, 4, 5, ("研究生第一党小组", "研究生第二党小组"))
B = Branch("本科生", "本科生党支部", "ZH2504", "本科生党支部", "单独组建党支部", 6, 8, 5)
X = Branch("突击队", "储能攻关突击队临时党支部", "ZH2505", "教工党支部", "临时党支部", 5, 0, 0, founded=date(2025, 7, 1))
T = Branch("夏令营", "科普夏令营临时党支部", "ZH2506", "教工党支部", "临时党支部", 9, 0, 0, founded=date(2025, 5, 6), closed=date(2025, 10, 31))
BRANCHES = (M, H, Y, B, X, T)
LASTING = tuple(branch for branch in BRANCHES if branch.lasting)


@dataclass(frozen=True, slots=True)
class Member:
    """One member as he stands on the roll at the end of 2025. ``nth``: his place in the branch, office-holders first."""

    name: str
    branch: Branch
    nth: int
    male: bool
    birth: date
    id_number: str
    joined: date
    full: date | None
    phone: str
    group: str
    post: str

    @property
    def kind(self) -> str:
        """正式党员 or 预备党员."""
        return "正式党员" if self.full else "预备党员"


@cache
def members() -> tuple[Member, ...]:
    """Everyone, branch by branch, probationary members last."""
    people: list[Member] = []
    for branch in LASTING:
        for i in range(branch.formal + branch.probationary):
            people.append(_member(branch, i, len(people)))
    return tuple(people)


@cache
def roll(branch: Branch, day: date = date(2025, 12, 31)) -> tuple[Member, ...]:
    """The members of a branch on ``day``."""
    return tuple(m for m in members() if m.branch is branch and m.joined <= day)


def spare(i: int) -> str:
    """The name of somebody who is not a member."""
    return f"{SURNAMES[i]}示例"


def _member(branch: Branch, i: int, nth: int) -> Member:
    male = nth % 3 != 1
    birth = date(2000 + nth % 3, nth % 12 + 1, nth % 27 + 1) if branch.student else date(1968 + nth * 7 % 22, nth % 12 + 1, nth % 27 + 1)
    joined, full = _party_dates(branch, i, nth, birth)
    return Member(
        SURNAMES[nth % len(SURNAMES)] + STEMS[nth * 7 % 10] + TWIGS[nth * 7 % 12], branch, i, male, birth, id_number(birth, male, nth), joined, full,
        f"139000{nth + 20000:05d}", branch.groups[i % len(branch.groups)] if branch.groups else "", POSTS[i] if i < branch.seats else "",
    )


def _party_dates(branch: Branch, i: int, nth: int, birth: date) -> tuple[date, date | None]:
    if i >= branch.formal:
        return (date(2024, 6, 14) if i == branch.formal + branch.probationary - 1 and branch is M else date(2025, 6, 13)), None
    if i == branch.formal - 1 and branch is M:
        return date(2024, 5, 24), date(2025, 5, 30)
    joined = date(2021, 11, 19) if branch.student else date(max(2008 + nth % 9, birth.year + 20), 6, 1 + nth % 27)
    return joined, joined.replace(year=joined.year + 1, day=joined.day + 1)
