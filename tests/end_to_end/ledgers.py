"""One small complete input: three branches whose first quarter of 2022 lacks nothing, and how a test spoils and writes it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

FIRST, SECOND, THIRD = BRANCHES = ("机电工程系教工党支部", "艺术设计系教工党支部", "护理系学生党支部")
REGISTER, MEMBERS, MEETINGS, DUES = "党支部名录.xlsx", "党员名册.xlsx", "组织生活记录.xlsx", "党费收缴明细.xlsx"
SURNAMES = "赵钱孙李周吴郑王冯"

Rows: TypeAlias = list[list[object]]


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell whose formula ended in an error."""

    word: str = "#N/A"


@dataclass(slots=True)
class Ledgers:
    """Rows by file name, and what is done to the folder after writing. Row 0 is the header; Excel's row number is one more."""

    files: dict[str, Rows]
    after: list[Callable[[Path], None]] = field(default_factory=list)

    def index(self, file: str, header: str) -> int:
        return self.files[file][0].index(header)

    def rows(self, file: str, branch: str) -> Iterator[list[object]]:
        return (row for row in self.files[file][1:] if branch in row)

    def set(self, file: str, header: str, value: object, branch: str = FIRST, *, which: slice = slice(None)) -> None:
        place = self.index(file, header)
        for row in [*self.rows(file, branch)][which]:
            row[place] = value

    def change(self, file: str, header: str, change: Callable[[object], object], branch: str = FIRST) -> None:
        place = self.index(file, header)
        for row in [*self.rows(file, branch)]:
            row[place] = change(row[place])

    def drop_column(self, file: str, header: str) -> None:
        place = self.index(file, header)
        for row in self.files[file]:
            del row[place]

    def drop(self, file: str, unwanted: Callable[[list[object]], bool]) -> None:
        head, *rows = self.files[file]
        self.files[file] = [head, *(row for row in rows if not unwanted(row))]

    def write(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self.files.items():
            (_csv if name.endswith(".csv") else write_xlsx)(folder / name, rows)
        for step in self.after:
            step(folder)
        return folder


def complete() -> Ledgers:
    """The complete input: every rule of the test's rulebook passes at every branch."""
    register: Rows = [["党支部名称", "成立时间", "上级党组织"], *([name, "2010-01-01", "某某学院党委"] for name in BRANCHES)]
    members: Rows = [["序号", "姓名", "性别", "公民身份号码", "出生日期", "所在党支部", "人员类别", "加入党组织日期", "联系电话"]]
    meetings: Rows = [["党支部", "会议类型", "会议时间", "会议主题", "会议地点", "主持人", "记录人", "应到人数", "实到人数", "审核情况"]]
    dues: Rows = [["姓名", "所在党支部", "缴费月份", "应缴党费", "实缴党费"]]
    for number, (branch, name) in enumerate(people()):
        members.append([number + 1, name, "男", ids()[number], "1980-01-01", branch, "正式党员", "2009-06-18", f"1390000{number:04d}"])
        dues += [[name, branch, month, 40, 40] for month in ("2022-01", "2022-02", "2022-03")]
    for branch in BRANCHES:
        host, recorder = [name for of, name in people() if of == branch][:2]
        for kind, day in [("主题党日", date(2022, 1, 6)), ("主题党日", date(2022, 2, 17)), ("主题党日", date(2022, 3, 10)), ("支部党员大会", date(2022, 3, 24))]:
            meetings.append([branch, kind, day, f"{day.month}月{kind}", "会议室", host, recorder, 3, 3, "审核通过"])
    return Ledgers({REGISTER: register, MEMBERS: members, MEETINGS: meetings, DUES: dues})


def people() -> list[tuple[str, str]]:
    """(branch, name): three plainly fictional members per branch."""
    return [(branch, f"{SURNAMES[3 * b + p]}虚{'甲乙丙'[p]}") for b, branch in enumerate(BRANCHES) for p in range(3)]


def ids() -> list[str]:
    """The members' ID numbers."""
    return [id_number(place) for place in range(1, 10)]


def id_number(place: int) -> str:
    """An ID number with a right check digit, of a region that does not exist."""
    body = f"99010119800101{place:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(w * int(digit) for w, digit in zip(weights, body, strict=True)) % 11]


def write_xlsx(path: Path, rows: Rows) -> None:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet("Sheet1")
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if isinstance(value, Broken):
                    page.write_formula(i, j, "=VLOOKUP(1,A1:A2,1,0)", None, value.word)
                elif isinstance(value, date):
                    page.write_datetime(i, j, value, day)
                elif isinstance(value, str):
                    page.write_string(i, j, value)
                elif value is not None:
                    page.write(i, j, value)


def _csv(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)


def edit(file: str, change: Callable[[Worksheet], None]) -> Callable[[Path], None]:
    """A step after writing: change the sheet with openpyxl, which stores no results of formulas."""

    def step(folder: Path) -> None:
        book = openpyxl.load_workbook(folder / file)
        assert isinstance(book.active, Worksheet)
        change(book.active)
        book.save(folder / file)

    return step
