"""The fictional college: its thirteen branches and their members. Names, numbers and events are invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

COLLEGE = "云川职业学院"
COMMITTEE = f"中共{COLLEGE}委员会"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施"
STEMS, TWIGS = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
POSTS = ("书记", "组织委员", "宣传委员", "纪检委员", "青年委员")
JOIN = (date(2009, 6, 18), date(2012, 5, 25), date(2015, 11, 20), date(2017, 6, 9))


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch as it is. ``seats`` is how many sit on the committee (0: none); ``groups`` how many 党小组 it has."""

    code: str
    name: str
    short: str
    kind: str
    founded: date
    formal: int
    probationary: int
    seats: int
    groups: int
    term: tuple[date, date]
    student: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One member as he stands on the roll."""

    name: str
    branch: Branch
    nth: int
    male: bool
    birth: date
    id_number: str
    joined: date
    full: date | None
    phone: str
    group: str = ""
    post: str = field(default="")

    @property
    def kind(self) -> str:
        """正式党员 or 预备党员."""
        return "正式党员" if self.full else "预备党员"


def _branch(code: str, name: str, short: str, kind: str, people: tuple[int, int, int, int], term: tuple[date, date], **more: bool) -> Branch:
    formal, probationary, seats, groups = people
    founded = date(2010 + int(code[-2:]) % 5, 9, 10)
    return Branch(code, name, short, kind, founded, formal, probationary, seats, groups, term, **more)


LONG = (date(2020, 11, 12), date(2023, 11, 11))
LATE = (date(2021, 9, 24), date(2024, 9, 23))
SOON = (date(2019, 8, 16), date(2022, 8, 15))
OVER = (date(2018, 12, 21), date(2021, 12, 20))

BRANCHES = (
    _branch("Z01", "综合党支部", "综合", "教工党支部", (13, 1, 5, 2), LONG),
    _branch("Z02", "经济管理系教工党支部", "经管系", "教工党支部", (12, 2, 3, 0), LATE),
    _branch("Z03", "护理系教工党支部", "护理系", "教工党支部", (5, 1, 0, 0), LONG),
    _branch("Z04", "机电工程系教工党支部", "机电系", "教工党支部", (11, 1, 3, 0), SOON),
    _branch("Z05", "艺术设计系教工党支部", "艺术系", "教工党支部", (10, 1, 3, 0), LATE),
    _branch("Z06", "信息工程系教工党支部", "信息系", "教工党支部", (10, 0, 3, 0), LONG),
    _branch("Z07", "基础教学部党支部", "基础部", "教工党支部", (9, 0, 3, 0), LATE),
    _branch("Z08", "创业学院党支部", "创业学院", "教工党支部", (7, 1, 3, 0), LATE),
    _branch("Z09", "技师学院教工党支部", "技师学院", "教工党支部", (12, 0, 3, 2), LONG),
    _branch("Z10", "艺术高中教工党支部", "艺术高中", "教工党支部", (9, 0, 2, 0), OVER),
    _branch("Z11", "学生第一党支部", "学生一支部", "学生党支部", (8, 4, 0, 0), LATE, student=True),
    _branch("Z12", "学生第二党支部", "学生二支部", "学生党支部", (6, 3, 0, 0), LATE, student=True),
    _branch("Z13", "离退休教职工党支部", "离退休", "离退休党支部", (0, 0, 0, 0), LONG, silent=True),
)
REPORTING = tuple(branch for branch in BRANCHES if not branch.silent)
SHORT = {branch.short: branch for branch in BRANCHES}


def group_names(branch: Branch) -> tuple[str, ...]:
    """The names of the branch's 党小组."""
    return tuple(f"{branch.short}第{'一二三'[i]}党小组" for i in range(branch.groups))


def id_number(birth: date, male: bool, nth: int) -> str:
    """A well-formed ID number of the region 990101, which no real one has."""
    digits = f"990101{birth:%Y%m%d}{(nth * 2 + male) % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]


@cache
def members() -> tuple[Member, ...]:
    """Everyone on the roll, branch by branch, office-holders first, probationary members last."""
    people: list[Member] = []
    for branch in REPORTING:
        for i in range(branch.formal + branch.probationary):
            people.append(_member(branch, i, len(people)))
    return tuple(people)


@cache
def roll(branch: Branch, day: date | None = None) -> tuple[Member, ...]:
    """The members of a branch, on ``day`` if given."""
    return tuple(m for m in members() if m.branch is branch and (day is None or m.joined <= day))


def _member(branch: Branch, i: int, nth: int) -> Member:
    # 学生第二党支部 的第三人与 综合党支部 的第三人同名, 以检验按支部区分同名
    named = 2 if (branch.short, i) == ("学生二支部", 2) else nth
    male = nth % 3 != 1
    birth = date(1999 + nth % 3, nth % 12 + 1, nth % 27 + 1) if branch.student else date(1966 + nth * 7 % 25, nth % 12 + 1, nth % 27 + 1)
    joined, full = _party_dates(branch, i, nth, birth)
    groups = group_names(branch)
    return Member(
        SURNAMES[named % len(SURNAMES)] + STEMS[named * 7 % 10] + TWIGS[named * 7 % 12],
        branch, i, male, birth, id_number(birth, male, nth), joined, full, f"139000{nth + 10000:05d}",
        groups[i % len(groups)] if groups else "", _post(branch, i),
    )


def _party_dates(branch: Branch, i: int, nth: int, birth: date) -> tuple[date, date | None]:
    if i >= branch.formal:
        # 经管系最后一名预备党员三月才接收: 一、二月不应交党费
        march = branch.short == "经管系" and i == branch.formal + branch.probationary - 1
        return (date(2022, 3, 10) if march else date(2021, 12, 3)), None
    if branch.student:
        return date(2020, 6, 12), date(2021, 6, 18)
    joined = JOIN[nth % 4].replace(year=max(JOIN[nth % 4].year, birth.year + 20))
    return joined, joined.replace(year=joined.year + 1, day=joined.day + 3)


def _post(branch: Branch, i: int) -> str:
    if i < branch.seats:
        return POSTS[i]
    return "书记" if i == 0 else ""
