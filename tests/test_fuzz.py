"""A slice of ``scripts/fuzz.py``: broken files end in a word, never in an error."""

from __future__ import annotations

from pathlib import Path
from random import Random

from auditor.rulebook.load import load_rulebook
from scripts.fuzz import mutated, outcome


def test_broken_files_are_refused_or_read(tmp_path: Path) -> None:
    tables, ended = load_rulebook().tables, set()
    for number in range(200):
        name, data = mutated(Random(f"slice/{number}"))
        (tmp_path / name).write_bytes(data)
        ended.add(outcome(tmp_path / name, tables))
    assert ended == {"read", "refused"}
