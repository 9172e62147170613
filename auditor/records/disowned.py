"""Why a sheet that has the columns of a table is none of it all the same: somebody else's, of what is owed only, of those who are gone."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.records.gone import gone_by
from auditor.records.mapping import Field, Mapped
from auditor.records.owed import owed
from auditor.records.vocabulary import Vocabulary, fold
from auditor.records.wide import WideField
from auditor.tables import Table


def disowned(
    key: str, fields: Sequence[Field], mapped: Mapped, wide: Sequence[WideField], titles: Sequence[str], vocabulary: Vocabulary,
) -> str:
    """The reason, for the user; empty where neither titles nor headings speak against the table. ``titles``: nearest first."""
    table = vocabulary.tables[key]
    if word := _foreign(table, fields, titles):
        return f"写有“{word}”，没有当作党支部的台账"
    if word := owed(table, mapped, wide, titles, vocabulary):
        return f"写有“{word}”，金额是应缴的，没有当作已缴；缴纳情况请另报台账，或在列名中写明“实缴”"
    if value := gone_by(titles, table.gone):
        return f"标题或名称写明已不在册（{value}），没有当作党支部的台账；是在册的，请改标题"
    return ""


def _foreign(table: Table, fields: Sequence[Field], titles: Sequence[str]) -> str:
    """The word that shows that the sheet is somebody else's, if any."""
    texts = [*map(fold, titles), *(part for item in fields for part in item.heading.path)]
    return next((word for word in table.foreign for text in texts if fold(word) in text), "")
