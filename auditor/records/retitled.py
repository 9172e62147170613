"""Bare headings (列入时间) that mean a column only under a title that says what the sheet is about (入党积极分子名册)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.records.mapping import Field
from auditor.records.vocabulary import fold
from auditor.tables import Table


def retitled(fields: Sequence[Field], table: Table, titles: Sequence[str]) -> list[Field]:
    """The fields, those of such headings under the name of their column. ``titles``: nearest first, the first that says anything holds."""
    meant = next((found for title in titles if (found := _meant(table, fold(title)))), {})
    return [_named(item, meant) for item in fields]


def _meant(table: Table, title: str) -> Mapping[str, str]:
    """Heading -> name of the one column that it means under the title; without those that would mean several."""
    found: dict[str, set[str]] = defaultdict(set)
    for column in table.columns.values():
        for heading in (heading for word, headings in column.under.items() if word in title for heading in headings):
            found[heading].add(column.name)
    return {heading: names.pop() for heading, names in found.items() if len(names) == 1}


def _named(item: Field, meant: Mapping[str, str]) -> Field:
    name = meant.get(item.heading.word)
    return replace(item, heading=replace(item.heading, path=(*item.heading.path[:-1], fold(name)))) if name else item
