"""The process that opens people's files, so that a file that kills or hangs its reader kills nothing else.

Standard input: a JSON list of pairs: a path and, for a part of a zip archive, the name of the part.
Standard output: one JSON line per file, in order. Imports no table library.
What a cell is: ``wire.py``.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from auditor.garbage import spare
from auditor.records import archive, guard, textfile, xmlfile
from auditor.records.limits import limit_memory
from auditor.records.refused import RESAVE, Refused
from auditor.records.sniff import Format, named_as_table, sniff
from auditor.records.wire import dumps
from auditor.records.workbook import read_workbook

MEGABYTES = 1536
_CALLED = {Format.TEXT: "文本", Format.HTML: "网页", Format.XML_2003: " XML 表格", Format.XLSX: " xlsx", Format.XLS: " xls"}


def main() -> None:
    """Read every file named on standard input and answer each with one line."""
    limit_memory(MEGABYTES)
    spare()
    for path, member in json.load(sys.stdin):
        sys.stdout.write(dumps(answer(Path(path), member)) + "\n")
        sys.stdout.flush()


def answer(path: Path, member: str = "") -> dict[str, Any]:
    """What stands in one file, or in one part of an archive, or why it is not read."""
    digest = ""
    try:
        data = archive.content(path, member) if member else _bytes(path)
        digest = hashlib.sha256(data).hexdigest()
        return {"sha256": digest, **_content(Path(member) if member else path, data)}
    except Refused as refused:
        return {"sha256": digest, "refused": [refused.code, refused.message]}
    except OSError as error:
        return {"sha256": digest, "refused": ["D101", f"文件打不开（{error.strerror or error}），请检查是否被占用或没有权限"]}
    except MemoryError:
        return {"sha256": digest, "refused": ["D105", f"读取时内存不够，文件可能已损坏，{RESAVE}"]}
    except BaseException as error:  # a panic of the reader is not an Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return {"sha256": digest, "refused": ["D104", f"文件读不出来，可能已损坏，{RESAVE}"]}


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > guard.FILE_BYTES:
        raise guard.too_big(f"超过 {guard.FILE_BYTES // guard.MIB} MB")
    return path.read_bytes()


def _content(path: Path, data: bytes) -> dict[str, Any]:
    kind = sniff(data)
    if kind is Format.ARCHIVE:
        raise Refused("D102", "这是压缩包（或压缩包里的压缩包），请解压后把里面的文件放进来再试")
    if kind is Format.OTHER and named_as_table(path.name):
        raise Refused("D102", f"内容不是表格（可能是别的文件改了扩展名，或已损坏），{RESAVE}")
    if kind is Format.OTHER or (kind is Format.TEXT and not named_as_table(path.name)):
        return {"format": "skipped", "sheets": [], "notes": [["D110", "", "不是表格文件，没有读"]]}
    if kind is Format.TEXT:
        content = _text(path, data)
    elif kind is Format.HTML:
        from auditor.records import htmlfile  # noqa: PLC0415 - half of what a child would import, for a kind of file that is rare

        content = htmlfile.read_html(data, path.stem)
    elif kind is Format.XML_2003:
        content = xmlfile.read_xml(data)
    else:
        content = read_workbook(data, kind)
    return {"format": kind.value, **content, "notes": [*content["notes"], *_misnamed(path, kind)]}


def _misnamed(path: Path, kind: Format) -> list[list[str]]:
    expected = {Format.TEXT: ("csv", "tsv", "tab", "txt"), Format.XLSX: ("xlsx", "xlsm"), Format.XLS: ("xls", "et")}.get(kind, (kind.value,))
    suffix = path.suffix.lower().lstrip(".")
    found = _CALLED.get(kind, kind.value)
    return [] if suffix in expected else [["D111", "", f"扩展名是“{path.suffix}”，内容其实是{found}，已按内容读取；请改用对应的扩展名，或另存为 xlsx"]]


def _text(path: Path, data: bytes) -> dict[str, Any]:
    text, encoding = textfile.decode(data)
    raw = textfile.raw_rows(text)
    rows = [[textfile.plain(cell) for cell in row] for row in raw]
    repaired = sum(one != other for before, after in zip(raw, rows, strict=True) for one, other in zip(before, after, strict=True))
    width = len(next((row for row in rows if len(row) > 1), []))
    odd = [number for number, row in enumerate(rows, start=1) if row and len(row) != width]
    notes = [["D113", "", f"按 {encoding.upper()} 编码读取；文字如有乱码，请用 Excel 或 WPS 打开后另存为 xlsx 再报送"]] if encoding != "utf-8" else []
    if odd and width > 1:
        notes.append(["D114", "", f"第 {'、'.join(map(str, odd[:10]))} 行的列数与第一行（{width} 列）不同，请检查是否缺了或多了分隔符"])
    if repaired:
        notes.append(["D124", "", f"有 {repaired} 格去掉了号码前后的引号、等号、撇号或制表符，号码本身没有改动"])
    cells = [[cell if cell.strip() else None for cell in row] for row in rows]
    return {"sheets": [{"name": path.stem, "hidden": False, "merges": [], "rows": cells}], "notes": notes}


if __name__ == "__main__":
    main()
