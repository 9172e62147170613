"""Broken xlsx, xls, CSV and YAML files through whole audits: nothing may crash or hang, and no light may be green that cannot be.

Usage: python -m scripts.fuzz_audits [--count 100000] [--seed 1] [--first 0]. Prints how the inputs ended: ``read`` (the file was read or refused
and the audit went on), ``refused`` (the whole audit was, with exit status 2 to 4), ``asks otherwise`` (a changed rule is a legal other rule), and
what must not be: ``error``, ``hung``, ``wrong`` (a green light or a passed rule: see ``scripts/fuzzing/world.py``). ``killed``: the reader took
the process with it, which the program survives because it reads in a child.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from scripts.fuzzing.audits import audits
from scripts.fuzzing.parent import report, supervise


def main() -> None:
    """Parent: start workers until all inputs are done. Worker: a line of words an audit, until it is ended."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--worker", type=int)
    given = options.parse_args()
    if given.worker is not None:
        work(given.seed, given.worker)
        return
    command = [sys.executable, "-m", "scripts.fuzz_audits", "--seed", str(given.seed), "--worker"]
    report(supervise(lambda step: [*command, str(given.first + step)], given.count, told), given.seed)


def told(ended: Counter[str]) -> None:
    """How far it is, on stderr."""
    print(dict(ended), file=sys.stderr, flush=True)


def work(seed: int, first: int) -> None:
    """Audit after audit; what is bad is told on stderr with its number."""
    with tempfile.TemporaryDirectory() as folder:
        for number, ended in enumerate(_careful(seed, first, Path(folder)), first):
            print(" ".join(word.replace(" ", "-") for word in ended), flush=True)
            if {"error", "wrong"} & set(ended):
                print(f"audit {number}: {ended}", file=sys.stderr, flush=True)


def _careful(seed: int, first: int, folder: Path) -> Iterator[list[str]]:
    number = first
    while True:
        try:
            for ended in audits(seed, number, folder):
                yield ended
                number += 1
        except Exception:  # noqa: BLE001 - this is what is looked for
            traceback.print_exc()
            yield ["error"]
            number += 1


if __name__ == "__main__":
    main()
