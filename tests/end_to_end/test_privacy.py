"""Canary people: of nobody in the input does a full ID number or phone number get into any output, whatever is wrong with the rows."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.following import sheets
from tests.end_to_end.ledgers import DUES, FIRST, MEETINGS, MEMBERS, SECOND, THIRD, Ledgers, complete, ids
from tests.end_to_end.running import PERIOD, SAMPLE, run

EVERY = "xlsx,html,json,text,csv"
PHONES = [f"1390000{number:04d}" for number in range(9)]


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every output as text; a workbook's parts unzipped."""
    for path in folder.iterdir():
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as package:
                yield from ((f"{path.name}/{name}", package.read(name).decode("utf-8")) for name in package.namelist())
        else:
            yield path.name, path.read_text("utf-8-sig")


def leaks(out: Path, stdout: str, canaries: set[str]) -> list[tuple[str, str]]:
    """Canaries found, whole or with separators between their digits."""
    found = []
    for name, text in [*texts(out), ("stdout", stdout)]:
        bare = re.sub(r"[\s\-·.]", "", text)
        found += [(name, canary) for canary in canaries if canary in text or canary in bare]
    return found


def in_another_column(given: Ledgers) -> None:
    """ID and phone where nobody expects them: topics, branch names, remarks, types, names, amounts."""
    number, phone = ids()[0], PHONES[0]
    given.set(MEETINGS, "会议主题", f"赵虚甲（{number}）作报告，电话{phone}", which=slice(0, 1))
    given.set(MEETINGS, "党支部", f"联系人{phone}", which=slice(1, 2))
    given.set(MEETINGS, "会议类型", number, which=slice(2, 3))
    given.set(MEETINGS, "会议时间", f"见{number}", which=slice(3, 4))
    given.set(MEETINGS, "主持人", f"赵虚甲{phone}", SECOND, which=slice(0, 1))
    given.set(MEETINGS, "审核情况", f"{number[:6]} {number[6:10]} {number[10:14]} {number[14:]}", SECOND, which=slice(1, 2))
    given.set(MEMBERS, "姓名", number, THIRD, which=slice(0, 1))
    given.set(MEMBERS, "人员类别", phone, THIRD, which=slice(1, 2))
    given.set(DUES, "实缴党费", int(phone), SECOND, which=slice(0, 1))
    given.set(DUES, "缴费月份", phone, SECOND, which=slice(1, 2))


def broken_numbers(given: Ledgers) -> None:
    """Every ID has something wrong with it, so that each becomes an issue or evidence."""
    given.change(MEMBERS, "公民身份号码", lambda text: f" {text}", FIRST)
    given.change(MEMBERS, "公民身份号码", lambda text: f"{str(text)[:6]}-{str(text)[6:14]}-{str(text)[14:]}", SECOND)
    given.change(MEMBERS, "公民身份号码", lambda _: ids()[6], THIRD)
    given.files[MEMBERS][0][8] = "身份证号"


def as_headings(given: Ledgers) -> None:
    """ID and phone in a heading, and in names of files."""
    given.files[MEMBERS][0][0] = f"联系电话{PHONES[0]}"
    given.files[f"会议 {PHONES[1]} {ids()[1]}.xlsx"] = given.files.pop(MEETINGS)


@pytest.mark.parametrize("spoil", [lambda _: None, in_another_column, broken_numbers, as_headings], ids=["complete", "other columns", "broken", "headings"])
def test_no_canary_is_found_in_any_output(spoil: Callable[[Ledgers], None], tmp_path: Path, rules: Path) -> None:
    given = complete()
    spoil(given)
    ran = run("audit", given.write(tmp_path / "in"), *PERIOD, "--rules", rules, "--out", tmp_path / "out", "--format", EVERY)
    assert ran.status == 0, ran.stderr
    assert leaks(tmp_path / "out", ran.stdout + ran.stderr, {*ids(), *PHONES}) == []


def test_no_member_of_the_sample_is_found_in_any_output(tmp_path: Path) -> None:
    canaries = {
        number for path in SAMPLE.iterdir() if path.suffix in {".xlsx", ".xls", ".csv"}
        for rows in sheets(path).values() for row in rows for cell in row
        for number in re.findall(r"\d{17}[\dX]|(?<!\d)1[3-9]\d{9}(?!\d)", str(cell))
    }
    assert len(canaries) > 200
    ran = run("audit", SAMPLE, *PERIOD, "--out", tmp_path / "out", "--format", EVERY)
    assert ran.status == 0
    assert leaks(tmp_path / "out", ran.stdout + ran.stderr, canaries) == []


def test_no_full_name_of_a_member_is_found_in_any_output(tmp_path: Path, rules: Path) -> None:
    given = complete()
    in_another_column(given)
    given.set(MEETINGS, "会议主题", "会议", which=slice(0, 1))
    given.set(MEETINGS, "主持人", None, THIRD)
    given.set(DUES, "实缴党费", None, THIRD)
    names = {str(row[1]) for row in given.files[MEMBERS][1:]} - {ids()[0]}
    ran = run("audit", given.write(tmp_path / "in"), *PERIOD, "--rules", rules, "--out", tmp_path / "out", "--format", EVERY)
    assert leaks(tmp_path / "out", ran.stdout, names) == []


def test_inspect_does_not_show_them_either(tmp_path: Path) -> None:
    given = complete()
    in_another_column(given)
    ran = run("inspect", given.write(tmp_path / "in"))
    assert [number for number in (*ids(), *PHONES) if number in ran.stdout + ran.stderr] == []


def test_errors_do_not_show_them_either(tmp_path: Path, rules: Path) -> None:
    given = complete()
    given.files = {f"\x1b[31m{ids()[1]} {PHONES[1]}.xlsx": [[PHONES[2], ids()[2]], ["甲", PHONES[3]]]}
    ran = run("audit", given.write(tmp_path / "in"), *PERIOD, "--rules", rules, "--out", tmp_path / "out")
    assert ran.status == 3
    assert [number for number in (*ids(), *PHONES) if number in ran.stdout + ran.stderr] == []
    assert "\x1b" not in ran.stderr


def test_outputs_can_be_read_by_their_owner_only(tmp_path: Path, rules: Path) -> None:
    run("audit", complete().write(tmp_path / "in"), *PERIOD, "--rules", rules, "--out", tmp_path / "out", "--format", EVERY)
    assert {path.stat().st_mode & 0o077 for path in [tmp_path / "out", *(tmp_path / "out").iterdir()]} == {0}
