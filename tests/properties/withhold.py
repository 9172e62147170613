"""Ways to know less: what stands in a cell, which rows are whose, which days and branches an input answers for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random

from auditor.checks.composite import leaves
from auditor.periods import Period
from auditor.rulebook.load import Rulebook
from auditor.rulebook.rule import AnyLine, BranchLine, CountLine, Line
from auditor.tables import AnyOf, Condition, Strict, Table
from tests.properties.cases import COLUMNS, LEDGERS, Case, coarsen, cut, legible, pick

Tables = Mapping[str, Table]
Taking = Callable[[Case, Period, Random, Tables], str]
"""Takes something away from a branch and says what; empty when there was nothing to take."""


def unreadable_cell(case: Case, window: Period, random: Random, tables: Tables) -> str:
    name, row = pick(case, random) or ("", {})
    key = random.choice(legible(name, tables)) if name else ""
    if row.get(key) in (None, "?"):
        return ""
    row[key] = "?"
    return f"{name}.{key} unreadable in {row}"


def unreadable_column(case: Case, window: Period, random: Random, tables: Tables) -> str:
    name = random.choice(tuple(COLUMNS))
    key = random.choice(legible(name, tables))
    for row in case.table(name):
        row[key] = "?"
    return f"{name}.{key} unreadable" if case.table(name) else ""


def month_only(case: Case, window: Period, random: Random, tables: Tables) -> str:
    name, row = pick(case, random) or ("", {})
    return f"{name} without days: {row}" if name and coarsen(row, tables[name]) else ""


def doubtful_row(case: Case, window: Period, random: Random, tables: Tables) -> str:
    name, row = pick(case, random, LEDGERS) or ("", {})
    if not name or not row.get("_sure", True):
        return ""
    row["_sure"] = False
    return f"{name} perhaps not of this branch: {row}"


def shorter_coverage(case: Case, window: Period, random: Random, tables: Tables) -> str:
    name = random.choice(LEDGERS)
    return f"{name} answers only for {case.spans[name]}" if cut(case, name, window, random, tables) else ""


KNOWING_LESS: tuple[Taking, ...] = (unreadable_cell, unreadable_column, month_only, doubtful_row, shorter_coverage)


def take(case: Case, window: Period, random: Random, tables: Tables) -> str:
    """One of these; a branch always has a column of which nothing can be read."""
    return random.choice(KNOWING_LESS)(case, window, random, tables) or unreadable_column(case, window, random, tables) or nothing_came(case, random)


def nothing_came(case: Case, random: Random) -> str:
    name = random.choice(LEDGERS)
    case.rows[name], case.spans[name] = [], []
    return f"{name} did not come"


def blank_cell(case: Case, random: Random, speaking: frozenset[tuple[str, str]]) -> str:
    """A cell of a column of which no rule says what an empty cell means."""
    cells = [(name, row, key) for name in COLUMNS for row in case.table(name) for key in COLUMNS[name] if row.get(key) is not None]
    silent = [cell for cell in cells if (cell[0], cell[2]) not in speaking]
    name, row, key = random.choice(silent)
    row[key] = None
    return f"{name}.{key} blank in {row}"


def speaking_blanks(book: Rulebook) -> frozenset[tuple[str, str]]:
    """The columns whose empty cell is a statement, not a gap: not left, not cancelled, not founded later, no extension.

    They are those for which a rule or roll says what a blank counts as (``blank: counts|fails``, ``filled``), the other days of a
    roll, a renewal, and the days between which the register says that a branch existed.
    """
    found = {("branches", "founded"), ("branches", "closed")}
    for rule in book.rules:
        found |= {pair for line in rule.applies_when for pair in _of_line(line)}
        found |= {pair for _, check in leaves(rule.check) for pair in _of_check(check)}
    for name, table in book.tables.items():
        if table.roll:
            found |= {(name, key) for key in (*table.roll.since[1:], table.roll.until) if key} | set(_speaking(name, table.roll.where))
    return frozenset(found)


def _of_check(check: Strict) -> Iterator[tuple[str, str]]:
    subject = "members" if getattr(check, "kind", "") == "document_set" else str(getattr(check, "table", ""))
    yield from _speaking(subject, (*getattr(check, "where", ()), *getattr(check, "except_", ())))
    if renewed := getattr(check, "renewed", None):
        yield subject, renewed


def _of_line(line: Line) -> Iterator[tuple[str, str]]:
    if isinstance(line, AnyLine):
        for part in line.any:
            yield from _of_line(part)
    elif isinstance(line, BranchLine):
        yield from _speaking("branches", (line,))
    elif isinstance(line, CountLine):
        yield from _speaking(line.count, line.where)


def _speaking(table: str, where: tuple[Condition | AnyOf, ...]) -> Iterator[tuple[str, str]]:
    for line in where:
        for condition in line.any if isinstance(line, AnyOf) else (line,):
            if condition.blank != "unknown" or condition.filled is not None:
                yield table, condition.column


def removable(book: Rulebook, speaking: frozenset[tuple[str, str]]) -> list[tuple[str, str]]:
    """The columns that a sheet owes: without them nothing is known. The absence of the others says that all cells are blank."""
    found = [(name, key) for name, keys in COLUMNS.items() for key in keys]
    return [(name, key) for name, key in found if not book.tables[name].columns[key].optional and (name, key) not in speaking - REQUIRED]


REQUIRED = frozenset({("development", "candidate_on"), ("development", "admitted_on"), ("moves", "opening")})
"""Their empty cells speak, but a sheet without them says nothing: the rules that ask whether they are filled need them."""
