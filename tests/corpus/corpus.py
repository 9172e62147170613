"""The corpus: pages in an endless order that depends on the seed alone, each with a format that can hold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from auditor.tables import Table
from tests.corpus.files import a_format
from tests.corpus.generic import generic
from tests.corpus.ledgers import LEDGERS
from tests.corpus.noise import spoiled
from tests.corpus.page import Page


def pages(seed: int, count: int, tables: Mapping[str, Table]) -> Iterator[tuple[Page, str]]:
    """``count`` pages with their formats: every layout and every plain table in turn."""
    makers = [*LEDGERS, *[lambda random, table=table: generic(random, table) for table in tables.values()]]
    for number in range(count):
        random = Random(f"{seed}/{number}")
        page = spoiled(makers[number % len(makers)](random), random)
        yield page, a_format(page, random)
