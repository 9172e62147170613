"""Blank workbooks to fill in: one ledger each, from its definition. What is filled in is read back without a question."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from auditor.records.normalise import YEAR
from auditor.records.vocabulary import Vocabulary, normalise_header
from auditor.reports.sheets import cells_wide
from auditor.reports.words import HEADER, PALETTE, Tone
from auditor.tables import Column, Privacy, Table, Type

NOTES = "填表说明"
ROWS = 2000
"""How far formats and drop-downs go."""
_LISTS = 7
"""The column of the notes from which on the drop-downs' values stand."""
_TYPES = {
    Type.TEXT: "文字", Type.NAMES: "姓名，多人用顿号隔开", Type.ID_NUMBER: "18 位号码，按文本填写", Type.CODE: "从下拉列表中选", Type.DATE: "日期，写到日",
    Type.MONTH: "月份", Type.INTEGER: "整数", Type.AMOUNT: "金额", Type.NUMBER: "数", Type.YES_NO: "是或否",
}
_EXAMPLES = {
    Type.TEXT: "", Type.NAMES: "赵甲子、钱乙丑", Type.ID_NUMBER: "990101199001010019", Type.DATE: "2022-03-01", Type.MONTH: "2022-03", Type.INTEGER: "3",
    Type.AMOUNT: "12.5", Type.NUMBER: "1.5", Type.YES_NO: "是",
}
_PLAIN_TEXT = frozenset({Type.ID_NUMBER, Type.MONTH})


@dataclass(frozen=True, slots=True)
class Head:
    """One column of the blank ledger: its key, the heading that means it and nothing else, and what may be chosen."""

    key: str
    heading: str
    column: Column
    choices: tuple[str, ...]


def heads(table: Table, vocabulary: Vocabulary) -> tuple[Head, ...]:
    """The columns of the table that have a heading of their own; the others are only told apart by what is filled in."""
    loose = {normalise_header(word)[0] for column in table.columns.values() for word in column.by_values}
    known, found = vocabulary.words[table.id], []
    for key, column in table.columns.items():
        own = (name for name in (column.name, *column.headers) if known.get(normalise_header(name)[0]) == (key,) and normalise_header(name)[0] not in loose)
        heading = next(own, "")
        choices = tuple(column.values) if column.values and not column.many else ("是", "否") if column.type is Type.YES_NO else ()
        if heading:
            found.append(Head(key, heading, column, choices))
    return tuple(found)


def render(table: Table, vocabulary: Vocabulary) -> bytes:
    """The workbook of one ledger: the sheet to fill in and the notes. Equal definitions give identical bytes."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": f"{table.name}模板", "created": datetime(2000, 1, 1)})
        columns = heads(table, vocabulary)
        _ledger(book, book.add_worksheet(table.name[:31]), table, columns)
        _notes(book, book.add_worksheet(NOTES), table, columns)
    return out.getvalue()


def _ledger(book: Workbook, page: Worksheet, table: Table, columns: Sequence[Head]) -> None:
    page.freeze_panes(1, 1)
    for place, head in enumerate(columns):
        must = _must(table, head.key)
        page.write_string(0, place, f"{head.heading}{'*' if must else ''}", _head(book, must=must))
        page.set_column(place, place, max(11, cells_wide(head.heading) + 4), _body(book, head.column))
        if rule := _validation(head, columns):
            page.data_validation(1, place, ROWS, place, rule)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _must(table: Table, key: str) -> bool:
    """Whether rows without it cannot be placed or recognised."""
    return table.columns[key].required or key == table.branch or key in (table.recognised_by[0] if table.recognised_by else ())


def _validation(head: Head, columns: Sequence[Head]) -> Mapping[str, object] | None:
    if head.choices:
        at = xl_col_to_name(_LISTS + [one.key for one in columns if one.choices].index(head.key))
        source = f"='{NOTES}'!${at}$2:${at}${len(head.choices) + 1}"
        return {"validate": "list", "source": source, "error_type": "warning", "error_title": "不在列表中", "error_message": f"“{head.heading}”请从列表中选"}
    if head.column.type is Type.DATE:
        start = datetime(1900, 1, 1)
        return {"validate": "date", "criteria": ">=", "value": start, "error_type": "warning", "error_title": "请填日期", "error_message": "例如 2022-03-01"}
    return None


def _notes(book: Workbook, page: Worksheet, table: Table, columns: Sequence[Head]) -> None:
    head, wrap = _head(book, must=False), book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"})
    for place, (title, width) in enumerate((("列名", 20), ("必填", 6), ("填什么", 24), ("计量", 8), ("说明", 40), ("示例（虚构）", 22))):
        page.write_string(0, place, title, head)
        page.set_column(place, place, width)
    for row, one in enumerate(columns, 1):
        texts = (one.heading, "必填" if _must(table, one.key) else "", _what(one), one.column.unit, one.column.note, _example(one))
        for place, text in enumerate(texts):
            page.write_string(row, place, text, wrap)
    for place, one in enumerate((one for one in columns if one.choices), _LISTS):
        page.write_string(0, place, f"可选：{one.heading}", head)
        page.set_column(place, place, max(12, cells_wide(one.heading) + 8))
        for row, choice in enumerate(one.choices, 1):
            page.write_string(row, place, choice, wrap)
    page.write_string(len(columns) + 2, 0, f"注：{table.about or table.name}一行写一条；没有的写“无”，不要合并单元格，不要改列名。带 * 的必填。")
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _what(head: Head) -> str:
    if head.column.values and head.column.many:
        return f"可写几项，用顿号隔开：{'、'.join(head.column.values)}"
    return _TYPES[head.column.type]


def _example(head: Head) -> str:
    if head.column.privacy is Privacy.NAME:
        return "赵甲子"
    if head.key == YEAR:
        return "2022"
    return next(iter(head.column.values), "") or _EXAMPLES.get(head.column.type, "")


def _head(book: Workbook, *, must: bool) -> Format:
    fill = HEADER.fill if must else "595959"
    return book.add_format({
        "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1, "bg_color": f"#{fill}", "font_color": f"#{HEADER.text}",
    })


def _body(book: Workbook, column: Column) -> Format:
    look: dict[str, object] = {"font_color": f"#{PALETTE[Tone.PLAIN].text}"}
    if column.type in _PLAIN_TEXT or column.privacy in {Privacy.ID, Privacy.PHONE}:
        look["num_format"] = "@"
    elif column.type is Type.DATE:
        look["num_format"] = "yyyy-mm-dd"
    return book.add_format(look)
