"""What must not be counted, what must not vanish, and rules that crash, are not in force, or are not there."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from auditor.checks.complete import Complete
from tests.end_to_end.ledgers import BRANCHES, DUES, FIRST, MEETINGS, MEMBERS, Ledgers, complete, write_xlsx
from tests.end_to_end.running import JUDGING, Ran, audit, rule_folder, shipped

TWICE_A_MONTH: Mapping[str, Any] = {
    **{key: value for key, value in next(rule for rule in shipped() if rule["id"] == "ZH-07").items() if key != "tests"},
    "id": "ZH-95", "name": "主题党日每月两次", "params": {}, "message": "{branch}：{periods} 主题党日不足两次", "levels": "red", "severity": "red_line",
    "check": {"kind": "count_per_period", "table": "meetings", "where": [{"column": "meeting_type", "is": "主题党日"}], "every": "month", "at_least": 2},
}


def spoilt(tmp_path: Path, rules: Path, given: Ledgers) -> Ran:
    return audit(given.write(tmp_path / "in"), tmp_path / "out", "--rules", rules)


def test_a_file_given_twice_is_counted_once(tmp_path: Path) -> None:
    rules = rule_folder(tmp_path / "rules", TWICE_A_MONTH)
    given = complete()
    given.after.append(lambda folder: shutil.copy(folder / MEETINGS, folder / "组织生活记录（副本）.xlsx"))
    ran = spoilt(tmp_path, rules, given)
    assert ran.light(FIRST) == "red"
    assert ran.finding(FIRST, "ZH-95")["unmet"] == 3
    assert ran.issue("D604")["file"] == "组织生活记录（副本）.xlsx"
    assert "只读一次" in ran.issue("D604")["message"]


def test_a_file_named_twice_on_the_command_line_is_read_once(tmp_path: Path, rules: Path) -> None:
    folder = complete().write(tmp_path / "in")
    ran = audit([folder, folder / MEETINGS, folder], tmp_path / "out", "--rules", rules)
    assert ran.lights() == {"green"}
    assert len(ran.card["inputs"]) == 4


def test_the_same_records_in_another_file_are_told(tmp_path: Path, rules: Path) -> None:
    given = complete()
    given.files["组织生活记录2.csv"] = given.files[MEETINGS]
    ran = spoilt(tmp_path, rules, given)
    assert "完全相同" in ran.issue("D607")["message"]


def test_a_lock_file_beside_its_book_is_told_and_changes_nothing(tmp_path: Path, rules: Path) -> None:
    given = complete()
    given.after.append(lambda folder: (folder / f"~${MEETINGS}").write_bytes(b"\x05office"))
    ran = spoilt(tmp_path, rules, given)
    assert ran.lights() == {"green"}
    assert "最后的修改可能还没有保存" in ran.issue("D110")["message"]


def test_a_hidden_sheet_is_read_and_said_so(tmp_path: Path, rules: Path) -> None:
    given = complete()
    rows = given.files.pop(MEETINGS)
    folder = given.write(tmp_path / "in")
    with xlsxwriter.Workbook(folder / "材料.xlsx") as book:
        book.add_worksheet("封面").write_string(0, 0, "第一季度材料")
        page = book.add_worksheet("记录")
        page.hide()
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                page.write(i, j, value.isoformat() if isinstance(value, date) else value)
    ran = audit(folder, tmp_path / "out", "--rules", rules)
    assert ran.lights() == {"green"}
    assert (ran.issue("D117")["file"], ran.issue("D117")["sheet"]) == ("材料.xlsx", "记录")


@pytest.mark.parametrize("name", ["NA", "null", "None", "nan", "N/A", "TRUE"])
def test_people_of_unlucky_names_still_owe(tmp_path: Path, rules: Path, name: str) -> None:
    """pandas takes such names for blanks by default: the person would vanish, and the dues with him."""
    given = complete()
    given.set(MEMBERS, "姓名", name, which=slice(0, 1))
    given.set(DUES, "姓名", name, which=slice(0, 3))
    given.set(DUES, "实缴党费", None, which=slice(0, 3))
    ran = spoilt(tmp_path, rules, given)
    assert ran.light(FIRST) != "green"
    assert ran.finding(FIRST, "DF-01")["owed"] == 9
    assert ran.finding(FIRST, "DF-01")["met"] == 6


def test_totals_notes_and_signatures_are_no_members(tmp_path: Path, rules: Path) -> None:
    given = complete()
    given.drop(MEMBERS, lambda row: "钱虚乙" in row)
    given.drop(DUES, lambda row: "钱虚乙" in row)
    blank = [None] * 5
    given.files[MEMBERS] += [["合计", "3人", None, None, *blank], ["注：以上人员均为正式党员", *[None] * 3, *blank], ["填表人：某某", None, None, "审核人：", *blank]]
    ran = spoilt(tmp_path, rules, given)
    assert ran.light(FIRST) == "red"
    assert ran.finding(FIRST, "ZZ-01")["verdict"] == "fail"


def test_totals_between_branches_are_no_payments(tmp_path: Path, rules: Path) -> None:
    given = complete()
    rows = given.files[DUES]
    lone = [row for row in rows[1:] if row[:3] != ["赵虚甲", FIRST, "2022-03"]]
    given.files[DUES] = [rows[0], *lone[:8], ["小计", None, None, 360, 320], *lone[8:], ["总计", None, None, 1080, 1040]]
    ran = spoilt(tmp_path, rules, given)
    assert (ran.finding(FIRST, "DF-01")["met"], ran.finding(FIRST, "DF-01")["unmet"]) == (8, 1)
    assert ran.finding(FIRST, "TZ-11")["verdict"] == "pass"


def test_a_rule_that_crashes_is_an_error_at_every_branch_and_the_others_go_on(
    tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError("除数为零")

    monkeypatch.setattr(Complete, "cells", crash)
    ran = spoilt(tmp_path, rules, complete())
    assert ran.status == 0
    for branch in BRANCHES:
        assert ran.light(branch) == "grey"
        verdicts = {rule: ran.finding(branch, rule)["verdict"] for rule in JUDGING}
        assert {rule for rule, verdict in verdicts.items() if verdict == "error"} == {"ZH-19", "TZ-14"}
        assert {verdict for rule, verdict in verdicts.items() if rule not in {"ZH-19", "TZ-14"}} == {"pass"}
        assert "规则计算出错" in ran.finding(branch, "ZH-19")["message"]
        assert any("ZH-19" in reason for reason in ran.branch(branch)["reasons"])


def test_a_rule_that_is_not_in_force_helps_nobody(tmp_path: Path) -> None:
    later = {**TWICE_A_MONTH, "effective": {"from": date(2022, 7, 1)}}
    ran = spoilt(tmp_path, rule_folder(tmp_path / "rules", later), complete())
    assert ran.finding(FIRST, "ZH-95")["verdict"] == "not_applicable"
    assert "没有施行" in ran.finding(FIRST, "ZH-95")["message"]
    assert ran.light(FIRST) == "green"
    assert ran.branch(FIRST)["coverage"] == {"judged": len(JUDGING), "applicable": len(JUDGING)}


def test_only_rules_that_are_not_in_force_is_grey(tmp_path: Path) -> None:
    rules = rule_folder(tmp_path / "rules", {**TWICE_A_MONTH, "effective": {"to": date(2021, 12, 31)}})
    (rules / "profiles").mkdir()
    (rules / "profiles" / "old.yaml").write_text("id: old\nname: 旧规\nuse: [ZH-95]\n", "utf-8")
    ran = audit(complete().write(tmp_path / "in"), tmp_path / "out", "--rules", rules, "--profile", "old")
    assert ran.lights() == {"grey"}
    assert ran.branch(FIRST)["reasons"] == ["没有一条规则能够判定"]


def test_a_register_alone_makes_nobody_green(tmp_path: Path, rules: Path) -> None:
    given = complete()
    for file in (MEMBERS, MEETINGS, DUES):
        del given.files[file]
    ran = spoilt(tmp_path, rules, given)
    assert ran.lights() == {"grey"}


def test_a_branch_list_given_apart_finds_who_sent_nothing(tmp_path: Path, rules: Path) -> None:
    given = complete()
    del given.files["党支部名录.xlsx"]
    listing = tmp_path / "名单.csv"
    listing.write_text("\n".join([*BRANCHES, "后勤处党支部"]), "utf-8")
    ran = audit(given.write(tmp_path / "in"), tmp_path / "out", "--rules", rules, "--branches", listing)
    assert [one["branch"] for one in ran.card["branches"]] == [*BRANCHES, "后勤处党支部"]
    assert ran.light("后勤处党支部") == "grey"
    assert "后勤处党支部" in ran.issue("D621")["message"]


def test_without_a_register_it_is_said_that_the_silent_are_not_seen(tmp_path: Path, rules: Path) -> None:
    given = complete()
    del given.files["党支部名录.xlsx"]
    ran = spoilt(tmp_path, rules, given)
    assert "没有报送任何材料的支部因此看不出来" in ran.issue("D602")["message"]


def test_a_large_ledger_and_a_stray_file_do_not_hide_each_other(tmp_path: Path, rules: Path) -> None:
    given = complete()
    folder = given.write(tmp_path / "in")
    write_xlsx(folder / "通知.xlsx", [["关于报送一季度材料的通知"], ["各党支部："]])
    (folder / "说明.docx").write_bytes(b"PK\x03\x04 nothing")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    ran = audit(folder, tmp_path / "out", "--rules", rules)
    assert ran.lights() == {"green"}
    assert {"通知.xlsx", "说明.docx", "照片.jpg"} <= {one["file"] for one in ran.card["issues"]}
