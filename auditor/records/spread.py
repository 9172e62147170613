"""A row that covers several months (缴费起止月份 2014.01-2014.12, 月份 1-3月) as one record for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from auditor.records.cells import Cell, Kind
from auditor.records.understood import RawRecord
from auditor.records.values.dates import parse_date, parse_month
from auditor.tables import Spread

_MOST, _BACK = 36, 24
_SPANS, _MONTHS = frozenset({"range", "quarter", "half_year"}), frozenset({"month", "day", ""})
"""How exactly a span must be written: a bare year, or a span of days, says when something was paid, not for which months."""
_AMOUNT = re.compile(r"\d+(\.\d+)?")


def months_apart(record: RawRecord, spread: Spread, headings: Mapping[str, str], year: int | None) -> Iterator[RawRecord]:
    """The record itself, or one for each month of its span. ``headings``: what each column is called in the sheet; ``year`` that of the title."""
    if spread.until in record.cells and spread.column not in record.cells:
        yield from _until(record, spread, *record.cells[str(spread.until)], year)
        return
    found = _span(record, spread, year)
    if found is None:
        yield record
        return
    place, months = found
    if not months:
        yield replace(record, cells={**record.cells, spread.column: (place, Cell(Kind.TEXT, f"起止月份先后颠倒，或超过 {_MOST} 个月"))})
        return
    said = record.cells[spread.number][1].text.strip() if spread.number and spread.number in record.cells else ""
    if said and said != str(len(months)):
        text = f"{months[0]}至{months[-1]}共 {len(months)} 个月，表中写明 {said} 个月"
        yield replace(record, cells={**record.cells, spread.column: (place, Cell(Kind.TEXT, text))})
        return
    parts = {key: _part(*record.cells[key], len(months)) for key in spread.shared if key in record.cells and "月" not in headings.get(key, "")}
    for month in months:
        yield replace(record, cells={**record.cells, **parts, spread.column: (place, Cell(Kind.TEXT, month))})


def _until(record: RawRecord, spread: Spread, place: str, cell: Cell, year: int | None) -> Iterator[RawRecord]:
    """The months that end with the one that is written; one record of an unreadable month where that is no single month."""
    days = _days(cell, year, _MONTHS)
    if cell.kind is Kind.BLANK or days is None or days[0] // 100 != days[1] // 100:
        yield replace(record, cells={**record.cells, spread.column: (place, cell)})
        return
    last = days[1] // 10000 * 12 + days[1] // 100 % 100 - 1
    done = {key: (place, Cell(Kind.TEXT, value)) for key, value in spread.done.items()}
    for index in range(last - _BACK + 1, last + 1):
        yield replace(record, cells={**record.cells, **done, spread.column: (place, Cell(Kind.TEXT, f"{index // 12}年{index % 12 + 1}月"))})


def _span(record: RawRecord, spread: Spread, year: int | None) -> tuple[str, list[str]] | None:
    """The letter of the cell that names the first month, and the months; None where the row covers one month, or no span can be read."""
    if spread.column in record.cells and (days := _days(record.cells[spread.column][1], year, _SPANS)):
        return _listed(record.cells[spread.column][0], *days)
    if spread.both in record.cells and (days := _days(record.cells[str(spread.both)][1], year, _SPANS | {"month"})):
        return _listed(record.cells[str(spread.both)][0], *days, least=1)
    if not (spread.start in record.cells and spread.end in record.cells):
        return None
    first, last = (_days(record.cells[str(key)][1], year, _MONTHS) for key in (spread.start, spread.end))
    return _listed(record.cells[str(spread.start)][0], first[0], last[1]) if first and last else None


@lru_cache(maxsize=1 << 12)
def _days(cell: Cell, year: int | None, exact: frozenset[str]) -> tuple[int, int] | None:
    parsed, written = parse_month(cell, year=year), parse_date(cell, year=year)
    whole = written.value is not None and written.value.first % 100 == 1 and parsed.value is not None and written.value.last == parsed.value.last
    return (parsed.value.first, parsed.value.last) if parsed.value and parsed.precision in exact and (whole or exact is _MONTHS) else None


def _listed(place: str, first: int, last: int, least: int = 2) -> tuple[str, list[str]] | None:
    """The months of a span. One that ends before it begins, or is too long to be meant, has no months."""
    start, end = first // 10000 * 12 + first // 100 % 100 - 1, last // 10000 * 12 + last // 100 % 100 - 1
    count = end - start + 1
    if 0 < count < least:
        return None
    return place, [f"{index // 12}年{index % 12 + 1}月" for index in range(start, end + 1)] if 0 < count <= _MOST else []


def _part(place: str, cell: Cell, count: int) -> tuple[str, Cell]:
    """The amount of one month; where the whole cannot be divided to the fen, a text that says so and cannot be read as an amount."""
    text = cell.text.strip().removesuffix("元")
    if not _AMOUNT.fullmatch(text):
        return place, cell
    fen = Decimal(text) * 100
    if fen % count:
        return place, Cell(Kind.TEXT, f"{text}（{count} 个月合计，不能平分）")
    return place, Cell(Kind.TEXT, f"{fen / count / 100:f}")
