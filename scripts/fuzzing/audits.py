"""Whole audits of broken files, in this process, by the real command; only the child that reads is left out (a share goes through it too)."""

from __future__ import annotations

import json
import shutil
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from click.testing import CliRunner

from auditor.cli import main
from auditor.records import read
from auditor.records.answers import dropping, workbook_of
from auditor.records.cells import Unreadable, Workbook
from auditor.records.child import answer
from auditor.records.sniff import is_dropping
from auditor.records.walk import Source, sources
from auditor.rulebook.load import load_rulebook
from scripts.fuzzing.files import broken, broken_yaml
from scripts.fuzzing.world import ATTESTATIONS, BRANCHES, INPUTS, RULES, WAIVERS, ledgers, rule_folder, write_plain

ARGUMENTS = ("--period", "2022Q1", "--as-of", "2022-04-04", "--format", "json,text")
REAL_CHILD = 199
"""One audit in so many reads through real child processes."""
REFUSED = (2, 3, 4)
SAID = {"name", "basis", "why", "message", "fix", "tests"}
YAML = ("rules/national/few.yaml", "rules/profiles/small.yaml", "rules/tables/meetings.yaml", "in/inputs.yaml", "in/waivers.yaml", "in/attestations.yaml")

OVERLAYS = {"inputs": INPUTS, "waivers": WAIVERS, "attestations": ATTESTATIONS}


def audits(seed: int, first: int, place: Path, *, in_children: bool = False) -> Iterator[list[str]]:
    """From audit ``first`` on: how each of its inputs ended, as ``kind:outcome``. ``place`` holds the audit until the next is asked for.

    One of four has a broken ledger for each branch, the others a broken YAML file.
    """
    children = read.begin
    with tempfile.TemporaryDirectory() as folder:
        whole = rule_folder(Path(folder) / "whole")
        for number in count(first):
            random = Random(f"{seed}/{number}")  # noqa: S311 - for chance, not for secrets
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(whole, place / "rules")
            (place / "in").mkdir()
            read.begin = children if in_children or number % REAL_CHILD == 0 else begin_here
            yield _ledgers(place, random) if number % 4 == 0 else [_yaml(place, whole, random)]


class Here(AbstractContextManager["Here"]):
    """Reads as ``auditor.records.read.Reading`` does, but in this process."""

    def __init__(self, wanted: Sequence[Source]) -> None:
        self.wanted = wanted

    def __exit__(self, *_: object) -> None:
        return None

    def result(self) -> tuple[Workbook | Unreadable, ...]:
        """Every source in the given order."""
        return tuple(dropping(one.name) if is_dropping(one.path.name) else workbook_of(one.name, answer(one.path, one.member)) for one in self.wanted)


def begin_here(paths: Sequence[Path], heard: object = None) -> Any:
    """What ``auditor.records.read.begin`` does, but in this process."""
    del heard
    return Here(sources(paths))


def _ledgers(place: Path, random: Random) -> list[str]:
    sort = random.choice(("党员", "会议", "党费"))
    write_plain(place / "in", but=sort)
    kinds: dict[str, tuple[str, str]] = {}
    for branch in BRANCHES:
        kind, ending, data = broken(ledgers(branch)[sort], random)
        name = f"{sort}{branch}.{ending}"
        (place / "in" / name).write_bytes(data)
        kinds[branch] = kind, name
    ended, card = run(place)
    if card is None:
        return [f"{kind}:{ended}" for kind, _ in kinds.values()]
    wrong = {one["branch"] for one in card["branches"] if too_good(one)}
    tables = {one["file"]: one["tables"] for one in card["inputs"]}
    words = [f"{kind}:{'wrong' if branch in wrong else 'understood' if tables[name] else 'told'}" for branch, (kind, name) in kinds.items()]
    return words + ["other:wrong"] * len(wrong - set(BRANCHES))


def _yaml(place: Path, whole: Path, random: Random) -> str:
    write_plain(place / "in")
    path = place / random.choice(YAML)
    for name, content in OVERLAYS.items():
        if path.stem == name or random.random() < 0.5:
            (place / "in" / f"{name}.yaml").write_text(content, "utf-8")
    way, data = broken_yaml(path.read_bytes(), random)
    path.write_bytes(data)
    ended, card = run(place)
    if card is not None and any(map(too_good, card["branches"])):
        ended = "asks-otherwise" if path.stem not in OVERLAYS and _asked(place / "rules") != _asked(whole) else "wrong"
    return f"{path.stem}-{way}:{ended}"


def _asked(rules: Path) -> object:
    """What the rules in use ask, and of which columns; not what they are called and say."""
    book = load_rulebook(rules, "small")
    return [rule.model_dump(exclude=SAID) for rule in book.rules], book.tables, book.grading


def run(place: Path) -> tuple[str, Mapping[str, Any] | None]:
    """One audit: how it ended, and its scorecard where there is one. What was said is kept in ``said.txt``."""
    out = place / "out"
    shutil.rmtree(out, ignore_errors=True)
    result = CliRunner().invoke(main, ["audit", str(place / "in"), "--rules", str(place / "rules"), "--profile", "small", "--out", str(out), *ARGUMENTS])
    trace = "".join(traceback.format_exception(result.exception)) if result.exception else ""
    (place / "said.txt").write_text(f"{result.exit_code}\n{result.output}\n{trace}", "utf-8", "replace")
    escaped = result.exception is not None and not isinstance(result.exception, SystemExit)
    if result.exit_code in REFUSED and result.output.strip() and not escaped:
        return "refused", None
    if result.exit_code not in (0, 1) or escaped:
        return "error", None
    return "read", json.loads((out / "scorecard.json").read_bytes())


def too_good(branch: Mapping[str, Any]) -> bool:
    """A light, or one of the two verdicts, that cannot be."""
    return branch["light"] == "green" or any(one["rule"] in RULES and one["verdict"] == "pass" for one in branch["findings"])
