from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import Place, RulebookError
from auditor.rulebook.grading import BySeverity
from auditor.rulebook.load import load_rulebook
from tests.rulebook.book import BRANCHES, MEETINGS, PACK, RULE

PROFILE = "id: school\nname: 学校方案\nuse: [组织生活]\ngrading: {mode: severity, red_below: 50, green_from: 90}\n"
SECOND = RULE.replace("ZH-07", "DF-01").replace("module: 组织生活", "module: 党费").replace("enabled: true", "enabled: false")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"pack.yaml": PACK, "tables/branches.yaml": BRANCHES, "tables/meetings.yaml": MEETINGS, "national/组织生活.yaml": RULE,
             "national/党费.yaml": SECOND, "profiles/school.yaml": PROFILE}
    root = tmp_path / "rules"
    for name, text in files.items():
        write(root, name, text)
    return root


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def mistakes(folder: Path, profile: str | None = None) -> list[str]:
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder, profile)
    assert caught.value.exit_status == 4
    return [str(one) for one in caught.value.mistakes]


def test_the_whole_book(folder: Path) -> None:
    book = load_rulebook(folder)
    assert (book.id, book.version, book.name, book.profile) == ("small", "1", "小规则包", "default")
    assert sorted(book.tables) == ["branches", "meetings"]
    assert [rule.id for rule in book.rules] == ["ZH-07"]
    assert [rule.id for rule in book.unused] == ["DF-01"]
    assert book.grading == BySeverity(mode="severity", red_below=60, green_from=80)
    assert book.places["ZH-07"] == Place("rules/national/组织生活.yaml", 2, 5)


def test_a_profile_selects_and_grades(folder: Path) -> None:
    book = load_rulebook(folder, "school")
    assert book.profile == "school"
    assert [rule.id for rule in book.rules] == ["ZH-07"]
    assert (book.grading.red_below, book.grading.green_from) == (50, 90)
    write(folder, "profiles/school.yaml", PROFILE.replace("[组织生活]", "[DF-01]"))
    assert [rule.id for rule in load_rulebook(folder, "school").rules] == ["DF-01"]
    write(folder, "profiles/school.yaml", PROFILE.replace("use: [组织生活]", "changes: [{disable: 党费, reason: 另行检查党费}]"))
    assert [rule.id for rule in load_rulebook(folder, "school").rules] == ["ZH-07"]


def test_the_digest_depends_on_names_and_content_alone(folder: Path, tmp_path: Path) -> None:
    before = load_rulebook(folder).sha256
    moved = folder.rename(tmp_path / "elsewhere")
    assert load_rulebook(moved).sha256 == before
    write(moved, "national/党费.yaml", SECOND + "# 注\n")
    assert load_rulebook(moved).sha256 != before


def test_mistakes_of_all_files_come_together_in_order(folder: Path) -> None:
    write(folder, "pack.yaml", PACK + "extra: 1\n")
    write(folder, "national/党费.yaml", SECOND.replace("severity: major", "severity: x").replace("    fix: 补开并补齐记录\n", ""))
    write(folder, "tables/meetings.yaml", MEETINGS.replace("date: held_on", "date: held"))
    found = mistakes(folder)
    assert [line.split()[:2] for line in found] == [
        ["rules/national/党费.yaml:2:5", "R120"], ["rules/national/党费.yaml:7:5", "R122"], ["rules/pack.yaml:4:1", "R104"],
        ["rules/tables/meetings.yaml:3:1", "R202"],
    ]


def test_a_table_that_cannot_be_read_is_told_once(folder: Path) -> None:
    write(folder, "tables/meetings.yaml", MEETINGS.replace("key: [branch", "key: [[branch"))
    (found,) = mistakes(folder)
    assert found.startswith("rules/tables/meetings.yaml:4:6 R114 ")


def test_one_broken_file_stops_the_whole_book(folder: Path) -> None:
    write(folder, "university/坏.yaml", "rules: [1\n")
    assert mistakes(folder) == ["rules/university/坏.yaml:1:8 R114 从这里开始的括号没有成对，或其中缺少逗号"]


def test_a_rule_id_stands_once(folder: Path) -> None:
    write(folder, "university/again.yaml", RULE)
    assert mistakes(folder) == ["rules/university/again.yaml:2:5 R210 规则编号 ZH-07 重复，已在 rules/national/组织生活.yaml:2:5 使用；请改用别的编号"]


def test_a_table_yields_to_one_that_exists(folder: Path) -> None:
    write(folder, "tables/meetings.yaml", MEETINGS + "yields_to: [branch]\n")
    assert mistakes(folder) == ['rules/tables/meetings.yaml:12:13 R201 没有台账 "branch"，是否想写 "branches"？']


def test_a_table_id_stands_once(folder: Path) -> None:
    write(folder, "tables/zz.yaml", BRANCHES)
    assert mistakes(folder) == ['rules/tables/zz.yaml:1:1 R212 台账 "branches" 已在 rules/tables/branches.yaml:1:1 定义；编号不能重复']


def test_no_rules_is_an_error(folder: Path) -> None:
    for name in ("组织生活", "党费"):
        (folder / f"national/{name}.yaml").unlink()
    assert "rules R211 没有任何规则；规则文件放在子文件夹中（如 national/党费.yaml）" in mistakes(folder)


def test_no_rule_in_use_is_an_error(folder: Path) -> None:
    (folder / "national/组织生活.yaml").unlink()
    (folder / "profiles/school.yaml").unlink()
    assert mistakes(folder) == ['rules/profiles R211 方案 "default" 没有选中任何规则']


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    assert mistakes(tmp_path) == [f"{tmp_path} R100 这里没有规则文件（*.yaml）；请检查 --rules 指的文件夹"]


def test_an_empty_file_is_an_error(folder: Path) -> None:
    write(folder, "national/空.yaml", "")
    assert mistakes(folder) == ["rules/national/空.yaml R102 文件是空的；至少要有一项内容"]


def test_the_pack_says_who_it_is(folder: Path) -> None:
    (folder / "pack.yaml").unlink()
    assert mistakes(folder) == ["rules/pack.yaml R213 缺少规则包说明文件；请写明 id、version、name"]
    write(folder, "pack.yaml", PACK.replace('"1"', "1.10"))
    assert mistakes(folder) == ["rules/pack.yaml:2:1 R121 “version”应为文字（如果是数字或日期样的文字，请加引号）"]


def test_profiles_name_what_exists(folder: Path) -> None:
    write(folder, "profiles/school.yaml", PROFILE.replace("[组织生活]", "[ZH-7, 宣传工作]"))
    assert mistakes(folder) == [
        'rules/profiles/school.yaml:3:7 R214 没有规则、模块或标签 "ZH-7"，是否想写 "ZH-07"？',
        'rules/profiles/school.yaml:3:13 R214 没有规则、模块或标签 "宣传工作"；请写规则编号（如 ZH-07）、模块名或标签',
    ]


def test_profiles_are_looked_up_by_id(folder: Path) -> None:
    assert mistakes(folder, "schol") == ['rules/profiles R215 没有方案 "schol"，是否想写 "school"？']
    write(folder, "profiles/again.yaml", PROFILE)
    assert mistakes(folder) == ['rules/profiles/school.yaml:1:1 R216 方案 "school" 重复；请改用别的编号']
    write(folder, "profiles/again.yaml", PROFILE.removeprefix("id: school\n"))
    assert mistakes(folder) == ['rules/profiles/again.yaml:1:1 R120 缺少必填的键 "id"']


def test_grading_is_in_order(folder: Path) -> None:
    write(folder, "profiles/school.yaml", PROFILE.replace("green_from: 90", "green_from: 40"))
    assert mistakes(folder) == ["rules/profiles/school.yaml:4:1 R123 green_from 必须大于 red_below"]


def test_calendars_are_not_rules(folder: Path) -> None:
    write(folder, "calendars/2026.yaml", "days: [2026-01-01]\n")
    assert load_rulebook(folder).id == "small"


def test_files_that_only_look_like_rules_are_told(folder: Path) -> None:
    """Of another ending, or beside pack.yaml: nothing is left out in silence."""
    write(folder, "national/more.yml", "rules: []\n")
    write(folder, "extra.yaml", "rules: []\n")
    assert mistakes(folder) == [
        "rules/extra.yaml R128 规则文件要放在子文件夹里（如 national/党费.yaml），放在这里不会读", "rules/national/more.yml R128 扩展名是“.yml”，不会读；请改为“.yaml”",
    ]
