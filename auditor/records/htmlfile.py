"""A web page that poses as a spreadsheet, as many systems export it: each table of the page is a sheet."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from auditor.records import guard, textfile
from auditor.records.refused import RESAVE, Refused
from auditor.records.scan import Scan, notes
from auditor.records.wire import NUL

_CELL = re.compile(r"<t[dh](?=[\s>/])", re.IGNORECASE)
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BREAKS, _NOT_SHOWN = ("br", "p", "div"), ("script", "style")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
Merge = tuple[int, int, int, int]


@dataclass(slots=True)
class _Table:
    """A table while it is read. ``taken``: places that a cell from above or from the left covers."""

    rows: list[list[Any]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    scan: Scan = field(default_factory=Scan)

    def place(self, text: str, width: int, height: int) -> None:
        """A cell of so many columns and rows at the next free place of the last row."""
        row = max(len(self.rows), 1) - 1
        if not self.rows:
            self.rows.append([])
        column = len(self.rows[row])
        while (row, column) in self.taken:
            self.rows[row].append(None)
            column += 1
        if column + width > guard.COLUMNS or row + height > guard.ROWS:
            raise guard.too_big(f"超过 {guard.ROWS} 行或 {guard.COLUMNS} 列")
        self.rows[row] += [text.strip() or None, *[None] * (width - 1)]
        if width > 1 or height > 1:
            self.merges.append((row, column, row + height - 1, column + width - 1))
            self.taken |= {(below, across) for below in range(row + 1, row + height) for across in range(column, column + width)}
        if len(self.taken) > guard.CELLS:
            raise guard.too_big("合并的单元格太多")


class _Page(HTMLParser):
    """Tables of a page; one inside another is text of the cell that holds it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.depth = self.cells = self.unseen = 0
        self.text: list[str] | None = None
        self.span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Rows and cells begin; a cell that was left open ends."""
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append(_Table())
        elif tag in _NOT_SHOWN:
            self.unseen += 1
        elif tag in _BREAKS and self.text is not None:
            self.text.append("\n")
        elif tag in ("td", "th"):
            self.cells += 1
            if self.depth == 1:
                self._close()
                self.text, self.span = [], (_span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag == "tr" and self.depth == 1:
            self._close()
            table = self.tables[-1]
            if _HIDDEN.search(given.get("style", "")):
                table.scan.hidden.append(len(table.rows))
            table.rows.append([])

    def handle_endtag(self, tag: str) -> None:
        """A cell, row or table ends."""
        if tag in _NOT_SHOWN:
            self.unseen = max(self.unseen - 1, 0)
        elif tag in ("td", "th", "tr", "table") and self.depth == 1:
            self._close()
        if tag == "table":
            self.depth = max(self.depth - 1, 0)

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self.text is not None and not self.unseen:
            self.text.append(re.sub(r"[ \t\r\n]+", " ", data))

    def _close(self) -> None:
        if self.text is not None and self.tables:
            self.tables[-1].place("".join(self.text), *self.span)
        self.text = None


def read_html(data: bytes, name: str) -> dict[str, Any]:
    """The tables as sheets of the child's answer; ``Refused`` where the page has none or cells are lost."""
    text = _decoded(data).replace(NUL, "\ufffd")
    page = _Page()
    page.feed(text)
    page.close()
    expected = len(_CELL.findall(_UNSEEN.sub("", text)))
    if page.cells < expected:
        raise Refused("D112", f"网页表格应有 {expected} 个单元格，只读到 {page.cells} 个，内容有矛盾，{RESAVE}")
    filled = [table for table in page.tables if any(any(row) for row in table.rows)]
    if not filled:
        raise Refused("D109", f"这其实是一个网页，里面没有表格，{RESAVE}")
    names = [name if len(filled) == 1 else f"{name}（第 {number} 个表格）" for number in range(1, len(filled) + 1)]
    sheets = [{"name": sheet, "hidden": False, "merges": table.merges, "rows": table.rows} for sheet, table in zip(names, filled, strict=True)]
    told = [note for sheet, table in zip(names, filled, strict=True) for note in notes(sheet, table.scan)]
    return {"sheets": sheets, "notes": [["D122", "", "这其实是一个网页，已按网页里的表格读取；数字和日期按显示的样子读"], *told]}


def _decoded(data: bytes) -> str:
    if re.match(rb"\s*mime-version:", data[:200], re.IGNORECASE):
        message = email.message_from_bytes(data, policy=email.policy.default)
        pages = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
        return "\n".join(_decoded(page) for page in pages if isinstance(page, bytes))
    stated = _CHARSET.search(data[:4096])
    try:
        return data.decode("gb18030" if stated and stated[1].lower().startswith(b"gb") else "utf-8-sig")
    except UnicodeDecodeError:
        return textfile.decode(data)[0]


def _span(stated: str | None) -> int:
    return min(max(int(stated), 1), guard.ROWS) if stated and stated.strip().isascii() and stated.strip().isdigit() else 1
