"""Broken xlsx, xls, CSV and YAML files through whole audits: nothing may crash or hang, and no light may be green that cannot be.

Usage: python -m scripts.fuzz_audits [--count 100000] [--seed 1] [--first 0] [--keep FOLDER] or --replay FOLDER. Prints how the inputs of each
kind ended: ``understood`` (a ledger gave records), ``told`` (it gave none, and the audit went on), ``read`` (a YAML file was taken),
``refused`` (the whole audit was, with exit status 2 to 4), ``asks-otherwise`` (a changed rule is a legal other rule), and what must not be:
``error``, ``hung``, ``wrong`` (a green light or a passed rule: see ``scripts/fuzzing/world.py``). ``killed``: reading took the process with it;
the same files then go through the real child processes, and that outcome counts. What is bad or killed is kept, to be run again by ``--replay``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.fuzzing.audits import audits, run, too_good
from scripts.fuzzing.parent import SECONDS, bad, report, supervise


def main() -> None:
    """Parent: start workers until all inputs are done. Worker: a line of words an audit, until it is ended."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "fuzz-audits")
    options.add_argument("--replay", type=Path)
    options.add_argument("--worker", type=int)
    options.add_argument("--place", type=Path)
    options.add_argument("--in-children", action="store_true")
    given = options.parse_args()
    if given.replay:
        replay(given.replay)
    elif given.worker is not None:
        work(given)
    else:
        with tempfile.TemporaryDirectory() as folder:
            parent(given, Path(folder) / "now")


def parent(given: argparse.Namespace, place: Path) -> None:
    """Supervise workers that all use ``place``, one after the other."""
    so_far = Counter[str]()

    def worker(number: int, *more: str) -> Sequence[str]:
        fixed = [sys.executable, "-m", "scripts.fuzz_audits", "--seed", str(given.seed), "--keep", str(given.keep), "--place", str(place)]
        return [*fixed, "--worker", str(number), *more]

    def heard(step: int, words: list[str]) -> list[str]:
        number = given.first + step
        if words in (["killed"], ["hung"]):
            keep(place, given.keep, given.seed, number)
            words = words if words == ["hung"] else [*words, *again(worker(number, "--in-children", "--count", "1"))]
        so_far.update(word.rpartition(":")[2] for word in words)
        if step % 500 == 0 or bad(words):
            print(f"audit {number}: {dict(so_far)}", file=sys.stderr, flush=True)
        return words

    report(supervise(lambda step: worker(given.first + step), given.count, heard), given.seed)


def again(command: Sequence[str]) -> list[str]:
    """How the inputs of one audit end when real child processes read them."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True).stdout.split()
    except subprocess.TimeoutExpired:
        return ["hung"]
    except subprocess.CalledProcessError:
        return ["error"]


def work(given: argparse.Namespace) -> None:
    """Audit after audit; what is bad is kept."""
    for number, ended in zip(range(given.worker, given.worker + given.count), _careful(given), strict=False):
        if bad(ended):
            keep(given.place, given.keep, given.seed, number)
        print(" ".join(ended), flush=True)


def _careful(given: argparse.Namespace) -> Iterator[list[str]]:
    number = given.worker
    while True:
        try:
            for ended in audits(given.seed, number, given.place, in_children=given.in_children):
                yield ended
                number += 1
        except Exception:  # noqa: BLE001 - this is what is looked for
            (given.place / "said.txt").write_text(traceback.format_exc(), "utf-8")
            yield ["error"]
            number += 1


def keep(place: Path, folder: Path, seed: int, number: int) -> None:
    """Copy the files of an audit to where they can be replayed."""
    shutil.copytree(place, folder / f"{seed}-{number}", dirs_exist_ok=True)


def replay(place: Path) -> None:
    """One kept audit as users run it; exits with 1 where it ends as it must not."""
    ended, card = run(place)
    wrong = [one["branch"] for one in card["branches"] if too_good(one)] if card else []
    print((place / "said.txt").read_text("utf-8"))
    print(ended, *wrong)
    sys.exit(bad([ended]) or bool(wrong))


if __name__ == "__main__":
    main()
