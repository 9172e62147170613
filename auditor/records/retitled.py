"""Bare headings (列入时间) that mean a column only under a title, or a heading above, that says of what they are (入党积极分子)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from auditor.records.mapping import Field
from auditor.records.vocabulary import fold
from auditor.tables import Table


def retitled(fields: Sequence[Field], table: Table, titles: Sequence[str], known: Container[str]) -> list[Field]:
    """The fields, those of such headings under the name of their column.

    A heading above decides, else the nearest of the ``titles`` that says anything; but none of these where the heading is ``known`` by itself.
    """
    titled = _first(table, titles)
    return [_named(item, _first(table, item.heading.path[-2::-1]) or ({} if item.heading.word in known else titled)) for item in fields]


def _first(table: Table, titles: Sequence[str]) -> Mapping[str, str]:
    return next((found for title in titles if (found := _meant(table, fold(title)))), {})


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
