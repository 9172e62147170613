"""Small workbooks and texts with some of their bytes changed, through reading and understanding: nothing may crash, hang or change an ID.

Usage: python -m scripts.fuzz [--count 20000] [--seed 1]. Prints how each input ended and exits with 1 where one crashed or hung. A worker
does the work; when an input kills it, the input counts as a crash of the reader (which the program survives: it reads in a child) and the
next worker goes on behind it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from random import Random

from auditor.records.answers import workbook_of
from auditor.records.cells import Workbook
from auditor.records.child import answer
from auditor.records.normalise import normalise
from auditor.records.understand import understand
from auditor.rulebook.load import load_rulebook
from auditor.tables import Table
from scripts.fuzzing.changes import changed
from scripts.fuzzing.parent import report, supervise
from tests.records.hostile import build

TABLE: list[list[object]] = [["姓名", "党支部", "公民身份号码", "入党日期"], ["赵甲子", "第一党支部", "990101199001010019", "2010-01-01"]]
TEXT = "\n".join(",".join(map(str, row)) for row in TABLE)


def main() -> None:
    """Parent: start workers until all inputs are done."""
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--worker", type=int)
    given = options.parse_args()
    if given.worker is not None:
        work(given.seed, given.worker, given.count)
        return
    command = [sys.executable, "-m", "scripts.fuzz", "--seed", str(given.seed), "--count", str(given.count), "--worker"]
    report(supervise(lambda step: [*command, str(step)], given.count), given.seed)


def work(seed: int, first: int, count: int) -> None:
    """Worker: a word for each input."""
    tables = load_rulebook().tables
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, count):
            name, data = mutated(Random(f"{seed}/{number}"))  # noqa: S311 - for chance, not for secrets
            path = Path(folder) / name
            path.write_bytes(data)
            try:
                print(outcome(path, tables), flush=True)
            except Exception:  # noqa: BLE001 - this is what is looked for
                print("error", flush=True)


def mutated(random: Random) -> tuple[str, bytes]:
    """A small file of one kind with one to eight changes; in half of the xlsx the sheet is changed and then packed, so that checksums are right."""
    cells = ("".join(f"<c t='inlineStr'><is><t>{cell}</t></is></c>" for cell in row) for row in TABLE)
    sheet = build.sheet("".join(f"<row>{row}</row>" for row in cells))
    kinds = {"a.xlsx": build.package(build.parts(sheet)), "inside.xlsx": sheet.encode(), "a.xls": build.xls(TABLE), "a.csv": TEXT.encode(),
             "b.csv": TEXT.encode("gb18030")}
    name = random.choice(list(kinds))
    data = changed(kinds[name], random)
    return name, build.package(build.parts(data)) if name == "inside.xlsx" else data


def outcome(path: Path, tables: Mapping[str, Table]) -> str:
    """How one input ended: refused with a reason, or read; ``changed`` where a package with broken checksums gave another good ID number."""
    book = workbook_of(path.name, answer(path))
    if not isinstance(book, Workbook):
        return "refused"
    for sheet in book.sheets:
        for item in understand(sheet, tables):
            if item.table:
                typed = normalise(item, tables[item.table])
                numbers = zip(typed.columns.get("id_no", ()), typed.columns.get("id_no__unsure", ()), strict=True)
                if path.name == "a.xlsx" and any(value and not unsure and value != TABLE[1][2] for value, unsure in numbers):
                    return "changed"
    return "read"


if __name__ == "__main__":
    main()
