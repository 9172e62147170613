from __future__ import annotations

from auditor.records.dataset import Register
from auditor.records.register import ANYWHERE, Listed, Names, assumed_register, listed_register

REGISTER = Register(("教工第一党支部", "教工第二党支部", "学生党支部"), {"学生党支部": "中共信息学院委员会"})


def names(**aliases: str) -> Names:
    return Names(REGISTER, aliases)


def test_exact_normal_form_and_alias_are_certain() -> None:
    known = names(教一="教工第一党支部")
    for written in ("教工第一党支部", "教 工 第 1 支部", "教一", "中共教职工第一支部委员会"):
        match = known.find(written)
        assert (match.branches, match.certain) == (("教工第一党支部",), True), written


def test_another_ordinal_is_possible_but_neither_certain_nor_offered() -> None:
    match = names().find("教工第七党支部")
    assert not match.certain
    assert set(match.branches) == {"教工第一党支部", "教工第二党支部"}
    assert match.proposals == ()


def test_candidates_as_near_as_the_third_all_stay_possible() -> None:
    register = Register(tuple(f"第{number}党支部" for number in "一二三四五"))
    match = Names(register, {}).find("第九党支部")
    assert set(match.branches) == set(register.branches)


def test_a_full_name_is_found_by_its_parent_only_if_that_is_the_branchs() -> None:
    assert names().find("中共信息学院委员会学生党支部").certain
    assert not names().find("中共护理学院委员会学生党支部").certain
    assert names().find("信息学院学生支部", "中共信息学院委员会").certain


def test_texts_that_name_no_branch_may_be_any() -> None:
    for written in ("", "无", "—", "同上", "见附件"):
        assert names().find(written) == ANYWHERE


def test_a_foreign_organisation_belongs_to_nobody_here() -> None:
    match = names().find("海外留学人员联合会临时总支")
    assert match.foreign
    assert not match.certain


def test_two_branches_of_one_normal_form_are_told_apart_by_spelling_only() -> None:
    known = Names(Register(("硕士第一党支部", "硕士研究生第一党支部")), {})
    assert known.find("硕士第一党支部").branches == ("硕士第一党支部",)
    assert not known.find("硕士生第一党支部").certain


def test_a_list_gives_order_parents_and_aliases_and_tells_repeats() -> None:
    register, aliases, issues = listed_register([Listed("乙支部", "某党委", ("乙",)), Listed("甲支部"), Listed("乙支部")])
    assert register == Register(("乙支部", "甲支部"), {"乙支部": "某党委"})
    assert aliases == {"乙": "乙支部"}
    assert [issue.code for issue in issues] == ["D601"]


def test_an_assumed_register_joins_spellings_and_ignores_order() -> None:
    written = ["第二党支部", "第1支部", "第一党支部", "第一党支部", "无", " "]
    assert assumed_register(written) == assumed_register(reversed(written)) == Register(("第一党支部", "第二党支部"), assumed=True)
