"""Blocks of a document as HTML: headings, paragraphs, facts and fold-outs here, tables beside."""

from __future__ import annotations

from collections.abc import Collection

from auditor.reports.document import Block, Cell, Facts, Fold, Heading, Paragraph, Table
from auditor.reports.html_table import attribute, inner, printed, shown
from auditor.reports.words import Tone


def markup(item: Block, anchors: Collection[str], *, filtered: bool) -> str:
    """One block with what is in it. ``filtered``: the page's search looks for its rows, or for the fold-out as a whole."""
    match item:
        case Heading(text, anchor, tone):
            return f'<h3{attribute("id", anchor)}><span class="{tone.value}">{shown(text)}</span></h3>\n'
        case Paragraph(text, tone):
            return f"<p{attribute('class', '' if tone is Tone.PLAIN else tone.value)}>{shown(text)}</p>\n"
        case Facts(items):
            return f"<dl>\n{''.join([_fact(name, cell, anchors) for name, cell in items])}</dl>\n"
        case Table():
            return printed(item, anchors, filtered=filtered)
        case Fold():
            return _fold(item, anchors, filtered=filtered)


def _fact(name: str, cell: Cell, anchors: Collection[str]) -> str:
    return f"<dt>{shown(name)}</dt><dd>{inner(cell, anchors)}</dd>\n"


def _fold(fold: Fold, anchors: Collection[str], *, filtered: bool) -> str:
    names = " ".join(["filtered"] * filtered + ["quiet"] * fold.quiet)
    head = "".join(f'<span class="{cell.tone.value}">{shown(cell.text)}</span>' for cell in fold.head)
    inside = "".join(markup(item, anchors, filtered=False) for item in fold.blocks)
    return f'<details{attribute("id", fold.anchor)}{attribute("class", names)}>\n<summary>{head}</summary>\n{inside}</details>\n'

