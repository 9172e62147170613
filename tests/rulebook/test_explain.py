from __future__ import annotations

from auditor.rulebook.explain import explain
from tests.rulebook.book import TABLES, changed, parsed


def sentences(*pairs: tuple[str, str]) -> dict[str, str]:
    rules, mistakes = parsed(changed(*pairs))
    assert mistakes == []
    return dict(explain(rules[0].rule, TABLES))


def test_the_whole_rule_in_sentences() -> None:
    assert sentences() == {
        "规则": "ZH-07 每月开展一次主题党日（组织生活）",
        "依据": "《中国共产党支部工作条例（试行）》第十六条，2018；已核对官方原文。",
        "分量": "条文用语：应当；严重程度：重要。",
        "缘由": "固定的组织生活是支部运转的基本保证。",
        "有效期": "自 2018-10-28 起有效，按所属的时段判断适用哪一版。",
        "涉及": "只涉及这样的党支部：“组织生活记录”中“实际时间”已填写的记录不少于 1 条；并且"
        "（党支部的“是否设支委会”是“是”，或者党支部的“成立时间”不大于“2020-01-01”）。",
        "不涉及": "否则结论为“不适用”，理由：没有组织生活；未设支委会。",
        "检查": "每个党支部每月符合条件的记录至少 1 条。",
        "看哪些记录": "“组织生活记录”，条件：“会议类型”是“主题党日”。",
        "没有记录时": "台账已报送、其中没有本支部的记录的，按 0 计。",
        "没有报送时": "有关台账没有报送、时段没有覆盖或内容看不清的，结论为“数据不足”，不算合格，也不算不合格。",
        "参数": "每月最少次数：1（最小 1，最大 4，越大越严）",
        "程度": "不合格为黄色；有下列情形之一为红色：连续 2 期及以上未做到。",
        "计分": "满分 12 分，每一项未做到扣 1 分，最低 0 分。",
        "整改": "补开并补齐记录",
    }


def test_columns_are_called_by_their_names() -> None:
    told = sentences(
        ("kind: count_per_period", "kind: ratio\n      numerator: attended\n      denominator: due\n      zero_denominator: no_data\n      when_empty: pass"),
        ("      every: month\n      at_least: {param: monthly_min}\n", '      at_least: "80%"\n'), ("consecutive_at_least: 2", "all_unmet: true"),
        ("is: 主题党日, blank: unknown", "in: [主题党日, 党课], blank: fails"),
    )
    assert "实到 ÷ 应到" in told["检查"]
    assert told["看哪些记录"] == "“组织生活记录”，条件：“会议类型”是“主题党日”、“党课”之一（空白算不符合）。"
    assert told["没有记录时"] == "台账已报送、其中没有本支部的有关记录的，算合格。"
    assert told["程度"] == "不合格为黄色；有下列情形之一为红色：全部未做到。"


def test_levels_and_points_in_words() -> None:
    told = sentences(("levels: {red: [{consecutive_at_least: 2}]}", "levels: red"), ("mode: deduct, per_unmet: 1, floor: 0", "mode: all_or_nothing"),
                     ("enabled: true", "enabled: false"), ("from: 2018-10-28, to: null", "from: 2018-10-28, to: 2026-01-01"))
    assert told["程度"] == "不合格一律为红色。"
    assert told["计分"] == "满分 12 分，有一项未做到不得分。"
    assert told["状态"] == "这条规则默认不启用，可由方案启用。"
    assert told["有效期"] == "自 2018-10-28 起至 2026-01-01 止有效，按所属的时段判断适用哪一版。"


def test_a_question_for_a_person_looks_at_no_records() -> None:
    told = sentences(
        ("kind: count_per_period", ("kind: manual\n      question: 誓词是否上墙？\n      answers: {符合: pass, 不符合: red}"
         "\n      attested_by: {role: 组织员, not_same_branch: true}\n      evidence: {required: true}\n      valid_days: 180")),
        ("      table: meetings\n", ""), ("      where:\n        - {column: meeting_type, is: 主题党日, blank: unknown}\n", ""),
        ("      every: month\n      at_least: {param: monthly_min}\n", ""), ("consecutive_at_least: 2", "grave_at_least: 1"),
    )
    assert told["检查"] == (
        "由人工认定：誓词是否上墙？可答：符合（合格）、不符合（红色）。"
        "由组织员认定；本支部的人不能认定；至少附 1 个佐证文件；认定后 180 天内有效，没有认定或已过期的为待办。"
    )
    assert told["程度"] == "照认定的答案。"
    assert not told.keys() & {"看哪些记录", "没有记录时", "没有报送时"}
