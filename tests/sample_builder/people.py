"""Who there is: the register, the national member sheet, committees, groups, developing members, member files."""

from __future__ import annotations

from datetime import date

from . import faults
from .college import BRANCHES, COMMITTEE, REPORTING, SHORT, Branch, Member, group_names, members, roll
from .sheets import File, Sheet, Value, dotted, titled

NATIONAL = ("序号", "姓名", "所在党支部", "公民身份证号", "性别", "民族", "出生日期", "学历", "人员类别", "加入党组织日期", "转为正式党员日期",
            "工作岗位", "联系电话", None, "家庭住址", "党籍状态", "是否为失联党员", "失去联系日期", "是否为流动党员", "外出流向")
DOCUMENTS = ("入党申请书", "入党志愿书", "政治审查材料", "培养教育考察材料", "转正申请书")
DEVELOPMENT = ("序号", "姓名", "联系党支部", "当前发展阶段", "提交书面申请书时间", "谈话时间", "确定为入党积极分子时间", "培养联系人", "确定为发展对象时间",
               "政治审查时间", "支部大会通过时间", "党委审批时间", "转正时间", "备注")


def register() -> File:
    """党支部名录: one clean header row, every branch of the college."""
    head = ("序号", "党支部编码", "党支部名称", "简称", "所属党委", "支部类别", "成立时间", "是否已设立现任委员会", "任命时间", "应换届时间", "实际换届时间",
            "党组织书记", "党小组数", "备注")
    rows = [head, *(_branch_row(i, branch) for i, branch in enumerate(BRANCHES, 1))]
    return File("党支部名录.xlsx", (Sheet("党支部名录", tuple(rows)),))


def _branch_row(i: int, branch: Branch) -> tuple[Value, ...]:
    people = roll(branch)
    return (i, f" {branch.code}", branch.name, branch.short, COMMITTEE, branch.kind, branch.founded, "是" if branch.seats else "否",
            branch.term[0], branch.term[1], None, people[0].name if people else "严示例", branch.groups, None)


def national() -> File:
    """The fixed national sheet: two rows above a two-row header, a footer below."""
    blank: tuple[Value, ...] = tuple("手机号" if i == 12 else "固定电话" if i == 13 else None for i in range(20))
    rows: list[tuple[Value, ...]] = [("党员基本信息汇总表",), (f"党组织名称：{COMMITTEE}", *(None,) * 14, "填报日期：2022年3月28日"), NATIONAL, blank]
    rows += [_member_row(i, member) for i, member in enumerate(members(), 1)]
    rows.append(("填表人：样例甲", *(None,) * 8, "审核人：样例乙", *(None,) * 5, "联系电话：13900000000"))
    upright = [(2, i, 3, i) for i in range(20) if i not in (12, 13)]
    return File("党员基本信息汇总表.xlsx", (Sheet("党员基本信息汇总表", tuple(rows), ((0, 0, 0, 19), (2, 12, 2, 13), *upright)),))


def _member_row(i: int, m: Member) -> tuple[Value, ...]:
    birth: Value = f"{m.birth:%Y%m%d}" if i % 5 else m.birth
    return (i, m.name, m.branch.name, _id(m), "男" if m.male else "女", "汉族", birth, "大学" if m.branch.student else "研究生", m.kind,
            dotted(m.joined) if i % 3 else m.joined, m.full and f"{m.full:%Y年%m月%d日}", "学生" if m.branch.student else "教师",
            m.phone if i % 4 else int(m.phone), None, f"云川市样例路{i}号", "正常", "否", None, "否", None)


def _id(m: Member) -> Value:
    place = (m.branch.short, m.nth)
    if place == faults.NUMBER_ID:
        return float(int(m.id_number[:15]) * 1000)
    source, copy = faults.SAME_ID
    return roll(SHORT[source[0]])[source[1]].id_number if place == copy else m.id_number


def committees() -> File:
    """支委会成员表: one row per post, the branch cells merged."""
    rows: list[tuple[Value, ...]] = [("序号", "所在党支部", "姓名", "职务", "任职时间", "离任时间")]
    merges = []
    for branch in (b for b in REPORTING if b.seats):
        first = len(rows) + 1
        for m in roll(branch)[: branch.seats]:
            rows.append((len(rows), branch.name if m.nth == 0 else None, m.name, m.post, dotted(branch.term[0]), None))
        merges.append((first, 1, len(rows), 1))
    return File("支部委员会成员表.xlsx", (titled("支委会", f"{COMMITTEE}党支部委员会成员一览表", rows, merges),))


def groups() -> File:
    """党小组表."""
    rows: list[tuple[Value, ...]] = [("序号", "所属党支部", "党小组名称", "组长", "党员数", "正式党员数")]
    for branch in REPORTING:
        for name in group_names(branch):
            people = [m for m in roll(branch) if m.group == name]
            rows.append((len(rows), branch.name, name, people[0].name, len(people), sum(m.kind == "正式党员" for m in people)))
    return File("党小组一览表.xlsx", (titled("党小组", "党小组一览表", rows),))


def development() -> File:
    """发展党员台账: a handful of people, one row each, blank where the step has not come yet."""
    rows: list[tuple[Value, ...]] = [DEVELOPMENT]
    for short, name, stage, days in _developing():
        branch = SHORT[short]
        dates = [dotted(day) if day else None for day in days]
        rows.append((len(rows), name, branch.name, stage, *dates[:3], roll(branch)[0].name, *dates[3:], None))
    note = (("注：日期一律填写到日；尚未到的环节留空。",),)
    return File("发展党员工作台账.xlsx", (titled("发展党员", "2022年发展党员工作台账", [*rows, *note]),))


def _developing() -> tuple[tuple[str, str, str, tuple[date | None, ...]], ...]:
    """Branch, person, stage; applied, talked, activist, candidate, political review, assembly, approved, full."""
    d = date
    return (
        ("学生一支部", "冯示例", "入党积极分子", (d(2021, 3, 15), d(2021, 4, 2), d(2021, 6, 11), None, None, None, None, None)),
        ("学生一支部", "陈示例", "发展对象", (d(2020, 9, 21), d(2020, 10, 9), d(2020, 12, 4), d(2022, 1, 7), d(2022, 3, 4), None, None, None)),
        ("学生一支部", roll(SHORT["学生一支部"])[-1].name, "预备党员",
         (d(2019, 10, 8), d(2019, 10, 30), d(2020, 5, 15), d(2021, 6, 4), d(2021, 10, 15), d(2021, 12, 3), d(2022, 1, 14), None)),
        ("学生二支部", "郑示例", "发展对象", (d(2021, 3, 8), d(2021, 3, 26), d(2021, 6, 25), d(2022, 3, 11), None, None, None, None)),
        ("学生二支部", "王示例", "入党申请人", (d(2022, 3, 1), d(2022, 3, 18), None, None, None, None, None, None)),
        ("经管系", roll(SHORT["经管系"])[-1].name, "预备党员",
         (d(2020, 4, 13), d(2020, 5, 6), d(2020, 10, 16), d(2021, 11, 5), d(2022, 1, 10), d(2022, 3, 10), None, None)),
    )


def documents() -> File:
    """入党材料核查表: one row per full member, five documents, 有 or 无."""
    rows: list[tuple[Value, ...]] = [("序号", "姓名", "所在党支部", "人员类别", *DOCUMENTS, "备注")]
    for m in members():
        if m.full:
            missing = faults.MISSING_DOCUMENT.get((m.branch.short, m.nth))
            rows.append((len(rows), m.name, m.branch.name, m.kind, *("无" if paper == missing else "有" for paper in DOCUMENTS), None))
    return File("入党材料核查表.xlsx", (titled("材料核查", "党员档案入党材料核查表", rows),))
