"""Why a sheet may not be understood, where that is plain to see, and what to do: headings that are bare numbers, commas that part nothing."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.records.cells import Cell, Sheet
from auditor.records.merges import filled_cells

_SEARCHED, _LEAST, _LAST_DAY = 20, 2, 31
_WIDE = "，；、|"


def advice(sheet: Sheet) -> str:
    """A sentence to put behind what is told; empty where nothing is plain."""
    rows = [[cell for _, cell in filled_cells(row)] for row in sheet.rows[:_SEARCHED]]
    return _numbers(rows) or _unparted([row for row in rows if row])


def _numbers(rows: Sequence[Sequence[Cell]]) -> str:
    for number, row in enumerate(rows, 1):
        texts = [cell.text.strip() for cell in row]
        found = [text for text in texts if text.isdecimal() and 1 <= int(text) <= _LAST_DAY]
        if texts and not texts[0].isdecimal() and len(found) >= _LEAST and found == [str(int(found[0]) + place) for place in range(len(found))]:
            named = "、".join(found[:3])
            return f"；第 {number} 行的列名只写了数字（{named} 等），看不出是月份、日期还是次数，请写成“1月”“1日”“第1次”这样的列名"
    return ""


def _unparted(rows: Sequence[Sequence[Cell]]) -> str:
    if not rows or any(len(row) > 1 for row in rows):
        return ""
    mark = next((mark for mark in _WIDE if all(mark in row[0].text for row in rows[:_LEAST])), "")
    return f"；各行的内容都在一格里，用“{mark}”隔开，请用 Excel 的“分列”按“{mark}”分开后另存为 xlsx（CSV 要用半角逗号“,”）" if mark else ""
