"""Slices of ``scripts/fuzz.py`` and ``scripts/fuzz_audits.py``: broken files end in a word, never in an error, never in a green light."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from random import Random

import pytest

from auditor.records import read
from auditor.rulebook.load import load_rulebook
from scripts.fuzz import mutated, outcome
from scripts.fuzzing import audits, world


def test_broken_files_are_refused_or_read(tmp_path: Path) -> None:
    tables, ended = load_rulebook().tables, set()
    for number in range(200):
        name, data = mutated(Random(f"slice/{number}"))
        (tmp_path / name).write_bytes(data)
        ended.add(outcome(tmp_path / name, tables))
    assert ended == {"read", "refused"}


def test_broken_files_never_turn_an_audit_green(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "begin", read.begin)
    ended = [word for words in islice(audits.audits(7, 0, tmp_path), 16) for word in words]
    assert set(ended) <= {"read", "refused", "asks otherwise"}
    assert len(ended) >= 160


def test_what_is_broken_could_never_be_green_and_a_green_light_would_be_seen(tmp_path: Path) -> None:
    world.rule_folder(tmp_path / "rules")
    (tmp_path / "in").mkdir()
    world.write_plain(tmp_path / "in")
    ended, card = audits.run(tmp_path)
    assert card is not None
    assert ended == "read"
    assert {one["verdict"] for branch in card["branches"] for one in branch["findings"] if one["rule"] in world.RULES} == {"fail", "no_data"}
    assert len(card["branches"]) == len(world.BRANCHES)
    assert not any(audits.too_good(one) for one in card["branches"])
    assert audits.too_good({"light": "green", "findings": []})
    assert audits.too_good({"light": "grey", "findings": [{"rule": "ZH-07", "verdict": "pass"}]})
