"""The values that a check compares, read back from the row that evidence points at, with personal data masked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, cast

from auditor.model import Evidence
from auditor.privacy import mask
from auditor.records.dataset import Dataset, MemoryTable, Origin
from auditor.rulebook.explain import tables_of
from auditor.rulebook.references import COLUMN_KEYS, FILTERS
from auditor.rulebook.rule import Rule
from auditor.tables import Column, Table

Place = tuple[str, str, int | None]


class Compared:
    """The columns that a rule's check compares, in the rows of its tables."""

    def __init__(self, rule: Rule, dataset: Dataset, tables: Mapping[str, Table]) -> None:
        """``dataset``: the records that the finding was made from; ``tables``: how their tables are defined."""
        self._names = [name for name in tables_of(rule) if isinstance(dataset.tables.get(name), MemoryTable)]
        self._columns = list(dict.fromkeys(_columns(cast(Any, rule.check).model_dump(by_alias=True))))
        self._dataset, self._tables = dataset, tables

    def beside(self, one: Evidence) -> str:
        """``“应到人数”是“48”，“赞成票”是“24”``: what the row says in those columns, but for the cell that the evidence shows itself.

        Empty where the row holds several records (wide tables) or does not have the columns.
        """
        table, origin = self._record(one)
        if origin is None:
            return ""
        definition = self._tables[table]
        own = [key for key in self._columns if key in definition.columns and key not in definition.person]
        keys = [key for key in own if origin.letters.get(key, one.column) != one.column]
        return "，".join(_said(definition.columns[key], origin.raw.get(key, "")) for key in keys)

    def _record(self, one: Evidence) -> tuple[str, Origin | None]:
        found = self._places.get((one.file, one.sheet, one.row), [])
        return found[0] if one.row is not None and len(found) == 1 else ("", None)

    @cached_property
    def _places(self) -> Mapping[Place, list[tuple[str, Origin]]]:
        places: defaultdict[Place, list[tuple[str, Origin]]] = defaultdict(list)
        for name in self._names:
            for origin in cast(MemoryTable, self._dataset.tables[name]).origins:
                places[origin.file, origin.sheet, origin.row].append((name, origin))
        return places


def _said(column: Column, text: str) -> str:
    return f"“{column.name}”是“{mask(text, column.privacy)}”" if text else f"“{column.name}”是空的"


def _columns(options: Mapping[str, Any]) -> Iterator[str]:
    """The columns that the options of a check, or of its parts, name; those of filters are not compared."""
    for key, value in options.items():
        if key in FILTERS and not isinstance(value, dict):
            continue
        inner = value if isinstance(value, list | tuple) else [value]
        for one in inner:
            if isinstance(one, dict):
                yield from _columns(one)
            elif key in COLUMN_KEYS and isinstance(one, str):
                yield one
