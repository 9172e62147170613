"""Comma-, semicolon- or tab-separated text as rows of cell texts, blank lines kept, so that row numbers are those that Excel shows."""

from __future__ import annotations

import codecs
import csv
import io
import re

from auditor.records import guard
from auditor.records.refused import Refused

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_QUOTED_FORMULA = re.compile(r'="(.*)"', re.DOTALL)


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding: byte order mark, then strict UTF-8, then GB18030; ``Refused`` names the line that fits none."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark):], name), name
    try:
        return _strict(data, "utf-8"), "utf-8"
    except Refused:
        return _strict(data, "gb18030"), "gb18030"


def rows_of(text: str) -> list[list[str]]:
    """The rows of ``raw_rows``, without the signs that programs put around numbers."""
    return [[plain(cell) for cell in row] for row in raw_rows(text)]


def raw_rows(text: str) -> list[list[str]]:
    """The rows as they are written; ``Refused`` where a quotation mark swallows lines, a NUL stands in the text, or a limit is passed."""
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise Refused("D115", f"第 {line} 行含有空字符，文件已损坏，请重新导出")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    stated = re.match(r"sep=(.)\n", text)
    separator = stated[1] if stated else _separator(text)
    rows = _parse("\n" + text[stated.end():] if stated else text, separator)
    if len(rows) > guard.ROWS or max(map(len, rows), default=0) > guard.COLUMNS:
        raise guard.too_big(f"超过 {guard.ROWS} 行或 {guard.COLUMNS} 列")
    return rows


def plain(cell: str) -> str:
    """A cell without a tab, ``="…"`` or ``'`` around it, which keep Excel from changing a number."""
    quoted = _QUOTED_FORMULA.fullmatch(cell.strip("\t"))
    text = quoted[1] if quoted else cell.strip("\t")
    return text[1:] if text[:1] == "'" and text[1:2].isdigit() else text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"第 {line} 行的文字编码认不出（既不是 UTF-8 也不是 GB18030），请用 Excel 打开后另存为 xlsx 再试"
        raise Refused("D115", message) from error


def _separator(text: str) -> str:
    head = [line for line in text[:20_000].split("\n")[:20] if line.strip()]
    return max(",\t;", key=lambda mark: sum(line.count(mark) for line in head))


def _parse(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(guard.CELL_CHARACTERS)
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        for row in reader:
            rows.append(row)
            if any("\n" in cell and _swallowed(cell, separator, len(rows[0])) for cell in row):
                raise Refused("D116", f"第 {len(rows)} 行的引号没有成对，后面的行被吞掉了，请改好这一行的引号再试")
    except csv.Error as error:
        raise Refused("D116", f"第 {reader.line_num} 行附近的引号或内容有误，请改好后再试，或另存为 xlsx") from error
    return rows


def _swallowed(cell: str, separator: str, width: int) -> bool:
    return width > 1 and any(line.count(separator) >= width - 1 for line in cell.split("\n")[1:])
