"""A corpus of made ledgers, read and counted: per layout, per fault and per file format, what was planted beside what was read.

Usage: python scripts/corpus_report.py [--count 2000] [--seed 1] [--only month_and_day]. Prints a table and exits with 1 where a value was read
wrong, a record or a value was lost in silence, or a record was found that nobody planted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from auditor.rulebook.load import load_rulebook
from tests.corpus.corpus import pages
from tests.corpus.files import save
from tests.corpus.measure import Score, measure

COLUMNS = ("files", "refused", "sheets", "sheets not taken", "cells", "records", "records read", "records told", "rows skipped", "right", "unknown",
           "wrong", "lost", "invented")
BAD = ("wrong", "lost", "invented")
SHOWN = 40


def main() -> None:
    """Make, read, count, print."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=2_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="")
    given = options.parse_args()
    scores: defaultdict[str, Score] = defaultdict(Score)
    tables = load_rulebook().tables
    with tempfile.TemporaryDirectory() as folder:
        for number, (page, kind) in enumerate(pages(given.seed, given.count, tables, given.only)):
            path = save(page, kind, Path(folder), number)
            score = measure(page, path, tables)
            path.unlink()
            for group in ("all", page.layout, f"format {kind}", *(f"fault {name}" for name in page.faults)):
                scores[group] += score
    print(table(scores))
    for line in scores["all"].bad[:SHOWN]:
        print(line)
    sys.exit(any(scores["all"].counts[name] for name in BAD))


def table(scores: Mapping[str, Score]) -> str:
    """A line a group, then what precision and recall come to."""
    lines = ["| | " + " | ".join(COLUMNS) + " | precision | recall |", "|---" * (len(COLUMNS) + 3) + "|"]
    for group, score in sorted(scores.items()):
        counts = score.counts
        read, planted = counts["right"] + counts["wrong"], sum(counts[name] for name in ("right", "unknown", "wrong", "lost"))
        shares = (f"{counts['right'] / max(1, read):.4f}", f"{counts['right'] / max(1, planted):.4f}")
        lines.append(f"| {group} | " + " | ".join(str(counts[name]) for name in COLUMNS) + f" | {shares[0]} | {shares[1]} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
