"""Rows that belong to no branch of the register are said, never lost."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from auditor.records.folder import load_folder
from auditor.rulebook.load import load_rulebook


def test_rows_of_unknown_branches_and_of_none_are_said(tmp_path: Path) -> None:
    pl.DataFrame({"branch": ["第一党支部"]}).write_parquet(tmp_path / "branches.parquet")
    people = {"branch": ["第一党支部", "撤销支部", "撤销支部", None], "name": ["甲", "乙", "丙", "丁"]}
    pl.DataFrame(people).write_parquet(tmp_path / "members.parquet")

    issues = load_folder(tmp_path, load_rulebook().tables).issues

    assert [(issue.code, issue.file, issue.message) for issue in issues] == [
        ("D503", "members.parquet", "有 1 行没有写支部，没有计入任何支部；请补填支部名称。"),
        ("D502", "members.parquet", "支部名录中没有这些支部：撤销支部；共 2 行没有计入任何支部，请核对名称，或把它加入支部名录。"),
    ]
