"""What reading costs beside the reader alone: pre-scan, child processes and cells included. ``python -m benchmarks.reading``.

B: 100,000 rows x 12 columns of one xlsx; N: 100 small workbooks; both beside calamine in a process of its own that opens the same files and
turns every sheet into lists. Z: the peak memory of this side while a bomb is refused.
"""

from __future__ import annotations

import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import xlsxwriter

from benchmarks.measure import Command, compare, table

OURS = """
import sys, pathlib
from auditor.garbage import spare
spare()  # as the command does
from auditor.records.read import read_files
read_files([*map(pathlib.Path, sys.argv[1:])])
"""
ALONE = """
import sys, python_calamine
for path in sys.argv[1:]:
    book = python_calamine.CalamineWorkbook.from_path(path)
    for name in book.sheet_names: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""
ROUNDS = {"B": 3, "N": 5, "Z": 3}


def main() -> None:
    """Measure the sizes named on the command line, or all of them."""
    with tempfile.TemporaryDirectory() as folder:
        for size in sys.argv[1:] or ROUNDS:
            costs = compare(COMMANDS[size](Path(folder)), ROUNDS[size])
            print(f"\n{size}: medians of {ROUNDS[size]} alternating rounds, load {os.getloadavg()[0]:.1f}\n{table(costs)}", flush=True)


def _big(folder: Path) -> Mapping[str, Command]:
    return _beside([_workbook(folder / "big.xlsx", 100_000)])


def _many(folder: Path) -> Mapping[str, Command]:
    return _beside([_workbook(folder / f"{number}.xlsx", 30) for number in range(100)])


def _bomb(folder: Path) -> Mapping[str, Command]:
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(512):
                part.write(b" " * 1024 * 1024)
    return {"refusing a bomb": (sys.executable, "-c", OURS, str(path)), "nothing": (sys.executable, "-c", "import auditor.records.read")}


def _beside(paths: list[Path]) -> Mapping[str, Command]:
    files = [str(path) for path in paths]
    return {"auditor": (sys.executable, "-c", OURS, *files), "calamine alone": (sys.executable, "-c", ALONE, *files)}


def _workbook(path: Path, rows: int) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("党费")
        page.write_row(0, 0, ["序号", "姓名", "党支部", "缴费月份", "应缴党费", "实缴党费", "缴费日期", "缴费方式", "缴费状态", "代缴人", "凭证号", "备注"])
        for row in range(1, rows + 1):
            page.write_row(row, 0, [row, f"赵甲{row % 977}", f"第{row % 31}党支部", "2022-03", 10, 10.5, "2022-03-08", "微信", "已缴", "", f"R{row}", "无"])
    return path


COMMANDS: Mapping[str, Callable[[Path], Mapping[str, Command]]] = {"B": _big, "N": _many, "Z": _bomb}

if __name__ == "__main__":
    main()
