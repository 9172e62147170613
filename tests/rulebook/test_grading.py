"""What a profile's ``grading`` may say; each mistake with its code, its place and the number that it is about."""

from __future__ import annotations

import pytest

from auditor.model import Light
from auditor.rulebook.gradewords import lights, notes
from auditor.rulebook.grading import ByScore, Grading
from auditor.rulebook.load import load_rulebook
from auditor.rulebook.nodes import read_document
from auditor.rulebook.profile import Profile
from auditor.rulebook.shape import shaped
from tests.rulebook.test_load import folder, mistakes, write

__all__ = ["folder"]

HEAD = "id: p\ngrading:\n"
COUNT = "  mode: count\n  of: 13\n  green_at_most: 2\n  yellow_at_most: 6\n"
BANDS = """\
  mode: score
  bands:
    - {name: 优秀, light: green, at_least: 90}
    - {name: 良好, light: green, at_least: 75, less_than: 90}
    - {name: 一般, light: yellow, at_least: 60, less_than: 75}
    - {name: 不合格, light: red, less_than: 60}
"""
GROUPS = "  groups:\n    - {name: 甲, weight: 60, of: [组织生活]}\n    - {name: 乙, weight: 40, of: [DF-01]}\n"


def told(text: str) -> list[str]:
    document = read_document((HEAD + text).encode(), "p.yaml")
    profile, wrong = shaped(Profile, document.data, document)
    assert (profile is None) == bool(wrong)
    return [str(mistake) for mistake in wrong]


def grading(text: str) -> Grading:
    document = read_document((HEAD + text).encode(), "p.yaml")
    profile, wrong = shaped(Profile, document.data, document)
    assert profile, wrong
    return profile.grading


GOOD = [
    "  mode: severity\n", COUNT, COUNT + "  names: {green: 激励名单, yellow: 预警名单, red: 警报名单}\n", BANDS, BANDS + GROUPS,
    BANDS + "  veto: [ZH-07]\n  caps:\n    - {severity: red_line, to: 一般}\n    - {rules: [DF-01], level: red, fails_more_than: 2, to: 良好}\n",
    BANDS + "  coverage_less_than: 80%\n  quota: {at_most: 30%, otherwise: 良好}\n",
    BANDS.replace("优秀", "90分以上").replace("不合格", "不满60分"),
]
BAD = [
    ("  red_below: 60\n", "2:1 R120 “grading”缺少必填的键 \"mode\""),
    ("  mode: scores\n", '2:1 R122 “mode”不能是 "scores"，是否想写 "score"？可选：severity、count、score'),
    ("  mode: severity\n  red_bellow: 60\n", '4:3 R104 未知的键 "red_bellow"，是否想写 "red_below"？'),
    ("  mode: severity\n  of: 13\n", '4:3 R104 未知的键 "of"；这里可以写：mode、red_below、green_from'),
    (COUNT.replace("  of: 13\n", ""), '2:1 R120 缺少必填的键 "of"'),
    (COUNT.replace("yellow_at_most: 6", "yellow_at_most: 13"), "2:1 R123 应有 green_at_most 小于 yellow_at_most，yellow_at_most 小于 of"),
    (BANDS.replace("less_than: 90", "at_most: 90"), "4:3 R431 90 分 同时属于 “优秀” 和 “良好”；各档请写明上下两头（如 at_least 和 less_than），同一个数只归一档"),
    (BANDS.replace("at_least: 90", "more_than: 90"), "4:3 R430 90 分 不属于任何一档；请补上界限，使各档首尾相接"),
    (BANDS.replace("at_least: 75", "at_least: 76"), "4:3 R430 75 分 不属于任何一档；请补上界限，使各档首尾相接"),
    (BANDS.replace(", less_than: 60}", "}"), "4:3 R123 “不合格”没有写界限；请用 at_least、more_than、at_most、less_than 写明"),
    (BANDS.replace("优秀", "90分以上").replace("at_least: 90", "more_than: 89"),
     "4:3 R433 分档名称“90分以上”里有“以上”，就要写明 at_least（以上、以下、以内含本数，超过、以外、不满不含本数），或改用别的名称"),
    (BANDS.replace("不合格", "60分以下"), "4:3 R433 分档名称“60分以下”里有“以下”，就要写明 at_most（以上、以下、以内含本数，超过、以外、不满不含本数），或改用别的名称"),
    (BANDS.replace("不合格", "优秀"), "4:3 R432 分档名称重复：优秀、良好、一般、优秀"),
    (BANDS.replace("yellow", "red").replace("良好, light: green", "良好, light: yellow").replace("一般, light: red", "一般, light: green"), "4:3 R432 分数低的一档不能比分数高的一档灯更好"),
    (BANDS.replace("green", "blue", 1), '5:18 R122 “light”不能是 "blue"；可选：green、yellow、red'),
    (BANDS + GROUPS.replace("40", "30"), "9:3 R434 各组权重合计应为 100，实为 90"),
    (BANDS + GROUPS.replace("乙", "甲"), "9:3 R434 分组名称重复：甲、甲"),
    (BANDS + "  caps:\n    - {severity: major, to: 及格}\n", "2:1 R436 没有“及格”这一档；可选：优秀、良好、一般、不合格"),
    (BANDS + "  caps:\n    - {to: 一般}\n", "10:7 R123 rules 与 severity 写且只写一个"),
    (BANDS + "  quota: {at_most: 30%, otherwise: 优秀}\n", "2:1 R437 名额用完以后的一档 otherwise 不能还是最高一档"),
    (BANDS + "  quota: {at_most: 100%, otherwise: 良好}\n", "9:11 R123 名额比例应大于 0%、小于 100%"),
    (BANDS + "  quota: {at_most: 三成, otherwise: 良好}\n", "9:11 R123 比例请写成 80% 或 4/5，不能写成 三成"),
    (COUNT + "  names: {green: 合格, yellow: 3至6项, red: 6项以上}\n", "2:1 R433 名称“6项以上”与界限不符：这一种是 7 至 13 项（以上、以下、以内含本数，超过、以外、不满不含本数）"),
    (BANDS.replace("red", "yellow") + "  veto: [ZH-07]\n", "2:1 R436 最低一档应为红灯（light: red）：红线规则判红、一票否决的支部在这一档"),
    (BANDS + "  coverage_less_than: 0%\n", "2:1 R123 coverage_less_than 应大于 0%、不大于 100%"),
]


@pytest.mark.parametrize("text", GOOD)
def test_every_mode_can_be_written(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("text", "mistake"), BAD, ids=[mistake[:40] for _, mistake in BAD])
def test_a_mistake_is_named_at_its_place(text: str, mistake: str) -> None:
    assert told(text) == [f"p.yaml:{mistake}"]


PLACED = HEAD.replace("id: p", "id: school\nuse: [组织生活, DF-01]") + BANDS


@pytest.mark.parametrize(("text", "mistake"), [
    (GROUPS.replace("DF-01", "DF-02"), '12:34 R214 没有规则或模块 "DF-02"，是否想写 "DF-01"？'),
    (GROUPS.replace("[DF-01]", "[组织生活]"), "10:3 R435 规则 ZH-07 同时属于 甲 和 乙；每条规则只能在一组"),
    (GROUPS.replace("[DF-01]", "[ZH-07]"), "10:3 R435 规则 DF-01（党费）计分，却不属于任何一组；请写进一组的 of，或不选用这条规则"),
    ("  veto: [DF-02]\n", '10:10 R214 没有规则 "DF-02"，是否想写 "DF-01"？'),
    ("  caps:\n    - {rules: [党费], to: 一般}\n", '11:16 R214 没有规则 "党费"；请写规则编号（如 ZH-07）或模块名'),
], ids=range(5))
def test_rules_that_a_grading_names_are_looked_up(folder, text: str, mistake: str) -> None:
    write(folder, "profiles/school.yaml", PLACED + text)
    assert f"rules/profiles/school.yaml:{mistake}" in mistakes(folder)


def test_a_rule_that_vetoes_is_used(folder) -> None:
    write(folder, "profiles/school.yaml", PLACED.replace(", DF-01", "") + "  veto: [DF-01]\n")
    assert mistakes(folder) == ["rules/profiles/school.yaml:10:10 R436 方案没有选用规则 DF-01，它否决或封顶不了；请选用它，或删去"]


def test_groups_hold_the_ids_of_the_rules_in_use(folder) -> None:
    write(folder, "profiles/school.yaml", PLACED + GROUPS)
    found = load_rulebook(folder, "school").grading
    assert isinstance(found, ByScore)
    assert [group.of for group in found.groups] == [("ZH-07",), ("DF-01",)]


def test_the_words_follow_the_numbers() -> None:
    count = lights(grading(COUNT.replace("of: 13", "of: 9").replace("6", "4")))
    assert count[Light.GREEN] == "9 项中未做到的不超过 2 项；红线规则和重要规则都能判定；按最坏的情形也是如此。"
    assert count[Light.YELLOW] == "9 项中未做到的有 3 至 4 项（含两端）。"
    assert count[Light.RED] == "有红线规则不合格并判红（已豁免的除外），或 9 项中未做到的超过 4 项。"
    score = grading(BANDS + GROUPS + "  veto: [ZH-07]\n  caps:\n    - {severity: red_line, fails_more_than: 1, to: 一般}\n  coverage_less_than: 80%\n"
                    "  quota: {at_most: 30%, otherwise: 良好}\n")
    assert lights(score)[Light.GREEN] == "等次为“优秀”（得分不低于 90 分）、“良好”（得分不低于 75 分且低于 90 分）；红线规则和重要规则都能判定；按最坏的情形也是如此。"
    assert "80%" in lights(score)[Light.GREY]
    said = "\n".join(notes(score))
    for text in ("甲 60，乙 40", "规则 ZH-07 中有一条判红的，等次为“不合格”", "红线规则不合格超过 1 条的，等次至多为“一般”", "不超过全部支部的 30%"):
        assert text in said
    assert lights(grading("  mode: severity\n  red_below: 50\n"))[Light.RED] == "有红线规则不合格并判红（已豁免的除外），或得分低于 50。"
    assert notes(grading("  mode: severity\n")) == []
