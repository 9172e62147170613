"""What was held: the 三会一课 export, the hand-kept theme-day ledger and the political-study ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from . import faults
from .college import REPORTING, Branch, group_names, members, roll
from .sheets import FORMS, File, Sheet, Value, dotted, school_day, titled

EXPORT = ("所在党支部编码", "所在党支部", "会议类型", "会议名称", "党小组", "计划会议时间", "实际会议时间", "会议地点", "主持人", "记录人",
          "应到人数", "实到人数", "请假人数", "请假人员", "列席人员", "会议内容", "审核情况")
THEMES = {1: "学习新年贺词 开好局起好步", 2: "我为师生办实事", 3: "学雷锋 弘扬志愿服务精神"}
STUDIES = {1: "全会精神专题学习", 2: "“思想破冰”大讨论专题学习", 3: "两会精神专题学习"}
ROOM = "第{}会议室"


def export() -> File:
    """三会一课: as a system exports it, one clean header row, true date-times, newest type first by branch."""
    rows: list[tuple[Value, ...]] = [EXPORT]
    for branch in REPORTING:
        rows += [_meeting_row(branch, *event) for event in _events(branch)]
    return File("三会一课记录导出_2022年一季度.xlsx", (Sheet("三会一课", tuple(rows)),))


def _events(branch: Branch) -> Iterator[tuple[str, str, str, date]]:
    """Type, title, 党小组 and day of every meeting that the branch held from January to March."""
    k = REPORTING.index(branch)
    yield "支部党员大会", "一季度支部党员大会", "", school_day(2022, 3, 8 + k)
    yield "党课", "书记讲党课：全会精神解读", "", school_day(2022, 3, 2 + k)
    if k % 4 == 0:
        yield "组织生活会民主评议党员", "2021年度组织生活会和民主评议党员", "", school_day(2022, 1, 10 + k)
    for month in (1, 2, 3):
        if branch.seats and month not in faults.NO_COMMITTEE_MEETING.get(branch.short, ()):
            yield "支部委员会", f"{month}月支委会", "", school_day(2022, month, 14 + k % 9)
        for name in group_names(branch):
            yield "党小组会", f"{month}月党小组会", name, school_day(2022, month, 17 + k)


def _meeting_row(branch: Branch, kind: str, title: str, group: str, day: date) -> tuple[Value, ...]:
    people = [m for m in roll(branch, day) if not group or m.group == group]
    due = [m for m in people if m.post] if kind == "支部委员会" else people
    away = due[-1].name if len(due) > 5 and day.day % 2 else None
    at = datetime(day.year, day.month, day.day, 14, 30)
    return (f" {branch.code}", branch.name, kind, title, group or None, at, at, ROOM.format(day.day % 4 + 1), due[0].name, due[1].name,
            len(due), len(due) - bool(away), int(bool(away)), away, None, f"{title}：学习文件，研究本{'季' if '季度' in title else '月'}工作", "审核通过")


def theme_days() -> File:
    """主题党日: kept by hand, the branch cells merged, dates in whatever form, a late addition, notes and a signature row below."""
    rows: list[tuple[Value, ...]] = [("序号", "党支部", "活动时间", "活动主题", "活动地点", "主持人", "记录人", "应到人数", "实到人数", "请假人员")]
    late: list[tuple[Value, ...]] = []
    merges = []
    for branch in REPORTING:
        first = len(rows) + 1
        for month in (1, 2, 3):
            if month in faults.NO_THEME_DAY.get(branch.short, ()):
                continue
            wrong = faults.MISSPELT.get((branch.short, month))
            (late if wrong else rows).append(_theme_day(branch, month, len(rows), wrong or (branch.name if len(rows) + 1 == first else None)))
        if len(rows) > first:
            merges.append((first, 1, len(rows), 1))
    rows += [(len(rows), *row[1:]) for row in late]
    signed = ("填表人：样例甲", None, None, None, None, "审核人：样例乙", None, None, "2022年3月30日")
    below = (("注：1.每月相对固定一天；2.活动方案、图片资料由各支部存档。",), signed)
    return File("主题党日活动台账.xlsx", (titled("主题党日", "2022年一季度主题党日活动台账", [*rows, *below], merges),))


def _theme_day(branch: Branch, month: int, nth: int, written: str | None) -> tuple[Value, ...]:
    k = REPORTING.index(branch)
    day = school_day(2022, month, {1: 6, 2: 20, 3: 3}[month] + k % 6)
    people = roll(branch, day)
    when = faults.UNCLEAR_DATE.get((branch.short, month)) or FORMS[(k + month) % len(FORMS)](day)
    came = faults.FEW_PRESENT.get((branch.short, month), len(people) - k % 2)
    away = "、".join(m.name for m in people[came:]) or "无"
    return (nth, written, when, THEMES[month], f"{branch.short}党员活动室", people[0].name, people[1].name, _people(len(people), nth), came, away)


def _people(count: int, nth: int) -> Value:
    return f"{count}人" if nth % 4 == 0 else count


def study() -> File:
    """政治学习: a CSV as an office's system wrote it, in GB18030."""
    rows: list[tuple[Value, ...]] = [("党支部", "活动类型", "学习时间", "学习内容", "学习地点", "主持人", "记录人", "应到人数", "实到人数")]
    for branch in REPORTING:
        for month in sorted({1, 2, 3} - faults.NO_STUDY.get(branch.short, set())):
            k = REPORTING.index(branch)
            day = school_day(2022, month, {1: 5, 2: 21, 3: 16}[month] + k % 5)
            people = roll(branch, day)
            rows.append((branch.name, "政治学习", f"{day:%Y-%m-%d}", STUDIES[month], f"{branch.short}会议室", people[0].name, people[1].name,
                         str(len(people)), str(len(people))))
    return File("政治学习台账_2022年一季度.csv", (Sheet("", tuple(rows)),))


def hours() -> File:
    """党员教育学时登记表: one row per person and course."""
    rows: list[tuple[Value, ...]] = [("序号", "姓名", "所在党支部", "培训内容", "培训时间", "培训形式", "学时")]
    for m in members():
        day = school_day(2022, 3, 16 + REPORTING.index(m.branch) % 5)
        rows.append((len(rows), m.name, m.branch.name, STUDIES[3], dotted(day), "线下", 4 if m.nth % 7 else 8))
    return File("党员教育学时登记表.xlsx", (titled("学时", "2022年一季度党员教育学时登记表", rows),))
