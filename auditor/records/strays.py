"""Columns beyond a gap, left over from another table, told apart from those of the sheet's own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from auditor.records.mapping import Field

_GAP = 2


def without_strays(fields: Sequence[Field], headings: Collection[str]) -> tuple[list[Field], list[Field]]:
    """Columns beyond a gap of blank headers and cells are another table's; the first part with known words is this sheet's."""
    blocks: list[list[Field]] = [[]]
    gap = 0
    for item in fields:
        gap = gap + 1 if not item.heading.path and not item.filled else 0
        if gap == _GAP:
            blocks.append([])
        blocks[-1].append(item)
    blocks = [block for block in blocks if any(item.heading.path for item in block)] or blocks
    known = [sum(item.heading.word in headings for item in block) for block in blocks]
    best = next((number for number, count in enumerate(known) if count > 1), 0)
    rest = [item for number, block in enumerate(blocks) if number != best for item in block if item.heading.path]
    return [item for item in blocks[best] if item.heading.path or item.filled], rest
