"""What every value parser asks of a cell first: is there anything to read, and what is written in it."""

from __future__ import annotations

from typing import Any

from auditor.records.cells import Cell, Kind
from auditor.records.values.parsed import Parsed, Reading, unreadable
from auditor.records.values.text import is_nil, normalise_text

EXACT = 10**15
"""Excel keeps 15 digits: whole numbers from here on are not what was typed."""


def unusable(cell: Cell, *, nil: bool = True) -> Parsed[Any] | None:
    """The answer for a blank, an error, a formula without a result or (with ``nil``) a written nothing; None when there is a value."""
    if cell.kind is Kind.ERROR:
        return unreadable("单元格是错误值，请改正公式或内容后重新报送")
    if cell.kind is Kind.UNCALCULATED:
        return unreadable("单元格为公式且未保存计算结果，请用 Excel 或 WPS 打开、另存后重新报送")
    if cell.kind is Kind.DOUBTFUL:
        return unreadable("在两处写得不一样，不能确定以哪一处为准，请核对后改成一样的")
    if cell.kind is Kind.BLANK or (cell.kind is Kind.TEXT and not normalise_text(cell.text)):
        return Parsed(Reading.BLANK)
    if nil and cell.kind is Kind.TEXT and is_nil(cell.text):
        return Parsed(Reading.NIL)
    return None


def written(cell: Cell) -> str:
    """The text of a cell; a stored number with the 15 digits that Excel shows, so that 0.30000000000000004 is 0.3."""
    value = cell.value
    if cell.kind is not Kind.NUMBER or isinstance(value, bool) or not isinstance(value, (int, float)):
        return cell.text
    return format(value, ".15g") if abs(value) < EXACT else cell.text
