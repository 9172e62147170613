"""Runs the real command and looks at what it wrote."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from auditor.cli import main

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "inspection-2022q1"
PERIOD = ("--period", "2022Q1", "--as-of", "2022-04-04")
JUDGING = ("ZZ-01", "ZH-01", "ZH-07", "ZH-19", "DF-01", "TZ-11", "TZ-13", "TZ-14", "TZ-14A", "TZ-14B")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run said, and the scorecard if it wrote one."""

    status: int
    stdout: str
    stderr: str
    card: Mapping[str, Any]

    def branch(self, name: str) -> Mapping[str, Any]:
        (found,) = [one for one in self.card["branches"] if one["branch"] == name]
        return found

    def light(self, name: str) -> str:
        return str(self.branch(name)["light"])

    def lights(self) -> set[str]:
        return {one["light"] for one in self.card["branches"]}

    def finding(self, branch: str, rule: str) -> Mapping[str, Any]:
        (found,) = [one for one in self.branch(branch)["findings"] if one["rule"] == rule]
        return found

    def issue(self, code: str) -> Mapping[str, Any]:
        """The first issue of that code."""
        found = [one for one in self.card["issues"] if one["code"] == code]
        assert found, f"no {code} among {sorted({one['code'] for one in self.card['issues']})}"
        return found[0]

    def said(self, branch: str) -> str:
        """All that explains the branch's light: reasons, messages of what did not pass, issues."""
        told = [*self.branch(branch)["reasons"]]
        told += [f"{one['rule']} {one['message']}" for one in self.branch(branch)["findings"] if one["verdict"] != "pass"]
        told += [f"{one['code']} {one['file']} {one['sheet']} {one['row']} {one['message']} {one['value']}" for one in self.card["issues"]]
        return "\n".join(told)


def run(*arguments: str | Path) -> Ran:
    """The command in this process."""
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    assert "Traceback" not in result.output
    return Ran(result.exit_code, result.stdout, result.stderr, {})


def run_apart(*arguments: str | Path, cwd: Path | None = None) -> Ran:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "auditor", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", cwd=cwd, env={"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), "PATH": ""})
    assert "Traceback" not in done.stdout + done.stderr
    return Ran(done.returncode, done.stdout, done.stderr, {})


def audit(folder: Path | Sequence[Path], out: Path, *options: str | Path) -> Ran:
    """``auditor audit`` with a JSON scorecard in ``out``, which is read back where there is one."""
    paths = [folder] if isinstance(folder, Path) else folder
    ran = run("audit", *paths, *PERIOD, "--out", out, "--format", "json", *options)
    card = out / "scorecard.json"
    return Ran(ran.status, ran.stdout, ran.stderr, json.loads(card.read_bytes()) if card.exists() else {})


class Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Writes everything out: rules have no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def rule_folder(target: Path, *extra: Mapping[str, Any]) -> Path:
    """The shipped ledgers with a few of the shipped rules, minor ones raised to 重要, so that each alone can take the green away."""
    shutil.copytree(ROOT / "rules" / "tables", target / "tables")
    shutil.copy(ROOT / "rules" / "pack.yaml", target)
    (target / "national").mkdir()
    rules = [*(_raised(rule) for rule in shipped() if rule["id"] in JUDGING), *extra]
    (target / "national" / "few.yaml").write_text(yaml.dump({"rules": rules}, Dumper=Plain, allow_unicode=True), "utf-8")
    return target


@cache
def shipped() -> tuple[dict[str, Any], ...]:
    """The national rules as they are written; read once, and by the quick parser: the plain one takes a second."""
    files = [path.read_text("utf-8") for path in sorted((ROOT / "rules" / "national").glob("*.yaml"))]
    return tuple(rule for text in files for rule in yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))["rules"])


def _raised(rule: dict[str, Any]) -> dict[str, Any]:
    severity = "major" if rule["severity"] == "minor" else rule["severity"]
    return {**{key: value for key, value in rule.items() if key != "tests"}, "severity": severity, "enabled": True}
