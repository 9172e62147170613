"""``scorecard.html``: one offline file that reads without JavaScript. Nothing from outside is ever markup, script or address."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from markupsafe import Markup

from auditor.reports.clean import Target, clean
from auditor.reports.document import Block, Cell, Document, Fold, Heading, Part, Section, Table
from auditor.reports.html_block import markup
from auditor.reports.words import HEADER, PALETTE

PARTS = (Part.OVERVIEW, Part.MATRIX, Part.BRANCHES, Part.RULES, Part.DATA, Part.OVERLAYS, Part.PROFILE, Part.LEGEND)
FOLDED = (Part.PROFILE,)
"""Sections whose tables are folded away under their headings."""
FILTERED = (Part.OVERVIEW, Part.MATRIX, Part.BRANCHES)
"""Sections in which the page's search looks."""
_TEMPLATES = files("auditor.reports") / "templates"


class _Packaged(BaseLoader):
    """The templates as they lie in the package, also inside a zip."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, None]:  # noqa: ARG002
        path = _TEMPLATES / template
        if not path.is_file():
            raise TemplateNotFound(template)
        return path.read_text(encoding="utf-8"), None, None


def render(document: Document) -> bytes:
    """The page. Its policy allows its own style and script, by digest, and nothing else."""
    style = _palette() + _text("scorecard.css")
    script = _text("scorecard.js")
    sections = tuple(_folded(section) for part in PARTS for section in document.sections if section.part is part)
    anchors = {name for section in sections for block in section.blocks for name in _anchors(block)}
    environment = Environment(loader=_Packaged(), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_clean)
    page = environment.get_template("scorecard.html.j2").render(
        document=replace(document, sections=sections),
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'; form-action 'none'",
        body=lambda item, part: Markup(markup(item, anchors, filtered=part in FILTERED)),  # noqa: S704
    )
    return page.encode()


def _folded(section: Section) -> Section:
    if section.part not in FOLDED:
        return section
    blocks: list[Block] = []
    for block in section.blocks:
        head = blocks[-1] if blocks else None
        if isinstance(block, Table) and isinstance(head, Heading):
            blocks[-1] = Fold((Cell(head.text),), (block,))
        else:
            blocks.append(block)
    return replace(section, blocks=tuple(blocks))


def _clean(value: object) -> object:
    """What a template prints: text that the page can hold. Markup is the program's own."""
    return clean(value, Target.HTML) if type(value) is str else value


def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _palette() -> str:
    tones = (f".{tone}{{background:#{paint.fill};color:#{paint.text}}}" for tone, paint in PALETTE.items())
    head = f"th{{background:#{HEADER.fill};color:#{HEADER.text}}}h1,h2,h3{{color:#{HEADER.fill}}}"
    return "\n".join([*tones, head, ""])


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _anchors(block: Block) -> set[str]:
    match block:
        case Heading(anchor=name):
            return {name}
        case Fold(blocks=blocks, anchor=name):
            return {name}.union(*map(_anchors, blocks))
        case Table(rows=rows):
            return {name for row in rows for name in row.anchors}
        case _:
            return set()
