"""Fictional branches, people and what they do; nothing here stands in any real ledger."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
BRANCHES = (
    "机电系教工第一党支部", "机电系学生第一党支部", "信息系教工党支部", "信息系学生党支部", "机关第一党支部", "机关第二党支部", "后勤党支部", "退休教工党支部",
)
TOPICS = ("学习全会精神", "重温入党誓词", "志愿服务", "廉政教育", "参观纪念馆", "讨论年度计划", "专题学习", "学习党章")
PLACES = ("会议室", "活动室", "201教室", "报告厅")


@dataclass(frozen=True)
class Person:
    name: str
    id_no: str
    branch: str


def a_name(random: Random) -> str:
    return random.choice(FAMILY) + "".join(random.choices(GIVEN, k=random.choice((1, 2, 2))))


def names(random: Random, count: int) -> list[str]:
    """Different names."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[a_name(random)] = None
    return list(found)
