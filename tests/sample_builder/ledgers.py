"""What was paid, counted and handed in: dues, member movements, 问题清单, publicity, work plans."""

from __future__ import annotations

from datetime import date

from . import faults
from .college import COMMITTEE, REPORTING, Branch, Member, roll
from .sheets import File, Sheet, Value, dotted, school_day, titled

PROBLEMS = (
    ("理论学习不够系统", "每月集中学习不少于一次，党员轮流领学", "2022年6月"),
    ("主题党日形式较单一", "结合专业开展实践活动", "2022年7月"),
    ("联系服务师生不够经常", "建立谈心谈话台账，及时回应师生诉求", "立行立改"),
    ("党建与业务融合不够深", "设立党员先锋岗，开展一支部一品牌建设", "2022年底"),
)


def dues() -> File:
    """党费: one sheet per branch, wide by month, title and caption above, 合计 and signatures below."""
    return File("党费收缴明细表_2022年一季度.xlsx", tuple(_dues_sheet(branch) for branch in REPORTING if branch.short not in faults.NO_DUES))


def _dues_sheet(branch: Branch) -> Sheet:
    head = ("序号", "姓名", "人员类别", "月应缴党费", "1月", "2月", "3月", "合计", "备注")
    caption = (f"党支部：{branch.name}", None, None, None, None, None, None, "单位：元")
    people = [_dues_row(m) for m in roll(branch)]
    sums = [sum(row[i] for row in people if isinstance(row[i], int | float)) for i in range(3, 8)]  # type: ignore[misc]
    total = ("合计", None, None, *(round(value, 2) for value in sums))
    foot = ("审核人：样例乙", None, None, "填报人：样例甲", None, None, "联系电话：13900000000")
    return titled(branch.short, f"{branch.name}2022年1-3月党费收缴明细表", [caption, head, *people, total, foot])


def _dues_row(m: Member) -> tuple[Value, ...]:
    due = 0.2 if m.branch.student else 40 + m.nth * 5.5
    paid = [_paid(m, month, due) for month in (1, 2, 3)]
    total = round(sum(value for value in paid if isinstance(value, int | float)), 2)
    return (m.nth + 1, m.name, m.kind, due, *paid, total, None)


def _paid(m: Member, month: int, due: float) -> Value:
    place = (m.branch.short, m.nth)
    if (m.joined.year, m.joined.month) > (2022, month):
        return "—"
    if month in faults.UNPAID.get(place, ()):
        return "未缴"
    return None if month in faults.BLANK_DUES.get(place, ()) else due


def movements() -> File:
    """党员异动统计表: one balance per branch, two header rows, 合计 below. Handed over as .xls."""
    rows: list[tuple[Value, ...]] = [
        (f"填报单位：{COMMITTEE}", None, None, None, None, None, None, None, None, "单位：人"),
        ("序号", "党支部名称", "期初党员数", "本期增加", None, "本期减少", None, None, "期末党员数", "备注"),
        (None, None, None, "发展党员", "转入组织关系", "转出组织关系", "出党", "去世", None, None),
    ]
    rows += [_balance(i, branch) for i, branch in enumerate(REPORTING, 1)]
    rows.append(("合计", None, *(sum(row[i] for row in rows[3:] if isinstance(row[i], int)) for i in range(2, 9))))  # type: ignore[misc]
    merges = [(2, i, 3, i) for i in (0, 1, 2, 8, 9)] + [(2, 3, 2, 4), (2, 5, 2, 7)]
    return File("党员异动统计表.xls", (titled("一季度", "2022年一季度党员异动统计表", rows, merges),))


def _balance(i: int, branch: Branch) -> tuple[Value, ...]:
    closing = len(roll(branch))
    admitted = closing - len(roll(branch, date(2021, 12, 31)))
    arrived, left = int(i % 4 == 0), int(i % 5 == 0)
    return (i, branch.name, closing - admitted - arrived + left, admitted, arrived, left, 0, 0, closing + faults.WRONG_BALANCE.get(branch.short, 0), None)


def problems() -> File:
    """“思想破冰”大讨论问题清单: one sheet per branch, five columns."""
    sheets = []
    for k, branch in enumerate(REPORTING):
        if branch.short not in faults.NO_ISSUES:
            chosen = [PROBLEMS[(k + i) % 4] for i in range(2 + k % 2)]
            lines: list[tuple[Value, ...]] = [(i, *line, None) for i, line in enumerate(chosen, 1)]
            rows = [("序号", "存在问题", "具体整改措施", "整改时限", "备注"), *lines]
            sheets.append(titled(branch.short, f"{branch.name}“思想破冰”大讨论问题清单", rows))
    return File("思想破冰大讨论问题清单.xlsx", tuple(sheets))


def publicity() -> File:
    """宣传报道台账."""
    rows: list[tuple[Value, ...]] = [("序号", "党支部", "发布日期", "标题", "发布平台", "级别")]
    for k, branch in enumerate(REPORTING):
        if branch.short not in faults.NO_PUBLICITY:
            for month in (2, 3)[: 1 + k % 2]:
                day = dotted(school_day(2022, month, 24))
                rows.append((len(rows), branch.name, day, f"{branch.short}开展“思想破冰”大讨论", "学院官网", "校级"))
    return File("宣传报道台账.xlsx", (titled("宣传报道", "2022年一季度宣传报道台账", rows),))


def plans() -> File:
    """工作计划报送情况."""
    rows: list[tuple[Value, ...]] = [("序号", "党支部", "年度", "文种", "报送日期", "备注")]
    for k, branch in enumerate(REPORTING):
        if branch.short not in faults.NO_PLAN:
            rows.append((len(rows), branch.name, 2022, "工作计划", dotted(school_day(2022, 3, 1 + k)), None))
    return File("工作计划报送情况.xlsx", (titled("报送情况", "2022年党支部工作计划报送情况", rows),))
