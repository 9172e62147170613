"""What each row below the header is: a record, or something that people write around records. General layout words only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from auditor.records.cells import Cell, Kind, Sheet
from auditor.records.header import Header, Heading
from auditor.records.merges import filled_cells
from auditor.records.understood import Skipped
from auditor.records.vocabulary import fold, normalise_header

_TOTAL = re.compile(r"((第?[一二三四1-4])?季度|上半年|下半年|全年|本[页月年季]|\d{1,2}月)?(合计|小计|总计|累计|共计)(\(.*\)|[::].*)?|上缴.{0,8}")
_FOOTER = re.compile(
    r"(填表|制表|填报|报送|审核|审批|经办|负责|单位负责|支部负责|复核|统计|联系)(人|日期|时间|单位)(\(?签[字章名].*|[::(].*)?"
    r"|(党?支部)?书记\(?(签[字章名]|盖章).*|(党?支部|党组织|单位|党委)?\(?(盖章|公章|签章|签字)\)?[::]?.*|联系电话[::].*|.{0,30}制表|(党?支部|党委)书记[::].*"
)
_NOTE = re.compile(r"(注|备注|(填[写表])?说明|填写要求|(填写)?注意(事项)?|导入(说明|前)|要求|提示)(\d*[::、.].*|$)|导入前.*|\(?\d{1,2}[、.)].*")
_INSTRUCTION = re.compile(
    r"(必填|选填|非必填)([,、;(].*)?|.{0,15}(?<!未)必填|\$\{.*\}.*|(示例|样例|填写示例|例如?[::]|\(例\)|\(示例\)).*"
    r"|.{1,10}\((示例|样例|举例|例)\)"
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_SEQUENCE = frozenset({"序号", "编号", "序", "排序"})
_NAME = "姓名"
_NOTE_LENGTH, _FOOTER_CELLS = 30, 8


@dataclass(frozen=True, slots=True)
class Sorted:
    """``records``: 0-based row -> title of the group that it stands under. The rest is ``skipped``, trailing blank rows left out.

    ``titles``: row -> what it says, of each title of a group.
    """

    records: dict[int, str]
    skipped: tuple[Skipped, ...]
    titles: dict[int, str] = field(default_factory=dict)


def sort_rows(sheet: Sheet, header: Header) -> Sorted:
    """Every row below the header, told apart."""
    records: dict[int, str] = {}
    titles: dict[int, str] = {}
    reasons: list[tuple[int, str]] = []
    group = ""
    for index in range(header.last + 1, _end(sheet)):
        reason = _reason(sheet, header, index)
        if reason.startswith("分组"):
            group = titles[index] = filled_cells(sheet.rows[index])[0][1].text.strip()
        if reason:
            reasons.append((index + 1, reason))
        else:
            records[index] = group
    return Sorted(records, tuple(_gather(reasons)), titles)


def _gather(reasons: list[tuple[int, str]]) -> Iterator[Skipped]:
    for reason, rows in groupby(reasons, key=lambda pair: pair[1]):
        yield Skipped(tuple(row for row, _ in rows), reason)


def _end(sheet: Sheet) -> int:
    return next((index + 1 for index in reversed(range(len(sheet.rows))) if filled_cells(sheet.rows[index])), 0)


def is_around(sheet: Sheet, header: Header, index: int) -> bool:
    """Whether the row says something around records (a sum, a footer, a note) and is no title."""
    reason = _reason(sheet, header, index)
    return bool(reason) and not reason.startswith("分组")


def _reason(sheet: Sheet, header: Header, index: int) -> str:
    """Why the row is no record, for the user; empty for a record."""
    cells = filled_cells(sheet.rows[index])
    if not cells:
        return "空行"
    texts = [fold(cell.text) for _, cell in cells if cell.kind is Kind.TEXT]
    if any(map(_instructs, texts)):
        return "填写说明或示例"
    if _numbers_columns([fold(cell.text) for _, cell in cells]):
        return "栏次"
    if repeats_header(header, cells):
        return "重复的表头"
    if total_word(cells):
        return "合计、小计行"
    if texts and len(cells) <= _FOOTER_CELLS and cells[0][1].kind is Kind.TEXT and _FOOTER.fullmatch(texts[0]):
        return "落款"
    if all(at < len(header.headings) and is_sequence(header.headings[at], cell) for at, cell in cells):
        return "只有序号，没有内容"
    return _alone(sheet, index, *cells[0]) if len(cells) == 1 else _note(texts, cells)


@lru_cache(maxsize=1 << 12)
def _instructs(text: str) -> bool:
    return bool(_INSTRUCTION.fullmatch(text))


def _numbers_columns(texts: list[str]) -> bool:
    """甲, 乙, 1, 2, …: the columns of a form by letter and number."""
    letters = sum(text in _STEMS for text in texts)
    expected = [*_STEMS[:letters], *(str(number) for number in range(1, len(texts) - letters + 1))]
    return 0 < letters < len(texts) and texts == expected


def total_word(filled: list[tuple[int, Cell]]) -> Cell | None:
    """The cell that makes a row, of which these are the filled ones, one of totals: 合计 and the like among its first two texts."""
    texts = [cell for _, cell in filled if cell.kind is Kind.TEXT]
    return next((cell for cell in texts[:2] if _TOTAL.fullmatch(fold(cell.text))), None)


def numbers_rows(header: Header, column: int) -> bool:
    """Whether the column numbers the rows."""
    return column < len(header.headings) and header.headings[column].word in _SEQUENCE


def names_people(header: Header, column: int) -> bool:
    """Whether the column has a name in each row."""
    return column < len(header.headings) and header.headings[column].word.endswith(_NAME)


def is_sequence(heading: Heading, cell: Cell) -> bool:
    """Whether the cell only numbers its row."""
    return heading.word in _SEQUENCE and (cell.kind is Kind.NUMBER or cell.text.strip().isdigit())


def _note(texts: list[str], cells: list[tuple[int, Cell]]) -> str:
    first = cells[0][1]
    starts = first.kind is Kind.TEXT and re.match(r"(注|说明|填表说明|注意事项)\d*:", texts[0])
    return "说明文字" if starts else ""


def _alone(sheet: Sheet, index: int, column: int, cell: Cell) -> str:
    """A row with a single filled cell."""
    text = fold(cell.text)
    merge = next((merge for merge in sheet.merges if merge[0] == index and merge[1] == column), None)
    rows, columns = (merge[2] - merge[0] + 1, merge[3] - merge[1] + 1) if merge else (1, 1)
    block = rows > 1 and columns > 1
    if cell.kind is Kind.TEXT and (block or _NOTE.fullmatch(text) or len(text) > _NOTE_LENGTH):
        return "说明文字"
    return f"分组标题“{cell.text.strip()}”" if cell.kind is Kind.TEXT and columns > 1 else ""


def repeats_header(header: Header, cells: list[tuple[int, Cell]]) -> bool:
    """Whether these are the headings once more."""
    same = strange = 0
    for at, cell in cells:
        if at < len(header.headings) and normalise_header(cell.text)[0] in header.headings[at].path:
            same += 1
        else:
            strange += 1
            if strange * 2 >= len(cells):  # most rows are records: leave them early
                return False
    return same >= 2

