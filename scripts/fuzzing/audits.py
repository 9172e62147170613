"""Whole audits of broken files, in this process, by the real command; only the child that reads is left out (a share goes through it too)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from random import Random
from typing import Any

from click.testing import CliRunner

from auditor.cli import main
from auditor.errors import AuditorError
from auditor.records import read
from auditor.records.answers import dropping, workbook_of
from auditor.records.cells import Unreadable, Workbook
from auditor.records.child import answer
from auditor.records.sniff import is_dropping
from auditor.records.walk import Source, sources
from auditor.rulebook.load import load_rulebook
from scripts.fuzzing.changes import changed
from scripts.fuzzing.world import ATTESTATIONS, BRANCHES, INPUTS, RULES, WAIVERS, broken, ledgers, rule_folder, write_plain

ARGUMENTS = ("--period", "2022Q1", "--as-of", "2022-04-04", "--format", "json,text")
REAL_CHILD = 200
"""One audit in so many reads through real child processes."""
REFUSED, CRASHED = (2, 3, 4), 5
YAML = ("rules/national/few.yaml", "rules/profiles/small.yaml", "rules/tables/meetings.yaml", "in/inputs.yaml", "in/waivers.yaml", "in/attestations.yaml")


def audits(seed: int, first: int, folder: Path) -> Iterator[list[str]]:
    """From audit ``first`` on: how each of its inputs ended. Even ones have a broken ledger for each branch, odd ones a broken YAML file."""
    whole = rule_folder(folder / "whole")
    in_children = read.begin
    number = first
    while True:
        random = Random(f"{seed}/{number}")  # noqa: S311 - for chance, not for secrets
        place = folder / "now"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(whole, place / "rules")
        (place / "in").mkdir()
        read.begin = _begin_here if number % REAL_CHILD else in_children
        yield _ledgers(place, random) if number % 2 == 0 else [_yaml(place, random)]
        number += 1


class Here(AbstractContextManager["Here"]):
    """Reads as ``auditor.records.read.Reading`` does, but in this process."""

    def __init__(self, wanted: Sequence[Source]) -> None:
        self.wanted = wanted

    def __exit__(self, *_: object) -> None:
        return None

    def result(self) -> tuple[Workbook | Unreadable, ...]:
        """Every source in the given order."""
        return tuple(dropping(one.name) if is_dropping(one.path.name) else workbook_of(one.name, answer(one.path, one.member)) for one in self.wanted)


def _begin_here(paths: Sequence[Path], heard: object = None) -> Any:
    del heard
    return Here(sources(paths))


def _ledgers(place: Path, random: Random) -> list[str]:
    sort = random.choice(("党员", "会议", "党费"))
    write_plain(place / "in", but=sort)
    for branch in BRANCHES:
        ending, data = broken(ledgers(branch)[sort], random)
        (place / "in" / f"{sort}{branch}.{ending}").write_bytes(data)
    ended, card = run(place)
    if card is None:
        return [ended] * len(BRANCHES)
    wrong = {one["branch"] for one in card["branches"] if too_good(one)}
    return ["wrong" if branch in wrong else ended for branch in BRANCHES] + ["wrong"] * len(wrong - set(BRANCHES))


def _yaml(place: Path, random: Random) -> str:
    write_plain(place / "in")
    for name, content in (("inputs", INPUTS), ("waivers", WAIVERS), ("attestations", ATTESTATIONS)):
        if random.random() < 0.5:
            (place / "in" / f"{name}.yaml").write_text(content, "utf-8")
    path = place / random.choice(YAML)
    if path.parent == place / "in":
        path.write_text({"inputs.yaml": INPUTS, "waivers.yaml": WAIVERS, "attestations.yaml": ATTESTATIONS}[path.name], "utf-8")
    path.write_bytes(changed(path.read_bytes(), random))
    asked = _asked(place / "rules") if path.is_relative_to(place / "rules") else None
    ended, card = run(place)
    if card is None or not any(map(too_good, card["branches"])):
        return ended
    return "asks otherwise" if asked and asked != _asked(place.parent / "whole") else "wrong"


def _asked(rules: Path) -> object:
    """What the rules in use ask, and of which columns; None where they cannot be loaded."""
    try:
        book = load_rulebook(rules, "small")
    except AuditorError:
        return None
    return [(rule.check, rule.levels, rule.applies_when, rule.effective) for rule in book.rules], book.tables, book.grading


def run(place: Path) -> tuple[str, Mapping[str, Any] | None]:
    """One audit: how it ended, and its scorecard where there is one."""
    out = place / "out"
    result = CliRunner().invoke(main, ["audit", str(place / "in"), "--rules", str(place / "rules"), "--profile", "small", "--out", str(out), *ARGUMENTS])
    if result.exit_code in REFUSED:
        return "refused", None
    if result.exit_code not in (0, 1):
        return "error", None
    return "read", json.loads((out / "scorecard.json").read_bytes())


def too_good(branch: Mapping[str, Any]) -> bool:
    """A light, or one of the two verdicts, that cannot be."""
    return branch["light"] == "green" or any(one["rule"] in RULES and one["verdict"] == "pass" for one in branch["findings"])
