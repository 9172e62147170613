"""The cell formats of the workbook, each made once."""

from __future__ import annotations

from functools import cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from auditor.reports.document import Kind
from auditor.reports.words import HEADER, PALETTE, Tone

_FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter"}
_GRID = {"border": 1, "border_color": "#BFBFBF"}
_CENTRED = (Kind.MARK, Kind.NUMBER, Kind.CHOICE, Kind.DATE)


class Formats:
    """Formats of one workbook, by what they are for."""

    def __init__(self, book: Workbook) -> None:
        self._add = cache(lambda items: book.add_format(dict(items)))
        self.cell = cache(self._cell)

    def title(self) -> Format:
        """The sheet's first row."""
        return self._make(font_size=14, bold=True, font_color=f"#{HEADER.fill}")

    def heading(self) -> Format:
        """A heading within a sheet."""
        return self._make(font_size=12, bold=True, font_color=f"#{HEADER.fill}", bottom=1)

    def name(self) -> Format:
        """The name of a fact."""
        return self._make(bold=True, valign="top")

    def paragraph(self, tone: Tone = Tone.PLAIN) -> Format:
        """Running text."""
        fill = {} if tone in (Tone.PLAIN, Tone.MUTED) else {"bg_color": f"#{PALETTE[tone].fill}"}
        return self._make(text_wrap=True, font_color=f"#{PALETTE[tone].text}", **fill)

    def head(self, *, upright: bool = False) -> Format:
        """A column heading; ``upright`` sets its characters one below the other."""
        turn = {"rotation": 270, "valign": "bottom", "font_size": 9} if upright else {"text_wrap": True}
        return self._make(bold=True, align="center", bg_color=f"#{HEADER.fill}", font_color=f"#{HEADER.text}", **_GRID, **turn)

    def _cell(self, tone: Tone, kind: Kind, foot: bool, link: bool) -> Format:
        """A cell of a table."""
        paint = PALETTE[Tone.MUTED if foot else tone]
        extra: dict[str, Any] = {"align": "center"} if kind in _CENTRED else {"align": "left"}
        if kind is Kind.DATE:
            extra["num_format"] = "yyyy-mm-dd"
        if tone is not Tone.PLAIN or foot:
            extra["bg_color"] = f"#{paint.fill}"
        if link:
            extra["underline"] = 1
        return self._make(text_wrap=True, font_color=f"#{paint.text}", bold=foot or tone is Tone.BAD, **_GRID, **extra)

    def _make(self, **wish: object) -> Format:
        return self._add(tuple(sorted({**_FONT, **wish}.items())))
