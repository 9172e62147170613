from __future__ import annotations

import pytest

from auditor.records.denial import denies

WORDS = ("未开展", "未召开", "没有开展", "取消", "已取消", "因故取消", "延期", "推迟", "计划", "拟开展", "未安排", "没召开", "没开展", "无法召开", "活动取消")


@pytest.mark.parametrize("text", [
    "未开展", " 未 开 展。", "取消", "延期！", "主题党日（取消）", "主题党日【未开展】", "主题党日(因故取消)", "党课（推迟至4月）", "主题党日（因疫情取消）", "党课（未开展，下月补上）",
    "未开展主题党日", "未召开会议", "没有开展", "取消，另行通知", "推迟至4月", "延期到下月", "取消了", "计划于4月开展", "计划4月开展", "拟开展红色教育",
    "当月未开展", "因疫情未开展", "因疫情取消", "受疫情影响取消。", "因疫情防控需要，本月主题党日活动取消",
])
def test_a_cell_says_that_nothing_was_done(text: str) -> None:
    assert denies(text, WORDS)


@pytest.mark.parametrize("text", [
    "学习取消农业税的意义", "取消农业税的意义", "取消预备党员资格讨论", "延期换届请示讨论", "计划生育政策学习", "2022年工作计划", "讨论工作计划", "", "会议室",
    "学习计划（2022年）", "总结一季度工作，指出个别党小组未开展学习的问题，明确整改时限和责任人", "讨论预备党员延期", "学习（取消农业税的意义）", "因公出差",
    "会议通报了上级关于未开展主题党日情况的检查结果，要求各党小组按月开展", "不开展",
])
def test_a_cell_does_not(text: str) -> None:
    assert not denies(text, WORDS)


@pytest.mark.parametrize("text", ["未开展前先通知", "未开展之前先征求意见", "因故未到2人", "没有缺席", "因病请假1人"])
def test_what_is_told_of_before_or_of_a_few_people_is_no_denial(text: str) -> None:
    assert not denies(text, WORDS)
    assert not denies(text, WORDS, note=True)


@pytest.mark.parametrize("text", ["未能如期开展", "没有按时召开", "没能正常开展", "本次活动未能开展", "因疫情防控要求，本次活动未能如期开展", "无法正常召开"])
def test_what_colours_the_verb_makes_no_difference(text: str) -> None:
    assert denies(text, WORDS)


@pytest.mark.parametrize("text", [
    "根据学校疫情防控工作的统一部署和要求，本月主题党日活动未能如期开展，具体时间另行通知", "疫情原因，活动取消", "原定在博物馆参观，因场馆闭馆取消，待通知",
    "受疫情影响，经支委会研究决定，本次主题党日活动延期，时间待定。", "已报学院党委备案；未开展", "本月未开展，改为线上自学",
])
def test_a_long_note_says_so_in_one_of_its_clauses(text: str) -> None:
    assert denies(text, WORDS, note=True)


@pytest.mark.parametrize("text", [
    "会上宣读了未开展活动的支部名单，要求按月开展", "学习取消农业税的意义，讨论农村改革四十年的经验和启示", "因工作需要，会议室改在二楼", "请假2人，未安排合影",
    "讨论了下季度的工作计划，并由各小组认领", "形成会议纪要，上报年度学习计划", "参加人员有预备党员2人，讨论了其中1人预备期延期，表决通过",
])
def test_a_long_note_does_not(text: str) -> None:
    assert not denies(text, WORDS, note=True)
