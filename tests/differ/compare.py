"""One random workbook, read three times: the cells that agree, the known differences, and what is neither."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.differ.known import refusal, which
from tests.differ.readers import OTHERS, ours
from tests.differ.workbooks import workbook


@dataclass
class Compared:
    counts: Counter[str] = field(default_factory=Counter)
    strange: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def compare(seed: str, folder: Path) -> Compared:
    found = Compared()
    path = folder / "a.xlsx"
    path.write_bytes(workbook(Random(seed)))
    mine = ours(path)
    if isinstance(mine, str):
        found.counts[f"ours: refused, {refusal(mine) or 'NOT KNOWN'}"] += 1
        found.strange += [] if refusal(mine) else [f"{seed}: refused, {mine}"]
        return found
    for reader, read in OTHERS.items():
        try:
            theirs = read(path)
        except Exception as error:  # noqa: BLE001 - it fails in many ways
            found.counts[f"{reader}: refuses the file"] += 1
            found.refusals.append(f"{seed}: {type(error).__name__} {error}")
            continue
        for place in mine.keys() | theirs.keys():
            own, other = mine.get(place), theirs.get(place)
            name = "same" if own == other else which(reader, own, other)
            found.counts[f"{reader}: {name or 'NOT KNOWN'}"] += 1
            if name is None:
                found.strange.append(f"{seed} {place}: {reader} {other}, ours {own}")
    return found
