"""Measures over pairs: each subject beside the rows of a table that share its keys, for questions about the subject's own days."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from auditor.checks.base import Measure, Pairing
from auditor.engines.base import Frame

On = tuple[tuple[str, str], ...]


def pair(frame: Frame, table: Frame, measures: Sequence[Measure], on: On, pairing: Pairing) -> Frame:
    """One row per subject of ``frame`` that has a pair in ``table``: its ``pairing.row``, its keys and these measures."""
    subjects, columns = [subject for subject, _ in on], [column for _, column in on]
    keys = [pairing.key(place) for place, _ in enumerate(on)]
    named = zip(keys, subjects, strict=True)
    left = frame.select(nw.col("_row").alias(pairing.row), *[nw.col(one).alias(key) for key, one in named], *[e.alias(n) for n, e in pairing.beside.items()])
    left = left.filter(~nw.any_horizontal(*[nw.col(key).is_null() for key in keys], ignore_nulls=False)).unique(subset=[pairing.row, *keys])
    pairs = table.join(left, left_on=columns, right_on=keys, how="inner")
    for step in pairing.steps:
        pairs = pairs.with_columns(*[expression.alias(name) for name, expression in step.items()])
    names = [measure.name for measure in measures]
    pairs = pairs.with_columns(*[measure.value.alias(measure.name) for measure in measures])
    pairs = pairs.select(nw.col(pairing.row), *[nw.col(column).alias(key) for key, column in zip(keys, columns, strict=True)], *names)
    totals = [nw.col(measure.name).any() if measure.how == "any" else nw.col(measure.name).sum() for measure in measures]
    return pairs.group_by(pairing.row, *keys).agg(*totals)
