"""What was held, all well: 三会一课, 组织生活会, theme days and political study of the year, and who signed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tests.sample_builder.sheets import school_day

from .faculty import BRANCHES, MONTHS, Branch, H, M, Row, roll, spare

THEMES = ("新年谈心 共话发展", "寒假返乡调研分享", "学雷锋志愿服务", "清明祭英烈", "青春建功实验室", "重温入党誓词", "红色教育基地研学", "科技助农下乡",
          "迎新服务岗", "国庆爱国主义教育", "宪法与廉洁教育", "年终为师生办实事")
ADMITTED = date(2025, 6, 13)
"""The day of the meetings that admitted probationary members."""
STUDIES = ("新年贺词", "党章", "两会精神", "中央八项规定精神", "纪律处分条例", "七一重要讲话", "安全生产论述", "抗战史", "教育强国建设规划", "全会公报", "全会精神辅导", "经济工作会议精神")


def meetings() -> list[Row]:
    """三会一课记录."""
    return [_meeting(b, *event) for b in BRANCHES for event in _events(b)]


def _events(b: Branch) -> Iterator[tuple[str, str, str, date]]:
    """Type, title, 党小组 and day of every meeting of the year."""
    k = BRANCHES.index(b)
    for month in b.months():
        if month in (3, 6, 9, 10 if b.closed else 12):
            yield "支部党员大会", f"{month}月支部党员大会", "", ADMITTED if month == ADMITTED.month and b.lasting else school_day(2025, month, 18 + k)
            yield "党课", f"{month}月专题党课", "", school_day(2025, month, 9 + k)
        if b.seats:
            yield "支部委员会", f"{month}月支委会", "", school_day(2025, month, 12 + k)
        for name in b.groups:
            yield "党小组会", f"{month}月党小组会", name, school_day(2025, month, 20 + k)
    yield "组织生活会民主评议党员", "2025年度组织生活会和民主评议党员", "", school_day(2025, 10 if b.closed else 12, 22 + k)
    if b is M:
        yield "换届选举", "第五届支部委员会换届选举大会", "", date(2025, 4, 18)


def _meeting(b: Branch, kind: str, title: str, group: str, day: date) -> Row:
    people = [m.name for m in roll(b, day) if not group or m.group == group] or [spare(12 + i) for i in range(b.formal)]
    due = [m.name for m in roll(b) if m.post] if kind == "支部委员会" else people
    away = len(due) > 5 and day.day % 3 == 0
    row: Row = {
        "支部": b.name, "编码": b.code, "类型": kind, "主题": title, "党小组": group or None, "月": day.month, "时间": day, "地点": f"{b.short}会议室", "主持人": due[0],
        "记录人": due[1], "应到": len(due), "实到": len(due) - away, "请假": int(away), "请假原因": f"{due[-1]}因公出差" if away else None,
        "内容": f"{group or b.name}召开{kind}，学习{STUDIES[day.month - 1]}，结合{THEMES[day.month - 1]}研究有关安排，形成一致意见", "录入": day + timedelta(days=1),
        "佐证": "会议记录、签到表", "审核": "审核通过", "有表决权应到": None, "有表决权实到": None, "赞成": None, "反对": None, "弃权": None, "通过": None,
    }
    if kind == "支部党员大会" and day.month == 6 and b.lasting:
        voters = sum(m.full is not None for m in roll(b, day))
        row |= {"有表决权应到": voters, "有表决权实到": voters - 1, "赞成": voters - 1, "反对": 0, "弃权": 0, "通过": "是"}
    return row


def theme_days() -> list[Row]:
    """主题党日: one a month."""
    return [_day(b, month, "主题党日", THEMES[month - 1], school_day(2025, month, (5, 20)[month in (1, 2)] + BRANCHES.index(b))) for b in BRANCHES for month in b.months()]


def studies() -> list[Row]:
    """政治学习: one a month, by the branches with a roll."""
    return [_day(b, month, "政治学习", f"学习{STUDIES[month - 1]}", school_day(2025, month, 24)) for b in BRANCHES if b.lasting for month in MONTHS]


def _day(b: Branch, month: int, kind: str, title: str, day: date) -> Row:
    people = [m.name for m in roll(b, day)] or [spare(12 + i) for i in range(b.formal)]
    away = len(people) > 5 and month % 4 == 0
    return {"支部": b.name, "类型": kind, "月": month, "时间": day, "主题": title, "地点": f"{b.short}党员活动室", "主持人": people[0], "记录人": people[1],
            "应到": len(people), "实到": len(people) - away, "请假": int(away), "请假原因": f"{people[-1]}病假" if away else None, "佐证": "照片、签到表",
            "内容": f"{b.short}开展{kind}“{title}”，全体党员集体学习、逐一交流发言并布置下一步工作"}


def attendance() -> list[Row]:
    """会议签到表 of the theme days of 材料系 and 环境系."""
    return [
        {"支部": day["支部"], "日期": day["时间"], "月": day["月"], "会议": day["主题"], "姓名": m.name, "状态": "请假" if away else "已签到", "事由": "出差" if away else None}
        for day in theme_days() for b in (M, H) if day["支部"] == b.name
        for m in roll(b, day["时间"]) for away in ((m.nth + int(str(day["月"]))) % 11 == 10,)  # type: ignore[arg-type]
    ]
