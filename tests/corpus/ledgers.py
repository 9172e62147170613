"""Ledgers as branches keep them: layouts other than one record a row under one header row."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import Any

from tests.corpus import content, writing
from tests.corpus.page import Line, Page, Planted, head

MONTHS = tuple(range(1, 13))
YEAR = 2022


def month(number: int) -> tuple[int, int]:
    return YEAR * 10000 + number * 100 + 1, YEAR * 10000 + number * 100 + monthrange(YEAR, number)[1]


def month_headings(random: Random) -> list[str]:
    """One way to write the twelve months over columns."""
    ways: list[Callable[[int], str]] = [
        lambda number: f"{number}月", lambda number: f"{number} 月", lambda number: f"{number}月份", lambda number: f"{YEAR}年{number}月",
        lambda number: f"{YEAR}-{number:02}", lambda number: "一二三四五六七八九十"[number - 1] + "月" if number < 11 else f"十{'一二'[number - 11]}月",
    ]
    way = random.choice(ways)
    return [way(number) for number in MONTHS]


def national_form(random: Random) -> Page:
    """党员基本信息汇总表: a header of two rows, 联系电话 over two columns."""
    upper = ["序号", "姓名", "所在党支部", "公民身份证号", "性别", "民族", "出生日期", "学历", "人员类别", "加入党组织日期", "转为正式党员日期", "工作岗位",
             "联系电话", None, "家庭住址", "党籍状态", "是否为失联党员", "失去联系日期", "是否为流动党员", "外出流向"]
    lower = [None] * 12 + ["手机号", "固定电话"] + [None] * 6
    tall = {column: 2 for column in range(20) if column not in (12, 13)}
    lines = []
    for number in range(1, random.randint(3, 15)):
        joined = writing.some_day(random, 1985, 2020)
        values: dict[str, writing.Put] = {
            "name": writing.a_text(random, content.a_name(random)), "branch": writing.a_text(random, random.choice(content.BRANCHES)),
            "id_no": writing.an_id(random, writing.id_number(random)), "sex": (random.choice("男女"),) * 2, "ethnic": ("汉族", "汉族"),
            "birth": writing.a_day(random, writing.some_day(random, 1950, 1999)), "education": ("本科", "本科"),
            "member_kind": random.choice([("正式党员", "正式党员"), ("预备党员", "预备党员")]), "joined_on": writing.a_day(random, joined),
            "confirmed_on": writing.a_day(random, date(joined.year + 1, joined.month, min(joined.day, 28))), "job": ("教师", "教师"), "phone": ("13900000000",) * 2,
            "landline": (None, None), "address": ("某路1号", "某路1号"), "registry_status": ("正常", "正常"), "lost": ("否", False),
            "lost_on": (None, (None, None)), "floating": random.choice([("否", False), ("是", True)]), "flow_to": (None, None),
        }
        lines.append(Line([number, *(put for put, _ in values.values())], (Planted("members", {key: is_ for key, (_, is_) in values.items()}),)))
    return Page("members: national form", (Line(upper, wide={12: 2}, tall=tall), Line(lower)), tuple(lines), title="党员基本信息汇总表",
                name="党员基本信息汇总表", file="党员基本信息汇总表")


def roster_by_group(random: Random) -> Page:
    """The branch stands once, over its people, across all columns."""
    lines = []
    for branch in random.sample(content.BRANCHES, 3):
        lines.append(Line([branch, None, None, None], wide={0: 4}))
        for number, name in enumerate(content.names(random, random.randint(1, 5)), 1):
            day, is_ = writing.a_day(random, writing.some_day(random))
            kind = random.choice(("正式党员", "预备党员"))
            lines.append(Line([number, name, kind, day], (Planted("members", {"branch": branch, "name": name, "member_kind": kind, "joined_on": is_}),)))
    return Page("members: groups of branches", head("序号", "姓名", "人员类别", "入党时间"), tuple(lines), title="党员花名册", file="党员花名册")


def meetings_ledger(random: Random) -> Page:
    """Branch cells merged over their meetings; attendance as a count, two counts in one cell, or names."""
    way = random.choice(("25", "25/27", "应到 实到", "names"))
    heading = {"25": "参加人数", "25/27": "实到/应到", "应到 实到": "到会情况", "names": "参加人员"}[way]
    lines: list[Line] = []
    for branch in random.sample(content.BRANCHES, 3):
        count = random.randint(1, 5)
        for place in range(count):
            day, is_ = writing.a_day(random, writing.some_day(random, YEAR, YEAR))
            kind, topic, host = random.choice(("主题党日", "党课", "支部党员大会")), random.choice(content.TOPICS), content.a_name(random)
            put, attended = attendance(random, way)
            values = {"branch": branch, "meeting_type": f"|{kind}|", "held_on": is_, "title": topic, "host": host, **attended}
            cells = [None if place else branch, kind, day, topic, host, put]
            lines.append(Line(cells, (Planted("meetings", values),), tall={} if place or count == 1 else {0: count}))
    return Page("meetings: ledger", head("党支部", "类型", "时间", "主题", "主持人", heading), tuple(lines), title="组织生活台账", file="组织生活台账")


def attendance(random: Random, way: str) -> tuple[Any, Mapping[str, Any]]:
    due = random.randint(5, 40)
    there = random.randint(3, due)
    if way == "names":
        names = content.names(random, random.randint(2, 6))
        return random.choice("、；,").join(names), {"attendees": "、".join(names)}
    if way == "25":
        return random.choice((there, f"{there}人", str(there))), {"attended": there}
    both = f"{there}/{due}" if way == "25/27" else random.choice((f"应到{due}人 实到{there}人", f"应到{due}人，实到{there}人", f"实到{there}人（应到{due}人）"))
    return both, {"attended": there, "due": due}


def meeting_matrix(random: Random) -> Page:
    """How many meetings of two sorts each branch held in each month."""
    months = month_headings(random)
    sorts = (("支委会次数", "支部委员会"), ("主题党日次数", "主题党日"))
    upper = ["序号", "党支部名称", *[name if not place else None for name, _ in sorts for place in range(14)]]
    lower = [None, None, *[*months, "按时开展月份数", "完成率"] * 2]
    lines = []
    for number, branch in enumerate(random.sample(content.BRANCHES, random.randint(2, 6)), 1):
        cells: list[Any] = [number, branch]
        records: list[Planted] = []
        for _, kind in sorts:
            counts = [random.choice((0, 1, 1, 2, None)) for _ in MONTHS]
            cells += [*counts, sum(1 for count in counts if count), "80%"]
            records += [
                Planted("meetings", {"branch": branch, "meeting_type": f"|{kind}|", "held_on": month(place), "nth": str(nth)}, ("meeting_type", "held_on", "nth"))
                for place, count in zip(MONTHS, counts, strict=True) for nth in range(1, (count or 0) + 1)
            ]
        lines.append(Line(cells, tuple(records)))
    rows = (Line(upper, wide={2: 14, 16: 14}, tall={0: 2, 1: 2}), Line(lower))
    return Page("meetings: counts by month", rows, tuple(lines), title=f"{YEAR}年组织生活开展情况统计表", file="统计表")


def dues_wide(random: Random) -> Page:
    """A column a month: an amount, a word, or nothing."""
    lines = []
    for name in content.names(random, random.randint(2, 12)):
        branch = random.choice(content.BRANCHES)
        months = [dues_cell(random) for _ in MONTHS]
        total = sum(paid for _, paid, _ in months if isinstance(paid, int))
        records = [
            Planted("dues", {"name": name, "branch": branch, "month": month(number), "paid": paid, "status": status, "paid_year": total}, ("month",))
            for number, (_, paid, status) in zip(MONTHS, months, strict=True)
        ]
        lines.append(Line([name, branch, *[put for put, *_ in months], total / 100], tuple(records)))
    return Page("dues: a column a month", head("姓名", "党支部", *month_headings(random), "合计"), tuple(lines), title=f"{YEAR}年党费收缴台账", file="党费收缴台账")


def dues_cell(random: Random) -> tuple[Any, Any, Any]:
    """What is put into a month's cell, the amount in fen and the state."""
    chance = random.random()
    if chance < 0.7:
        return (*writing.an_amount(random, random.randrange(20, 30_000)), None)
    return random.choice([("未缴", None, "未缴"), ("√", None, "已缴"), ("免缴", None, "免缴"), (None, None, None), ("欠缴", None, "未缴")])


def dues_pairs(random: Random) -> Page:
    """应缴 and 实缴 under each month, or in one header row."""
    two = random.random() < 0.6
    months = MONTHS[: random.choice((3, 6, 12))]
    if two:
        upper = ["姓名", "所在党支部", *[f"{number}月" if not place else None for number in months for place in range(2)]]
        wide = {2 + 2 * place: 2 for place in range(len(months))}
        rows = (Line(upper, wide=wide, tall={0: 2, 1: 2}), Line([None, None, *["应缴", "实缴"] * len(months)]))
    else:
        rows = head("姓名", "所在党支部", *[f"{number}月{word}" for number in months for word in ("应缴", "实缴")])
    lines = []
    for name in content.names(random, random.randint(2, 8)):
        branch = random.choice(content.BRANCHES)
        cells, records = [name, branch], []
        for number in months:
            due, is_due = writing.an_amount(random, random.randrange(20, 9_000))
            paid, is_paid = writing.an_amount(random, random.randrange(20, 9_000))
            cells += [due, paid]
            records.append(Planted("dues", {"name": name, "branch": branch, "month": month(number), "due": is_due, "paid": is_paid}, ("month",)))
        lines.append(Line(cells, tuple(records)))
    return Page("dues: owed and paid a month", rows, tuple(lines), title=f"{YEAR}年党费收缴台账", file="党费收缴台账")


def dues_beside(random: Random) -> Page:
    """Two lists that share their rows: who paid, and who did not."""
    paid, unpaid = content.names(random, random.randint(2, 6)), content.names(random, random.randint(1, 6))
    lines = []
    for place in range(max(len(paid), len(unpaid))):
        cells: list[Any] = [None] * 7
        records = []
        if place < len(paid):
            put, fen = writing.an_amount(random, random.randrange(20, 9_000))
            cells[:3] = [place + 1, paid[place], put]
            records.append(Planted("dues", {"name": paid[place], "paid": fen}, ("name",)))
        if place < len(unpaid):
            put, fen = writing.an_amount(random, random.randrange(20, 9_000))
            cells[4:] = [place + 1, unpaid[place], put]
            records.append(Planted("dues", {"name": unpaid[place], "due": fen}, ("name",)))
        lines.append(Line(cells, tuple(records)))
    return Page("dues: two lists side by side", head("序号", "姓名", "实缴党费", None, "序号", "姓名", "应缴党费"), tuple(lines),
                title="机关第一党支部2022年3月党费交纳名单", file="党费名单")


def dues_range(random: Random) -> Page:
    """A row covers several months of one year."""
    lines = []
    for name in content.names(random, random.randint(2, 8)):
        first = random.randint(1, 12)
        last = random.randint(first, 12)
        each = random.randrange(20, 9_000)
        span = random.choice((f"{YEAR}.{first:02}-{YEAR}.{last:02}", f"{YEAR}年{first}月-{YEAR}年{last}月", f"{YEAR}.{first:02}—{YEAR}.{last:02}"))
        row = {"name": name, "due": each, "month_range": span, "month_count": last - first + 1}
        records = tuple(Planted("dues", {**row, "month": month(number)}, ("month",)) for number in range(first, last + 1))
        lines.append(Line([name, span, each / 100, last - first + 1], records))
    return Page("dues: from one month to another", head("姓名", "缴费起止月份", "月缴党费", "缴费月数"), tuple(lines), title="党费补缴明细表", file="党费补缴")


def documents_wide(random: Random) -> Page:
    """A column a document: a word for yes or no, or nothing."""
    papers = {"入党申请书": "入党申请书", "志愿书": "入党志愿书", "政审材料": "政治审查材料", "转正申请": "转正申请书"}
    lines = []
    for name in content.names(random, random.randint(2, 10)):
        cells, records = [name], []
        for paper in papers.values():
            put, present = random.choice((("有", True), ("√", True), ("无", False), ("×", False), (None, None)))
            cells.append(put)
            records.append(Planted("documents", {"name": name, "material": paper, "present": present}, ("material",)))
        lines.append(Line(cells, tuple(records)))
    return Page("documents: a column a paper", head("姓名", *papers), tuple(lines), title="党员档案材料核查表", file="档案材料核查表")
