"""What title, captions, sheet name and file name say once for all rows: branch, superior, period, unit."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath

from auditor.records.cells import Sheet
from auditor.records.merges import filled_cells
from auditor.records.understood import Context
from auditor.records.vocabulary import fold

Span = tuple[int | None, int | None, int | None, int | None]
"""First year, first month, last year, last month; None where nothing is said."""

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR, _MONTH, _QUARTER = r"(?<!\d)(?P<year>\d{4})", r"(?P<first>\d{1,2})", r"第?(?P<quarter>[一二三四1-4])季度"
_TO, _NO_DAY = r"[-—–~至到]", r"(?!\d{1,2}[日号])"
_SPANS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"{_YEAR}[年.]{_MONTH}月?{_TO}(?:(?P<until>\d{{4}})[年.])?(?P<last>\d{{1,2}})月{_NO_DAY}",
    rf"{_YEAR}[年.]{_MONTH}{_TO}(?P<last>\d{{1,2}})(?!\d)",
    rf"{_YEAR}年?度?{_QUARTER}",
    rf"{_YEAR}Q(?P<quarter>[1-4])",
    rf"{_YEAR}年?度?(?P<half>[上下])半年",
    rf"{_YEAR}年{_MONTH}月份?{_NO_DAY}",
    rf"{_YEAR}[.\-/]{_MONTH}(?![\d.\-/])",
    rf"{_YEAR}(?=年度?(?!\d{{1,2}}月)|$|[^\d年级届.\-/])",
    rf"(?<!\d){_MONTH}月?{_TO}(?P<last>\d{{1,2}})月{_NO_DAY}",
    _QUARTER,
    r"(?P<half>[上下])半年",
    rf"(?<!\d){_MONTH}月份?{_NO_DAY}",
))
_ASIDE = re.compile(r"(截至|截止|填报日期|填表日期|制表日期|填报时间|填表时间|制表时间|日期)[::]?.*|数据源自.*")
_UNIT = re.compile(r"单位:?\(?(元|万元|千元|分|角|人|人次|篇|个)\)?")
_SEAL = r"\(?(?:盖章|公章|章)?\)?:"
_BRANCH_CAPTION = re.compile(rf"(?:所在|所属|填报)?党?支部(?:名称|全称)?{_SEAL}(.+)|(?:填报|报送|填表)?单位(?:名称)?{_SEAL}(.*支部.*)")
_SUPERIOR = r"(?:所在|所属|上级)?(?:分党委|党委|党总支|党组织|二级党组织|基层党委)"
_PARENT_CAPTION = re.compile(rf"(?:{_SUPERIOR}|(?:填报|报送)?单位)(?:名称)?{_SEAL}(.+)")
_PERSON_CAPTION = re.compile(r"(?:党员)?姓名:([^:()]{2,20})")
_BRANCH_NAME = re.compile(r"[\w·()]*?支部(?:委员会)?")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]*支部(?:委员会)?)[)）]")
_SEVERAL = re.compile(r"支部(?:委员会)?[、,，和与及].*支部")
_PARTS = re.compile(
    r"[\s、,，;；:：_/—\-《》“”【】\[\]]+|\d{4}Q\d|"
    r"(?:\d{4}年度?)(?:第?[一二三四1-4]季度|(?:\d{1,2}月?[-—~至到])?\d{1,2}月份?|[上下]半年)?|第?[一二三四1-4]季度|\d{1,2}月份"
)
_NUMBERING = re.compile(r"(?!\d+[级届])[\d.]+")
_PERIOD = re.compile(r"\(?\d{4}年度?(\d{1,2}月份?|第?[一二三四1-4]季度|[上下]半年)?\)?")
_KINDS_OF_BRANCH = (
    "党", "委员会", "党委", "总支", "直属", "基层", "各", "各个", "全校", "全院", "本", "所属", "所在", "下属",
    "先进", "优秀", "示范", "样板", "星级", "未按期换届", "团", "导入", "录入",
)


def read_context(sheet: Sheet, above: int) -> Context:
    """The context of a sheet whose header starts at 0-based row ``above``."""
    captions = [cell.text for row in sheet.rows[:above] for _, cell in filled_cells(row)]
    path = PurePosixPath(sheet.file)
    return said_in(captions, [sheet.name, path.stem, *reversed(path.parent.parts)])


def said_in(captions: Sequence[str], names: Sequence[str] = ()) -> Context:
    """What titles and captions say, and where they say nothing the names of sheet, file and folders, nearest first."""
    folded = [fold(text) for text in captions]
    year, start, end = _period([*folded, *map(fold, names)])
    return Context(
        branch=_caption(_BRANCH_CAPTION, captions) or _branch_name([*captions, *names]), parent=_parent(captions),
        person=_caption(_PERSON_CAPTION, captions), year=year, start=start, end=end,
        unit=next((found[1] for text in folded if (found := _UNIT.search(text))), ""),
    )


def is_period(text: str) -> bool:
    """Whether the text is a period with its year and nothing else."""
    return _PERIOD.fullmatch(fold(text)) is not None


def branch_in(text: str) -> str:
    """The name of one branch that ``text`` contains, in brackets at last; empty where it speaks of several, or of branches in general."""
    if _SEVERAL.search(text):
        return ""
    for part in (*(part.lstrip(")）") for part in _PARTS.split(text)), *_IN_BRACKETS.findall(text)):
        found = _BRANCH_NAME.match(_NUMBERING.sub("", part, count=1) if _NUMBERING.match(part) else part)
        if found and found[0].count("(") == found[0].count(")") and _is_one(re.sub(r"党?支部(委员会)?$", "", found[0])):
            return found[0]
    return ""


def _is_one(stem: str) -> bool:
    """Whether what stands before 支部 is the name of one branch and not a kind of branches."""
    general = stem.endswith(_KINDS_OF_BRANCH) or stem.startswith(("各", "全", "所有"))
    return len(stem) >= 2 and re.search(r"[\u4e00-\u9fff]", stem) is not None and not general


def _branch_name(texts: Sequence[str]) -> str:
    return next((name for text in texts if (name := branch_in(text))), "")


def _caption(pattern: re.Pattern[str], captions: Sequence[str]) -> str:
    for text in captions:
        for part in re.split(r"\s{2,}|[\n;；]", text):
            found = pattern.fullmatch(fold(part))
            value = next((group for group in found.groups() if group), "") if found else ""
            if value and not value.startswith("${"):
                return value
    return ""


def _parent(captions: Sequence[str]) -> str:
    value = _caption(_PARENT_CAPTION, captions)
    return "" if "支部" in value or _UNIT.fullmatch(f"单位:{value}") else value


def _period(texts: Sequence[str]) -> tuple[int | None, date | None, date | None]:
    """Year, first and last day: the first text that names a year, and months from the first text that does not contradict it."""
    spans = [_span(_ASIDE.sub("", text)) for text in texts]
    year = next((span[0] for span in spans if span[0]), None)
    months = next((span for span in spans if span[1] and span[0] in (None, year)), None)
    if year is None:
        return None, None, None
    if months is None:
        return year, date(year, 1, 1), date(year, 12, 31)
    last_year, last_month = months[2] or year, months[3] or months[1] or 12
    start, end = date(year, months[1] or 1, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
    return (year, start, end) if start <= end else (year, date(year, 1, 1), date(year, 12, 31))


def _span(text: str) -> Span:
    for pattern in _SPANS:
        if (found := pattern.search(text)) and (span := _months(found.groupdict())):
            return span
    return None, None, None, None


def _months(found: dict[str, str | None]) -> Span | None:
    """The span of one match; None where it names a year or month that does not exist."""
    year = int(found["year"] or 0) if "year" in found else None
    first = last = 0
    if quarter := _NUMERALS.get(found.get("quarter") or ""):
        first, last = quarter * 3 - 2, quarter * 3
    elif half := found.get("half"):
        first, last = (1, 6) if half == "上" else (7, 12)
    elif month := found.get("first"):
        first, last = int(month), int(found.get("last") or month)
    named = bool(found.get("first"))
    if (year is not None and not 1949 <= year <= 2100) or not (0 <= first <= 12 and 0 <= last <= 12) or (named and not (first and last)):
        return None
    return year, first or None, int(found.get("until") or 0) or year, last or None
