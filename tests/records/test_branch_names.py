from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.records.branch_names import is_organisation, name_key, rank

SAME = [
    ("信息学院教工第一党支部", "中共信息学院委员会教职工第1党支部委员会"),
    ("信息学院第一党支部", "信息学院党委第Ⅰ支部"),
    ("第十二党支部", " 第 12 支部"),
    ("2018级硕士第九党支部", "２０１８级硕士研究生第９党支部"),
    ("机关党总支", "机关总支部"),
    ("教工一支部", "教工第一党支部"),
    ("学生支部", "学生\u200b党支部"),
]
DIFFERENT = [
    ("第一党支部", "第七党支部"), ("第一二党支部", "第十二党支部"), ("第一二党支部", "第一党支部"), ("教工第一党支部", "学生第一党支部"),
    ("硕士第一党支部", "博士第一党支部"), ("机关党总支", "机关党支部"), ("2018级第一党支部", "2019级第一党支部"), ("第二党支部", "第十二党支部"),
    ("本科第一党支部", "第一党支部"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_spellings_of_one_name(left: str, right: str) -> None:
    assert name_key(left).form == name_key(right).form


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_names_that_look_alike(left: str, right: str) -> None:
    assert name_key(left).form != name_key(right).form


@given(st.text(alphabet="中共信息学院委员会党总支部第一二三十12IV教工硕士研究生 #级"))
def test_the_form_of_a_form_is_itself_or_longer_names_stay_apart(text: str) -> None:
    assert name_key(text).form or not text.strip()


@given(st.integers(1, 99), st.integers(1, 99))
def test_figures_of_every_kind_mean_the_same_number(left: int, right: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(left, 10)
    chinese = (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones else "")
    assert (name_key(f"第{chinese}党支部").form == name_key(f"第{right}支部").form) == (left == right)


def test_category_and_ordinal_outrank_likeness() -> None:
    wanted = name_key("经管学院教工第二党支部")
    best = max(["经济管理学院教工第二党支部", "经管学院教工第一党支部", "经管学院学生第二党支部"], key=lambda name: rank(wanted, name_key(name)))
    assert best == "经济管理学院教工第二党支部"


def test_an_organisation_is_told_from_a_remark() -> None:
    assert is_organisation("第三 支部")
    assert not is_organisation("见附件")
