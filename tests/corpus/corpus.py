"""The corpus: pages in an endless order that depends on the seed alone, each with a format that can hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random

from auditor.tables import Table
from tests.corpus.below import of_several_forms, rosters_of_two_years, under_titles
from tests.corpus.denials import checklist, meetings_answered, meetings_excused, names_with_more, nobody_moved, owed_only, roster_with_gone
from tests.corpus.files import a_format
from tests.corpus.generic import generic
from tests.corpus.ledgers import (
    documents_wide,
    dues_beside,
    dues_pairs,
    dues_range,
    dues_wide,
    meeting_matrix,
    meetings_ledger,
    national_form,
    roster_by_group,
)
from tests.corpus.noise import spoiled
from tests.corpus.page import Page
from tests.corpus.timed import dues_numerals, dues_school_year, dues_spans, month_and_day
from tests.corpus.unusual import balance, catalogue, dues_quarters, dues_until, held_or_not, posts_with_marks, posts_with_names, trainings

LEDGERS: tuple[Callable[[Random], Page], ...] = (
    national_form, roster_by_group, meetings_ledger, meeting_matrix, held_or_not, dues_wide, dues_pairs, dues_quarters, dues_until, dues_beside, dues_range,
    documents_wide, catalogue, balance, posts_with_names, posts_with_marks, trainings,
    under_titles, of_several_forms, rosters_of_two_years, dues_school_year, dues_numerals, dues_spans, month_and_day, meetings_answered, meetings_excused,
    owed_only, nobody_moved, roster_with_gone, names_with_more, checklist,
)


def pages(seed: int, count: int, tables: Mapping[str, Table], only: str = "") -> Iterator[tuple[Page, str]]:
    """``count`` pages with their formats: every layout and every plain table in turn, or the layout of the one function ``only``."""
    plain = [partial(generic, table=table) for table in tables.values()]
    makers: list[Callable[[Random], Page]] = [maker for maker in LEDGERS if maker.__name__ == only] if only else [*LEDGERS, *plain]
    for number in range(count):
        random = Random(f"{seed}/{number}")
        page = spoiled(makers[number % len(makers)](random), random)
        yield page, a_format(page, random)
