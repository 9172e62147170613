"""Who there is, all well: the register, rolls, committees, groups, elections, those who are out or were honoured or put under terms."""

from __future__ import annotations

from datetime import date

from tests.sample_builder.college import id_number

from .faculty import BRANCHES, LASTING, PARENT, B, Branch, H, M, Member, Row, Y, members, roll, spare

d = date
TERM = {M: (d(2021, 12, 21), d(2024, 12, 20)), H: (d(2023, 11, 24), d(2026, 11, 23)), Y: (d(2024, 9, 20), d(2027, 9, 19)), B: (d(2024, 10, 18), d(2027, 10, 17))}


def branches() -> list[Row]:
    """党支部名录. 材料系's term ended in 2024; the postponement was approved and the election held in April 2025."""
    return [
        {"支部": b.name, "编码": b.code, "简称": b.short, "上级": PARENT, "类型": b.kind, "领域": b.field, "成立时间": b.founded, "撤销时间": b.closed,
         "文号": f"资环党〔{b.founded.year}〕{i}号", "任命时间": TERM.get(b, (None, None))[0], "应换届时间": TERM.get(b, (None, None))[1],
         "延期批复": d(2024, 12, 5) if b is M else None, "实际换届时间": d(2025, 4, 18) if b is M else None, "设支委会": "是" if b.seats else "否",
         "党小组数": len(b.groups), "单位数": b.units, "书记": roll(b)[0].name if b.lasting else spare(i)}
        for i, b in enumerate(BRANCHES, 1)
    ]


def roll_rows() -> list[Row]:
    """党员名册: everybody, and one of 材料系 with whom contact was lost and whose membership was suspended in time."""
    return [*map(_member, members()), {
        **_member(roll(M)[5]), "姓名": spare(20), "身份证号": id_number(d(1981, 3, 5), male=True, nth=99), "党籍状态": "停止党籍", "失联": "是", "失联日期": d(2025, 2, 10),
        "离开支部": d(2025, 8, 1), "党小组": None, "手机": "13900029999", "学工号": "C2500099",
    }]


def _member(m: Member) -> Row:
    longer = m.branch is M and m.kind == "预备党员" and m.joined.year == 2024
    return {
        "支部": m.branch.name, "姓名": m.name, "学工号": f"C25{m.phone[-5:]}", "身份证号": m.id_number, "性别": "男" if m.male else "女", "民族": "汉族",
        "出生日期": m.birth, "学历": "大学" if m.branch is B else "研究生", "人员类别": m.kind, "入党日期": m.joined, "转正日期": m.full,
        "转正情况": "延长预备期" if longer else "按期转正" if m.full else None, "岗位": "学生" if m.branch.student else "教师", "手机": m.phone,
        "住址": f"云川市样例路{m.phone[-3:]}号", "党籍状态": "正常", "失联": "否", "失联日期": None, "流动": "否", "流向": None, "离开支部": None,
        "党小组": m.group or None,
    }


def committee() -> list[Row]:
    """支委任职表."""
    since = {M: d(2025, 4, 18)}
    return [{"支部": m.branch.name, "姓名": m.name, "职务": m.post, "任职": since.get(m.branch, TERM[m.branch][0]), "离任": None} for m in members() if m.post]


def groups() -> list[Row]:
    """党小组表."""
    rows: list[Row] = []
    for b in LASTING:
        for name in b.groups:
            people = [m for m in roll(b) if m.group == name]
            rows.append({"支部": b.name, "党小组": name, "组长": people[0].name, "党员数": len(people), "正式党员数": sum(m.full is not None for m in people)})
    return rows


def elections() -> list[Row]:
    """换届选举登记表: 材料系 elected its committee, 环境系 filled a seat."""
    return [
        {"支部": M.name, "选举类型": "换届选举", "届次": "第五届", "请示": d(2025, 2, 20), "批复": d(2025, 3, 5), "选举": d(2025, 4, 18), "应到": 19, "实到": 18,
         "应选": 5, "候选": 6, "发出": 18, "收回": 18, "报告": d(2025, 4, 21), "批准": d(2025, 4, 30)},
        {"支部": H.name, "选举类型": "补选", "届次": "第四届", "请示": d(2025, 5, 8), "批复": d(2025, 5, 14), "选举": d(2025, 5, 16), "应到": 6, "实到": 6,
         "应选": 1, "候选": 2, "发出": 6, "收回": 6, "报告": d(2025, 5, 19), "批准": d(2025, 5, 28)},
    ]


def ballots() -> list[Row]:
    """候选人得票表: six candidates for five seats; two for one."""
    rows = [_ballot(M.name, d(2025, 4, 18), m.name, 18, 17 - i, i < 5) for i, m in enumerate(roll(M)[:6])]
    return [*rows, _ballot(H.name, d(2025, 5, 16), roll(H)[3].name, 6, 4, True), _ballot(H.name, d(2025, 5, 16), roll(H)[4].name, 6, 2, False)]


def _ballot(branch: str, day: date, name: str, present: int, votes: int, won: bool) -> Row:
    return {"支部": branch, "选举": day, "候选人": name, "实到": present, "赞成": votes, "反对": present - votes, "弃权": 0, "当选": "是" if won else "否"}


def floating() -> list[Row]:
    """流动和外出党员台账."""
    return [
        _out(M, 6, "外出流动", d(2025, 5, 12), 去向="云南省", 联系=d(2025, 9, 26), 返回=d(2025, 11, 28)),
        _out(M, 7, "外出流动", d(2025, 3, 3), 去向="深圳市", 固定地点="是", 关系="已转出", 转出=d(2025, 8, 29), 联系=d(2025, 12, 19)),
        _out(M, 8, "出国（境）", d(2023, 9, 1), 去向="德国", 联系=d(2025, 3, 14), 返回=d(2025, 9, 1)),
        _out(Y, 9, "毕业保留", d(2024, 7, 1), 去向="待就业", 联系=d(2025, 12, 12), 关系="已转出", 转出=d(2025, 12, 19)),
        _out(B, 2, "毕业保留", d(2025, 7, 1), 去向="待就业", 联系=d(2025, 12, 12), 关系="已转出", 转出=d(2025, 12, 19)),
        _out(B, 4, "外出流动", d(2025, 6, 16), 去向="贵州省", 联系=d(2025, 7, 25), 返回=d(2025, 9, 1)),
        _out(Y, 10, "出国（境）", d(2024, 10, 8), 去向="新加坡", 联系=d(2025, 10, 15)),
    ]


def _out(b: Branch, nth: int, kind: str, since: date, **more: object) -> Row:
    row: Row = {"支部": b.name, "姓名": roll(b)[nth].name, "外出类型": kind, "外出": since, "固定地点": "否", "关系": "未转出", "转出": None, "返回": None,
                "联系人": roll(b)[2].name}
    return row | more


def awards() -> list[Row]:
    """奖惩和处置台账."""
    base: Row = {"支部": M.name, "名称": None, "机关": PARENT, "帮教": None, "结束": None}
    return [
        {**base, "姓名": roll(M)[1].name, "类型": "表彰奖励", "决定": d(2025, 6, 30), "名称": "优秀共产党员"},
        {**base, "姓名": roll(M)[11].name, "类型": "限期改正", "决定": d(2024, 11, 15), "帮教": "支委结对谈话，每月汇报一次", "结束": d(2025, 10, 31)},
        {**base, "支部": Y.name, "姓名": roll(Y)[12].name, "类型": "限期改正", "决定": d(2024, 10, 15), "帮教": "导师和书记共同谈话", "结束": d(2025, 9, 30)},
    ]
