"""What may not stand in waivers.yaml and attestations.yaml, each told at its place."""

import pytest

from tests.overlays.made import answer, mistakes, waiver


def test_what_is_in_order_is_taken(tmp_path):
    assert mistakes(tmp_path, waivers=waiver(), answers=answer()) == []


@pytest.mark.parametrize(
    ("changes", "place", "told"),
    [
        ({"expires": "2022/3/31"}, ":10:5", 'R124 日期 "2022/3/31" 的写法容易误读'),
        ({"expires": "2022-02-30"}, ":10:5", 'R124 没有 "2022-02-30" 这一天'),
        ({"expires": "1m"}, ":10:5", "R124"),
        ({"approved_on": "20220104"}, ":8:5", "R124"),
        ({"expires": None}, ":2:5", "R505 没有写 expires"),
        ({"expires": "2022-01-04"}, ":2:5", "R509"),
        ({"expires": "2022-07-04"}, ":10:5", "R504 豁免期长 181 天，最长 180 天"),
        ({"rule": "ZH-70"}, ":3:5", 'R501 没有规则 "ZH-70"，是否想写 "ZH-07"'),
        ({"rule": "ZH-09"}, ":3:5", "R507 ZH-09 是红线规则"),
        ({"branch": "第四党支部"}, ":4:5", 'R502 没有支部 "第四党支部"；请按支部名录上的名称写'),
        ({"branch": '"*"'}, ":4:5", "R510"),
        ({"rule": '"ZH-*"'}, ":3:5", "R510"),
        ({"rule": "ZH-0?"}, ":3:5", 'R501 没有规则 "ZH-0?"'),
        ({"rule": '"ZH-[0]7"'}, ":3:5", "R501"),
        ({"branch": '"九*"'}, ":4:5", "R502"),
        ({"approved_by": "第一支部"}, ":7:5", "R503 批准人与申请人都是"),
        ({"treat_as": "exclude"}, ":11:5", 'R122 “treat_as”不能是 "exclude"，是否想写 "excluded"'),
        ({"periods": "[2022-13]"}, ":12:15", "R123 不认识的时段"),
        ({"aproved_by": "甲"}, ":12:5", 'R104 未知的键 "aproved_by"，是否想写 "approved_by"'),
        ({"reason": None}, ":2:5", 'R120 缺少必填的键 "reason"'),
    ],
)
def test_a_mistake_in_a_waiver(tmp_path, changes, place, told):
    found = mistakes(tmp_path, waivers=waiver(**changes))
    assert any(told in one and f"waivers.yaml{place} " in one for one in found), found


@pytest.mark.parametrize(
    ("changes", "place", "told"),
    [
        ({"answer": "符和"}, ":5:5", 'R521 没有答案 "符和"，是否想写 "符合"'),
        ({"rule": "ZH-07"}, ":3:5", "R520 ZH-07 由台账判定"),
        ({"rule": "GX-19"}, ":3:5", "R501"),
        ({"branch": "第九党支部"}, ":4:5", "R502"),
        ({"branch": '"*"'}, ":4:5", "R502"),
        ({"attested_by": "{name: 李乙丑, role: 书记, from_branch: 第二党支部}"}, ":6:", "R522"),
        ({"attested_by": "{name: 李乙丑, role: 考核组}"}, ":6:", "R523"),
        ({"attested_by": "{name: 李乙丑, role: 考核组, from_branch: 第一支部}"}, ":6:", "R524"),
        ({"evidence": "[]"}, ":8:5", "R525"),
        ({"attested_on": "2022.3.20"}, ":7:5", "R124"),
    ],
)
def test_a_mistake_in_an_attestation(tmp_path, changes, place, told):
    found = mistakes(tmp_path, answers=answer(**changes))
    assert any(told in one and f"attestations.yaml{place}" in one for one in found), found


def test_two_waivers_of_one_thing_at_one_time_stop_the_run(tmp_path):
    two = waiver() + waiver(id="W-2", effective_from="2022-05-31", expires="2022-08-31")
    assert any("R506" in one and ":12:5" in one for one in mistakes(tmp_path, waivers=two))
    apart = waiver() + waiver(id="W-2", effective_from="2022-06-01", expires="2022-08-31")
    assert mistakes(tmp_path, waivers=apart) == []
    months = waiver(periods="[2022-01]") + waiver(id="W-2", periods="[2022-02]")
    assert mistakes(tmp_path, waivers=months) == []
    assert any("R506" in one for one in mistakes(tmp_path, waivers=waiver(periods="[2022-01]") + waiver(id="W-2", periods="[2022Q1]")))


def test_all_mistakes_of_both_files_are_told_at_once(tmp_path):
    found = mistakes(tmp_path, waivers=waiver(rule="ZH-70") + waiver(branch="第九党支部", expires="1m"), answers=answer(answer="好") + answer())
    assert [one.split()[1] for one in found] == ["R521", "R508", "R501", "R124"]


def test_two_answers_of_one_day_that_differ_stop_the_run(tmp_path):
    first, other = answer(), answer(id="A-2", answer="不符合")
    assert any("R526" in one and "（符合、不符合）" in one for one in mistakes(tmp_path, answers=first + other))
    assert any("R526" in one for one in mistakes(tmp_path, answers=other + first))
    assert mistakes(tmp_path, answers=first + answer(id="A-2")) == []
