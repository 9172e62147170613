"""Tables below each other in one sheet: of one form under titles of their own, of several forms, the rosters of two years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from tests.corpus import content, writing
from tests.corpus.ledgers import YEAR, month
from tests.corpus.page import Line, Page, Planted, head

Part = tuple[tuple[Line, ...], list[Line]]
"""The headings of a table and its rows."""
DUES = ("序号", "姓名", "实缴党费")
WHOLE_YEAR = (YEAR * 10000 + 101, YEAR * 10000 + 1231)


def title(random: Random, text: str, width: int) -> Line:
    """A title alone in its row, over all columns or in the first."""
    return Line([text], wide={0: width} if random.random() < 0.5 else {})


def under_titles(random: Random) -> Page:
    """党费 of several months and branches: titles in mid-sheet, below which the headings come again or do not."""
    branch, again = random.choice(content.BRANCHES), random.random() < 0.3
    way = random.choice((_both, _month_only, _caption))
    heads = random.choice((DUES, DUES[1:]))
    lines: list[Line] = []
    for number in sorted(random.sample(range(1, 13), random.randint(2, 4))):
        text, own, days = way(random, branch, number)
        said = {"branch": own}
        rows = []
        for place, name in enumerate(content.names(random, random.randint(1, 5)), 1):
            put, fen = writing.an_amount(random, random.randrange(20, 9_000))
            rows.append(Line([place, name, put][-len(heads) :], (Planted("dues", {"name": name, "paid": fen, "month": days}, said=said),)))
        lines += [title(random, text, len(heads)), *(head(*heads) if again and lines else ()), *rows]
    above, body = lines[0], lines[1:]
    return Page("below: titles of one form", head(*heads), tuple(body), above=(above,), title=f"{branch if way is _month_only else ''}{YEAR}年党费收缴台账", file="党费收缴台账", parts=True)


Said = tuple[str, str, tuple[int, int]]
"""A title, and the branch and the days that hold under it."""


def _both(random: Random, _: str, number: int) -> Said:
    own = random.choice(content.BRANCHES)
    return f"{own}{YEAR}年{number}月党费收缴{random.choice(('明细表', '表', '台账', '情况'))}", own, month(number)


def _month_only(random: Random, branch: str, number: int) -> Said:
    return random.choice((f"{YEAR}年{number}月", f"{YEAR}年{number}月份", f"{number}月", f"{YEAR}年{number}月党费收缴表")), branch, month(number)


def _caption(random: Random, _: str, __: int) -> Said:
    own = random.choice(content.BRANCHES)
    return random.choice((f"党支部：{own}", f"支部名称:{own}")), own, WHOLE_YEAR


def of_several_forms(random: Random) -> Page:
    """花名册, 支委会名单 and 三会一课记录 below each other, each with headings of its own."""
    forms = random.sample(FORMS, random.choice((2, 3)))
    lines: list[Line] = []
    first = branch = random.choice(content.BRANCHES)
    for place, (name, part) in enumerate(forms):
        own = random.choice(content.BRANCHES) if not place or random.random() < 0.5 else ""
        titled = not place or own or random.random() < 0.8
        first = own if not place else first
        branch = own or (first if titled else branch)
        heads, rows = part(random, branch)
        gap = [Line([])] * (1 if not titled else random.randint(0, 2))
        lines += [*(gap if place else []), *([title(random, f"{own}{name}", len(heads[0].cells))] if titled else []), *heads, *rows]
    above, heads, body = lines[0], lines[1], lines[2:]
    return Page("below: of several forms", (heads,), tuple(body), above=(above,), title=f"{YEAR}年支部工作台账", file="工作台账", parts=True)


def _roster(random: Random, branch: str) -> Part:
    lines = []
    for number, name in enumerate(content.names(random, random.randint(1, 8)), 1):
        put, joined = writing.a_day(random, writing.some_day(random))
        kind = random.choice(("正式党员", "预备党员"))
        record = Planted("members", {"name": name, "sex": "男", "member_kind": kind, "joined_on": joined}, said={"branch": branch})
        lines.append(Line([number, name, "男", kind, put], (record,)))
    return head("序号", "姓名", "性别", "人员类别", "入党日期"), lines


def _committee(random: Random, branch: str) -> Part:
    lines = []
    for number, post in enumerate(random.sample(("书记", "副书记", "组织委员", "宣传委员"), random.randint(1, 4)), 1):
        name, (put, since) = content.a_name(random), writing.a_day(random, writing.some_day(random))
        record = Planted("committee", {"name": name, "post": f"|{post}|", "since": since}, said={"branch": branch})
        lines.append(Line([number, name, post, put], (record,)))
    return head("序号", "姓名", "党内职务", "任职时间"), lines


def _meetings(random: Random, branch: str) -> Part:
    lines = []
    for number in range(1, random.randint(2, 8)):
        kind, topic, place = random.choice(("主题党日", "党课", "支部党员大会")), random.choice(content.TOPICS), random.choice(content.PLACES)
        put, held = writing.a_day(random, writing.some_day(random, YEAR, YEAR))
        record = Planted("meetings", {"meeting_type": f"|{kind}|", "held_on": held, "title": topic, "place": place}, said={"branch": branch})
        lines.append(Line([number, kind, put, topic, place], (record,)))
    return head("序号", "会议类型", "会议时间", "会议主题", "地点"), lines


FORMS: Sequence[tuple[str, Callable[[Random, str], Part]]] = (("党员花名册", _roster), ("支委会名单", _committee), ("三会一课记录", _meetings))


def rosters_of_two_years(random: Random) -> Page:
    """The roster of a year and that of the year before, in either order: the older is set aside, and its people with it."""
    branch, same = random.choice(content.BRANCHES), content.names(random, random.randint(3, 8))
    left, come = (content.names(Random(random.random()), random.randint(0, 3)) for _ in range(2))
    years = [(YEAR - 1, [*same, *left]), (YEAR, [*same, *come])]
    random.shuffle(years)
    lines: list[Line] = []
    for year, people in years:
        heads: tuple[Any, ...] = ("序号", "姓名", "人员类别", "入党时间")
        again = head(*heads) if not lines or random.random() < 0.7 else ()
        lines += [title(random, f"{branch}{year}年党员花名册", 4), *again]
        for number, name in enumerate(dict.fromkeys(people), 1):
            record = Planted("members", {"name": name, "member_kind": "正式党员", "joined_on": (20100101, 20100101)}, said={"branch": branch, "aside": year != YEAR})
            lines.append(Line([number, name, "正式党员", "2010-01-01"], (record,)))
    return Page("below: rosters of two years", (lines[1],), tuple(lines[2:]), above=(lines[0],), title="党员花名册", file="党员花名册", parts=True)
