"""What stands around and between records: titles, notes, totals, footers, gaps. No fault changes what the records say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from tests.corpus.page import Line, Page

Fault = Callable[[Page, Random], Page]


def titled(page: Page, _: Random) -> Page:
    """The title over all columns."""
    return replace(page, above=(Line([page.title], wide={0: page.width}), *page.above))


def annexed(page: Page, random: Random) -> Page:
    """附件1 over a title with spaced letters, a caption under it."""
    title = Line([" ".join(page.title)], wide={0: page.width})
    caption = Line([None] * (page.width - 1) + [random.choice(("单位：元", "（盖章）", "制表：办公室"))])
    return replace(page, above=(Line(["附件1："]), title, caption, *page.above))


def footed(page: Page, random: Random) -> Page:
    """A row of signatures, and one of dates."""
    signed = Line(["填表人：", None, "审核人：", None, "联系电话："][: max(1, page.width)])
    return replace(page, body=(*page.body, *[Line([])] * random.randint(0, 2), signed, Line(["填表日期：2022年4月8日"])))


def noted(page: Page, _: Random) -> Page:
    """Notes below, each a single long cell."""
    notes = ("注：1.本表由各党支部填写，一式两份，于每季度末报送。", "2.日期一律写到日，金额单位为元，没有的请填“无”。")
    return replace(page, body=(*page.body, *[Line([note], wide={0: page.width}) for note in notes]))


def totalled(page: Page, random: Random) -> Page:
    """合计 below; its numbers are nobody's."""
    line = Line([random.choice(("合计", "合  计", "总计", "小计")), *[None] * (page.width - 2), 100][: page.width])
    return replace(page, body=(*page.body, line))


def gapped(page: Page, random: Random) -> Page:
    """Blank rows between records."""
    if any(line.tall for line in page.body):
        return page
    body: list[Line] = []
    for line in page.body:
        body += [line, *[Line([])] * (random.random() < 0.2)]
    return replace(page, body=tuple(body))


def broken(page: Page, random: Random) -> Page:
    """The header again, as after the end of a printed page."""
    places = [place for place in range(1, len(page.body)) if not _inside(page.body, place)]
    if len(page.head) > 1 or page.parts or not places:
        return page
    place = random.choice(places)
    return replace(page, body=(*page.body[:place], *page.head, *page.body[place:]))


def instructed(page: Page, random: Random) -> Page:
    """A row of 必填 below the header."""
    return replace(page, body=(Line([random.choice(("必填", "选填", "必填")) for _ in range(page.width)]), *page.body))


def exemplified(page: Page, _: Random) -> Page:
    """A row of a template that nobody filled in."""
    return replace(page, body=(Line([f"${{item{place}}}" for place in range(page.width)]), *page.body))


def numbered(page: Page, random: Random) -> Page:
    """序号 that goes on below the last record."""
    first = page.head[0].cells[0]
    if first != "序号":
        return page
    return replace(page, body=(*page.body, *[Line([len(page.body) + more]) for more in range(1, random.randint(2, 6))]))


def shifted(page: Page, random: Random) -> Page:
    """The table does not start in column A."""
    return replace(page, left=random.randint(1, 3))


def hidden(page: Page, random: Random) -> Page:
    """Some rows are hidden; they are read like the others."""
    return replace(page, body=tuple(replace(line, hidden=random.random() < 0.2) for line in page.body))


def decorated(page: Page, random: Random) -> Page:
    """Headings with spaces, line breaks, marks and notes."""
    return replace(page, head=tuple(replace(line, cells=[_decorated(cell, random) for cell in line.cells]) for line in page.head))


def _decorated(cell: Any, random: Random) -> Any:
    if not isinstance(cell, str) or random.random() < 0.5:
        return cell
    middle = len(cell) // 2
    return random.choice((f" {cell} ", f"{cell[:middle]}\n{cell[middle:]}", f"{cell[:middle]}  {cell[middle:]}", f"*{cell}", f"{cell}：", f"{cell}（必填）"))


def _inside(body: tuple[Line, ...], place: int) -> bool:
    """Whether a cell reaches over the rows before and after."""
    return any(at < place < at + rows for at, line in enumerate(body) for rows in line.tall.values())


FAULTS: dict[str, Fault] = {
    "title": titled, "annex and caption": annexed, "footer": footed, "notes": noted, "totals": totalled, "blank rows": gapped, "header again": broken,
    "row of 必填": instructed, "template row": exemplified, "empty numbers": numbered, "not at A1": shifted, "hidden rows": hidden, "headings decorated": decorated,
}


def spoiled(page: Page, random: Random) -> Page:
    """The page with up to four faults, in the order of the registry; ledgers whose year stands in the title always have one."""
    chosen = set(random.sample(list(FAULTS), random.randint(0, 4)))
    if not chosen & {"title", "annex and caption"}:
        chosen.add("title")
    for name in (name for name in FAULTS if name in chosen):
        page = FAULTS[name](page, random)
    return replace(page, faults=tuple(name for name in FAULTS if name in chosen))
