"""Waivers and answers in every report: what is left to do, both scores, every entry with what became of it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest

from auditor.model import Bounds, Finding, Level, Light, Points, Severity, Verdict
from auditor.overlays.states import ANSWER, WAIVER
from auditor.reports import csv_, html, json_, xlsx
from auditor.reports.compose import compose
from auditor.reports.guard import safe_branch
from auditor.reports.overlays import STANDINGS, overlays_line
from auditor.reports.phrases import advice, lost, points_text, problem, problem_at, waived_text
from auditor.reports.schema import scorecard_schema
from auditor.reports.words import Mark, mark
from auditor.scorecard import InputFile, Overlay, Scorecard
from tests.reports.cards import NASTY, branch_score, card, missing, passed, pending, rule_info, skipped, unsupplied
from tests.reports.test_json import faults

RULE, NAME, PERSON = rule_info(4), "机电系第一党支部", "990101199003070019"
WHOLE = missing(RULE, NAME, ("2022-01", "2022-02", "2022-03"), Level.RED)


def under(finding: Finding, after: Finding) -> Finding:
    return replace(finding, waiver="W-1", after=after)


PARTLY = under(WHOLE, missing(RULE, NAME, ("2022-03",)))
WHOLLY = under(WHOLE, skipped(RULE, NAME))


def waived_card(text: str = "寒假") -> Scorecard:
    """One branch partly waived, and one overlay in each state."""
    line = replace(branch_score(NAME, Light.YELLOW, (PARTLY,)), score=Bounds(92, 92), raw_score=Bounds(75, 80))
    kinds = [Overlay(f"W-{number}", ANSWER if number % 2 else WAIVER, RULE.id, NAME, state, text) for number, state in enumerate(STANDINGS)]
    whole = card((line,), (RULE,))
    return replace(whole, overlays=tuple(kinds), inputs=(*whole.inputs, InputFile("waivers.yaml", "2f" * 32, use="豁免")))


def test_a_partly_waived_finding_says_what_is_left() -> None:
    assert mark(PARTLY) is Mark.YELLOW
    assert problem(PARTLY) == f"{NAME}：2022-03 没有记录（应 3，实 2）"
    assert lost(WHOLE) == "3/12"
    assert lost(PARTLY) == "1/12"
    assert waived_text(PARTLY) == "W-1（豁免后：需改进；应办 3，已做到 2，未做到 1）"
    assert advice(PARTLY) == RULE.fix


def test_a_wholly_waived_finding_says_what_was_not_done_and_asks_for_nothing() -> None:
    assert mark(WHOLLY) is Mark.WAIVED
    assert problem(WHOLLY) == problem(WHOLE)
    assert (lost(WHOLLY), advice(WHOLLY)) == ("", "")
    assert waived_text(WHOLLY) == "W-1（豁免后：不适用）"
    assert (waived_text(WHOLE), advice(WHOLE)) == ("", RULE.fix)


def test_what_was_put_off_waits_and_what_is_left_open_asks_for_its_data() -> None:
    later = under(unsupplied(RULE, NAME), pending(RULE, NAME))
    assert (mark(later), advice(later)) == (Mark.PENDING, "")
    open_ = under(WHOLE, unsupplied(RULE, NAME))
    assert problem_at(open_) == "没有报送“党费收缴”台账"
    assert advice(open_) == "请补报或补正后再判断：没有报送“党费收缴”台账"


@pytest.mark.parametrize(("score", "raw", "said"), [
    (Bounds(82, 82), Bounds(75, 75), "82 分（豁免前 75 分）"), (Bounds(82, 90), Bounds(75, 90), "82–90 分（豁免前 75–90 分）"),
    (None, Bounds(75, 75), "不评（豁免前 75 分）"), (Bounds(82, 82), Bounds(82, 82), "82 分"), (None, None, "不评"),
])
def test_both_scores_where_they_differ(score: Bounds | None, raw: Bounds | None, said: str) -> None:
    assert points_text(replace(branch_score(NAME, Light.GREEN, ()), score=score, raw_score=raw)) == said


def test_what_stands_under_a_waiver_is_masked_too() -> None:
    told = replace(passed(RULE, NAME), message=f"{PERSON} 没有交", verdict=Verdict.FAIL, points=Points(0, 0, 1), severity=Severity.MAJOR)
    shown = safe_branch(branch_score(NAME, Light.RED, (under(WHOLE, told),)))
    assert shown.findings[0].after
    assert PERSON not in shown.findings[0].after.message
    assert PERSON not in problem(shown.findings[0])


def test_one_line_counts_what_asks_for_attention() -> None:
    assert overlays_line(waived_card()).startswith("豁免 4 项、人工认定 3 项（即将到期 1 项，")
    assert "有效 1 项" not in overlays_line(waived_card())
    assert overlays_line(card((), ())) == ""


def test_the_sheet_lists_what_asks_for_attention_first() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(compose(waived_card()))))
    rows = [row for row in book["豁免与人工认定"].iter_rows(values_only=True) if row[1] in ("豁免", "人工认定")]
    assert [row[0] for row in rows] == ["已到期", "没有起作用", "即将到期", "不需要", "已被取代", "尚未生效", "有效"]
    assert any(row[:4] == (NAME, "92", "75–80", "ZH-07：W-1") for row in book["豁免与人工认定"].iter_rows(values_only=True))
    files = {row[0]: row[3:5] for row in book["数据情况"].iter_rows(values_only=True) if row[0]}
    assert files["waivers.yaml"] == ("豁免", "见“豁免与人工认定”")


def test_the_csv_has_them_under_the_same_headings() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_.render(compose(waived_card())).decode("utf-8-sig"))))
    assert [row["说明"] for row in rows if "状态：已到期" in row["说明"]] == ["状态：已到期；种类：人工认定；编号：W-3；寒假"]
    assert "得分：92；不计豁免的得分：75–80；所用豁免：ZH-07：W-1" in [row["说明"] for row in rows]
    assert {row["豁免"] for row in rows if row["期间"]} == {"W-1"}


def test_the_json_has_them_as_the_schema_says() -> None:
    document = json.loads(json_.render(waived_card()))
    assert faults(document, scorecard_schema()) == []
    assert document["branches"][0]["findings"][0]["after"]["owed"] == 3
    assert [one["state"] for one in document["overlays"]] == list(STANDINGS)


def test_their_texts_are_no_markup() -> None:
    page = html.render(compose(waived_card(NASTY))).decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
