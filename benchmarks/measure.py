"""Whole processes, measured alternately: CPU, wall and peak memory, medians and paired ratios."""

from __future__ import annotations

import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str]
"""A program with its arguments; ``{out}`` in them becomes a fresh path for each run."""
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Compiled modules are kept, as at the user's: only the round that is not counted compiles."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took. ``cpu``: user and system, with the processes that it waited for; ``memory``: MiB of the largest of them."""

    cpu: float
    wall: float
    memory: float


def measure(command: Command) -> Cost:
    """Run it once; ``SystemExit`` with what it said when it fails."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as said:
        arguments = [part.replace("{out}", str(Path(folder) / "out")) for part in command]
        start = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=said, env=ENVIRONMENT)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{shlex.join(arguments)}\nexit status {process.returncode}\n{said.read().decode(errors='replace')[-2000:]}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def compare(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Cost]]:
    """Every command once per round, in turn, after a round that is not counted: what the machine does besides hits all alike."""
    for command in commands.values():
        measure(command)
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(rounds):
        names = list(commands)
        for name in names if turn % 2 == 0 else reversed(names):
            costs[name].append(measure(commands[name]))
    return costs


def table(costs: Mapping[str, Sequence[Cost]]) -> str:
    """Medians; the ratios are medians of the first command's cost over the other's in the same round."""
    names = list(costs)
    lines = [f"{'':28}{'CPU s':>9}{'wall s':>9}{'MiB':>8}   {names[0]} takes: CPU, wall, memory"]
    for name in names:
        middle = [statistics.median(getattr(cost, part) for cost in costs[name]) for part in Cost.__slots__]
        ratios = [statistics.median(getattr(a, part) / getattr(b, part) for a, b in zip(costs[names[0]], costs[name], strict=True))
                  for part in Cost.__slots__]
        beside = "" if name == names[0] else "   " + ", ".join(f"x{ratio:.2f}" for ratio in ratios)
        lines.append(f"{name:28}{middle[0]:9.2f}{middle[1]:9.2f}{middle[2]:8.0f}{beside}")
    return "\n".join(lines)
