"""Random workbooks, legal and often unusual: by hand, element by element, and by a library."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from html import escape
from random import Random

import xlsxwriter

from auditor.records.cells import letter
from tests.records.hostile.build import HEAD, MAIN, RELATIONS, package, parts, relations

FORMATS = ("General", "yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\"", "yyyy/m/d h:mm", "h:mm:ss", "0.00", "@", "0%", "[h]:mm", "#,##0.00_ ", "m\"月\"d\"日\"")
WORDS = ("姓名", "赵甲子", "第一党支部", "主题党日", "2022-03-08", "12.5", "0012", "990101199001010019", "是", "NA", "null", "TRUE", "=1+1", "😀", "a b", "")
ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
ODD = ("甲_x000D_乙", "_x005F_x0041_", " 前后 ", "行一\n行二", "\t", " ", "　", "<b>&amp;</b>", "甲\u200b乙", "a\u00a0b", "'引'", "\"号\"")


def a_text(random: Random) -> str:
    return random.choice(ODD) if random.random() < 0.2 else random.choice(WORDS) + (str(random.randrange(100)) if random.random() < 0.3 else "")


def a_number(random: Random) -> str:
    return random.choice([
        str(random.randrange(-50, 100_000)), f"{random.uniform(0, 60_000):.6f}", "44621", "44621.604166666664", "0.5", "1", "59", "61", "1E-3", "1.5e10",
        "123456789012345", "990101199001010019", "0.1", "100.10000000000001", "0",
    ])


class _ByHand:
    """One sheet being written as XML."""

    def __init__(self, random: Random) -> None:
        self.random, self.strings = random, list[str]()
        self.prefix = "x:" if random.random() < 0.1 else ""
        self.placed = random.random() < 0.9
        self.quote = "'" if random.random() < 0.3 else '"'
        self.gap = "\n  " if random.random() < 0.2 else ""

    def sheet(self) -> str:
        first, count = self.random.choice((0, 0, 0, 3)), self.random.randint(1, 8)
        rows = "".join(self._row(row) for row in range(first, first + count) if not self.placed or self.random.random() < 0.95)
        merges = "<mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='C1:D1'/></mergeCells>" if self.random.random() < 0.2 and not self.prefix else ""
        claimed = self.random.choice(("", "<dimension ref='A1'/>", "<dimension ref='A1:XFD1048576'/>")) if not self.prefix else ""
        space = f"xmlns:x='{MAIN}'" if self.prefix else f"xmlns='{MAIN}'"
        name = f"{self.prefix}sheetData"
        return f"{HEAD}<{self.prefix}worksheet {space}>{claimed}<{name}>{rows}</{name}>{merges}</{self.prefix}worksheet>"

    def _row(self, row: int) -> str:
        left = self.random.choice((0, 0, 0, 2)) if self.placed else 0
        cells = self.gap.join(self._cell(row, column) for column in range(left, left + self.random.randint(1, 6)) if not self.placed or self.random.random() < 0.9)
        attributes = self._said(r=str(row + 1)) if self.placed else ""
        attributes += self._said(hidden="1") if self.random.random() < 0.05 else ""
        return f"<{self.prefix}row{attributes}>{cells}</{self.prefix}row>"

    def _said(self, **attributes: str) -> str:
        return "".join(f" {name}={self.quote}{value}{self.quote}" for name, value in attributes.items())

    def _cell(self, row: int, column: int) -> str:
        place = {"r": f"{letter(column)}{row + 1}"} if self.placed else {}
        kind = self.random.choice(("s", "s", "inlineStr", "n", "n", "n", "date", "b", "e", "str", "uncalculated", "formula", "blank"))
        makers: dict[str, Callable[[], tuple[dict[str, str], str]]] = {
            "s": self._shared, "inlineStr": lambda: ({"t": "inlineStr"}, self._in("is", self._string(a_text(self.random)))),
            "n": lambda: ({}, self._in("v", a_number(self.random))),
            "date": lambda: ({"s": str(self.random.randrange(len(FORMATS)))}, self._in("v", a_number(self.random))),
            "b": lambda: ({"t": "b"}, self._in("v", self.random.choice("01"))), "e": lambda: ({"t": "e"}, self._in("v", self.random.choice(ERRORS))),
            "str": lambda: ({"t": "str"}, self._in("f", "A1&amp;B1") + self._in("v", escape(a_text(self.random)))),
            "uncalculated": lambda: ({}, self._in("f", "1+1") + self.random.choice(("", self._in("v", "")))),
            "formula": lambda: ({}, self._in("f", "1+1") + self._in("v", a_number(self.random))), "blank": lambda: ({"s": "1"}, ""),
        }
        attributes, body = makers[kind]()
        said = self._said(**place, **attributes)
        return f"<{self.prefix}c{said}>{body}</{self.prefix}c>" if body or self.random.random() < 0.5 else f"<{self.prefix}c{said}/>"

    def _in(self, name: str, text: str) -> str:
        return f"<{self.prefix}{name}>{text}</{self.prefix}{name}>"

    def _shared(self) -> tuple[dict[str, str], str]:
        text = a_text(self.random)
        if self.random.random() < 0.1 and len(text) > 1:
            item = f"<r><t xml:space='preserve'>{escape(text[:1])}</t></r><r><rPr><b/></rPr><t xml:space='preserve'>{escape(text[1:])}</t></r>"
        else:
            item = f"<t xml:space='preserve'>{escape(text)}</t>" + ("<rPh sb='0' eb='1'><t>pinyin</t></rPh>" if self.random.random() < 0.1 else "")
        self.strings.append(item)
        return {"t": "s"}, self._in("v", str(len(self.strings) - 1))

    def _string(self, text: str) -> str:
        return f"<{self.prefix}t xml:space='preserve'>{escape(text)}</{self.prefix}t>"


def by_hand(random: Random) -> bytes:
    """One sheet with every kind of cell that the format knows, with prefixes, without places, with wrong dimensions."""
    made = _ByHand(random)
    sheet = made.sheet()
    formats = "".join(f"<numFmt numFmtId='{164 + place}' formatCode='{escape(code, quote=True)}'/>" for place, code in enumerate(FORMATS))
    styles = "".join(f"<xf numFmtId='{164 + place if place else 0}'/>" for place in range(len(FORMATS)))
    more = f"<Relationship Id='r2' Type='{RELATIONS}/sharedStrings' Target='sharedStrings.xml'/>" if made.strings else ""
    more += f"<Relationship Id='r3' Type='{RELATIONS}/styles' Target='styles.xml'/>"
    since = f"<workbookPr date1904='{random.choice((1, 'true'))}'/>" if random.random() < 0.15 else ""
    strings = {"xl/sharedStrings.xml": f"{HEAD}<sst xmlns='{MAIN}'>{''.join(f'<si>{item}</si>' for item in made.strings)}</sst>"} if made.strings else {}
    kinds = str(parts()["[Content_Types].xml"]).replace("</Types>", "".join(
        f"<Override PartName='/xl/{part}' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml'/>"
        for part, kind in (("worksheets/sheet1.xml", "worksheet"), ("styles.xml", "styles"), *([("sharedStrings.xml", "sharedStrings")] if made.strings else [])))
        + "</Types>")
    return package({
        **parts(sheet), **strings, "[Content_Types].xml": kinds,
        "xl/styles.xml": f"{HEAD}<styleSheet xmlns='{MAIN}'><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/workbook.xml": str(parts()["xl/workbook.xml"]).replace("<sheets>", f"{since}<sheets>"),
        "xl/_rels/workbook.xml.rels": relations(random.choice(("worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml")), more),
    })


def by_library(random: Random) -> bytes:
    """Two sheets, one of them perhaps hidden."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": random.random() < 0.15, "strings_to_numbers": False}) as book:
        formats = [book.add_format({"num_format": code}) for code in FORMATS]
        for number in range(2):
            page = book.add_worksheet(f"表{number}")
            for row in range(random.randint(1, 12)):
                for column in range(random.randint(1, 8)):
                    _write(random, page, row, column, random.choice(formats))
            if number and random.random() < 0.5:
                page.hide()
    return out.getvalue()


def _write(random: Random, page: xlsxwriter.worksheet.Worksheet, row: int, column: int, style: object) -> None:
    kind = random.randrange(7)
    if kind < 2:
        page.write_string(row, column, a_text(random))
    elif kind == 2:
        page.write_number(row, column, float(a_number(random)), style if random.random() < 0.5 else None)
    elif kind == 3:
        page.write_datetime(row, column, datetime(2022, 1, 1) + timedelta(minutes=random.randrange(500_000)), style)
    elif kind == 4:
        page.write_boolean(row, column, random.random() < 0.5)
    elif kind == 5:
        page.write_formula(row, column, "=1+1", style, random.choice((2, "二", "", 0.1)))
    else:
        page.write_blank(row, column, None, style)


def workbook(random: Random) -> bytes:
    return by_hand(random) if random.random() < 0.7 else by_library(random)
