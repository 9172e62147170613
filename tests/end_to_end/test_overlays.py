"""A school calendar as approved waivers, and people's answers: the real command, every format, the raw result, what stops the run."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from tests.end_to_end.running import ROOT, Ran, rule_folder, run, shipped
from tests.overlays.made import MANUAL, answer

pytestmark = pytest.mark.xdist_group("overlays")  # the audits are made once

YEAR, CALENDAR = ROOT / "samples" / "year-2025", ROOT / "samples" / "school-calendar"
WAIVERS = CALENDAR / "waivers.yaml"
WHEN = ("--period", "2025", "--as-of", "2026-01-10")
GRADUATES, JOINT, MATERIALS = "研究生党支部", "环境系联合党支部", "材料系联合党支部"
ANSWERS = "attestations:\n" + answer(
    branch=MATERIALS, answer="基本符合", attested_on="2025-12-30", attested_by="{name: 李乙丑, role: 考核组, from_branch: 本科生党支部}", note="缺一块",
) + answer(id="A-2", branch=JOINT, attested_on="2025-06-01", attested_by="{name: 李乙丑, role: 考核组, from_branch: 本科生党支部}")
Audit = Callable[..., tuple[Ran, Path]]


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The command over a few of the shipped rules and a question for people."""
    root = tmp_path_factory.mktemp("overlays")
    monthly = [{key: value for key, value in rule.items() if key != "tests"} for rule in shipped() if rule["id"] == "ZH-03"]
    book = rule_folder(root / "rules", *monthly, *yaml.safe_load(MANUAL)["rules"])

    def command(*options: str | Path, formats: str = "json") -> tuple[Ran, Path]:
        out = root / str(len(list(root.iterdir())))
        ran = run("audit", YEAR, *WHEN, "--rules", book, "--out", out, "--format", formats, *options)
        card = out / "scorecard.json"
        return Ran(ran.status, ran.stdout, ran.stderr, json.loads(card.read_bytes()) if card.exists() else {}), out

    return command


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("answers") / "认定.yaml"
    file.write_text(ANSWERS, "utf-8")
    return file


@pytest.fixture(scope="module")
def laid(audit: Audit, answers: Path) -> tuple[Ran, Path]:
    return audit("--waivers", WAIVERS, "--attestations", answers, formats="xlsx,html,json,csv,text")


@pytest.fixture(scope="module")
def raw(audit: Audit, answers: Path) -> Ran:
    return audit("--attestations", answers)[0]


def scores(ran: Ran, branch: str) -> tuple[Any, Any]:
    return ran.branch(branch)["score"], ran.branch(branch)["raw_score"]


def test_verdict_evidence_and_raw_score_stay(laid: tuple[Ran, Path], raw: Ran) -> None:
    ran = laid[0]
    assert ran.status == 0
    for branch in (one["branch"] for one in raw.card["branches"]):
        assert scores(ran, branch)[1] == scores(raw, branch)[1] == scores(raw, branch)[0]
        for now, then in zip(ran.branch(branch)["findings"], raw.branch(branch)["findings"], strict=True):
            assert {**now, "waiver": None, "after": None} == then
    found = ran.finding(GRADUATES, "ZH-07")
    assert (found["verdict"], found["level"], found["unmet"]) == ("fail", "red", 3)
    assert (found["waiver"], found["after"]["verdict"], found["after"]["owed"]) == ("W-2025-021、W-2025-012", "pass", 9)
    assert scores(ran, GRADUATES)[0]["low"] > scores(ran, GRADUATES)[1]["low"]


def test_every_waiver_and_answer_is_told(laid: tuple[Ran, Path]) -> None:
    assert {one["id"]: one["state"] for one in laid[0].card["overlays"]} == {
        "W-2025-021": "in_force", "W-2025-012": "soon", "W-2025-013": "soon", "W-2025-014": "needless", "W-2025-015": "unmatched",
        "W-2025-002": "expired", "A-1": "in_force", "A-2": "expired",
    }
    assert laid[0].finding(MATERIALS, "GX-91")["level"] == "yellow"
    assert laid[0].finding(JOINT, "GX-91")["verdict"] == "pending"


def test_every_format_shows_the_mark_and_both_scores(laid: tuple[Ran, Path]) -> None:
    ran, out = laid
    assert all(one["low"] == one["high"] for one in scores(ran, GRADUATES))
    score, before = (str(one["low"]) for one in scores(ran, GRADUATES))
    told = (out / "scorecard.txt").read_text("utf-8")
    assert f"{score} 分（豁免前 {before} 分）" in told
    assert "豁免 6 项、人工认定 2 项（" in told
    page = (out / "scorecard.html").read_text("utf-8")
    assert f"{score} 分（豁免前 {before} 分）" in page
    assert "W-2025-021、W-2025-012（豁免后：合格；应办 9，已做到 9）" in page
    assert "○ 已豁免" in page
    book = openpyxl.load_workbook(out / "scorecard.xlsx", read_only=True)
    head, *rows = [row for row in book["总览"].iter_rows(values_only=True) if row[0] in ("党支部", GRADUATES)]
    assert [rows[0][head.index(title)] for title in ("得分", "豁免前得分")] == [int(score), int(before)]
    listed = list(book["豁免与人工认定"].iter_rows(values_only=True))
    assert any(row[:4] == (GRADUATES, score, before, "ZH-07：W-2025-021、W-2025-012") for row in listed)
    assert any(row[:3] == ("已到期", "豁免", "W-2025-002") for row in listed)
    lines = list(csv.DictReader(io.StringIO((out / "scorecard.csv").read_text("utf-8-sig"))))
    assert {line["结论"] for line in lines if line["党支部"] == GRADUATES and line["规则"] == "ZH-07" and line["行"]} <= {"○ 已豁免"}
    assert f"得分：{score}；不计豁免的得分：{before}；所用豁免：ZH-07：W-2025-021、W-2025-012" in [line["说明"] for line in lines]
    assert any("编号：W-2025-002" in line["说明"] and "状态：已到期" in line["说明"] for line in lines)


def test_the_files_are_among_the_inputs(laid: tuple[Ran, Path], answers: Path) -> None:
    listed = {one["file"]: one["sha256"] for one in laid[0].card["inputs"]}
    for file in (WAIVERS, answers):
        assert listed[file.name] == hashlib.sha256(file.read_bytes()).hexdigest()


def test_ignored_waivers_give_the_raw_result_to_the_byte(audit: Audit, answers: Path, raw: Ran) -> None:
    ignored, _ = audit("--waivers", WAIVERS, "--attestations", answers, "--ignore-waivers")
    assert json.dumps(ignored.card) == json.dumps(raw.card)


def test_all_mistakes_stop_the_run(audit: Audit, tmp_path: Path) -> None:
    wrong = tmp_path / "waivers.yaml"
    changes = {"rule: ZH-03": "rule: ZH-30", "branch: 材料系联合党支部": "branch: 材料系党支部", "expires: 2025-06-30": "expires: 2025-6-30"}
    text = WAIVERS.read_text("utf-8")
    for old, new in changes.items():
        text = text.replace(old, new)
    wrong.write_text(text, "utf-8")
    ran, out = audit("--waivers", wrong)
    assert (ran.status, ran.card, out.exists()) == (4, {}, False)
    for code in ("R501", "R502", "R124"):
        assert code in ran.stderr
    assert ran.stderr.count("/waivers.yaml:") == 3


def test_explain_tells_waiver_and_score() -> None:
    asked = ("rules", "explain", "ZH-07", "--branch", GRADUATES, YEAR, *WHEN, "--waivers", WAIVERS)
    told = run(*asked)
    assert told.status == 0
    assert "豁免：W-2025-021 有效：2025-01、2025-02：不计入得分" in told.stdout
    assert "豁免后：● 合格。应办 9，已做到 9。豁免前 9 分，豁免后 12 分（W-2025-021、W-2025-012）" in told.stdout
    assert "结论：× 不合格" in told.stdout
    assert "W-2025-013" not in told.stdout
    assert "豁免" not in run(*asked, "--ignore-waivers").stdout
