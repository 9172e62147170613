from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.understanding import describe
from tests.records.reading import REAL, ROOT, tables

SAMPLE = ROOT / "samples" / "inspection-2022q1"


def lines(*paths: Path) -> list[str]:
    return [line for line, _ in describe(paths, tables())]


def test_the_sample_is_told_whole() -> None:
    text = "\n".join(lines(SAMPLE))
    for words in ("党员基本信息汇总表.xlsx", "表头：第 3-4 行", "M 联系电话/手机号 = 手机号", "（按内容判断）", "（按列展开）", "合计、小计行", "落款", "报送范围：全部支部", "（0 个读不出来）"):
        assert words in text
    text.encode("gbk")


def test_a_folder_with_nothing_to_audit_is_still_told(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK broken")
    (tmp_path / "考核.csv").write_text("年度,党支部,考核结果\n2021,一支部,良好\n", encoding="utf-8")
    text = "\n".join(lines(tmp_path))
    for words in ("坏.xlsx  读不出来", "D104", "没有用作台账", "D207", "2 个文件（1 个读不出来），0 张工作表用作台账"):
        assert words in text


def test_what_a_branch_must_decide_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("党支部,会议类型,计划时间,实际的会议时间\n一支部,党课,2022.3.1,2022.3.2\n", encoding="utf-8")
    text = "\n".join(lines(tmp_path))
    assert "没有用上的列：D 实际的会议时间（可能是实际时间）" in text


@pytest.mark.skipif(not REAL.is_dir(), reason="the real sheets are not on this machine")
def test_all_real_sheets_are_told() -> None:
    text = "\n".join(lines(REAL))
    text.encode("gbk")
    assert "（0 个读不出来）" in text
