"""Record tables: the one definition that drives header mapping, typing, the gate, blank templates, docs and masking.

The definitions themselves are data (``rules/tables/*.yaml``); this module is their strict shape. What a frame has: ``auditor/framed.py``.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from auditor.titles import Denied, Departed, Gone, Owed


class Strict(BaseModel):
    """A value loaded from YAML: frozen, no unknown keys, no coercion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Type(StrEnum):
    """What the cells of a column are. In frames:

    ========== =====================================================================================
    text       ``c``: str, null = blank; ``c__unsure`` only where some sheets have the column and others do not
    names      ``c``: str, names joined by ``、``, null = blank
    id_number  ``c``: str, null = blank; ``c__unsure``
    code       ``c``: canonical value, null = blank; ``c__unsure`` (a value that the list does not know). With ``many``: ``|a|b|``
    date       ``c__first``, ``c__last``: earliest and latest possible day as the integer YYYYMMDD; both null = blank
    month      as date: the first and last day of the month
    integer    ``c``: int, null = blank; ``c__unsure``
    amount     ``c``: int, in fen (0.01 yuan), null = blank; ``c__unsure``
    number     ``c``: float, null = blank; ``c__unsure``
    yes_no     ``c``: bool, null = blank; ``c__unsure``
    ========== =====================================================================================

    ``c__unsure`` is True where there is something that could not be read, or where that sheet had no such column at all (unless the
    column is ``optional``: then it is blank); a date of that kind has the widest bounds (``FIRST_DAY``, ``LAST_DAY``). A column that
    no sheet of the table had is not in the frame.
    """

    TEXT = "text"
    NAMES = "names"
    ID_NUMBER = "id_number"
    CODE = "code"
    DATE = "date"
    MONTH = "month"
    INTEGER = "integer"
    AMOUNT = "amount"
    NUMBER = "number"
    YES_NO = "yes_no"


FIRST_DAY, LAST_DAY = 18000101, 22001231
DATES = frozenset({Type.DATE, Type.MONTH})
PLAIN = frozenset({Type.TEXT, Type.NAMES})


class Privacy(StrEnum):
    """What personal data a column holds; reports mask by it."""

    NONE = "none"
    NAME = "name"
    ID = "id"
    PHONE = "phone"
    ADDRESS = "address"
    MONEY = "money"


class Column(Strict):
    """One column: its Chinese name, type, the headers that it is known by and, for codes, the spellings of each value."""

    name: str
    type: Type = Type.TEXT
    headers: tuple[str, ...] = ()
    under: dict[str, tuple[str, ...]] = Field(
        default={}, description="word of a title -> headers that mean this column only under such a title (列入时间 under 入党积极分子)"
    )
    values: dict[str, tuple[str, ...]] = {}
    yes: tuple[str, ...] = Field(default=(), description="words that mean yes in this column and not in every one")
    no: tuple[str, ...] = Field(default=(), description="words that mean no in this column and not in every one")
    many: bool = False
    joined: bool = Field(default=False, description="several columns of the sheet may be it, each a part: they are one text, as names are")
    beside_names: bool = Field(default=False, description="its spellings in brackets behind a name (王一（书记）) are no part of the name")
    unit: str = ""
    required: bool = False
    optional: bool = Field(default=False, description="the usual sheet has no such column: its cells then count as blank, not as unknown")
    by_values: tuple[str, ...] = Field(default=(), description="headers of this column that may also mean another: decided by the cells")
    privacy: Privacy = Privacy.NONE
    note: str = ""


class Reference(Strict):
    """Another column of the same row, as the bound of a comparison."""

    column: str


class Condition(Strict):
    """One line of a ``where`` list; all lines must hold. Exactly one comparison; ``blank`` says what an empty cell counts as."""

    column: str
    is_: Annotated[str | bool | int | None, Field(alias="is")] = None
    is_not: str | bool | int | None = None
    in_: Annotated[tuple[str, ...], Field(alias="in")] = ()
    not_in: tuple[str, ...] = ()
    at_least: int | float | str | Reference | None = None
    at_most: int | float | str | Reference | None = None
    more_than: int | float | str | Reference | None = None
    less_than: int | float | str | Reference | None = None
    filled: bool | None = None
    blank: Annotated[str, Field(pattern="^(unknown|counts|fails)$")] = "unknown"

    @property
    def comparison(self) -> tuple[str, tuple[str | bool | float | Reference, ...]]:
        """The name of the comparison (``is`` and ``in`` as ``in``, their opposites as ``not_in``) and what it compares with."""
        listed = {"in": self.in_ if self.is_ is None else (self.is_,), "not_in": self.not_in if self.is_not is None else (self.is_not,)}
        bounds = {name: getattr(self, name) for name in ("at_least", "at_most", "more_than", "less_than")}
        found = {**listed, **{name: (bound,) for name, bound in bounds.items() if bound is not None}}
        return next((name, values) for name, values in found.items() if values)

    @property
    def others(self) -> tuple[str, ...]:
        """The other columns of the row that it looks at."""
        bounds = (self.at_least, self.at_most, self.more_than, self.less_than)
        return tuple(bound.column for bound in bounds if isinstance(bound, Reference))


class AnyOf(Strict):
    """A line of a ``where`` list of which at least one part must hold. Not nested further."""

    any: Annotated[tuple[Condition, ...], Field(min_length=2)]


Where = tuple[Condition | AnyOf, ...]
"""A filter: every line must hold."""


class Roll(Strict):
    """Who of a table counts on a given day: a filter, the columns of the first days and of the last day.

    The first of ``since`` must be known for a row to count certainly; the others only put the first day off where they are filled.
    """

    where: Where = ()
    since: tuple[str, ...] = ()
    until: str | None = None


class Wide(Strict):
    """A sheet whose headers are values: ``months`` (1月 … 12月) or the ``codes`` of ``column``. Each such cell is a record of its own.

    The header goes to ``column``, the cell to ``value``. ``titles``: words of which one must stand in title, sheet or file name,
    where such headers alone would fit any table. ``words``: a code column; a cell that spells one of its values (未缴, √) goes there
    and leaves ``value`` blank. A ledger with ``codes`` in which ``value`` has a column of its own has marks (√) in the others.
    ``counts``: the cell is a number of records, numbered in ``value``; what stands above the month, less ``ends``, is this code column's value.
    """

    headers: Annotated[str, Field(pattern="^(months|codes)$")]
    column: str
    value: str
    titles: tuple[str, ...] = ()
    words: str | None = None
    counts: str | None = None
    ends: tuple[str, ...] = ()


class Spread(Strict):
    """A row that covers several months: one record for each from ``start`` to ``end`` (or the two in one cell, ``both``), put in ``column``.

    ``shared``: amounts of the whole span, of which each month has its part; they are unreadable where they cannot be divided exactly.
    ``number``: how many months the row says that it covers; another number than it has is an issue and none of it is certain.
    ``until``: a month up to which all is done: the 24 months that end with it, with the value of ``done`` in its column.
    """

    column: str
    until: str | None = None
    done: dict[str, str] = {}
    start: str | None = None
    end: str | None = None
    both: str | None = None
    shared: tuple[str, ...] = ()
    number: str | None = None


class Table(Strict):
    """One record table. ``branch``, ``date`` and ``person`` name the columns that place a record; ``roll`` its people on a day."""

    id: str
    name: str
    about: str = ""
    branch: str = "branch"
    date: str | None = None
    dated_by: tuple[str, ...] = Field(default=(), description="other dates of a record, of which the first is ``date`` where the sheet has no such column")
    person: tuple[str, ...] = ()
    group: str | None = None
    listed: str | None = Field(default=None, description="the column of names in which one cell may list several people, each a record of its own")
    key: tuple[str, ...] = ()
    agree: bool = Field(default=False, description="two files that say different things of one key contradict each other: neither counts certainly")
    recognised_by: tuple[tuple[str, ...], ...] = Field(default=(), description="sets of columns; a sheet with all of one set is this table")
    sort: str | None = Field(default=None, description="a code column that tells sorts of records which are often kept in ledgers of their own")
    families: tuple[tuple[str, ...], ...] = Field(default=(), description="values of ``sort`` that one ledger keeps together")
    from_title: dict[str, tuple[str, ...]] = Field(
        default={}, description="code columns whose value may stand in title, sheet or file name only, and which values may; none named: any"
    )
    title_ends: str | None = Field(default=None, description="a date column that is the last day of a title's span over several years")
    wide: Wide | None = None
    spread: Spread | None = None
    denied: Denied | None = None
    owed: Owed | None = None
    gone: Gone | None = None
    departed: Departed | None = None
    in_order: tuple[tuple[str, ...], ...] = Field(default=(), description="columns that often have one header: the first so called is the first of them")
    yields_to: tuple[str, ...] = Field(default=(), description="tables that a sheet is rather taken for where it fits both equally")
    foreign: tuple[str, ...] = Field(default=(), description="words in a title or header that mean somebody else's records")
    doubt_words: tuple[Annotated[str, Field(min_length=2)], ...] = Field(
        default=(), description="words (未开展, 取消) in any cell by which a row says that nothing was done: it then never counts certainly"
    )
    doubt_notes: tuple[str, ...] = Field(default=(), description="columns of notes, which may say so in any clause of a long text")
    doubt_answers: tuple[str, ...] = Field(
        default=(), description="words (未落实, 否) by which a column that says how it went says the same, where they are a whole clause of its cell"
    )
    doubt_asked: tuple[str, ...] = Field(default=(), description="columns that say how it went")
    doubt_questions: tuple[Annotated[str, Field(min_length=2)], ...] = Field(
        default=(), description="words of headings that the table does not know and that ask how it went"
    )
    doubt_headings: tuple[Annotated[str, Field(min_length=2)], ...] = Field(
        default=(), description="words of headings that the table does not know under which a note may say so"
    )
    doubt_zero: tuple[str, ...] = Field(default=(), description="integer columns in which a 0 says the same")
    doubt_unless: dict[str, str] = Field(
        default={}, description="code columns that ask whether it was done, and the one answer (是否开展: 已开展) that leaves no doubt"
    )
    roll: Roll | None = None
    columns: dict[str, Column]

    @cached_property
    def spellings(self) -> dict[str, dict[str, str]]:
        """For each code column: every known spelling and the canonical value that it stands for."""
        return {
            key: {spelling: value for value, words in column.values.items() for spelling in (value, *words)}
            for key, column in self.columns.items() if column.values
        }

    def sorts(self, where: Where) -> frozenset[str]:
        """The sorts of records that a filter asks for; none where it asks for all."""
        lines = [line for line in where if isinstance(line, Condition) and line.column == self.sort]
        return frozenset(str(value) for line in lines for value in (*line.in_, *([] if line.is_ is None else [line.is_])))
