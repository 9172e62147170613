"""What rules cost: loading the whole rulebook over importing its libraries, and the sample with all national rules beside the first 25."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from auditor.rulebook.load import load_rulebook
from auditor.shipped import shipped
from benchmarks.measure import Command

FIRST = 25
ALIKE = "import auditor.garbage; auditor.garbage.spare()"
"""As the command does."""
IMPORT = f"{ALIKE}; import auditor.rulebook.load"
LOAD = f"{IMPORT}; auditor.rulebook.load.load_rulebook(tests=False)"
TOUCH = f"{IMPORT}; from rapidfuzz import process; import json"
"""What loading imports late."""


def loading() -> Mapping[str, Command]:
    """A process that loads the shipped rulebook, and one that only imports what this takes."""
    return {"load the rulebook": (sys.executable, "-c", LOAD), "import its libraries": (sys.executable, "-c", TOUCH)}


def auditing(audit: Command, folder: Path) -> Mapping[str, Command]:
    """The audit with all national rules, with the first 25 of them, and with a rulebook that has no others (made in ``folder``)."""
    rules = shipped("rules")
    national = load_rulebook(profile="national-full").rules
    chosen = [rule.id for rule in national[:FIRST]]
    whole = Path(shutil.copytree(rules, folder / "whole"))
    profile = f"id: first\nname: 前 {FIRST} 条\nuse: [{', '.join(chosen)}]\n"
    (whole / "profiles" / "first.yaml").write_text(profile, encoding="utf-8")
    return {
        f"all {len(national)} national rules": (*audit, "--rules", str(whole), "--profile", "national-full"),
        f"the first {FIRST}": (*audit, "--rules", str(whole), "--profile", "first"),
    }
