"""``samples/year-2025``: built by ``tests.year_builder``; the audit gives exactly what the plan of faults says, and the lights of every profile."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.model import Verdict
from auditor.rulebook.load import load_rulebook
from auditor.scorecard import Scorecard
from tests.audits import SAMPLES_GROUP, audited
from tests.expectations import assert_followed, assert_unknown, assert_unmet, content, tables

pytestmark = SAMPLES_GROUP

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "year-2025"
EXPECTED: Mapping[str, Any] = yaml.safe_load((SAMPLE / "expected.yaml").read_text("utf-8"))
BRANCHES: Mapping[str, Any] = EXPECTED["branches"]
WIDEST = EXPECTED["profile"]
# Neither seen to pass nor to fail, and why; then those that are seen only one way.
NOT_IN_FORCE = "2025 年的事不按这一版检查"
NOBODY = "样例里没有这样的人或事"
NEITHER = {
    **dict.fromkeys(EXPECTED["never_told"], "各支部的台账没有这张表或这一列"),
    **dict.fromkeys(("BZ-11A", "FZ-07", "FZ-08A", "FZ-08B", "FZ-12", "FZ-15", "FZ-21A", "JY-02", "JY-02B"), NOT_IN_FORCE),
    **dict.fromkeys(("FZ-17A", "JY-02A", "PY-06A", "ZH-06B", "ZH-15"), NOBODY),
    **dict.fromkeys(("BZ-16", "PY-10", "ZH-13", "ZZ-04", "ZZ-08"), "要由人工认定，样例里没有回答"),
    "BZ-17C": "没有支部资料核查表", "JY-05": "只检查 2023 年底以前接收的，学时台账只有 2025 年", "TZ-05": "主题党日台账没有录入日期",
    "ZZ-07D": "临时党支部没有任职表",
}
NEVER_FAILS = {
    **dict.fromkeys(("BZ-05", "FZ-09B", "FZ-09C", "PY-03", "PY-08", "ZH-14", "ZZ-07C", "ZZ-07E"), NOBODY),
    "BZ-07": "只是提醒；四个支部的任期分别用来检查届满（BZ-06）和延期（BZ-08）",
    "DF-02": "迟交的登记为补缴，由 DF-04 检查",
    "JY-03": "要看到任职前后半年的学时，台账只有 2025 年",
    "ZZ-01": "红线；正式党员不足三人的支部会是第二个红灯",
    "ZZ-11A": "全国汇总表没有党小组一列",
}
NEVER_PASSES = {
    "FZ-17": "名册里的预备党员没有转正日期，只有待办和逾期",
    "TZ-02A": "只是提示；签到表只有主题党日",
}
NOT_KEPT = {"claims", "materials", "dues_expenses", "dues_remittances"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year")
    subprocess.run([sys.executable, "-m", "tests.year_builder", str(folder)], cwd=ROOT, check=True)
    return folder


def test_the_committed_files_are_the_built_ones(built: Path) -> None:
    committed, again = ({path.relative_to(folder): content(path) for path in tables(folder)} for folder in (SAMPLE, built))
    assert committed == again
    assert (SAMPLE / "expected.yaml").read_bytes() == (built / "expected.yaml").read_bytes()


@pytest.fixture(scope="module")
def cards() -> Mapping[str, Scorecard]:
    """One scorecard per profile."""
    return {profile: audited(SAMPLE, profile) for profile in (WIDEST, *EXPECTED["profiles"])}


@pytest.mark.parametrize("profile", [WIDEST, *EXPECTED["profiles"]])
def test_the_lights(profile: str, cards: Mapping[str, Scorecard]) -> None:
    expected = {branch: about.get("lights", {}).get(profile, about["light"]) for branch, about in BRANCHES.items()}
    assert {one.branch: str(one.light) for one in cards[profile].branches} == expected


@pytest.mark.parametrize("branch", BRANCHES)
def test_what_is_unmet_and_unknown_is_what_was_planted(branch: str, cards: Mapping[str, Scorecard]) -> None:
    score = next(one for one in cards[WIDEST].branches if one.branch == branch)
    assert_unmet(score, BRANCHES[branch]["unmet"])
    assert_followed(score, BRANCHES[branch]["unmet"])
    assert_unknown(score, BRANCHES[branch])


def test_nearly_every_rule_is_seen_to_pass_and_to_fail(cards: Mapping[str, Scorecard]) -> None:
    seen: dict[str, set[Verdict]] = defaultdict(set)
    for branch in cards[WIDEST].branches:
        for finding in branch.findings:
            seen[finding.rule].add(finding.verdict)
    assert {rule for rule, verdicts in seen.items() if Verdict.FAIL not in verdicts} == {*NEITHER, *NEVER_FAILS}
    assert {rule for rule, verdicts in seen.items() if Verdict.PASS not in verdicts} == {*NEITHER, *NEVER_PASSES}
    counts = Counter(verdict for verdicts in seen.values() for verdict in verdicts)
    assert (len(seen), counts[Verdict.PASS], counts[Verdict.FAIL], counts[Verdict.ERROR]) == (184, 134, 123, 0)


def test_every_ledger_is_there_and_every_module_is_used(cards: Mapping[str, Scorecard]) -> None:
    card = cards[WIDEST]
    assert {table.table for file in card.inputs for table in file.tables} == set(load_rulebook().tables) - NOT_KEPT
    assert {rule.module for rule in card.rules} | {rule.module for one in cards.values() for rule in one.rules} >= {
        "组织设置", "班子换届", "组织生活", "党费", "发展党员", "教育学时", "党籍管理", "评议述职", "台账质量", "整改", "高校", "宣传",
    }
