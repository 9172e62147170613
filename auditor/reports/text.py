"""The terminal's printer: totals, one entry per branch with its reasons, where the files are. No boxes, no colour without a word."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from auditor.reports.clean import Target, clean
from auditor.reports.document import Cell, Document, Paragraph, Part, Row, Table
from auditor.reports.words import Tone

PARTS = (Part.SUMMARY,)
WIDTH = 80
_STYLES = {Tone.GOOD: "green", Tone.FAIR: "yellow", Tone.BAD: "red", Tone.UNKNOWN: "cyan", Tone.MUTED: "dim"}
_PIECE = re.compile(r"[（《“‘]*(?:[!-~]{1,20}|.)[，。；：、！？）》”’…]?| +")


def render(document: Document) -> bytes:
    """The summary as plain UTF-8 text, ``WIDTH`` cells wide."""
    console = Console(file=io.StringIO(), width=WIDTH, color_system=None, force_terminal=False)
    with console.capture() as captured:
        show(document, console)
    return captured.get().encode()


def show(document: Document, console: Console) -> None:
    """Print the summary on a console, in colour where it has colours."""
    width = min(console.width, 120)
    _print(console, document.title, "bold", width)
    for section in document.sections:
        if section.part in PARTS:
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    _print(console, block.text, _STYLES.get(block.tone, ""), width)
                elif isinstance(block, Table):
                    _table(console, block, width)
    _print(console, document.footer, "dim", width)


def show_files(files: Iterable[Path], console: Console) -> None:
    """Say where the reports lie, one path per line and never broken."""
    console.print("报告已保存：", highlight=False)
    for file in files:
        console.print(Text("  " + clean(str(file), Target.TEXT)), soft_wrap=True)


def _table(console: Console, table: Table, width: int) -> None:
    console.print()
    if not table.rows:
        _print(console, table.empty, "", width)
    widths = [max(cell_len(row.cells[place].text) for row in table.rows) for place in range(len(table.columns) - 2)] if table.rows else []
    for row in table.rows:
        _entry(console, row, widths, width)
    console.print()


def _entry(console: Console, row: Row, widths: list[int], width: int) -> None:
    *short, name, reasons = row.cells
    indent = sum(widths) + 2 * len(widths)
    first = Text()
    for cell, room in zip(short, widths, strict=True):
        first.append(cell.text, _STYLES.get(cell.tone, ""))
        first.append(" " * (room - cell_len(cell.text) + 2))
    lines = list(_fold(clean(name.text, Target.TEXT), width - indent))
    console.print(first.append(lines[0] if lines else ""), soft_wrap=True, highlight=False)
    for line in [*lines[1:], *_reason_lines(reasons, width - indent)]:
        console.print(Text(" " * indent + line), soft_wrap=True, highlight=False)


def _reason_lines(reasons: Cell, width: int) -> Iterator[str]:
    for reason in reasons.text.splitlines():
        for number, line in enumerate(_fold(clean(reason, Target.TEXT), width - 2)):
            yield ("- " if number == 0 else "  ") + line


def _print(console: Console, text: str, style: str, width: int) -> None:
    for line in _fold(clean(text, Target.TEXT), width):
        console.print(Text(line, style), soft_wrap=True, highlight=False)


def _fold(text: str, width: int) -> Iterator[str]:
    """Lines of at most ``width`` cells; numbers and codes stay whole, closing punctuation stays with what it closes."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and cell_len(line + piece) > width:
            yield line.rstrip()
            line = ""
        line = line + piece if line else piece.lstrip()
    if line:
        yield line.rstrip()
