"""Slices of ``scripts/fuzz.py`` and ``scripts/fuzz_audits.py``: broken files end in a word, never in an error, never in a green light."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from auditor.records import read
from auditor.rulebook.load import load_rulebook
from scripts.fuzz import mutated, outcome
from scripts.fuzzing import audits, files, parent, world


def test_broken_files_are_refused_or_read(tmp_path: Path) -> None:
    tables, ended = load_rulebook().tables, set()
    for number in range(200):
        name, data = mutated(Random(f"slice/{number}"))
        (tmp_path / name).write_bytes(data)
        ended.add(outcome(tmp_path / name, tables))
    assert ended == {"read", "refused"}


def test_broken_files_never_turn_an_audit_green(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "begin", read.begin)
    ended = Counter(word.rpartition(":")[2] for words in islice(audits.audits(7, 1, tmp_path / "now"), 15) for word in words)
    assert set(ended) <= {"understood", "told", "read", "refused", "asks-otherwise"}
    assert ended["understood"] >= 15
    assert ended.total() == 72


def test_a_tree_that_is_not_changed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "begin", audits.begin_here)
    monkeypatch.setattr(files, "replanted", lambda tree, _: tree)
    rules = world.rule_folder(tmp_path / "rules")
    (tmp_path / "in").mkdir()
    world.write_plain(tmp_path / "in")
    for place in audits.YAML:
        path = tmp_path / place
        content = path.read_bytes() if path.is_relative_to(rules) else audits.OVERLAYS[path.stem].encode()
        path.write_bytes(next(data for way, data in (files.broken_yaml(content, Random(seed)) for seed in range(99)) if way == "tree"))
    assert audits.run(tmp_path)[0] == "read"


def test_with_everything_held_and_paid_it_would_be_green(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "begin", audits.begin_here)
    world.rule_folder(tmp_path / "rules")
    (tmp_path / "in").mkdir()
    world.write_plain(tmp_path / "in")
    months = ("2022-01", "2022-02", "2022-03")
    held = [[branch, "主题党日", f"{month}-06", "学习"] for branch in world.BRANCHES for month in months]
    paid = [[person, branch, month, "12.5"] for branch in world.BRANCHES for person in world.people(branch) for month in months]
    (tmp_path / "in" / "会议.csv").write_bytes(world.text([world.ledgers("甲")["会议"][0], *held]))
    (tmp_path / "in" / "党费.csv").write_bytes(world.text([world.ledgers("甲")["党费"][0], *paid]))
    _, card = audits.run(tmp_path)
    assert card is not None
    assert {one["light"] for one in card["branches"]} == {"green"}
    assert all(audits.too_good(one) for one in card["branches"])


def test_what_ends_a_worker_or_goes_wrong_counts_as_bad() -> None:
    ended = parent.supervise(lambda step: [sys.executable, "-c", f"import os; print('a:read') if {step} == 0 else 0; os._exit(9 * ({step} < 2))"], 2)
    assert ended == {"a:read": 1, "killed": 1}
    assert not parent.bad(ended)
    assert parent.bad(["csv-text:wrong"])
    assert parent.bad(["hung"])


def test_a_worker_that_says_nothing_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "SECONDS", 0.3)
    assert parent.supervise(lambda _: [sys.executable, "-c", "import time; time.sleep(60)"], 1) == {"hung": 1}


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
