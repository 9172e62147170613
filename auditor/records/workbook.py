"""The sheets of a workbook: read by calamine, held to a second look of our own, format by format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import python_calamine

from auditor.records import guard, sheetods, sheetxls, sheetxlsb, sheetxml
from auditor.records.refused import RESAVE, Refused
from auditor.records.scan import Scan, mark, notes
from auditor.records.sniff import Format
from auditor.records.wire import NUL

Scans = dict[str, Scan]
LOOKS: Mapping[Format, Callable[[zipfile.ZipFile], Scans]] = {
    Format.XLSX: sheetxml.scans, Format.XLSB: sheetxlsb.scans, Format.ODS: sheetods.scans,
}
"""The second look into a package; ``.xls`` is no package."""


def read_workbook(data: bytes, kind: Format) -> dict[str, Any]:
    """The sheets and notes of one workbook; ``Refused`` where the two looks do not agree, or nothing can be read."""
    package = zipfile.ZipFile(io.BytesIO(data)) if kind in LOOKS else None
    if package:
        guard.check_package(package)
    scans = LOOKS[kind](package) if package else sheetxls.scans(data)
    book = _open(data)
    sheets, found = [], _macros(data, package)
    for metadata in book.sheets_metadata:
        if metadata.typ == python_calamine.SheetTypeEnum.WorkSheet:
            sheet, said = _sheet(book, metadata, scans.get(metadata.name), package)
            sheets.append(sheet)
            found += said
    if not sheets:
        raise Refused("D109", "文件里没有任何工作表，请检查是否存错了文件")
    return {"sheets": sheets, "notes": found}


def _macros(data: bytes, package: zipfile.ZipFile | None) -> list[list[str]]:
    inside = any(name.lower().endswith("vbaproject.bin") for name in package.namelist()) if package else "_VBA_PROJECT".encode("utf-16-le") in data
    return [["D121", "", "文件带有宏，宏没有运行，只读取了数据"]] if inside else []


def _open(data: bytes) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError as error:
        raise Refused("D103", "文件设有打开密码，请在 Excel 或 WPS 中去掉密码、另存后再试") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Refused("D104", f"文件读不出来，可能已损坏，{RESAVE}") from error


def _sheet(
    book: python_calamine.CalamineWorkbook, metadata: python_calamine.SheetMetadata, scan: Scan | None, package: zipfile.ZipFile | None,
) -> tuple[dict[str, Any], list[list[str]]]:
    name = metadata.name
    try:
        sheet = book.get_sheet_by_name(name)
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
        merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    except (python_calamine.CalamineError, ValueError, IndexError) as error:
        raise Refused("D104", f"工作表“{name}”读不出来（可能含有读不了的错误值），{RESAVE}") from error
    except OverflowError as error:
        raise Refused("D104", f"工作表“{name}”里有日期格式的单元格存着极大的数（多半是号码），请把那一列改成文本格式、重新录入后再试") from error
    if scan is None:
        raise Refused("D104", f"工作表“{name}”的内容不在文件里，文件已损坏，{RESAVE}")
    if package is None:  # elsewhere no text can hold NUL
        rows = [[value.replace(NUL, "\ufffd") if isinstance(value, str) else value for value in row] for row in rows]
    _compare(name, rows, scan, package)
    mark(rows, scan)
    merges += scan.merges
    hidden = metadata.visible != python_calamine.SheetVisibleEnum.Visible
    said = [["D117", name, "工作表是隐藏的，照样读取；不该报送的，请删去后重新报送"]] if hidden else []
    return {"name": name, "hidden": hidden, "merges": merges, "rows": rows}, [*said, *notes(name, scan)]


def _compare(name: str, rows: list[list[Any]], scan: Scan, package: zipfile.ZipFile | None) -> None:
    delivered = sum(1 for row in rows for cell in row if not (cell is None or isinstance(cell, str) and not cell.strip()))
    if delivered >= scan.others + sum(scan.shared.values()):
        return
    empty = sheetxml.empty_strings(package) if package and scan.shared else frozenset[int]()
    expected = scan.others + sum(count for index, count in scan.shared.items() if index not in empty)
    if delivered < expected and scan.again:
        _compare(name, rows, scan.again(), package)
    elif delivered < expected:
        raise Refused("D112", f"工作表“{name}”应有 {expected} 个单元格，只读到 {delivered} 个，文件内部有矛盾，{RESAVE}")
