"""A profile's headings stand in place of modules; what they name wrongly is told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import RulebookError
from tests.rulebook.folder import book

PROFILE = "id: school\nuse: [组织生活, DF-01, 高校]\nsections:\n"


def test_rules_stand_under_the_headings_in_their_order(tmp_path: Path) -> None:
    found = book(tmp_path, PROFILE + "  - {name: 党费收缴, of: [DF-01]}\n  - {name: 会议, of: [组织生活]}\n")
    assert [(rule.id, rule.module) for rule in found.rules] == [("DF-01", "党费收缴"), ("ZH-07", "会议"), ("GX-01", "高校")]


@pytest.mark.parametrize(("sections", "mistake"), [
    ("  - {name: 会议, of: [组织生话]}\n", ':4:21 R214 没有规则或模块 "组织生话"，是否想写 "组织生活"？'),
    ("  - {name: 甲, of: [ZH-07]}\n  - {name: 乙, of: [ZH-07]}\n", ":3:1 R435 规则 ZH-07 同时在“甲”和“乙”下面；只能在一处"),
    ("  - {name: 会议, of: [FZ-01]}\n", ':4:21 R214 没有规则或模块 "FZ-01"'),
])
def test_mistakes(tmp_path: Path, sections: str, mistake: str) -> None:
    with pytest.raises(RulebookError) as caught:
        book(tmp_path, PROFILE + sections)
    assert any(mistake in str(one) for one in caught.value.mistakes), [str(one) for one in caught.value.mistakes]


def test_a_heading_over_nothing(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="“党费收缴”下面没有选用的规则"):
        book(tmp_path, PROFILE.replace(", DF-01", "") + "  - {name: 党费收缴, of: [DF-01]}\n")
