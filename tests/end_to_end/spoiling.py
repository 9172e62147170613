"""Ways in which an input withholds something: each is done to the complete ledgers, with what the audit must say of it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.end_to_end.ledgers import DUES, FIRST, MEETINGS, MEMBERS, REGISTER, SECOND, Broken, Ledgers, Rows, edit

Change = Callable[[Ledgers], Any]


@dataclass(frozen=True, slots=True)
class Case:
    """``rules`` do not pass at ``branch``, its light is not green, and the report says each of ``says``.

    ``twin`` is the same input without the fault, where that differs from the complete input: it must be green.
    """

    id: str
    spoil: Change
    rules: tuple[str, ...]
    says: tuple[str, ...]
    branch: str = FIRST
    twin: Change | None = None


def without(file: str) -> Change:
    return lambda given: given.files.pop(file)


def header_only(file: str) -> Change:
    def change(given: Ledgers) -> None:
        given.files[file] = given.files[file][:1]

    return change


def no_header(file: str) -> Change:
    def change(given: Ledgers) -> None:
        del given.files[file][0]

    return change


def no_column(file: str, *headers: str) -> Change:
    def change(given: Ledgers) -> None:
        for header in headers:
            given.drop_column(file, header)

    return change


def no_rows(file: str, branch: str, *words: object) -> Change:
    return lambda given: given.drop(file, lambda row: branch in row and all(any(str(word) in str(cell) for cell in row) for word in words))


def cells(file: str, header: str, value: object, which: slice = slice(None), branch: str = FIRST) -> Change:
    return lambda given: given.set(file, header, value, branch, which=which)


def both(*changes: Change) -> Change:
    def change(given: Ledgers) -> None:
        for one in changes:
            one(given)

    return change


def bytes_of(file: str, change: Callable[[bytes], bytes]) -> Change:
    def step(folder: Path) -> None:
        (folder / file).write_bytes(change((folder / file).read_bytes()))

    return lambda given: given.after.append(step)


def as_csv(file: str, change: Callable[[bytes], bytes] = lambda data: data) -> Change:
    """The ledger as UTF-8 CSV with its bytes changed."""

    def spoil(given: Ledgers) -> None:
        name = file.replace(".xlsx", ".csv")
        given.files[name] = given.files.pop(file)
        bytes_of(name, change)(given)

    return spoil


def written(*changes: Callable[[Path], object]) -> Change:
    return lambda given: given.after.extend(changes)


def formula(file: str, place: str) -> Change:
    """openpyxl writes formulas without their results."""
    return written(edit(file, lambda page: page.__setitem__(place, "=1+1")))


def merged_branches(rows: slice) -> Change:
    """The branch column of the meetings merged downwards over these rows, as hand-kept ledgers have it."""

    def change(given: Ledgers) -> None:
        given.after.append(edit(MEETINGS, lambda page: page.merge_cells(start_row=rows.start, end_row=rows.stop, start_column=1, end_column=1)))

    return change


def only_first_filled(given: Ledgers) -> None:
    """The branch stands on its first line only, and the cells below are blank and not merged."""
    given.set(MEETINGS, "党支部", None, which=slice(1, None))


def second_header(file: str, at: int, *, other: Rows | None = None) -> Change:
    def change(given: Ledgers) -> None:
        given.files[file][at:at] = other or [list(given.files[file][0])]

    return change


def total_row(given: Ledgers) -> None:
    """The last member did not pay in March; a line of totals at the end has money in its place."""
    given.drop(DUES, lambda row: row[:3] == ["钱虚乙", FIRST, "2022-03"])
    given.files[DUES].append(["合计", FIRST, "2022-03", 1040, 1040])


def twice(file: str, copy: str) -> Change:
    return written(lambda folder: shutil.copy(folder / file, folder / copy))


def lock_file(given: Ledgers) -> None:
    """Only the lock file of the meetings was handed in."""
    given.after.append(lambda folder: (folder / MEETINGS).rename(folder / f"~${MEETINGS}"))


def short_lines(data: bytes) -> bytes:
    """The first branch's lines end after the month: the amounts are gone."""
    lines = [row[:3] if FIRST in row else row for row in csv.reader(data.decode().splitlines())]
    return "\n".join(",".join(line) for line in lines).encode()


def password_container() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def other_sheet(given: Ledgers) -> None:
    """The meetings stand on a hidden sheet of the register's book."""
    rows = given.files.pop(MEETINGS)

    def step(folder: Path) -> None:
        import xlsxwriter

        with xlsxwriter.Workbook(folder / "材料.xlsx") as book:
            book.add_worksheet("封面").write_string(0, 0, "第一季度材料")
            page = book.add_worksheet("记录")
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    page.write(i, j, value.isoformat() if isinstance(value, date) else value)
            page.hide()

    given.after.append(step)


def second_version(file: str, header: str, value: object) -> Change:
    """The first branch's lines stand in another file as well, there with this value."""

    def change(given: Ledgers) -> None:
        place = given.index(file, header)
        lines = [[*row[:place], value, *row[place + 1:]] for row in given.rows(file, FIRST)]
        given.files[file.replace(".xlsx", "2.xlsx")] = [list(given.files[file][0]), *lines]

    return change


def noted(text: str, heading: str = "备注", others: str | None = None) -> Change:
    """A column of remarks or answers; ``text`` stands at the February theme day of the first branch only."""

    def change(given: Ledgers) -> None:
        for number, row in enumerate(given.files[MEETINGS]):
            row.append(heading if number == 0 else text if number == 2 else others)

    return change


def day(value: object) -> Change:
    """The February theme day of the first branch has that date."""
    return cells(MEETINGS, "会议时间", value, slice(1, 2))


D02 = slice(1, 2)
"""The second line of a branch: its February theme day, or its first member's February."""

CASES = [
    # whole tables, sheets, columns, periods, branches
    Case("missing table: meetings", without(MEETINGS), ("ZH-01", "ZH-07", "ZH-19"), ("没有收到“组织生活记录”",)),
    Case("missing table: dues", without(DUES), ("DF-01", "TZ-11"), ("没有收到“党费收缴明细表”",)),
    Case("missing table: members", without(MEMBERS), ("ZZ-01", "DF-01", "TZ-13", "TZ-14"), ("没有收到“党员名册”",)),
    Case("missing column: type of meeting", no_column(MEETINGS, "会议类型"), ("ZH-01", "ZH-07"), ("会议类型",)),
    Case("missing column: date of meeting", no_column(MEETINGS, "会议时间"), ("ZH-01", "ZH-07"), ("ZH-07",)),
    Case("missing column: amounts", no_column(DUES, "应缴党费", "实缴党费"), ("DF-01",), ("DF-01",)),
    Case("missing column: amount paid", no_column(DUES, "实缴党费"), ("DF-01",), ("DF-01",)),
    Case("missing column: ID numbers", no_column(MEMBERS, "公民身份号码"), ("TZ-13",), ("没有这些列：公民身份号码",)),
    Case("missing column: kind of member", no_column(MEMBERS, "人员类别"), ("ZZ-01", "TZ-14", "TZ-14A"), ("没有这些列：人员类别",)),
    Case("missing column: branch", no_column(MEETINGS, "党支部"), ("ZH-01", "ZH-07"), ("没有支部列", MEETINGS)),
    Case("missing month of one branch", no_rows(MEETINGS, FIRST, "2022-02"), ("ZH-07",), ("2022-02 缺少主题党日记录",)),
    Case("missing month of everybody", lambda given: given.drop(MEETINGS, lambda row: "2022-03" in str(row[2])), ("ZH-01", "ZH-07"), ("ZH-07",)),
    Case("missing month of dues", no_rows(DUES, FIRST, "2022-03"), ("DF-01",), ("3 人次没有交纳党费的记录",)),
    Case("empty sheet: meetings", header_only(MEETINGS), ("ZH-01", "ZH-07"), ("ZH-07",)),
    Case("empty sheet: dues", header_only(DUES), ("DF-01",), ("DF-01",)),
    Case("empty sheet: members", header_only(MEMBERS), ("ZZ-01", "DF-01", "TZ-14"), ("ZZ-01",)),
    Case("no header: meetings", no_header(MEETINGS), ("ZH-01", "ZH-07"), ("没有收到“组织生活记录”", MEETINGS)),
    Case("no header: dues", no_header(DUES), ("DF-01",), ("没有收到“党费收缴明细表”", DUES)),
    Case("a branch that sent nothing", both(*(no_rows(file, FIRST) for file in (MEMBERS, MEETINGS, DUES))),
         ("ZZ-01", "ZH-07", "DF-01"), (f"D621   None 支部“{FIRST}”没有报送任何记录",)),
    Case("a branch only in the register", lambda given: given.files[REGISTER].append(["新设党支部", "2010-01-01", ""]),
         ("ZZ-01", "ZH-07", "DF-01"), ("支部“新设党支部”没有报送任何记录",), branch="新设党支部"),
    # the branch of a row
    Case("misspelt branch", cells(MEETINGS, "党支部", "机电工程系教公党支部"), ("ZH-01", "ZH-07"), ("D501", "机电工程系教公党支部", f"是否为“{FIRST}”")),
    Case("misspelt branch in one row", cells(MEETINGS, "党支部", "机电工程系教公党支部", D02), ("ZH-07",), (f"D501 {MEETINGS} Sheet1 3",)),
    Case("a branch that nobody knows", cells(MEETINGS, "党支部", "某某街道老干部党支部"), ("ZH-01", "ZH-07"), ("D502", "某某街道老干部党支部")),
    Case("blank branch", cells(MEETINGS, "党支部", None, D02), ("ZH-07",), (f"D503 {MEETINGS} Sheet1 3 支部一栏是空的",)),
    Case("branch filled once, not merged", only_first_filled, ("ZH-07",), (f"D503 {MEETINGS} Sheet1 3",), twin=merged_branches(slice(2, 5))),
    Case("members without a branch", cells(MEMBERS, "所在党支部", None), ("ZZ-01", "DF-01"), (f"D503 {MEMBERS} Sheet1 2",)),
    # files that cannot be read
    Case("truncated xlsx", bytes_of(MEETINGS, lambda data: data[:len(data) // 2]), ("ZH-07",), (f"D104 {MEETINGS}",)),
    Case("no bytes", bytes_of(MEETINGS, lambda _: b""), ("ZH-07",), (MEETINGS, "没有收到“组织生活记录”")),
    Case("text called xlsx", bytes_of(MEETINGS, lambda _: "会议记录见纸质材料".encode()), ("ZH-07",), (MEETINGS, "没有收到“组织生活记录”")),
    Case("a password", bytes_of(MEETINGS, lambda _: password_container()), ("ZH-07",), (f"D103 {MEETINGS}", "打开密码")),
    Case("a picture called xlsx", bytes_of(DUES, lambda _: b"\x89PNG\r\n\x1a\n" + bytes(2000)), ("DF-01",), (f"D102 {DUES}",)),
    Case("a NUL in CSV", as_csv(MEETINGS, lambda data: data.replace("2月主题党日".encode(), b"2\0", 1)), ("ZH-07",), ("D102 组织生活记录.csv",), twin=as_csv(MEETINGS)),
    Case("a NUL far down in CSV", as_csv(DUES, lambda data: data * 9 + b"\0"), ("DF-01",), ("D115", "含有空字符"), twin=as_csv(DUES)),
    Case("a stray quote in CSV", as_csv(MEETINGS, lambda data: data.replace("2月主题".encode(), '"2月主题'.encode(), 1)), ("ZH-07",), ("引号",), twin=as_csv(MEETINGS)),
    Case("two encodings in CSV", as_csv(MEETINGS, lambda data: data[:600] + b"\xff\xfe\x80" + data[600:]), ("ZH-07",), ("D115", "编码"), twin=as_csv(MEETINGS)),
    Case("ragged CSV", as_csv(DUES, short_lines), ("DF-01",), ("D114", "列数与第一行"), twin=as_csv(DUES)),
    Case("only the lock file", lock_file, ("ZH-07",), (f"D110 ~${MEETINGS}", "正打开着")),
    # cells
    Case("error cells in dates", cells(MEETINGS, "会议时间", Broken(), D02), ("ZH-07",), (f"D403 {MEETINGS} Sheet1 3", "#N/A")),
    Case("error cells in amounts", cells(DUES, "实缴党费", Broken("#VALUE!")), ("DF-01",), (f"D403 {DUES} Sheet1 2",)),
    Case("error cells in branches", cells(MEETINGS, "党支部", Broken("#REF!"), D02), ("ZH-07",), (f"{MEETINGS} Sheet1 3",)),
    Case("error cells in names", cells(MEMBERS, "姓名", Broken("#NAME?"), slice(0, 1)), ("TZ-14",), (f"{MEMBERS} Sheet1",)),
    Case("uncalculated date", formula(MEETINGS, "C3"), ("ZH-07",), (f"D404 {MEETINGS} Sheet1 3",)),
    Case("uncalculated amount", formula(DUES, "E2"), ("DF-01",), (f"D404 {DUES} Sheet1 2",)),
    Case("uncalculated branch", formula(MEETINGS, "A3"), ("ZH-07",), (f"{MEETINGS} Sheet1 3",)),
    Case("uncalculated type", formula(MEETINGS, "B3"), ("ZH-07", "TZ-14B"), (f"D404 {MEETINGS} Sheet1 3",)),
    Case("ID numbers stored as numbers", lambda given: given.change(MEMBERS, "公民身份号码", lambda text: float(str(text).replace("X", "0"))), ("TZ-13",),
         (f"D402 {MEMBERS} Sheet1 2",)),
    Case("ID numbers cut short", lambda given: given.change(MEMBERS, "公民身份号码", lambda text: str(text)[:15]), ("TZ-13",), (f"D402 {MEMBERS} Sheet1 2",)),
    *(Case(f"unreadable date {value!r}", day(value), ("ZH-07",), (f"D406 {MEETINGS} Sheet1 3",))
      for value in ("二月中旬某天", "2022.13.45", "22.2", "02/03/2022", "见附件", "2022-02-30", 44.5)),
    Case("a date that is only a year", day("2022"), ("ZH-07",), (f"D409 {MEETINGS} Sheet1 3", "只写到年")),
    Case("blank date", day(None), ("ZH-07",), ("ZH-07",)),
    Case("all-blank column: dates", cells(MEETINGS, "会议时间", None), ("ZH-01", "ZH-07"), ("ZH-07",)),
    Case("all-blank column: types", cells(MEETINGS, "会议类型", None), ("ZH-01", "ZH-07"), ("ZH-07",)),
    Case("all-blank column: amounts", cells(DUES, "实缴党费", None), ("DF-01",), ("9 人次没有交纳党费的记录",)),
    Case("all-blank column: kind of member", cells(MEMBERS, "人员类别", None), ("ZZ-01", "TZ-14"), ("ZZ-01",)),
    Case("all-blank column: ID numbers", cells(MEMBERS, "公民身份号码", None), ("TZ-13",), ("TZ-13",)),
    *(Case(f"blank-like amount {value!r}", cells(DUES, "实缴党费", value), ("DF-01",), ("DF-01",)) for value in (" ", "　", "-", "—", "/", "无", "0", 0, "待查", "NaN", "null")),
    *(Case(f"blank-like {value!r} where something must stand", cells(MEETINGS, "主持人", value, D02), ("ZH-19",), ("ZH-19",)) for value in (" ", "　", "\u200b", "—", "/", "无")),
    Case("half of the amounts", lambda given: given.set(DUES, "实缴党费", None, which=slice(0, None, 2)), ("DF-01",), ("5 人次没有交纳党费的记录",)),
    Case("a name that nobody has", cells(DUES, "姓名", "NA", slice(0, 3)), ("DF-01", "TZ-11"), ("TZ-11",)),
    Case("negative amounts", cells(DUES, "实缴党费", -40, slice(0, 1)), ("DF-01",), ("DF-01",)),
    Case("amounts to come", cells(DUES, "实缴党费", "下月补交", slice(0, 1)), ("DF-01",), (f"D401 {DUES} Sheet1 2",)),
    # two versions of one ledger
    Case("dues in two versions, the worse one paid nothing", second_version(DUES, "实缴党费", 0), ("DF-01",), ("D614 党费收缴明细2.xlsx Sheet1 2", "9 项与“党费收缴明细.xlsx”"),
         twin=second_version(DUES, "实缴党费", 40)),
    Case("dues in two versions, the worse one left blank", second_version(DUES, "实缴党费", None), ("DF-01",), ("D614 党费收缴明细2.xlsx Sheet1 2",)),
    Case("meetings in two versions, one of them cancelled", second_version(MEETINGS, "审核情况", "已取消"), ("ZH-01", "ZH-07"), ("D614 组织生活记录2.xlsx Sheet1 2",),
         twin=second_version(MEETINGS, "审核情况", "审核通过")),
    # rows
    Case("totals are no payment", total_row, ("DF-01",), ("1 人次没有交纳党费的记录",)),
    Case("a second header with other columns", second_header(MEETINGS, 2, other=[["事项", "负责人", "完成情况", "备注"]]), (), (), twin=second_header(MEETINGS, 2)),
    *(Case(f"meetings {word}", cells(MEETINGS, "审核情况", word, D02), ("ZH-07",), ("2022-02 缺少主题党日记录",)) for word in ("已取消", "取消", "草稿", "审核未通过")),
    *(Case(f"meetings that say {word!r} as {header}", cells(MEETINGS, header, word, D02), ("ZH-07",), (f"D410 {MEETINGS} Sheet1 3", "不能确定是否开展"))
      for header, word in (("会议主题", "未开展"), ("会议主题", "主题党日（因疫情取消）"), ("会议地点", "未召开"), ("主持人", "没有开展"), ("会议主题", "推迟至3月"), ("实到人数", 0),
                           ("会议类型", "主题党日（取消）"), ("审核情况", "未开展"))),
    Case("meetings that say so in a remark", noted("因疫情防控需要未开展"), ("ZH-07",), (f"D410 {MEETINGS} Sheet1 3",), twin=noted("学习取消农业税的意义")),
    *(Case(f"meetings that say {word!r} under {heading}", noted(word, heading, "是"), ("ZH-07",), (f"D410 {MEETINGS} Sheet1 3",), twin=noted("是", heading, "是"))
      for heading, word in (("是否开展", "否"), ("主题党日开展情况", "因疫情未能如期开展"))),
    Case("meetings of an unknown standing", cells(MEETINGS, "审核情况", "再议", D02), ("ZH-07",), (f"D405 {MEETINGS} Sheet1 3",)),
    Case("meetings of an unknown type", cells(MEETINGS, "会议类型", "XX活动", D02), ("ZH-07", "TZ-14B"), (f"D405 {MEETINGS} Sheet1 3",)),
    Case("one ID twice", lambda given: given.set(MEMBERS, "公民身份号码", given.files[MEMBERS][2][3], which=slice(0, 1)), ("TZ-13",), ("TZ-13",)),
    Case("one ID twice hides nobody's dues", lambda given: (given.set(MEMBERS, "公民身份号码", given.files[MEMBERS][2][3], which=slice(0, 1)), given.set(DUES, "实缴党费", None, which=slice(3, 6))),
         ("TZ-13", "DF-01"), ("3 人次没有交纳党费的记录",)),
    Case("meetings of another year", lambda given: given.change(MEETINGS, "会议时间", lambda when: when.replace(year=2021)), ("ZH-01", "ZH-07"), ("ZH-07",)),
    Case("the second branch's file only", lambda given: given.drop(DUES, lambda row: SECOND not in row), ("DF-01",), ("DF-01",)),
]
