"""Workbooks made byte by byte: formats for which no writer is at hand, and faults that no writer makes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

import xlwt

Grid = Sequence[Sequence[object]]


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip package with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def xls(grid: Grid, *, hidden: Sequence[int] = (), errors: Mapping[tuple[int, int], str] | None = None) -> bytes:
    """An old workbook (BIFF8) with one sheet 表一."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    for row, cells in enumerate(grid):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(row, column, value)
    for (row, column), word in (errors or {}).items():
        sheet.row(row).set_cell_error(column, word)
    for row in hidden:
        sheet.row(row).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: str) -> bytes:
    """An OpenDocument spreadsheet with one sheet 表一; ``rows`` are its ``table:table-row`` elements."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    ) + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = f'<office:body><office:spreadsheet><table:table table:name="表一">{rows}</table:table></office:spreadsheet></office:body>'
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">{body}</office:document-content>'
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, "META-INF/manifest.xml": manifest})


def record(kind: int, body: bytes) -> bytes:
    """One binary record of an ``.xlsb`` part."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body)
    while True:
        length, rest = divmod(length, 128)
        size += bytes([rest | (0x80 if length else 0)])
        if not length:
            return head + size + body


def wide(text: str) -> bytes:
    """A text of an ``.xlsb`` part."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(cells: Sequence[tuple[int, int, int, bytes]], *, hidden: Sequence[int] = (), merges: Sequence[Sequence[int]] = (), columns: Sequence[tuple[int, int, int]] = (), lost: int = 0) -> bytes:
    """A binary workbook with one sheet 表一; a cell is (row, column, kind of record, what follows its head), ``columns`` first, last and flags."""
    rows = sorted({row for row, *_ in cells})
    corner = struct.pack("<IIII", 0, max(rows), 0, max(column for _, column, *_ in cells))
    sheet = record(129, b"") + record(148, corner)
    if columns:
        sheet += record(390, b"") + b"".join(record(60, struct.pack("<IIIIH", first, last, 0, 0, flags)) for first, last, flags in columns) + record(391, b"")
    sheet += record(145, b"")
    for row in rows:
        flags = bytes([0, 0x10 if row in hidden else 0, 0])
        sheet += record(0, struct.pack("<IIH", row, 0, 300) + flags + struct.pack("<I", 0))
        for at, column, kind, rest in cells:
            if at == row:
                sheet += record(kind, struct.pack("<II", column, 0) + rest)
    sheet += record(146, b"")
    if merges:  # first row, first column, last row, last column
        areas = b"".join(record(176, struct.pack("<IIII", first, last, left, right)) for first, left, last, right in merges)
        sheet += record(177, struct.pack("<I", len(merges))) + areas + record(178, b"")
    sheet += record(130, b"")
    book = record(131, b"") + record(143, b"") + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("表一")) + record(144, b"") + record(132, b"")
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = (f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
            f'Type="{relations}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>')
    return packed({
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "xl/workbook.bin": book, "xl/_rels/workbook.bin.rels": rels, "xl/worksheets/sheet1.bin": sheet[: len(sheet) - lost],
    })


def xml_2003(rows: str, *, name: str = "表一") -> bytes:
    """An XML spreadsheet of Excel 2003; ``rows`` are its ``Row`` elements."""
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="{name}"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()
