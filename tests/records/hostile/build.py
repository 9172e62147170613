"""Broken and hostile files, made here byte by byte: packages from their parts, old workbooks, text."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import xlwt

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main", RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
ROWS = (
    "<row r='1'><c r='A1' t='inlineStr'><is><t>姓名</t></is></c><c r='B1' t='inlineStr'><is><t>金额</t></is></c></row>"
    "<row r='2'><c r='A2' t='inlineStr'><is><t>赵甲子</t></is></c><c r='B2'><v>12.5</v></c></row>"
)
"""Two rows: 姓名, 金额 over 赵甲子, 12.5."""


def sheet(rows: str = ROWS, before: str = "", after: str = "") -> str:
    return f"{HEAD}<worksheet xmlns='{MAIN}'>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def parts(worksheet: str | bytes | None = None, **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a small workbook. ``more``: further parts, ``/`` in their names written as ``__``, the dot as ``_``."""
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f"{HEAD}<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        "<Default Extension='xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>",
        "_rels/.rels": f"{HEAD}<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<Relationship Id='r1' Type='{RELATIONS}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"{HEAD}<workbook xmlns='{MAIN}' xmlns:r='{RELATIONS}'><sheets><sheet name='表' sheetId='1' r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations("worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet() if worksheet is None else worksheet,
    }
    return {**found, **more}


def relations(target: str, more: str = "") -> str:
    first = f"<Relationship Id='r1' Type='{RELATIONS}/worksheet' Target='{target}'/>"
    return f"{HEAD}<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{first}{more}</Relationships>"


def strings(*items: str) -> dict[str, str]:
    """Shared strings (each the inside of an ``si``) and the relation to them."""
    return {
        "xl/sharedStrings.xml": f"{HEAD}<sst xmlns='{MAIN}'>{''.join(f'<si>{item}</si>' for item in items)}</sst>",
        "xl/_rels/workbook.xml.rels": relations(
            "worksheets/sheet1.xml", f"<Relationship Id='r2' Type='{RELATIONS}/sharedStrings' Target='sharedStrings.xml'/>"),
    }


def package(content: Mapping[str, str | bytes], *, name: Callable[[str], str] = str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in content.items():
            archive.writestr(name(part), text)
    return out.getvalue()


def xlsx(rows: str = ROWS, before: str = "", after: str = "", **more: str | bytes) -> bytes:
    return package(parts(sheet(rows, before, after), **more))


def shared(*items: str, rows: str) -> bytes:
    return package({**parts(sheet(rows)), **strings(*items)})


def strict() -> bytes:
    return package({
        part: str(text).replace(MAIN, STRICT[MAIN]).replace(RELATIONS, STRICT[RELATIONS]) for part, text in parts().items()
    })


def doubled(content: Mapping[str, str | bytes], part: str, text: str, again: str | None = None) -> bytes:
    """The package with a second part of the same name (or of ``again``)."""
    out = io.BytesIO(package(content))
    with zipfile.ZipFile(out, "a") as archive:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr(again or part, text)
    return out.getvalue()


def lying(data: bytes) -> bytes:
    """The directory says that the first part is 10 bytes long when unpacked."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", 10) + data[at + 28 :]


def flagged(data: bytes) -> bytes:
    """Every part says that it is encrypted."""
    found = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            found[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(found)


def overlapping() -> bytes:
    """Two entries of the directory lead to one and the same place."""
    data = package({**parts(), "xl/media/a.xml": "<a/>", "xl/media/b.xml": "<a/>"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first, second = (archive.getinfo(f"xl/media/{letter}.xml").header_offset for letter in "ab")
    found = bytearray(data)
    at = data.rindex(struct.pack("<I", second))
    found[at : at + 4] = struct.pack("<I", first)
    return bytes(found)


def spoiled(data: bytes) -> bytes:
    """A byte of the first part's packed content is another."""
    at = data.index(b"PK\x03\x04") + 45
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def xls(rows: list[list[object]] | None = None) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("表")
    for row, values in enumerate(rows or [["姓名", "金额"], ["赵甲子", 12.5]]):
        for column, value in enumerate(values):
            page.write(row, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def locked_xls() -> bytes:
    """The first record behind BOF says that the stream is encrypted."""
    data = xls()
    at = data.index(b"\x09\x08\x10\x00") + 20
    return data[:at] + struct.pack("<HHH", 0x2F, 2, 1) + data[at + 6 :]
