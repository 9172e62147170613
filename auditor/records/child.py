"""The process that opens people's files, so that a file that kills or hangs its reader kills nothing else.

Standard input: a JSON list of paths. Standard output: one JSON line per file, in order. Imports no table library.
A cell is null, text, a number, true/false, or a pair: ``["d"|"t"|"c", ISO text]`` for a date, date with time or clock time,
``["e", word]`` for an error, ``["u", ""]`` for a formula whose result was not stored.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine

from auditor.records import guard, sheetxml, textfile
from auditor.records.refused import Refused
from auditor.records.sniff import ZIPPED, Format, named_as_table, sniff

MEMORY_BYTES = 1536 * guard.MIB
_RESAVE = "请用 Excel 或 WPS 打开，另存为 xlsx 再试"
_NOT_READ = {
    Format.HTML: f"这其实是一个网页，不是 Excel 文件，{_RESAVE}",
    Format.XML_2003: f"这其实是 XML 表格（Excel 2003 格式），{_RESAVE}",
}


def main() -> None:
    """Read every file named on standard input and answer each with one line."""
    _limit_memory()
    for path in json.load(sys.stdin):
        sys.stdout.write(json.dumps(answer(Path(path))) + "\n")
        sys.stdout.flush()


def answer(path: Path) -> dict[str, Any]:
    """What stands in one file, or why it is not read."""
    digest = ""
    try:
        data = _bytes(path)
        digest = hashlib.sha256(data).hexdigest()
        return {"sha256": digest, **_content(path, data)}
    except Refused as refused:
        return {"sha256": digest, "refused": [refused.code, refused.message]}
    except OSError as error:
        return {"sha256": digest, "refused": ["D101", f"文件打不开（{error.strerror or error}），请检查是否被占用或没有权限"]}
    except MemoryError:
        return {"sha256": digest, "refused": ["D105", f"读取时内存不够，文件可能已损坏，{_RESAVE}"]}
    except BaseException as error:  # a panic of the reader is not an Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return {"sha256": digest, "refused": ["D104", f"文件读不出来，可能已损坏，{_RESAVE}"]}


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > guard.FILE_BYTES:
        raise guard.too_big(f"超过 {guard.FILE_BYTES // guard.MIB} MB")
    return path.read_bytes()


def _content(path: Path, data: bytes) -> dict[str, Any]:
    kind = sniff(data)
    if kind in _NOT_READ:
        raise Refused("D102", _NOT_READ[kind])
    if kind is Format.OTHER and named_as_table(path.name):
        raise Refused("D102", f"内容不是表格（可能是别的文件改了扩展名，或已损坏），{_RESAVE}")
    if kind is Format.OTHER or (kind is Format.TEXT and not named_as_table(path.name)):
        return {"format": "skipped", "sheets": [], "notes": [["D110", "", "不是表格文件，没有读"]]}
    content = _text(path, data) if kind is Format.TEXT else _workbook(data, kind)
    return {"format": kind.value, **content, "notes": [*content["notes"], *_misnamed(path, kind)]}


def _misnamed(path: Path, kind: Format) -> list[list[str]]:
    expected = {Format.TEXT: ("csv", "tsv", "tab", "txt"), Format.XLSX: ("xlsx", "xlsm"), Format.XLS: ("xls", "et")}.get(kind, (kind.value,))
    suffix = path.suffix.lower().lstrip(".")
    return [] if suffix in expected else [["D111", "", f"扩展名是“{path.suffix}”，内容其实是 {kind.value}，已按内容读取"]]


def _text(path: Path, data: bytes) -> dict[str, Any]:
    text, encoding = textfile.decode(data)
    rows = textfile.rows_of(text)
    width = len(next((row for row in rows if len(row) > 1), []))
    odd = [number for number, row in enumerate(rows, start=1) if row and len(row) != width]
    notes = [["D113", "", f"文字编码是 {encoding}"]] if encoding != "utf-8" else []
    if odd and width > 1:
        notes.append(["D114", "", f"第 {'、'.join(map(str, odd[:10]))} 行的列数与第一行（{width} 列）不同，请检查是否缺了或多了分隔符"])
    cells = [[cell if cell.strip() else None for cell in row] for row in rows]
    return {"sheets": [{"name": path.stem, "hidden": False, "merges": [], "rows": cells}], "notes": notes}


def _workbook(data: bytes, kind: Format) -> dict[str, Any]:
    package = zipfile.ZipFile(io.BytesIO(data)) if kind in ZIPPED else None
    if package:
        guard.check_package(package)
    scans = _scans(package) if package and kind is Format.XLSX else {}
    book = _open(data)
    sheets, notes = [], []
    for metadata in book.sheets_metadata:
        if metadata.typ == python_calamine.SheetTypeEnum.WorkSheet:
            sheet, found = _sheet(book, metadata, scans.get(metadata.name), package)
            sheets.append(sheet)
            notes += found
    if not sheets:
        raise Refused("D109", "文件里没有任何工作表")
    return {"sheets": sheets, "notes": notes}


def _scans(package: zipfile.ZipFile) -> dict[str, sheetxml.Scan]:
    scans: dict[str, sheetxml.Scan] = {}
    for name, part in sheetxml.sheet_parts(package).items():
        scans[name] = sheetxml.scan(package, part)
        if sum(scan.others + sum(scan.shared.values()) for scan in scans.values()) > guard.CELLS:
            raise guard.too_big(f"有内容的单元格超过 {guard.CELLS} 个")
    return scans


def _open(data: bytes) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError as error:
        raise Refused("D103", "文件设有打开密码，请在 Excel 或 WPS 中去掉密码、另存后再试") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Refused("D104", f"文件读不出来，可能已损坏，{_RESAVE}") from error


def _sheet(
    book: python_calamine.CalamineWorkbook, metadata: python_calamine.SheetMetadata,
    scan: sheetxml.Scan | None, package: zipfile.ZipFile | None,
) -> tuple[dict[str, Any], list[list[str]]]:
    name = metadata.name
    try:
        sheet = book.get_sheet_by_name(name)
        rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    except (python_calamine.CalamineError, ValueError, IndexError) as error:
        raise Refused("D104", f"工作表“{name}”读不出来（可能含有读不了的错误值），{_RESAVE}") from error
    if scan is not None and package is not None:
        _compare(name, rows, scan, package)
        _mark(rows, scan)
    hidden = metadata.visible != python_calamine.SheetVisibleEnum.Visible
    return {"name": name, "hidden": hidden, "merges": merges, "rows": rows}, _notes(name, hidden, scan)


def _notes(name: str, hidden: bool, scan: sheetxml.Scan | None) -> list[list[str]]:
    notes = [["D117", name, "工作表是隐藏的，照样读取"]] if hidden else []
    if scan and scan.errors:
        notes.append(["D118", name, f"有 {len(scan.errors)} 个出错的单元格（如 {next(iter(scan.errors.values()))}），按“读不出”处理，请改正公式"])
    if scan and scan.uncalculated:
        notes.append(["D119", name, f"有 {len(scan.uncalculated)} 个公式没有存下结果，按“读不出”处理，请用 Excel 或 WPS 打开并保存一次"])
    return notes


def _compare(name: str, rows: list[list[Any]], scan: sheetxml.Scan, package: zipfile.ZipFile) -> None:
    delivered = sum(1 for row in rows for cell in row if not (cell is None or isinstance(cell, str) and not cell.strip()))
    if delivered >= scan.others + sum(scan.shared.values()):
        return
    empty = sheetxml.empty_strings(package)
    expected = scan.others + sum(count for index, count in scan.shared.items() if index not in empty)
    if delivered < expected:
        raise Refused("D112", f"工作表“{name}”应有 {expected} 个单元格，只读到 {delivered} 个，文件内部有矛盾，{_RESAVE}")


def _mark(rows: list[list[Any]], scan: sheetxml.Scan) -> None:
    marks = [(place, ["e", word]) for place, word in scan.errors.items()] + [(place, ["u", ""]) for place in sorted(scan.uncalculated)]
    for (row, column), mark in marks:
        while len(rows) <= row:
            rows.append([])
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = mark


def _cell(value: object) -> object:
    if value == "":
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return ["e", str(value)]
    if isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, datetime):
        return ["t", value.isoformat(sep=" ")]
    if isinstance(value, (date, time)):
        return ["d" if isinstance(value, date) else "c", value.isoformat()]
    return str(value) if isinstance(value, timedelta) else None


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    main()
