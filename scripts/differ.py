"""Our reader beside openpyxl and calamine, on random workbooks, cell by cell.

Usage: python -m scripts.differ [--count 5000] [--seed 1]. Prints how often each known difference (docs/differences.md) occurred and exits
with 1 where there is another one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.differ.compare import compare

SHOWN = 20


def main() -> None:
    """Make, read three times, compare, count."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=5_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    counts, strange = Counter[str](), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(given.count):
            found = compare(f"{given.seed}/{number}", Path(folder))
            counts.update(found.counts)
            strange += found.strange
    for name, count in sorted(counts.items()):
        print(f"{name:40} {count}")
    print(f"{given.count} workbooks, seed {given.seed}, {len(strange)} differences that are not known")
    print("\n".join(strange[:SHOWN]))
    sys.exit(bool(strange))


if __name__ == "__main__":
    main()
