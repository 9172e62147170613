"""Random branches with all their ledgers, as rows of plain values: mostly in order, with faults planted at random.

Each branch is a world of its own (its own people, its own input for every ledger), so that many are audited in one run and each
is a case. Hypothesis draws the seeds; what a seed means is decided here.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from auditor.periods import Every, Period, months_before, parse_period, periods
from auditor.records.dataset import Cover, Dataset, Register
from auditor.tables import DATES, PLAIN, Column, Table, Type
from tests.tables import memory_table

Row = dict[str, Any]
Span = tuple[date | None, date | None]

COLUMNS = {
    "branches": ("kind", "founded", "closed", "term_end", "extension_approved", "has_committee", "groups"),
    "members": ("name", "id_no", "sex", "birth", "member_kind", "joined_on", "confirmed_on", "registry_status", "transferred_in_on", "left_on"),
    "meetings": ("meeting_type", "held_on", "title", "place", "host", "recorder", "due", "attended", "review", "group"),
    "dues": ("month", "paid", "status", "paid_on", "name"),
    "development": ("name", "stage", "activist_on", "candidate_on", "admitted_on", "approved_on"),
    "documents": ("material", "present", "name"),
    "committee": ("name", "post", "since", "until", "current"),
    "groups": ("group", "leader"),
    "moves": ("moved_on", "opening", "moved_in", "admitted", "moved_out", "removed", "died", "closing"),
    "training": ("held_on", "hours", "counted", "name"),
    "plans": ("document", "submitted", "submitted_on"),
}
"""The columns that every ledger has; the rules look at these."""

LEDGERS = tuple(table for table in COLUMNS if table != "branches")
FILES = ("入党志愿书", "入党申请书", "政治审查材料", "转正申请书", "培养教育考察材料")


@dataclass
class Case:
    """One branch: its line of the register, its rows of each ledger, and for which days its input answers (no span: none came)."""

    name: str
    line: Row
    rows: dict[str, list[Row]]
    spans: dict[str, list[Span]] = field(default_factory=lambda: {table: [(None, None)] for table in LEDGERS})

    def copy(self) -> Case:
        return deepcopy(self)

    def table(self, name: str) -> list[Row]:
        return [self.line] if name == "branches" else self.rows[name]


@dataclass(frozen=True)
class Setting:
    """What the branches of one run share."""

    window: Period
    as_of: date

    @property
    def over(self) -> Period:
        """The months of the window that are over: of the one that goes on nobody need have handed in anything."""
        ended = [month.end for month in periods(self.window, Every.MONTH) if month.end <= self.as_of]
        return Period("", self.window.start, ended[-1] if ended else min(self.as_of, self.window.end))


def setting(random: Random) -> Setting:
    window = parse_period(random.choice(("2022Q1", "2022Q1", "2022-03", "2022Q2", "2022H1", "2022")))
    return Setting(window, random.choice((window.end + timedelta(days=4), window.end, window.start + (window.end - window.start) * random.random())))


def batch(seeds: Sequence[str], tables: Mapping[str, Table]) -> tuple[Setting, list[Case]]:
    """One setting and a branch for each seed."""
    given = setting(Random(seeds[0]))
    return given, [branch(f"第{number + 1}党支部", given.window, Random(seed), tables) for number, seed in enumerate(seeds)]


def branch(name: str, window: Period, random: Random, tables: Mapping[str, Table]) -> Case:
    """A branch in order, then from no to many faults."""
    case = in_order(name, window, random)
    for _ in range(random.choice((0, 0, 1, 1, 2, 3, 5, 10, 25))):
        spoil(case, window, random, tables)
    return case


def in_order(name: str, window: Period, random: Random) -> Case:
    """A branch of which every rule can say that it is in order, after the end of the window."""
    people = [f"{name}甲{number}" for number in range(random.choice((3, 3, 4, 7, 8)))]
    groups = [f"第{number}小组" for number in (1, 2)] if random.random() < 0.2 else []
    months = months_before(window, 5)
    line = {"branch": name, "kind": random.choice((None, "单独组建", "联合")), "founded": "2010-01-01", "closed": None,
            "term_end": f"{window.end.year + 1}-11-11", "extension_approved": None, "has_committee": len(people) >= 7 or random.choice((True, False)),
            "groups": len(groups)}
    rows = {
        "members": [_member(name, person, number, random) for number, person in enumerate(people)],
        "meetings": list(_meetings(name, window, groups, random)),
        "dues": [of_person(name, person, month=month.label, paid=10, status="已缴", paid_on=some_day(month, random)) for person in people for month in months],
        "development": [_applicant(name, number, random) for number in range(random.choice((0, 1, 2)))],
        "documents": [of_person(name, person, material=material, present=True) for person in people for material in FILES],
        "committee": [of_person(name, person, post=post, since="2020-11-12", current=True) for person, post in zip(people[:3], ("书记", "组织委员", "宣传委员"), strict=True)],
        "groups": [{"branch": name, "group": group, "leader": people[0]} for group in groups],
        "moves": [{"branch": name, "moved_on": some_day(window, random), "opening": 9, "moved_in": 2, "admitted": 1, "moved_out": 1, "removed": 0, "died": 0, "closing": 11}],
        "training": [of_person(name, person, held_on=some_day(year, random), hours=hours, counted=True) for person in people for year in _years(window) for hours in (20, 12.5)],
        "plans": [{"branch": name, "document": document, "submitted": True, "submitted_on": some_day(year, random)} for year in _years(window) for document in ("工作计划", "工作总结")],
    }
    return Case(name, line, rows)


def of_person(branch_name: str, person: str, **cells: Any) -> Row:
    return {"branch": branch_name, "person": person, "name": person, **cells}


def _member(branch_name: str, person: str, number: int, random: Random) -> Row:
    year = random.randint(1960, 2018)
    return of_person(
        branch_name, person, id_no=f"990101{branch_name}{number}", sex=random.choice("男女"), birth=f"{year - 20}-05-06", member_kind="正式党员",
        joined_on=f"{year}-06-18", confirmed_on=f"{year + 1}-06-{random.randint(18, 30)}", registry_status=random.choice((None, "正常")),
    )


def _meetings(branch_name: str, window: Period, groups: Sequence[str], random: Random) -> Iterator[Row]:
    owed = [("主题党日", Every.MONTH), ("支部委员会", Every.MONTH), ("支部党员大会", Every.QUARTER), ("党课", Every.QUARTER), ("组织生活会民主评议", Every.YEAR)]
    for kind, every in owed:
        yield from (meeting(branch_name, kind, some_day(period, random)) for period in periods(window, every))
    for group in groups:
        yield from ({**meeting(branch_name, "党小组会", some_day(month, random)), "group": group} for month in periods(window, Every.MONTH))


def meeting(branch_name: str, kind: str, day: str) -> Row:
    return {"branch": branch_name, "meeting_type": kind, "held_on": day, "title": "学习", "place": "会议室", "host": "甲", "recorder": "乙", "due": 15, "attended": 14}


def _applicant(branch_name: str, number: int, random: Random) -> Row:
    person = f"{branch_name}乙{number}"
    first = {"activist_on": "2019-03-04", "stage": "入党积极分子"}
    later = {**first, "candidate_on": "2020-06-01", "stage": "发展对象"}
    last = {**later, "admitted_on": "2021-03-03", "approved_on": "2021-05-20", "stage": "预备党员"}
    return of_person(branch_name, person, **random.choice((first, later, last)))


def _years(window: Period) -> tuple[Period, ...]:
    return periods(window, Every.YEAR)


def some_day(period: Period, random: Random) -> str:
    return (period.start + timedelta(days=random.randint(0, (period.end - period.start).days))).isoformat()


# Faults ---------------------------------------------------------------------------------------------------------------------------


def spoil(case: Case, window: Period, random: Random, tables: Mapping[str, Table]) -> None:
    """One fault: a cell or row that is wrong, blank, unreadable, doubtful or gone, or an input that did not come."""
    fault = random.choice((_drop, _drop, _wrong, _wrong, _wrong, _blank, _unreadable, _coarse, _doubt, _twice, _cut))
    fault(case, window, random, tables)


def pick(case: Case, random: Random, names: Iterable[str] = COLUMNS) -> tuple[str, Row] | None:
    """A row of some ledger that has rows."""
    filled = [name for name in names if case.table(name)]
    if not filled:
        return None
    name = random.choice(filled)
    return name, random.choice(case.table(name))


def _drop(case: Case, window: Period, random: Random, tables: Mapping[str, Table]) -> None:
    found = pick(case, random, LEDGERS)
    if found and random.random() < 0.2:
        case.rows[found[0]] = []
    elif found:
        case.rows[found[0]].remove(found[1])


def _wrong(case: Case, window: Period, random: Random, tables: Mapping[str, Table]) -> None:
    if found := pick(case, random):
        key = random.choice(COLUMNS[found[0]])
        found[1][key] = value(tables[found[0]].columns[key], window, random)


def _blank(case: Case, window: Period, random: Random, tables: Mapping[str, Table]) -> None:
    if found := pick(case, random):
        found[1][random.choice(COLUMNS[found[0]])] = None


def _unreadable(case: Case, window: Period, random: Random, tables: Mapping[str, Table]) -> None:
    if found := pick(case, random):
        found[1][random.choice(legible(found[0], tables))] = "?"


def _coarse(case: Case, window: Period, random: Random, tables: Mapping[str, Table]) -> None:
    if found := pick(case, random):
        coarsen(found[1], tables[found[0]])


def _doubt(case: Case, window: Period, random: Random, tables: Mapping[str, Table]) -> None:
    if found := pick(case, random, LEDGERS):
        found[1]["_sure"] = False


def _twice(case: Case, window: Period, random: Random, tables: Mapping[str, Table]) -> None:
    if found := pick(case, random, LEDGERS):
        case.rows[found[0]].append(deepcopy(found[1]))


def _cut(case: Case, window: Period, random: Random, tables: Mapping[str, Table]) -> None:
    cut(case, random.choice(LEDGERS), window, random, tables)


def legible(name: str, tables: Mapping[str, Table]) -> list[str]:
    """The columns of which a cell can be unreadable: not those of text."""
    return [key for key in COLUMNS[name] if tables[name].columns[key].type not in PLAIN] or ["_nothing"]


def coarsen(row: Row, table: Table) -> bool:
    """Days of which only the month is known; False when the row has no day."""
    days = [key for key, column in table.columns.items() if column.type is Type.DATE and len(str(row.get(key) or "")) == 10]
    row.update({key: row[key][:7] for key in days})
    return bool(days)


def value(column: Column, window: Period, random: Random) -> Any:
    """Any value that the column can have."""
    if column.type in DATES:
        day = window.start + timedelta(days=random.choice((random.randint(-40, 120), random.randint(-900, 500))))
        return f"{day:%Y-%m}" if column.type is Type.MONTH else day.isoformat()
    if column.values:
        return random.choice(list(column.values))
    if column.type in {Type.INTEGER, Type.AMOUNT, Type.NUMBER}:
        return random.choice((0, 0, 1, 7, 12, 33))
    return random.choice((True, False)) if column.type is Type.YES_NO else random.choice(("某", "某某"))


# Coverage -------------------------------------------------------------------------------------------------------------------------


def cut(case: Case, name: str, window: Period, random: Random, tables: Mapping[str, Table]) -> bool:
    """The branch's input of that ledger answers for fewer days, or did not come; what certainly lay in the other days goes with it."""
    dated, span = tables[name].date, None
    if dated and random.random() < 0.6:
        somewhere = window.start + timedelta(days=random.randint(0, (window.end - window.start).days))
        border = random.choice([somewhere, *(month.start for month in periods(window, Every.MONTH))])
        span = random.choice(((None, border - timedelta(days=1)), (border, None)))
    before = case.spans[name]
    case.spans[name] = [found for each in before if (found := _meet(each, span))] if span else []
    case.rows[name] = [row for row in case.rows[name] if span and not _outside(row.get(dated or ""), span)]
    return case.spans[name] != before


def _meet(one: Span, other: Span) -> Span | None:
    start, end = max(one[0] or date.min, other[0] or date.min), min(one[1] or date.max, other[1] or date.max)
    return (None if start == date.min else start, None if end == date.max else end) if start <= end else None


def _outside(text: Any, span: Span) -> bool:
    if text in (None, "?"):
        return False
    year, month, *day = (int(part) for part in str(text).split("-"))
    first, last = (day[0], day[0]) if day else (1, monthrange(year, month)[1])
    return bool((span[0] and date(year, month, last) < span[0]) or (span[1] and date(year, month, first) > span[1]))


# Datasets -------------------------------------------------------------------------------------------------------------------------


def gather(
    cases: Sequence[Case], tables: Mapping[str, Table], *, without: str = "", lacking: Mapping[str, str] | None = None, shuffle: Random | None = None,
) -> Dataset:
    """All branches as one dataset. ``without``: a ledger that nobody handed in; ``lacking``: table -> a column that no sheet has."""
    names = [name for name in COLUMNS if name != without]
    columns = {name: [key for key in COLUMNS[name] if key != (lacking or {}).get(name)] for name in names}
    covers = [Cover("branches"), *(
        Cover(name, frozenset({case.name}), *span) for case in cases for name in names if name != "branches" for span in case.spans[name]
    )]
    rows = {name: [_kept(row, columns[name]) for case in cases for row in case.table(name)] for name in names}
    if shuffle:
        shuffle.shuffle(names)
        shuffle.shuffle(covers)
        for each in rows.values():
            shuffle.shuffle(each)
    built = {name: memory_table(tables[name], rows[name], columns[name]) for name in names}
    return Dataset(Register(tuple(case.name for case in cases)), built, tuple(covers))


def _kept(row: Row, columns: Sequence[str]) -> Row:
    return {key: row[key] for key in (*columns, "branch", "person", "_sure") if key in row}
