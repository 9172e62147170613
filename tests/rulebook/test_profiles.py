"""Selecting: what a profile is about, what it enables and disables, and the one chain that it stands on."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.rulebook.lint import lint
from auditor.rulebook.load import Rulebook, load_rulebook
from auditor.rulebook.profile import PackWanted
from auditor.rulebook.tailor import digest
from tests.rulebook.book import changed
from tests.rulebook.folder import book, rules, told

BASE = "id: base\nname: 全校\nchanges:\n  - {disable: 高校, reason: 由学校统一检查}\n"
SCHOOL = "id: school\nname: 学院\nextends: base\n"


def used(found: Rulebook) -> list[str]:
    return [rule.id for rule in found.rules]


def reasons(found: Rulebook) -> dict[str, str]:
    return {rule.id: found.choices[rule.id].reason for rule in found.unused}


def test_without_a_profile_all_that_is_switched_on_is_used(tmp_path: Path) -> None:
    found = book(tmp_path)
    assert used(found) == ["GX-01", "ZH-07"]
    assert reasons(found) == {"DF-01": "规则本身未启用"}


@pytest.mark.parametrize(("use", "ids"), [
    ("[组织生活]", ["ZH-07"]), ("组织生活", ["ZH-07"]), ("[ZH-07, DF-01]", ["DF-01", "ZH-07"]), ("教育党员有力", ["GX-01"]), ("[党费, 高校]", ["GX-01"]),
])
def test_use_selects_modules_tags_and_ids(tmp_path: Path, use: str, ids: list[str]) -> None:
    found = book(tmp_path, f"id: a\nname: 甲\nuse: {use}\n")
    assert used(found) == ids
    assert set(reasons(found).values()) <= {"方案没有选用", "规则本身未启用"}


def test_a_child_changes_its_parents_selection(tmp_path: Path) -> None:
    child = SCHOOL + "changes:\n  - {enable: DF-01, reason: 本学年专项检查, approved_by: 组织部, date: 2026-01-10}\n  - {disable: ZH-07, reason: 另有安排}\n"
    found = book(tmp_path, BASE, child)
    assert used(found) == ["DF-01"]
    assert reasons(found) == {"GX-01": "由方案停用（条文用语是“必须”或“不得”）：由学校统一检查", "ZH-07": "由方案停用：另有安排"}
    assert (str(found.choices["DF-01"].place), found.choices["DF-01"].reason) == ("rules/profiles/school.yaml:5:6", "本学年专项检查（组织部批准，2026-01-10）")
    assert str(found.choices["GX-01"].place) == "rules/profiles/base.yaml:4:6"


def test_a_grandchild_undoes_what_the_first_disabled(tmp_path: Path) -> None:
    last = "id: last\nname: 支部\nextends: school\nchanges:\n  - {enable: GX-01, reason: 学院要求恢复}\n"
    assert used(book(tmp_path, BASE, SCHOOL, last)) == ["GX-01", "ZH-07"]


def test_a_child_takes_up_only_what_its_parent_uses(tmp_path: Path) -> None:
    assert used(book(tmp_path, BASE, SCHOOL + "use: [组织生活, 高校]\n")) == ["ZH-07"]
    assert told(tmp_path, BASE, SCHOOL + "use: [ZH-07, GX-01]\n") == [
        'school.yaml:4:14 R224 "GX-01" 在继承的方案里没有选用；请在 changes 里写 enable 和理由',
    ]


def test_the_parent_exists_and_the_chain_ends(tmp_path: Path) -> None:
    assert told(tmp_path, BASE, SCHOOL.replace("base", "bas")) == ['school.yaml:3:1 R217 没有方案 "bas" 可以继承，是否想写 "base"？']
    circle = "id: {}\nname: 圈\nextends: {}\n"
    assert told(tmp_path, circle.format("base", "school"), SCHOOL) == [
        "base.yaml:3:1 R218 方案互相继承：base → school → base；请去掉其中一个 extends",
        "school.yaml:3:1 R218 方案互相继承：school → base → school；请去掉其中一个 extends",
    ]
    long = [circle.format(f"p{number}", f"p{number - 1}") for number in range(2, 7)]
    assert told(tmp_path / "long", "id: p1\nname: 头\n", *long) == [
        "p6.yaml:3:1 R219 继承了 6 层（p6 → p5 → p4 → p3 → p2 → p1），最多 5 层；请合并几层",
    ]


def test_grading_is_inherited_and_changed_only_with_a_reason(tmp_path: Path) -> None:
    graded = BASE + "grading: {mode: severity, red_below: 40, green_from: 90}\n"
    assert getattr(book(tmp_path, graded, SCHOOL).grading, "red_below", None) == 40
    own = SCHOOL + "grading: {mode: severity, red_below: 50, green_from: 90}\n"
    assert told(tmp_path, graded, own) == ['school.yaml:4:1 R120 继承的方案改了评灯办法，缺少必填的键 "grading_reason"（为什么改）']
    found = book(tmp_path, graded, own + "grading_reason: 首年试行从宽\n")
    assert getattr(found.grading, "red_below", None) == 50
    assert [(one.what, one.old, one.new, one.reason) for one in found.changes] == [("grading", "按方案 base", "按方案 school", "首年试行从宽")]


@pytest.mark.parametrize(("wanted", "fits"), [
    ("~=2026.2", True), ("~=2026.1", True), ("~=2026.3", False), ("~=2025.2", False), (">=2025.9", True), ("==2026.2", True), ("==2026.1", False),
])
def test_the_version_of_the_rulebook(wanted: str, fits: bool) -> None:
    assert PackWanted(id="small", version=wanted).fits("small", "2026.2") is fits
    assert not PackWanted(id="small", version=wanted).fits("other", "2026.2")


def test_a_profile_for_another_rulebook_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path, BASE + 'pack: {id: small, version: "~=2026.3"}\n') == [
        "base.yaml:5:1 R225 方案是为规则包 small ~=2026.3 写的，这里是 small 2026.2；请核对改动仍然合适，再改这一行",
    ]


def test_each_change_has_one_action_and_a_reason(tmp_path: Path) -> None:
    change = "id: a\nname: 甲\nchanges:\n  - {"
    assert told(tmp_path, change + "disable: ZH-07}\n") == ['a.yaml:4:5 R120 缺少必填的键 "reason"']
    assert told(tmp_path, change + "disable: ZH-07, set: GX-01, reason: 无需检查}\n") == ["a.yaml:4:5 R123 一项改动写且只写 enable、disable、set 中的一个"]
    assert told(tmp_path, change + "set: ZH-07, reason: 无需检查}\n") == ["a.yaml:4:5 R123 set 没有写要改什么；可以改：severity、stage、levels、score、params"]
    assert told(tmp_path, change + "disable: ZH-07, stage: trial, reason: 无需检查}\n") == ["a.yaml:4:5 R123 停用的规则不能再改 stage；请分成两项"]
    assert told(tmp_path, change + "disable: ZH-7, resaon: 无}\n")[0].startswith("a.yaml:4:")


def test_a_rule_is_not_enabled_and_disabled_at_once(tmp_path: Path) -> None:
    both = "id: a\nname: 甲\nchanges:\n  - {enable: DF-01, reason: 专项检查}\n  - {disable: 党费, reason: 不查党费}\n"
    assert told(tmp_path, both) == ["a.yaml:5:6 R223 DF-01 在同一个方案里既启用又停用；请只留一项"]


def test_mistakes_of_rules_and_of_every_profile_come_together(tmp_path: Path) -> None:
    found = told(tmp_path, "id: a\nname: 甲\nuse: [ZH-7]\n", "id: b\nname: 乙\nextends: c\n", life=changed(("severity: major", "severity: majo")))
    assert [line.split()[:2] for line in found] == [["life.yaml:7:5", "R122"], ["a.yaml:3:7", "R214"], ["b.yaml:3:1", "R217"]]



def test_what_should_be_looked_at_again(tmp_path: Path) -> None:
    idle = ("id: a\nname: 甲\nuse: [组织生活, 党费]\nchanges:\n  - {enable: ZH-07, reason: 同上}\n  - {disable: DF-01, reason: 本来就没有}\n")
    warnings = [str(one).removeprefix("rules/profiles/") for one in lint(load_rulebook(rules(tmp_path, idle))) if "profiles" in one.place]
    assert warnings == [
        'a.yaml:3:13 R330 "党费" 没有可用的规则，这一项不起作用；请删去，或按编号启用',
        "a.yaml:5:6 R330 这项改动不起作用：ZH-07 本来就选用；请删去",
        "a.yaml:5:21 R331 理由“同上”太短，看报告的人不明白为什么；请写清楚",
        "a.yaml:6:6 R330 这项改动不起作用：DF-01 本来就没有选用；请删去",
    ]


def test_equal_selections_have_equal_digests(tmp_path: Path) -> None:
    ways = ("id: a\nname: 甲\nuse: [组织生活]\n", "id: b\nname: 乙\nchanges: [{disable: 高校, reason: 由学校检查}]\n",
            "id: c\nname: 丙\nuse: ZH-07\nchanges: [{set: ZH-07, params: {monthly_min: 2}, reason: 每月两次}]\n")
    same, too, other = (digest(found.rules, found.grading) for found in (book(tmp_path / str(at), way) for at, way in enumerate(ways)))
    assert same == too
    assert other != same


def test_the_profiles_that_stand_on_another_are_known(tmp_path: Path) -> None:
    root = rules(tmp_path, BASE, SCHOOL)
    assert load_rulebook(root, "base").narrower == ("school",)
    assert load_rulebook(root, "school").narrower == ()
