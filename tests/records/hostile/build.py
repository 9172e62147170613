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


def directory_of(data: bytes) -> int:
    """Where the directory of an old container lies."""
    return 512 * (struct.unpack_from("<I", data, 48)[0] + 1)


def entry_of(data: bytes, name: str = "Workbook") -> int:
    """Where the directory entry of that stream lies."""
    first = directory_of(data)
    return next(at for at in range(first, first + 512, 128) if data[at : at + 64].decode("utf-16-le").rstrip("\0") == name)


def many_rows_xls() -> bytes:
    """More than one sector."""
    return xls([[f"甲{row}", row] for row in range(400)])


def ring_xls() -> bytes:
    """The fourth sector of the stream leads back to its first."""
    data = bytearray(many_rows_xls())
    table = 512 * (struct.unpack_from("<I", data, 76)[0] + 1)
    first = sector = struct.unpack_from("<I", data, entry_of(data) + 116)[0]
    for _ in range(3):
        (sector,) = struct.unpack_from("<I", data, table + 4 * sector)
    struct.pack_into("<I", data, table + 4 * sector, first)
    return bytes(data)


def locked_container() -> bytes:
    """An old container around an encrypted package: what Excel makes of a workbook with a password."""
    data, name = bytearray(many_rows_xls()), "EncryptedPackage".encode("utf-16-le")
    at = entry_of(data)
    data[at : at + 66] = name.ljust(64, b"\0") + struct.pack("<H", len(name) + 2)
    return bytes(data)


def laughs(part: str) -> bytes:
    """Entities that name each other twice, nine deep, in one part."""
    names = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 2 if n else 'lol'}'>" for n in range(9))
    content = {**parts(sheet("<row r='1'><c r='A1' t='s'><v>0</v></c></row>")), **strings("<t>&l8;</t>")}
    return package({**content, part: str(content[part]).replace(HEAD, f"{HEAD}<!DOCTYPE w [{names}]>")})


def many_styles() -> bytes:
    found = "".join(f"<xf numFmtId='{number * 7919 % 99991}' fontId='{number % 977}'/>" for number in range(70_000))
    return package({**parts(), "xl/styles.xml": f"{HEAD}<styleSheet xmlns='{MAIN}'><cellXfs>{found}</cellXfs></styleSheet>"})


def long_string_everywhere() -> bytes:
    """One string of 100 kB that 20,000 cells name: 2 GB for a reader that copies it."""
    text = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(33_000))
    return shared(f"<t>{text}</t>", rows="".join(f"<row r='{row}'><c r='A{row}' t='s'><v>0</v></c></row>" for row in range(1, 20_001)))


def dated(values: list[object], *, since_1904: bool = False, code: str = "yyyy-mm-dd") -> bytes:
    """Numbers under a date format, in either of the two calendars of Excel."""
    cells = "".join(f"<c s='1'><v>{value}</v></c>" for value in values)
    kind = "<workbookPr date1904='1'/>" * since_1904
    return package({
        **parts(sheet(f"<row r='1'>{cells}</row>")),
        "xl/styles.xml": f"{HEAD}<styleSheet xmlns='{MAIN}'><numFmts><numFmt numFmtId='164' formatCode='{code}'/></numFmts>"
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>",
        "xl/workbook.xml": str(parts()["xl/workbook.xml"]).replace("<sheets>", f"{kind}<sheets>"),
        "xl/_rels/workbook.xml.rels": relations("worksheets/sheet1.xml", f"<Relationship Id='r3' Type='{RELATIONS}/styles' Target='styles.xml'/>"),
    })
