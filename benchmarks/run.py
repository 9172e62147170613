"""``make bench``: S beside the floor, what rules cost (R), M and L beside hand-written Polars and pandas.

M and L need the generator and the baselines that are kept outside this project: the folder ``bench`` under ``$AUDITOR_SHARED``
(default: ``../shared``). ``python -m benchmarks.run S M`` measures only these.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.agree import agreement
from benchmarks.measure import Command, compare, table
from benchmarks.rulebook import auditing, loading

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "samples" / "inspection-2022q1"
SHARED = Path(os.environ.get("AUDITOR_SHARED", HERE.parent.parent / "shared")) / "bench"
DATA = Path(os.environ.get("AUDITOR_BENCH_DATA", Path(tempfile.gettempdir()) / "auditor-bench"))
ROUNDS = {"S": 7, "R": 7, "M": 5, "L": 3}
LIBRARIES = ("click", "rich", "yaml", "pydantic", "narwhals", "polars", "pandas", "pandera", "pandera.pandas", "pandera.polars",
             "python_calamine", "xlsxwriter", "jinja2", "rapidfuzz", "stdnum")
AUDIT = (sys.executable, "-m", "auditor", "audit")
SAMPLE_AUDIT = (*AUDIT, str(SAMPLE), "--period", "2022Q1", "--as-of", "2022-04-04", "--format", "xlsx,html,json,text", "--out", "{out}")
SPREADSHEETS = {".xlsx", ".xls"}


def main() -> None:
    """Measure the sizes named on the command line, or all of them."""
    for size in sys.argv[1:] or ROUNDS:
        if size == "R":
            _rules()
            continue
        if size != "S" and not SHARED.is_dir():
            print(f"{size}: skipped, no {SHARED} (set AUDITOR_SHARED)")
            continue
        commands = _small() if size == "S" else _large(size)
        costs = compare(commands, ROUNDS[size])
        print(f"\n{size}: medians of {ROUNDS[size]} alternating rounds, load {os.getloadavg()[0]:.1f}\n{table(costs)}", flush=True)
        if size == "M":
            print(agreement(commands["auditor"], commands["hand-written Polars"]))


def _rules() -> None:
    """Loading, and auditing the sample with many rules and with few."""
    with tempfile.TemporaryDirectory() as folder:
        for commands in (loading(), auditing(SAMPLE_AUDIT, Path(folder))):
            costs = compare(commands, ROUNDS["R"])
            first, second = costs.values()
            over = statistics.median(a.cpu - b.cpu for a, b in zip(first, second, strict=True))
            print(f"\nR: medians of {ROUNDS['R']} alternating rounds, load {os.getloadavg()[0]:.1f}; the first takes {over:.2f} s CPU more")
            print(table(costs), flush=True)


def _small() -> Mapping[str, Command]:
    """The sample, spreadsheets in, every output; the floor imports what the audit imports and reads what it reads."""
    audit = SAMPLE_AUDIT
    files = sorted(str(path) for path in SAMPLE.rglob("*") if path.suffix in SPREADSHEETS)
    return {"auditor": audit, "floor": (sys.executable, str(HERE / "floor.py"), ",".join(_imported(audit)), *files)}


def _imported(audit: Command) -> Iterator[str]:
    """Which of the libraries one audit really imports."""
    with tempfile.TemporaryDirectory() as folder:
        told = [sys.executable, "-X", "importtime", *(part.replace("{out}", f"{folder}/out") for part in audit[1:])]
        said = subprocess.run(told, capture_output=True, text=True, check=True).stderr
    names = {line.rsplit("|", 1)[-1].strip() for line in said.splitlines() if line.startswith("import time:")}
    return (library for library in LIBRARIES if library in names)


def _large(size: str) -> Mapping[str, Command]:
    """A generated folder of Parquet, JSON out, the twelve rules as far as check kinds say them, beside the baselines."""
    data = _generated(size)
    options = ("--rules", str(HERE / "rules"), "--period", "2025", "--as-of", "2026-01-31", "--format", "json", "--out", "{out}")
    baselines = {"hand-written Polars": "pol.py", "hand-written pandas": "pan.py"}
    return {
        "auditor": (*AUDIT, str(data), *options),
        **{name: (sys.executable, str(SHARED / "engines" / file), str(data), "parquet", "{out}") for name, file in baselines.items()},
    }


def _generated(size: str) -> Path:
    """The folder of that size; made once and kept outside the project."""
    folder = DATA / size
    if not (folder / "dues.parquet").exists():
        made = DATA / f"{size}.making"
        subprocess.run([sys.executable, str(SHARED / "gen.py"), size, str(made)], check=True, stdout=subprocess.DEVNULL)
        for path in made.iterdir():
            if path.suffix != ".parquet":
                path.unlink()
        made.rename(folder)
    return folder


if __name__ == "__main__":
    main()
