"""What the profile leaves out, what it changes and which rules are on trial: every report says it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import openpyxl

from auditor.reports import csv_, html, json_, text, xlsx
from auditor.reports.compose import compose
from auditor.reports.profile import profile_line
from auditor.reports.ranking import rank
from auditor.reports.schema import scorecard_schema
from tests.reports.cards import ordinary, tailored
from tests.reports.test_json import faults

CARD = tailored()
DOCUMENT = compose(CARD)


def test_one_line_with_where_the_list_is() -> None:
    assert profile_line(CARD) == "本方案未选用 2 条规则；方案改动 2 处，其中放宽 1 处；名单和理由见报告的“方案”。"
    assert profile_line(replace(CARD, left_out=())) == "方案改动 2 处，其中放宽 1 处；名单和理由见报告的“方案”。"
    assert profile_line(ordinary()) == ""


def test_the_terminal_says_it() -> None:
    said = text.render(DOCUMENT).decode().replace("\n", "")
    assert profile_line(CARD) in said
    assert "试行（不计入）的规则 1 条，13 个结论只供参考：× 1" in said


def test_the_workbook_lists_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(DOCUMENT)))
    rows = [[cell for cell in row if cell is not None] for row in book["方案"].iter_rows(values_only=True)]
    assert ["TZ-13", "身份证号码正确", "本方案未选用", "由方案停用：校区统一核对"] in rows
    assert ["DF-09", "党费公示", "本方案未选用", "规则本身未启用"] in rows
    assert ["BZ-01", "支部委员会按期换届", "本方案放宽", "严重程度", "红线", "重要", "换届统一延期（组织部批准，2022-01-05）"] in rows
    assert ["ZH-01", "支部党员大会每季度一次", "本方案调整", "每季度最少次数", "1", "2", "校党委要求每季度两次"] in rows
    facts = {row[0].value: row[1].value for row in book["说明"].iter_rows() if row[0].value}
    assert facts["规则条数"] == "7 条，其中试行（不计入）的 1 条；本方案未选用 2 条，见“方案”"


def test_the_page_folds_it_away() -> None:
    page = html.render(DOCUMENT).decode()
    assert "<summary><span class=\"plain\">本方案未选用（2 条）</span></summary>" in page
    assert "由方案停用：校区统一核对" in page
    assert "换届统一延期（组织部批准，2022-01-05）" in page


def test_the_csv_has_it_under_the_same_headings() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_.render(DOCUMENT).decode("utf-8-sig"))))
    assert {row["规则"]: row["说明"] for row in rows if row["结论"] == "本方案未选用"} == {"TZ-13": "由方案停用：校区统一核对", "DF-09": "规则本身未启用"}
    assert [row["说明"] for row in rows if row["结论"] == "本方案放宽"] == ["改动：严重程度；原为：红线；改为：重要；换届统一延期（组织部批准，2022-01-05）"]


def test_the_json_has_it_as_the_schema_says() -> None:
    document = json.loads(json_.render(CARD))
    assert faults(document, scorecard_schema()) == []
    assert document["left_out"][1] == {"rule": "DF-09", "name": "党费公示", "reason": "规则本身未启用"}
    assert document["rulebook"]["selection"] == "cd" * 32
    assert document["rulebook"]["changes"][0] == {
        "rule": "BZ-01", "what": "severity", "label": "严重程度", "from": "红线", "to": "重要", "reason": "换届统一延期（组织部批准，2022-01-05）",
        "softer": True,
    }
    assert [rule["id"] for rule in document["rules"] if rule["trial"]] == ["ZH-07"]
    assert document["rules"][0]["tags"] == ["教育党员有力"]


def test_rules_on_trial_are_shown_and_counted_apart() -> None:
    ranking = rank(CARD)
    assert (ranking.scored, sorted(ranking.trials)) == (6, ["ZH-07"])
    assert all(sum(line.counts.values()) == 6 and len(line.marks) == 7 for line in ranking.lines)
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(DOCUMENT)))
    assert any(row[0] == "合计（13 个支部 × 6 条规则 = 78 个结论；试行（不计入）的 1 条规则另计）" for row in book["总览"].iter_rows(values_only=True))
    matrix = [row for row in book["支部×规则"].iter_rows(values_only=True) if "试行（不计入）" in row]
    assert len(matrix) == 1
    listed = [row for row in book["问题明细"].iter_rows(values_only=True) if "ZH-07" in row]
    assert {row[3] for row in listed} == {"重要，试行（不计入）"}
    assert "主题党日每月一次（重要，试行（不计入））" in html.render(DOCUMENT).decode()
