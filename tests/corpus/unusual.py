"""Ledgers in layouts that are rarer: quarters, marks, dates in three columns, a person above the list."""

from __future__ import annotations

from calendar import monthrange
from random import Random
from typing import Any

from tests.corpus import content, writing
from tests.corpus.ledgers import MONTHS, YEAR, month, month_headings
from tests.corpus.page import UNKNOWN, Line, Page, Planted, head


def dues_quarters(random: Random) -> Page:
    """A column a quarter: each of its months has a third, where that is a whole number of fen."""
    lines = []
    ways = (["一季度", "二季度", "三季度", "四季度"], ["第1季度", "第2季度", "第3季度", "第4季度"], [f"{YEAR}年{name}季度" for name in "一二三四"])
    for name in content.names(random, random.randint(2, 8)):
        cells, records = [name, random.choice(content.BRANCHES)], []
        for quarter in range(4):
            fen = random.choice((3000, 9000, 1000, 600, None))
            cells.append(None if fen is None else fen / 100)
            paid = None if fen is None else fen // 3 if fen % 3 == 0 else UNKNOWN
            row = {"name": name, "branch": cells[1], "paid": paid, "status": None}
            records += [Planted("dues", {**row, "month": month(number)}, ("month",)) for number in MONTHS[quarter * 3 : quarter * 3 + 3]]
        lines.append(Line(cells, tuple(records)))
    return Page("dues: a column a quarter", head("姓名", "党支部", *random.choice(ways)), tuple(lines), title=f"{YEAR}年党费收缴台账", file="党费收缴台账")


def dues_until(random: Random) -> Page:
    """Only the month up to which each has paid."""
    lines = []
    for name in content.names(random, random.randint(2, 8)):
        branch, due, last = random.choice(content.BRANCHES), random.randrange(100, 9_000), random.randint(1, 12)
        put = random.choice((f"{YEAR}-{last:02}", f"{YEAR}年{last}月", f"{YEAR}{last:02}", f"{YEAR}.{last:02}"))
        row = {"name": name, "branch": branch, "due": due, "paid_until": month(last), "status": "已缴"}
        ends = [YEAR * 12 + last - 1 - back for back in range(24)]
        days = [(end // 12 * 10000 + (end % 12 + 1) * 100 + 1, end // 12 * 10000 + (end % 12 + 1) * 100 + monthrange(end // 12, end % 12 + 1)[1]) for end in ends]
        lines.append(Line([name, branch, due / 100, put], tuple(Planted("dues", {**row, "month": day}, ("month",)) for day in days)))
    return Page("dues: paid until", head("姓名", "党支部", "每月应缴党费", "党费缴至年月"), tuple(lines), title="党费缴纳情况表", file="党费缴纳情况")


def catalogue(random: Random) -> Page:
    """The papers of one person, whose name stands above; the date in three columns."""
    name = content.a_name(random)
    lines = []
    for number, paper in enumerate(("入党申请书", "入党志愿书", "政治审查材料", "转正申请书"), 1):
        day = writing.some_day(random)
        parts: list[Any] = [day.year, day.month, day.day][: random.choice((3, 3, 2, 1))]
        is_ = writing.days(day) if len(parts) == 3 else writing.whole_month(day) if len(parts) == 2 else (day.year * 10000 + 101, day.year * 10000 + 1231)
        pages = random.randint(1, 9)
        record = Planted("documents", {"name": name, "material": paper, "formed_on": is_, "pages": str(pages)})
        lines.append(Line([number, paper, *parts, *[None] * (3 - len(parts)), pages], (record,)))
    upper = Line(["序号", "材料名称", "材料形成时间", None, None, "页数"], wide={2: 3}, tall={0: 2, 1: 2, 5: 2})
    return Page("documents: one person's list", (upper, Line([None, None, "年", "月", "日", None])), tuple(lines), above=(Line([f"姓名：{name}"]),),
                title="入党材料目录", file="入党材料目录")


def balance(random: Random) -> Page:
    """党员增减情况表: the numbered items of a year in two columns, with one caption over both."""
    items = (
        ("上年底总数", "上年底总数"), ("本年增加", "本年增加"), ("发展党员", "发展党员"), ("恢复党籍", "恢复党籍"), ("转入组织关系", "转入组织关系"), ("其中：整建制转入", "整建制转入"),
        ("本年减少", "本年减少"), ("出党", "出党"), ("停止党籍", "停止党籍"), ("死亡", "死亡"), ("转出组织关系", "转出组织关系"), ("其中：整建制转出", "整建制转出"), ("应有数", "应有数"), ("实有数", "实有数"),
    )
    branch, half = random.choice(content.BRANCHES), random.choice((7, 9))
    cells, records = [], []
    for nth, (put, item) in enumerate(items, 1):
        number = random.choice((0, random.randint(0, 60)))
        cells.append([put, nth, random.choice((number, f"{number}", f"{number}人"))])
        records.append(Planted("balances", {"item": item, "number": number, "line": str(nth)}, ("item",)))
    right = [*cells[half:], *[[None] * 3] * (2 * half - len(cells))]
    lines = [
        Line([*one, *other], tuple(records[place : place + 1] + records[half + place : half + place + 1]))
        for place, (one, other) in enumerate(zip(cells[:half], right, strict=True))
    ]
    caption = Line([f"填报单位：{branch}", None, None, None, None, "单位：人"])
    return Page("balances: two columns of items", head(*("项目", "行次", "人数") * 2), tuple(lines), above=(caption,), title=f"{YEAR}年党员增减情况表", file="党员增减情况表")


POSTS = {"党组织书记": "书记", "副书记": "副书记", "组织委员": "组织委员", "宣传委员": "宣传委员"}


def posts_with_names(random: Random) -> Page:
    """A column a post, with the name of who holds it."""
    lines = []
    for branch in random.sample(content.BRANCHES, random.randint(2, 5)):
        names = content.names(random, len(POSTS))
        records = [Planted("committee", {"branch": branch, "post": f"|{post}|", "name": name}, ("post",)) for post, name in zip(POSTS.values(), names, strict=True)]
        lines.append(Line([branch, *names], tuple(records)))
    return Page("committee: a column a post", head("党支部", *POSTS), tuple(lines), title="支委会班子成员表", file="班子成员表")


def posts_with_marks(random: Random) -> Page:
    """A row a person, a mark under each post that he holds."""
    lines = []
    for name in content.names(random, random.randint(2, 8)):
        branch, held = random.choice(content.BRANCHES), random.sample(list(POSTS), random.choice((1, 1, 2)))
        records = [Planted("committee", {"branch": branch, "post": f"|{POSTS[post]}|", "name": name}, ("post",)) for post in held]
        lines.append(Line([name, branch, *[random.choice(("√", "是")) if post in held else random.choice((None, "否")) for post in POSTS]], tuple(records)))
    return Page("committee: marks under posts", head("姓名", "党支部", *POSTS), tuple(lines), title="支委会班子成员表", file="班子成员表")


def held_or_not(random: Random) -> Page:
    """Whether the theme day was held, month by month."""
    lines = []
    for branch in random.sample(content.BRANCHES, random.randint(2, 6)):
        said = [random.choice(("√", "是", "已开展", "未开展", "否", None)) for _ in MONTHS]
        records = [
            Planted("meetings", {"branch": branch, "meeting_type": "|主题党日|", "held_on": month(number), "nth": "1"}, ("held_on",))
            for number, word in zip(MONTHS, said, strict=True) if word in ("√", "是", "已开展")
        ]
        lines.append(Line([branch, *said], tuple(records)))
    return Page("meetings: held or not by month", head("党支部", *month_headings(random)), tuple(lines), title=f"{YEAR}年主题党日开展情况", file="开展情况")


def trainings(random: Random) -> Page:
    """Two trainings under one heading: the activist's, then the candidate's."""
    keys = ("activist_training_from", "activist_training_to", "candidate_training_from", "candidate_training_to")
    lines = []
    for name in content.names(random, random.randint(2, 8)):
        branch, stage = random.choice(content.BRANCHES), random.choice(("发展对象", "预备党员"))
        written = [writing.a_day(random, writing.some_day(random)) for _ in keys]
        values = {"name": name, "branch": branch, "stage": stage, **{key: is_ for key, (_, is_) in zip(keys, written, strict=True)}}
        lines.append(Line([name, branch, stage, *[put for put, _ in written]], (Planted("development", values),)))
    heads = ("参加培训开始时间", "参加培训结束时间")
    return Page("development: two trainings", head("姓名", "党支部", "发展阶段", *heads, *heads), tuple(lines), title="发展党员台账", file="发展党员台账")
