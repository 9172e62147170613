"""``scorecard.xlsx``: static fills, no formulas, no conditional formats; text from outside is always a text cell."""

from __future__ import annotations

import io
from datetime import datetime, time
from itertools import zip_longest

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from auditor.reports.clean import Target, clean
from auditor.reports.document import Cell, Column, Document, Facts, Heading, Kind, Paragraph, Part, Row, Table
from auditor.reports.sheets import LINE_HEIGHT, Sheet, anchors, heads, height, lay_out
from auditor.reports.words import Tone
from auditor.reports.xlsx_formats import Formats

PARTS = (
    Part.LEGEND, Part.OVERVIEW, Part.MATRIX, Part.RULES, Part.EVIDENCE, Part.RECTIFY, Part.WANTED, Part.GROUNDS, Part.DATA, Part.OVERLAYS, Part.PROFILE,
)
_LISTS = (Part.EVIDENCE, Part.RECTIFY, Part.WANTED, Part.GROUNDS)
"""Long lists: the columns have the look of an empty cell, so that only what says something is written; a third of their cells is empty."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MAX_LINKS = 60_000
_UPRIGHT_CHARACTER = 14.5


def render(document: Document) -> bytes:
    """The workbook. Equal documents give identical bytes: its date is the document's, not the clock's."""
    out = io.BytesIO()
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": document.title, "created": datetime.combine(document.dated, time())})
        formats = Formats(book)
        sheets = lay_out(tuple(section for section in document.sections if section.part in PARTS))
        links = anchors(sheets)
        for sheet in sheets:
            _Printer(book.add_worksheet(sheet.name), sheet, formats, links).print(document)
    return out.getvalue()


class _Printer:
    """One sheet being written."""

    def __init__(self, page: Worksheet, sheet: Sheet, formats: Formats, links: dict[str, tuple[str, int]]) -> None:
        self.page, self.sheet, self.formats, self.links = page, sheet, formats, links
        self.links_left = _MAX_LINKS
        self.listed = sheet.section.part in _LISTS

    def print(self, document: Document) -> None:
        """Title, blocks, page set-up."""
        kinds = [column.kind for column in self.sheet.main[1].columns] if self.listed and self.sheet.main else []
        for place, (width, kind) in enumerate(zip_longest(self.sheet.widths, kinds)):
            self.page.set_column(place, place, width, kind and self.formats.cell(Tone.PLAIN, kind, False, False))
        self._across(0, f"{self.sheet.section.title}　{document.title}", self.formats.title())
        for item in self.sheet.placed:
            self._block(item.row, item.block)
        self._set_up(document.footer)

    def _block(self, row: int, block: object) -> None:
        match block:
            case Heading(text):
                self._across(row, text, self.formats.heading())
            case Paragraph(text, tone):
                self._across(row, text, self.formats.paragraph(tone))
            case Facts(items):
                for line, (name, cell) in enumerate(items, row):
                    self.page.write_string(line, 0, name, self.formats.name())
                    self._across(line, cell.text, self.formats.paragraph(cell.tone), 1)
            case Table():
                self._table(row, block)

    def _across(self, row: int, text: str, style: object, first: int = 0) -> None:
        last = max(first, self.sheet.run - 1)
        text = clean(text, Target.XLSX)
        if last > first:
            self.page.merge_range(row, first, row, last, "", style)
        self.page.write_string(row, first, text, style)
        self.page.set_row(row, height(text, sum(self.sheet.widths[first : last + 1]) or 1), self.formats.paragraph() if self.listed else None)

    def _table(self, row: int, table: Table) -> None:
        self._heads(row, table)
        first = row + len(heads(table))
        for line, item in enumerate(table.rows, first):
            self._row(line, item, table.columns)
        end = first + len(table.rows)
        if not table.rows:
            self._across(end, table.empty, self.formats.paragraph())
            end += 1
        for line, item in enumerate(table.foot, end):
            self._row(line, item, table.columns, foot=True)
        if table.rows:
            self._validate(first, first + len(table.rows) - 1, table)

    def _heads(self, row: int, table: Table) -> None:
        lines = heads(table)
        for line, texts in enumerate(lines, row):
            for place, text in enumerate(texts):
                upright = table.upright and bool(table.columns[place].code) and text == table.columns[place].title
                self.page.write_string(line, place, clean(text, Target.XLSX), self.formats.head(upright=upright))
            if table.upright and any(table.columns[place].code and text == table.columns[place].title for place, text in enumerate(texts)):
                self.page.set_row(line, max(map(len, texts)) * _UPRIGHT_CHARACTER + 8)
            elif (tallest := max(map(height, texts, self.sheet.widths))) > LINE_HEIGHT + 1:
                self.page.set_row(line, tallest)
        self._groups(row, table)

    def _groups(self, row: int, table: Table) -> None:
        groups = [column.group for column in table.columns]
        place = 0
        while place < len(groups):
            end = place
            while end + 1 < len(groups) and groups[end + 1] == groups[place]:
                end += 1
            if groups[place] and end > place:
                self.page.merge_range(row, place, row, end, clean(groups[place], Target.XLSX), self.formats.head())
            place = end + 1
        if any(groups):
            narrow = min(sum(self.sheet.widths[p] for p, name in enumerate(groups) if name == group) for group in set(groups) - {""})
            self.page.set_row(row, max(height(group, narrow) for group in groups))

    def _row(self, line: int, row: Row, columns: tuple[Column, ...], *, foot: bool = False) -> None:
        tallest = LINE_HEIGHT + 1
        for place, (cell, column, width) in enumerate(zip(row.cells, columns, self.sheet.widths, strict=False)):
            if not cell.text and self.listed and cell.tone is Tone.PLAIN:
                continue
            style = self.formats.cell(cell.tone, column.kind, foot, bool(cell.link) and cell.link in self.links)
            if not cell.text:
                self.page.write_blank(line, place, None, style)
                continue
            self._cell(line, place, cell, style)
            if column.kind is Kind.TEXT and (len(cell.text) * 2 >= width or "\n" in cell.text):
                tallest = max(tallest, height(cell.text, width))
        self.page.set_row(line, tallest)

    def _cell(self, row: int, place: int, cell: Cell, style: object) -> None:
        """What is not empty."""
        if cell.number is not None:
            self.page.write_number(row, place, cell.number, style)
        elif cell.link and cell.link in self.links and self.links_left > 0:
            self.links_left -= 1
            name, line = self.links[cell.link]
            self.page.write_url(row, place, f"internal:'{name}'!A{line + 1}", style, clean(cell.text, Target.XLSX))
        else:
            self.page.write_string(row, place, clean(cell.text, Target.XLSX), style)

    def _validate(self, first: int, last: int, table: Table) -> None:
        for place, column in enumerate(table.columns):
            match column.kind:
                case Kind.CHOICE:
                    message = {"error_title": "请从列表中选择", "error_message": "、".join(column.choices)}
                    self.page.data_validation(first, place, last, place, {"validate": "list", "source": list(column.choices), **message})
                case Kind.DATE:
                    hint = {"error_title": "请填日期", "error_message": "例如 2022-04-30", "error_type": "warning"}
                    rule = {"validate": "date", "criteria": ">=", "value": datetime(2000, 1, 1), **hint}
                    self.page.data_validation(first, place, last, place, rule)
                case Kind.HIDDEN:
                    self.page.set_column(place, place, column.width, None, {"hidden": True})

    def _set_up(self, footer: str) -> None:
        page = self.page
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.fit_to_pages(self.sheet.section.pages, 0)
        page.set_footer(f"&L&8{clean(footer, Target.XLSX).replace('&', '&&')[:180]}&R&8第 &P 页，共 &N 页")
        page.hide_gridlines(2)
        main = self.sheet.main
        if main is not None:
            self._main(*main)

    def _main(self, row: int, table: Table) -> None:
        last_head = row + len(heads(table)) - 1
        self.page.freeze_panes(last_head + 1, table.keep)
        self.page.repeat_rows(row, last_head)
        if self.sheet.section.pages > 1:
            self.page.repeat_columns(0, table.keep - 1)
        if table.rows:
            self.page.autofilter(last_head, 0, last_head + len(table.rows), len(table.columns) - 1)
