from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Evidence, Finding, Level, Light, Observation, State, Verdict
from auditor.reports.branches import SHOWN
from auditor.reports.compose import compose
from auditor.reports.document import Document, Fold, Part, Table
from auditor.reports.words import SYMBOLS
from auditor.scorecard import BranchScore, InputFile, Scorecard, SheetInput
from tests.reports import cards

PERSON = "990101199003070019"
PHONE = "13900001111"


def table(document: Document, part: Part, number: int = 0) -> Table:
    return [found for section in document.sections if section.part is part for found in section.tables][number]


def texts(found: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in found.rows]


def column(found: Table, title: str) -> list[str]:
    place = [item.title for item in found.columns].index(title)
    return [row.cells[place].text for row in found.rows]


ORDINARY = cards.ordinary()
COMPOSED = compose(ORDINARY)
EVIDENCE = sorted(texts(table(COMPOSED, Part.EVIDENCE)))


@pytest.mark.parametrize("card", [cards.ordinary(), cards.crowd(60, 25)], ids=["ordinary", "crowd"])
def test_every_count_adds_up(card: Scorecard):
    document = compose(card)
    overview = table(document, Part.OVERVIEW)
    titles = [item.title for item in overview.columns]
    totals = dict.fromkeys(SYMBOLS, 0)
    for row in overview.rows:
        counts = {symbol: int(row.cells[titles.index(symbol)].text) for symbol in SYMBOLS}
        assert sum(counts.values()) == len(card.rules)
        totals = {symbol: totals[symbol] + counts[symbol] for symbol in SYMBOLS}
    foot = {symbol: int(overview.foot[0].cells[titles.index(symbol)].text) for symbol in SYMBOLS}
    assert foot == totals
    assert sum(foot.values()) == len(card.rules) * len(card.branches)
    rules = table(document, Part.RULES)
    assert {symbol: sum(map(int, column(rules, symbol))) for symbol in SYMBOLS} == totals
    matrices = [found for section in document.sections if section.part is Part.MATRIX for found in section.tables]
    for place, symbol in enumerate(SYMBOLS):
        assert sum(int(cell.text) for found in matrices for cell in found.foot[place].cells[2:]) == totals[symbol]
        assert sum(cell.text == symbol for found in matrices for row in found.rows for cell in row.cells[2:]) == totals[symbol]


def test_worst_comes_first_everywhere():
    document = compose(cards.ordinary())
    lights = ["× 不合格"] * 2 + ["▲ 需改进"] + ["？ 数据不足"] * 2 + ["● 合格"] * 8
    assert column(table(document, Part.OVERVIEW), "等级") == lights
    assert column(table(document, Part.OVERVIEW), "党支部")[0] == "经管系第四党支部", "a red line before any other failure"
    assert column(table(document, Part.EVIDENCE), "结论")[:2] == ["× 红线不合格", "× 不合格"]
    assert column(table(document, Part.RULES), "规则")[0] == "BZ-01"


def test_evidence_names_its_place():
    found = table(compose(cards.ordinary()), Part.EVIDENCE)
    row = dict(zip([item.title for item in found.columns], texts(found)[1], strict=True))
    assert row["党支部"] == "经管系第四党支部"
    place = (row["文件"], row["工作表"], row["行"], row["列"], row["原值"], row["情况"])
    assert place == ("三会一课台账.xlsx", "2022年第一季度", "5", "C", "2022.3.2 9", "× 未做到")
    assert row["失分"] == "3/12"
    assert row["依据"].startswith("《")
    assert row["整改建议"]


def test_missing_data_is_one_row_that_says_what_is_missing():
    found = table(compose(cards.ordinary()), Part.EVIDENCE)
    rows = [row for row in texts(found) if row[0] == "艺术系第八党支部"]
    assert len(rows) == len(cards.RULES)
    assert all("没有报送“党费收缴”台账" in row for row in rows)
    assert all("0–12/12" in row for row in rows)


def test_what_passed_or_does_not_apply_is_no_problem():
    found = table(compose(cards.ordinary()), Part.EVIDENCE)
    assert not {"● 合格", "— 不适用"} & set(column(found, "结论"))
    assert "机电系第一党支部" not in column(found, "党支部")


def test_waived_is_shown_but_not_to_be_put_right():
    document = compose(cards.ordinary())
    evidence = table(document, Part.EVIDENCE)
    assert "W-2022-001" in column(evidence, "豁免")
    assert "护理系第千党支部" not in column(table(document, Part.RECTIFY), "党支部")


def test_rectification_lines_have_stable_unique_names():
    first, again = (column(table(compose(cards.ordinary()), Part.RECTIFY), "编号（勿改）") for _ in range(2))
    assert first == again
    assert len(set(first)) == len(first) == 6
    card = cards.ordinary()
    fewer = replace(card, branches=tuple(branch for branch in card.branches if branch.branch != "艺术系第万党支部"))
    assert set(column(table(compose(fewer), Part.RECTIFY), "编号（勿改）")) < set(first)


def test_what_one_ledger_would_settle_is_one_line_of_the_rectification_list():
    found = table(compose(cards.ordinary()), Part.RECTIFY)
    line, = [row for row in texts(found) if row[0] == "艺术系第八党支部"]
    assert line[1] == "BZ-01、FZ-21、ZZ-01、ZH-01、ZH-07、DF-01、ZH-03、TZ-13"
    assert line[2].endswith(f" 等 {len(cards.RULES)} 条规则")
    assert line[3:8] == ["补报材料", "红线", "？ 数据不足", "没有报送“党费收缴”台账", "请补报或补正后再判断：没有报送“党费收缴”台账"]


def test_a_cut_list_says_how_much_is_missing():
    document = compose(cards.nasty())
    assert column(table(document, Part.EVIDENCE), "说明")[-1] == "共 40 处，以上列出 25 处，其余 15 处未列出"
    fold = next(block for section in document.sections if section.part is Part.BRANCHES for block in section.blocks)
    assert isinstance(fold, Fold)
    shown = next(block for block in fold.blocks if isinstance(block, Table))
    assert len(shown.rows) == SHOWN
    assert any("其余 20 条见 Excel" in getattr(block, "text", "") for block in fold.blocks)


def test_more_than_twenty_rules_are_split_by_module():
    sections = [section for section in compose(cards.crowd(4, 25)).sections if section.part is Part.MATRIX]
    assert [section.name for section in sections] == ["支部×规则1", "支部×规则2"]
    columns = [[item.code for item in section.tables[0].columns if item.code] for section in sections]
    assert all(len(codes) <= 20 for codes in columns)
    assert sorted(code for codes in columns for code in codes) == sorted(rule.id for rule in cards.crowd(4, 25).rules)
    groups = [{item.group for item in section.tables[0].columns if item.code} for section in sections]
    assert not groups[0] & groups[1]


def test_links_lead_somewhere():
    document = compose(cards.ordinary())
    anchors = {name for part in (Part.EVIDENCE, Part.GROUNDS) for row in table(document, part).rows for name in row.anchors}
    links = {cell.link for row in table(document, Part.MATRIX).rows for cell in row.cells[2:] if cell.link}
    assert links
    assert links <= anchors


def test_a_rule_that_was_not_judged_is_never_green():
    card = cards.ordinary()
    bare = replace(card, branches=(BranchScore("空支部", "", Light.GREY, (), None, 0, 0, ()),))
    matrix = table(compose(bare), Part.MATRIX)
    assert {cell.text for cell in matrix.rows[0].cells[2:]} == {"？"}
    assert column(table(compose(bare), Part.OVERVIEW), "得分") == ["不评"]


def test_nothing_at_all_is_still_a_report():
    document = compose(cards.card((), ()))
    assert any("共 0 个支部" in getattr(block, "text", "") for section in document.sections for block in section.blocks)


def test_no_problem_is_said_in_words():
    rules = tuple(cards.rule_info(number) for number in range(3))
    card = cards.card((cards.branch_score("甲", Light.GREEN, tuple(cards.passed(rule, "甲") for rule in rules)),), rules)
    assert any(getattr(block, "text", "") == "检查完成，未发现问题。" for section in compose(card).sections for block in section.blocks)


def test_branches_without_data_are_named():
    document = compose(cards.ordinary())
    section = next(section for section in document.sections if section.part is Part.DATA)
    assert any("1/13 个支部：艺术系第八党支部" in getattr(block, "text", "") for block in section.blocks)


def test_personal_numbers_are_masked_wherever_they_come_from():
    document = compose(cards.nasty(f"身份证 {PERSON} 电话 {PHONE}"))
    for part in (Part.EVIDENCE, Part.RECTIFY):
        for title in ("问题", "原值", "文件"):
            if title in [item.title for item in table(document, part).columns]:
                found = "".join(column(table(document, part), title))
                assert PERSON not in found
                assert PHONE not in found


@settings(max_examples=100)  # each composes every section
@given(st.permutations(range(13)))
def test_order_of_branches_changes_nothing_but_ties(order):
    shuffled = compose(replace(ORDINARY, branches=tuple(ORDINARY.branches[place] for place in order)))
    assert sorted(texts(table(shuffled, Part.EVIDENCE))) == EVIDENCE
    assert column(table(shuffled, Part.OVERVIEW), "等级") == column(table(COMPOSED, Part.OVERVIEW), "等级")


@pytest.mark.parametrize(("profile", "said"), [("quarterly-inspection", "，方案 quarterly-inspection"), ("default", "，默认方案"), ("", "，默认方案")])
def test_the_profile_stands_beside_the_rulebook(profile: str, said: str):
    document = compose(replace(ORDINARY, rulebook=replace(ORDINARY.rulebook, profile=profile)))
    named = f"规则包 国家规定 2022.1{said}"
    assert named in document.footer
    for part in (Part.SUMMARY, Part.OVERVIEW):
        section = next(section for section in document.sections if section.part is part)
        assert any(named in getattr(block, "text", "") for block in section.blocks)
    facts = next(section for section in document.sections if section.part is Part.LEGEND).blocks[0]
    assert any(cell.text == named for _, cell in facts.items)


def test_a_module_counts_only_the_rules_that_apply():
    rules = tuple(cards.rule_info(number) for number in (2, 3, 4, 5))
    findings = (cards.missing(rules[0], "甲", ("2022-01",)), cards.skipped(rules[1], "甲"), cards.passed(rules[2], "甲"), cards.skipped(rules[3], "甲"))
    overview = table(compose(cards.card((cards.branch_score("甲", Light.YELLOW, findings),), rules)), Part.OVERVIEW)
    assert (column(overview, "组织生活"), column(overview, "党费")) == (["▲ 1/2"], ["—"])


def test_the_rules_advice_is_for_failures_alone():
    document = compose(ORDINARY)
    for part in (Part.EVIDENCE, Part.RECTIFY):
        found = table(document, part)
        by_mark = dict(zip(column(found, "结论"), column(found, "整改建议"), strict=True))
        assert by_mark["× 不合格"] == by_mark["▲ 需改进"] == "按规定开展，并如实记录。"
        assert by_mark["？ 数据不足"] == "请补报或补正后再判断：没有报送“党费收缴”台账"
        assert by_mark.get("？ 规则出错", "请联系规则维护人员") == "请联系规则维护人员"
        assert not by_mark.get("△ 待办")
    rules = table(document, Part.RULES)
    advised = dict(zip(column(rules, "规则"), column(rules, "整改建议"), strict=True))
    assert {rule for rule, text in advised.items() if text} == {"BZ-01", "ZH-01", "ZH-07", "ZH-03"}


def test_rectification_keeps_faults_and_missing_records_apart():
    found = table(compose(ORDINARY), Part.RECTIFY)
    sorts = {(sort, mark[0]) for sort, mark in zip(column(found, "类别"), column(found, "结论"), strict=True)}
    assert sorts == {("整改问题", "×"), ("整改问题", "▲"), ("补报材料", "？")}


def test_rectification_says_where_the_data_are_wanting():
    rule = cards.rule_info(4)
    evidence = (Evidence("2022-01", "", State.UNKNOWN, "主题党日.xlsx", "主题党日", 17, "C", "2022.1", "日期写得不完整"), Evidence("2022-02", state=State.MET))
    facts = Observation(rule.id, "甲", met=2, unknown=1, evidence=evidence, evidence_total=1)
    finding = Finding(facts, Verdict.NO_DATA, rule.severity, message="应 3 项，已确认 2 项，还有 1 项数据不足")
    found = table(compose(cards.card((cards.branch_score("甲", Light.GREY, (finding,)),), (rule,))), Part.RECTIFY)
    nothing = replace(finding, observation=Observation(rule.id, "甲", unknown=1, evidence=(Evidence("2022-01", note="没有收到"),), note="没有收到记录"), message="")
    silent = table(compose(cards.card((cards.branch_score("甲", Light.GREY, (nothing,)),), (rule,))), Part.RECTIFY)
    assert column(silent, "问题") == ["没有收到记录"]
    place = "2022-01：主题党日.xlsx > 主题党日 > 第 17 行 > C 列“2022.1”，日期写得不完整"
    assert column(found, "问题") == [f"应 3 项，已确认 2 项，还有 1 项数据不足；{place}"]


@pytest.mark.parametrize(
    ("rows", "owed", "period", "said"),
    [
        ((29, 30), 1, "", "· 已计入"),
        ((29,), 1, "", "× 未做到"),
        ((29, 29), 1, "", "× 未做到"),
        ((29, 30), 2, "", "× 未做到"),
        ((29, 30), 1, "2022-01", "× 未做到"),
        ((None, None), 1, "", "× 未做到"),
    ],
)
def test_rows_that_were_counted_are_not_accused(rows: tuple[int | None, ...], owed: int, period: str, said: str):
    rule = cards.rule_info(0)
    evidence = tuple(Evidence(period, "周*子", State.UNMET, "支委.xlsx", "支委会", row, "C", "周*子") for row in rows)
    facts = Observation(rule.id, "甲", unmet=owed, evidence=evidence, evidence_total=owed)
    finding = Finding(facts, Verdict.FAIL, rule.severity, Level.RED, Level.RED, message="在任支委不足三人")
    document = compose(cards.card((cards.branch_score("甲", Light.RED, (finding,)),), (rule,)))
    assert column(table(document, Part.EVIDENCE), "情况") == [said] * len(rows)
    fold = next(section for section in document.sections if section.part is Part.BRANCHES).blocks[0]
    assert isinstance(fold, Fold)
    assert column(next(block for block in fold.blocks if isinstance(block, Table)), "情况") == [said] * len(rows)


def test_a_table_is_shown_by_its_name():
    sheet = SheetInput("meetings", "2022年第一季度", 96, "全部支部", "三会一课")
    unnamed = replace(sheet, name="")
    document = compose(replace(ORDINARY, inputs=(InputFile("台账.xlsx", "0f" * 32, (sheet, unnamed)),)))
    assert column(table(document, Part.DATA), "台账") == ["三会一课", "meetings"]


def test_a_pass_lists_the_first_rows_that_it_rests_on():
    rules = tuple(cards.rule_info(number) for number in (2, 3))
    bare = replace(cards.passed(rules[1], "甲"), observation=Observation(rules[1].id, "甲"), message="没有需要检查的记录")
    document = compose(cards.card((cards.branch_score("甲", Light.GREEN, (cards.passed(rules[0], "甲"), bare)),), rules))
    found = table(document, Part.GROUNDS)
    assert column(found, "规则") == ["ZH-01"] * 3 + ["ZH-03"]
    assert column(found, "行") == ["11", "11", "12", ""]
    assert column(found, "办理情况") == ["应办 3，已做到 3；另有 3 条"] * 3 + ["没有需要检查的记录"]
    section = next(section for section in document.sections if section.part is Part.GROUNDS)
    assert "最多列 3 处" in getattr(section.blocks[0], "text", "")
