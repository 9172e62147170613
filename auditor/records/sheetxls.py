"""The second look into an old ``.xls``: xlrd follows its own chain of sectors, so a ring in it or a lost cell is seen here."""

from __future__ import annotations

import io
from typing import Any

from auditor.records import guard
from auditor.records.formulas import uncalculated
from auditor.records.refused import RESAVE, Refused
from auditor.records.scan import Scan

BLANKS = (0, 6)
ERROR = 5


def scans(data: bytes) -> dict[str, Scan]:
    """Every worksheet by name; ``Refused`` where the file is protected or broken."""
    import xlrd  # type: ignore[import-untyped]  # noqa: PLC0415 - only for old files

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), ragged_rows=True, formatting_info=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Refused("D103", "文件设有打开密码，请在 Excel 或 WPS 中去掉密码、另存后再试") from error
        raise Refused("D104", f"文件读不出来，可能已损坏，{RESAVE}") from error
    except Exception as error:  # on a broken file it fails in many ways
        raise Refused("D104", f"文件读不出来，可能已损坏，{RESAVE}") from error
    if book.nsheets > guard.SHEETS:
        raise guard.too_big(f"工作表超过 {guard.SHEETS} 个")
    found = {sheet.name: _scan(sheet, xlrd.error_text_from_code) for sheet in book.sheets()}
    for scan, places in zip(found.values(), uncalculated(data), strict=False):
        scan.uncalculated = places
    return found


def _scan(sheet: Any, words: dict[int, str]) -> Scan:
    result, characters = Scan(), 0
    for row in range(sheet.nrows):
        values = sheet.row_values(row)
        characters += sum(len(value) for value in values if isinstance(value, str))
        if characters > guard.STRING_BYTES:
            raise guard.too_big(f"单元格里的文字合计超过 {guard.STRING_BYTES // guard.MIB} MB")
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == ERROR:
                result.errors[row, column] = words.get(values[column], "#ERROR")
            elif kind not in BLANKS and (not isinstance(values[column], str) or values[column].strip()):
                result.others += 1
                result.reach(row, column)
    result.hidden = sorted(row for row, info in sheet.rowinfo_map.items() if info.hidden and row < result.rows)
    result.hidden_columns = sorted(column for column, info in sheet.colinfo_map.items() if info.hidden and column < result.columns)
    return result
