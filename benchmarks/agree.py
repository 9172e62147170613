"""Equal work: what each rule counts here and in the hand-written baseline. A fast wrong answer is worth nothing."""

from __future__ import annotations

import csv
import json
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.measure import Command

DIFFERS = {
    "r07": "here a branch is one obligation, there each member",
    "r08": "no check kind asks for check digits of ID numbers in Parquet (spreadsheets: while reading)",
    "r12": "rows of branches outside the register belong to no branch's light",
}


def agreement(auditor: Command, baseline: Command) -> str:
    """One line per rule of the baseline: its total, ours, and why they may differ."""
    with tempfile.TemporaryDirectory() as folder:
        ours = _ours(_run(auditor, Path(folder) / "ours") / "scorecard.json")
        theirs = _theirs(_run(baseline, Path(folder) / "theirs"))
    lines = (f"{rule}  {count:8} {ours.get(rule, '-'):>8}  {_comment(rule, count, ours)}" for rule, count in sorted(theirs.items()))
    return "rule  baseline  auditor\n" + "\n".join(lines)


def _run(command: Command, out: Path) -> Path:
    subprocess.run([part.replace("{out}", str(out)) for part in command], check=True, capture_output=True)
    return out


def _ours(path: Path) -> Counter[str]:
    """Unmet obligations per rule; ``BM-11A`` and ``BM-11B`` are both the baseline's r11."""
    found: Counter[str] = Counter()
    for branch in json.loads(path.read_text(encoding="utf-8"))["branches"]:
        for finding in branch["findings"]:
            found[f"r{finding['rule'][3:5]}"] += finding["unmet"]
    return found


def _theirs(path: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["rule"]] += int(row["fails"])
    return found


def _comment(rule: str, count: int, ours: Counter[str]) -> str:
    return "equal" if ours.get(rule) == count else f"DIFFERS: {DIFFERS.get(rule, 'unexplained')}"
