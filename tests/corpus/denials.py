"""Ledgers that say what is not: not held, not paid, nobody to report, gone; and cells that say more than their column asks."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.corpus import content, writing
from tests.corpus.ledgers import MONTHS, YEAR, month, month_headings
from tests.corpus.page import UNKNOWN, Line, Page, Planted, head

HELD, NOT_HELD = ("是", "√", "已开展", "正常开展", "按期召开", "有"), ("否", "未开展", "×", "未召开", "没有", "无")
EXCUSES = ("未开展", "因疫情未开展", "因故取消", "活动取消", "未开展，下月补", "因疫情防控需要，本月活动取消", "本月未召开")


def meetings_answered(random: Random) -> Page:
    """是否开展 beside each meeting: a no, and a blank among answers, are nothing that was held for certain."""
    lines, said = [], [random.choice((*HELD, *HELD, *NOT_HELD, None)) for _ in range(random.randint(2, 9))]
    for answer in said:
        held = None if answer is None else "已开展" if answer in HELD else "未开展"
        cells, values = _meeting(random)
        undone = held == "未开展" or (held is None and any(said))
        lines.append(Line([*cells, answer], (Planted("meetings", {**values, "held": held}, said={"undone": undone}),)))
    return _meetings("answered", random.choice(("是否开展", "是否召开", "是否按期开展")), lines)


def meetings_excused(random: Random) -> Page:
    """The remark says that nothing was held."""
    lines = []
    for _ in range(random.randint(2, 9)):
        remark = random.choice((*EXCUSES, None, None, "已存档", "按计划完成", "请假 2 人"))
        cells, values = _meeting(random)
        lines.append(Line([*cells, remark], (Planted("meetings", {**values, "remark": remark and remark.replace("，", ",")}, said={"undone": remark in EXCUSES}),)))
    return _meetings("excused", "备注", lines)


def _meetings(name: str, last: str, lines: list[Line]) -> Page:
    heads = head("党支部", "会议类型", "会议时间", "会议主题", last)
    return Page(f"denials: meetings {name}", heads, tuple(lines), title=f"{YEAR}年三会一课台账", file="三会一课台账")


def _meeting(random: Random) -> tuple[list[Any], dict[str, Any]]:
    branch, kind, topic = random.choice(content.BRANCHES), random.choice(("主题党日", "党课", "支部委员会")), random.choice(content.TOPICS)
    put, held_on = writing.a_day(random, writing.some_day(random, YEAR, YEAR))
    return [branch, kind, put, topic], {"branch": branch, "meeting_type": f"|{kind}|", "held_on": held_on, "title": topic}


def owed_only(random: Random) -> Page:
    """Amounts that are owed, across months or one a row: none of them was paid."""
    title = random.choice(("党员应缴党费核定表", "党费缴纳标准表", "党费核定表", "应缴党费明细表", "党员应交党费一览表", "党费收缴标准"))
    wide, last = random.random() < 0.5, random.choice(("金额", "党费", "应缴党费", "每月应缴"))
    lines = []
    for name in content.names(random, random.randint(2, 9)):
        fen = random.randrange(20, 9_000)
        amounts: list[Any] = [fen / 100 for _ in MONTHS] if wide else [f"{YEAR}-03", fen / 100]
        lines.append(Line([name, *amounts], (Planted("dues", {"name": name, "month": month(3), "due": fen}),)))
    heads = head("姓名", *(month_headings(random) if wide else ("月份", last)))
    return Page("denials: owed only", heads, tuple(lines), title=f"{YEAR}年{title}", file=random.choice(("党费", title)))


def nobody_moved(random: Random) -> Page:
    """Branches that had somebody to report, and those that write that they had not."""
    lines = []
    for branch in random.sample(content.BRANCHES, random.randint(3, 7)):
        if random.random() < 0.5:
            word = random.choice(("无", "本季度无转接", "本支部无", "暂无", "本季度没有转接", "无人员变动"))
            lines.append(Line([branch, word, *[random.choice((None, None, "无", "/"))] * 3], nothing=True))
            continue
        name, (put, moved_on) = content.a_name(random), writing.a_day(random, writing.some_day(random, YEAR, YEAR))
        values = {"branch": branch, "name": name, "move_type": "转出", "moved_on": moved_on, "to_unit": "某单位党支部"}
        lines.append(Line([branch, name, "转出", put, "某单位党支部"], (Planted("moves", values),)))
    return Page("denials: nobody moved", head("党支部", "姓名", "异动类型", "异动时间", "转入单位"), tuple(lines), title="组织关系转接情况", file="转接情况")


GROUPS = {"转出党员": "转出", "已故党员": "死亡", "二、转出党员（2人）": "转出", "出党党员": "出党", "历史党员": "历史", "转出": "转出"}


def roster_with_gone(random: Random) -> Page:
    """Below those on the roll, under a row of their own, those who have left."""
    group, merged, heads = random.choice(list(GROUPS)), random.random() < 0.5, ("序号", "姓名", "人员类别", "入党时间")
    people = content.names(random, random.randint(4, 12))
    on = random.randint(1, len(people) - 1)
    lines = []
    for place, name in enumerate(people):
        if place == on:
            lines.append(Line([group, None, None, None], wide={0: 4} if merged else {}))
        kind, (put, joined) = random.choice(("正式党员", "预备党员")), writing.a_day(random, writing.some_day(random))
        values = {"name": name, "member_kind": kind, "joined_on": joined, **({"registry_status": GROUPS[group]} if place >= on else {})}
        lines.append(Line([place + 1, name, kind, put], (Planted("members", values),)))
    return Page("denials: gone", head(*heads), tuple(lines), title=f"{random.choice(content.BRANCHES)}党员花名册", file="党员花名册")


def names_with_more(random: Random) -> Page:
    """What stands in brackets behind a name is no part of it."""
    lines = []
    for number, name in enumerate(content.names(random, random.randint(3, 12)), 1):
        kind = random.choice(("正式党员", "预备党员"))
        more = random.choice(("", "", "（书记）", "(组织委员)", "（副书记）", f"（{kind}）", " （宣传委员）"))
        put, joined = writing.a_day(random, writing.some_day(random))
        values = {"name": name, "member_kind": kind, "joined_on": joined}
        lines.append(Line([number, f"{name}{more}", kind, put], (Planted("members", values),)))
    return Page("names: with more behind", head("序号", "姓名", "人员类别", "入党时间"), tuple(lines), title="党员花名册", file="党员花名册")


PRESENT: dict[Any, Any] = {
    "原件": True, "复印件": True, "齐全": True, "3份": True, "√": True, "已补": True, "缺": False, "待补": False, "缺失": False, "0份": False, "无": False, "×": False,
    "补": UNKNOWN, None: None,
}


def checklist(random: Random) -> Page:
    """Papers across, and of each what is there: the original, copies, or what must still be handed in."""
    papers = {"入党申请书": "入党申请书", "志愿书": "入党志愿书", "政审材料": "政治审查材料", "思想汇报": "思想汇报", "自传": "自传"}
    lines = []
    for name in content.names(random, random.randint(2, 10)):
        put = [random.choice(list(PRESENT)) for _ in papers]
        records = [Planted("documents", {"name": name, "material": paper, "present": PRESENT[word]}, ("material",)) for paper, word in zip(papers.values(), put, strict=True)]
        lines.append(Line([name, *put], tuple(records)))
    return Page("documents: original, lacking, to come", head("姓名", *papers), tuple(lines), title="党员档案材料核查表", file="档案材料核查表")
