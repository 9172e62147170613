"""What title, captions, sheet name and file name say once for all rows: branch, superior, period, unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from auditor.records.cells import Sheet
from auditor.records.merges import filled_cells
from auditor.records.spans import in_digits, period_of
from auditor.records.understood import Context
from auditor.records.vocabulary import fold

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
    r"\d{4}学年度?(?:第?[一二上下12]学期)?|(?:\d{4}年度?)(?:第?[一二三四1-4]季度|(?:\d{1,2}月?[-—~至到])?\d{1,2}月份?|[上下]半年)?|第?[一二三四1-4]季度|\d{1,2}月份"
)
_SPACED = re.compile(r"(?<!\S)\S(?:\s+\S){3,}(?!\S)")
"""Letters set apart by blanks, as in titles: 机 关 第 一 党 支 部."""
_NUMBERING = re.compile(r"(?!\d+[级届])[\d.]+")
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
    year, start, end = period_of([*folded, *map(fold, names)])
    return Context(
        branch=_caption(_BRANCH_CAPTION, captions) or _branch_name([*captions, *names]), parent=_parent(captions),
        person=_caption(_PERSON_CAPTION, captions), year=year, start=start, end=end,
        unit=next((found[1] for text in folded if (found := _UNIT.search(text))), ""),
    )


def branch_in(text: str) -> str:
    """The name of one branch that ``text`` contains, in brackets at last; empty where it speaks of several, or of branches in general."""
    if _SEVERAL.search(text):
        return ""
    for part in (*(part.lstrip(")）") for part in _PARTS.split(in_digits(_SPACED.sub(_close, text)))), *_IN_BRACKETS.findall(text)):
        found = _BRANCH_NAME.match(_NUMBERING.sub("", part, count=1) if _NUMBERING.match(part) else part)
        if found and found[0].count("(") == found[0].count(")") and _is_one(re.sub(r"党?支部(委员会)?$", "", found[0])):
            return found[0]
    return ""


def _close(spaced: re.Match[str]) -> str:
    return "".join(spaced[0].split())


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
