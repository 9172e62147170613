"""What was paid, learnt, talked over, reported and counted in the year, all well."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .faculty import BRANCHES, LASTING, MONTHS, Branch, H, M, Member, Row, T, Y, members, roll, spare

d = date
COMMITTEE_TALK, MEMBERS_TALK = "委员与党员", "党员之间"


def dues() -> list[Row]:
    """党费: every member, every month on the roll. One of 材料系 is ill and exempt for the year by approval."""
    return [_due(m, month) for m in members() for month in MONTHS if (m.joined.year, m.joined.month) <= (2025, month)]


def _due(m: Member, month: int) -> Row:
    base = None if m.branch.student else 4200 + m.nth * 300
    due = 0.2 if base is None else _standard(base)
    row: Row = {"支部": m.branch.name, "姓名": m.name, "身份": "学生" if m.branch.student else "在职", "月": month, "月份": f"2025-{month:02d}", "基数": base, "应缴": due,
                "实缴": due, "缴费日期": d(2025, month, 15), "方式": "微信支付", "状态": "已缴", "减免批准": None}
    ill = m.branch is M and m.nth == 14
    return row | {"应缴": 0, "实缴": 0, "缴费日期": None, "方式": None, "状态": "免缴", "减免批准": d(2024, 12, 27)} if ill else row


def _standard(base: int) -> float:
    rate = "0.005" if base <= 3000 else "0.01" if base <= 5000 else "0.015" if base <= 10000 else "0.02"
    return float((Decimal(base) * Decimal(rate)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def training() -> list[Row]:
    """学时: two courses of 16 hours each; the secretary's second one is 集中轮训."""
    courses = (("党的创新理论专题学习", "学院党委", "日常培训", d(2025, 4, 10)), ("暑期党员培训班", "云川大学党校", "专题培训", d(2025, 7, 8)))
    rows: list[Row] = []
    for m in members():
        for i, (course, host, kind, day) in enumerate(courses):
            lead = m.nth == 0 and i == 1
            rows.append({"支部": m.branch.name, "姓名": m.name, "身份": "党支部书记" if m.nth == 0 else "普通党员", "班": "党支部书记集中轮训班" if lead else course,
                         "主办": "中共云川市委党校" if lead else host, "类别": "集中培训" if lead else kind, "形式": "线下", "时间": day, "学时": 16})
    return [*rows, *({**rows[1], "支部": b.name, "姓名": spare(BRANCHES.index(b) + 8)} for b in BRANCHES if not b.lasting)]


def appraisal() -> list[Row]:
    """民主评议结果: every member; no grade for probationary members."""
    return [
        {"支部": m.branch.name, "姓名": m.name, "人员类别": m.kind, "年度": 2025, "时间": d(2025, 12, 24), "等次": ("优秀" if m.nth % 4 == 0 else "合格") if m.full else "不定等次",
         "反馈": d(2025, 12, 29) if m.full else None}
        for m in members()
    ]


def reports() -> list[Row]:
    """书记述职."""
    return [{"支部": b.name, "年度": 2025, "述职人": roll(b)[0].name if b.lasting else spare(12), "向上级": d(2025, 10, 30), "向党员": d(2025, 10, 24), "等次": "好"} for b in BRANCHES]


def talks() -> list[Row]:
    """谈心谈话: among the committee, with every member, among members."""
    rows = []
    for b in LASTING:
        people = roll(b)
        rows.append(_talk(b, people[0], people[1], "委员之间"))
        rows += [_talk(b, people[i % max(b.seats, 1)], m, COMMITTEE_TALK) for i, m in enumerate(people) if i >= b.seats]
        rows += [_talk(b, people[b.seats], m, MEMBERS_TALK) for m in people[: b.seats] if m is not people[1]]
    return rows + [_talk(b, roll(M)[0], roll(M)[5 + i], kind) for b in BRANCHES if not b.lasting for i, kind in enumerate((COMMITTEE_TALK, MEMBERS_TALK))]


def _talk(b: Branch, talker: Member, to: Member, kind: str) -> Row:
    month = to.nth % 9 + 2 if b.lasting else 9
    return {"支部": b.name, "日期": d(2025, month, to.nth % 20 + 3), "谈话人": talker.name, "对象": to.name, "类型": kind, "地点": f"{b.short}办公室",
            "内容": "了解思想和工作情况，听取意见建议"}


def notices() -> list[Row]:
    """党费公示."""
    return [{"支部": b.name, "公示": d(2025, 12, 26), "期间": "2025年1—12月", "形式": "支部公示栏"} for b in LASTING]


def plans() -> list[Row]:
    """工作计划 and 工作总结."""
    both = (("工作计划", d(2025, 2, 21)), ("工作总结", d(2025, 12, 26)))
    return [{"支部": b.name, "年度": 2025, "文种": kind, "报送": day} for b in BRANCHES for kind, day in both if b is not T]


def publicity() -> list[Row]:
    """宣传报道."""
    return [{"支部": b.name, "日期": d(2025, 4 + i % 2 * 5, 10 + i), "标题": f"{b.short}党员志愿服务在行动", "平台": "学院网站", "级别": "院级"} for i, b in enumerate(BRANCHES) if b is not T]


def issues() -> list[Row]:
    """问题整改台账: one closed, one completed, per branch with a roll; one of 材料系 a week late and not yet ticked off."""
    rows: list[Row] = []
    for b in LASTING:
        base: Row = {"支部": b.name, "责任人": roll(b)[0].name, "来源": "组织生活会查摆", "发现": d(2025, 1, 10)}
        rows.append({**base, "问题": f"{b.short}理论学习与科研结合不紧", "措施": "每月安排一次专题学习交流", "时限": d(2025, 6, 30), "情况": "已销号", "完成": d(2025, 6, 18),
                     "销号": d(2025, 6, 27), "佐证": "学习记录"})
        rows.append({**base, "问题": f"{b.short}联系服务群众不够经常", "措施": "设立党员联系岗，每周值班", "时限": d(2025, 11, 28), "情况": "已完成", "完成": d(2025, 11, 20),
                     "销号": None, "佐证": "值班表"})
    return [*rows, {**rows[1], "问题": "材料系主题党日形式较单一", "措施": "每季度到实验基地开展一次现场教学", "情况": None, "完成": d(2025, 12, 5)}]


def balances() -> list[Row]:
    """党员异动统计: who was there before, who came and left, who is there now."""
    rows: list[Row] = []
    for b in LASTING:
        now, before = len(roll(b)), len(roll(b, d(2024, 12, 31)))
        gone = int(b is M)
        out = {M: 1, Y: 2}.get(b, 0)
        rows.append({"支部": b.name, "期初": before + gone + out, "发展": now - before, "转入": 0, "转出": out, "出党": gone, "去世": 0, "期末": now})
    return rows


def changes() -> list[Row]:
    """党员增减情况表 of the branches that keep one: the numbered items, each line as the form computes it."""
    rows: list[Row] = []
    for b, line in ((b, line) for line in balances() for b in (M, H) if line["支部"] == b.name):
        before, joined, died, left, now = (int(str(line[key])) for key in ("期初", "发展", "去世", "转出", "期末"))
        gone = int(str(line["出党"]))
        items = (("上年底总数", before), ("本年增加", joined), ("发展党员", joined), ("恢复党籍", 0), ("转入组织关系", 0), ("其中：整建制转入", 0), ("本年减少", gone + died + left),
                 ("出党", 0), ("停止党籍", gone), ("死亡", died), ("转出组织关系", left), ("其中：整建制转出", 0), ("应有数", before + joined - gone - died - left), ("实有数", now), ("差数", 0))
        rows += [{"支部": b.name, "行次": nth, "项目": item, "人数": number} for nth, (item, number) in enumerate(items, 1)]
    return rows


def transfers() -> list[Row]:
    """组织关系转接: those who left."""
    return [
        {"支部": M.name, "姓名": "尤示例", "异动": "转出", "转出日期": d(2025, 7, 10), "单位": "云川市科技局机关党支部", "回执": d(2025, 8, 1)},
        {"支部": Y.name, "姓名": "何示例", "异动": "转出", "转出日期": d(2025, 7, 3), "单位": "江北区人才中心党支部", "回执": d(2025, 7, 28)},
        {"支部": Y.name, "姓名": "吕示例", "异动": "转出", "转出日期": d(2025, 7, 3), "单位": "东湖设计院党支部", "回执": d(2025, 7, 30)},
    ]
