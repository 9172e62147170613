from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from auditor.errors import InputError
from auditor.records.dataset import Cover, MemoryTable, Register, ScannedTable
from auditor.records.folder import load_folder, open_lazily
from auditor.records.load import is_table_folder, load
from tests.records.made import IDS, TABLES

MEETINGS: dict[str, list[Any]] = {"branch": ["甲支部", "乙支部"], "时间": [date(2022, 3, 1), None], "meeting_type": ["党课", "上党课"], "实到": [5, None]}


def write(folder: Path, name: str, data: dict[str, list[Any]]) -> None:
    frame = pl.DataFrame(data)
    (frame.write_parquet if name.endswith("parquet") else frame.write_csv)(folder / name)


def mistakes(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        load_folder(folder, TABLES)
    return [(mistake.code, mistake.message) for mistake in caught.value.mistakes]


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_tables_are_scanned_by_key_or_heading(tmp_path: Path, kind: str) -> None:
    write(tmp_path, f"meetings.{kind}", MEETINGS)
    write(tmp_path, f"branches.{kind}", {"党支部名称": ["乙支部", "甲支部"], "parent": ["某党委", None]})
    found = load([tmp_path], TABLES)
    assert found.register == Register(("乙支部", "甲支部"), {"乙支部": "某党委"})
    meetings = found.tables["meetings"]
    assert isinstance(meetings, ScannedTable)
    assert meetings.columns == {"branch": "branch", "meeting_type": "meeting_type", "held_on": "时间", "attended": "实到"}
    assert [(cover.table, cover.branches, cover.start, cover.end, cover.assumed) for cover in found.coverage] == [
        ("branches", None, None, None, False), ("meetings", None, None, None, False),
    ]
    assert [(file.file, len(file.sha256), file.tables[0].rows) for file in found.inputs] == [
        (f"branches.{kind}", 64, 2), (f"meetings.{kind}", 64, 2),
    ]
    assert [file.tables[0].name for file in found.inputs] == [TABLES["branches"].name, TABLES["meetings"].name]


def test_without_a_list_the_register_is_assumed_and_branches_still_exist(tmp_path: Path) -> None:
    write(tmp_path, "meetings.parquet", MEETINGS)
    found = load([tmp_path], TABLES)
    assert found.register == Register(("乙支部", "甲支部"), assumed=True)
    assert isinstance(found.tables["branches"], MemoryTable)
    assert list(found.tables["branches"].frame["branch"]) == ["乙支部", "甲支部"]
    assert Cover("branches") not in found.coverage


def test_numbers_of_people_in_csv_stay_text(tmp_path: Path) -> None:
    write(tmp_path, "members.csv", {"branch": ["甲支部"], "id_no": [IDS[0]], "staff_no": ["007"]})
    rows = open_lazily(tmp_path / "members.csv", TABLES["members"]).collect().rows()
    assert rows == [("甲支部", IDS[0], "007")]


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "meetings.parquet", {**MEETINGS, "时间": ["三月", "四月"], "branch": [None, None], "主题": ["a", "b"], "title": ["a", "b"]})
    write(tmp_path, "members.parquet", {"name": ["甲"], "id_no": [1]})
    write(tmp_path, "secrets.parquet", {"a": [1]})
    (tmp_path / "dues.parquet").write_bytes(b"PAR1 broken")
    found = mistakes(tmp_path)
    assert sorted(code for code, _ in found) == ["D710", "D712", "D713", "D713", "D713", "D714"]
    assert ("D713", "“时间”列（held_on）应为日期，文件里是 String；请转换后重新导出。") in found


def test_a_list_with_repeated_names_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "branches.parquet", {"branch": ["甲支部", "甲支部"]})
    assert [code for code, _ in mistakes(tmp_path)] == ["D715"]


def test_which_folders_are_tables(tmp_path: Path) -> None:
    assert not is_table_folder(tmp_path, TABLES)
    write(tmp_path, "meetings.csv", MEETINGS)
    assert is_table_folder(tmp_path, TABLES)
    write(tmp_path, "会议.csv", MEETINGS)
    assert not is_table_folder(tmp_path, TABLES)
    write(tmp_path, "x.parquet", MEETINGS)
    assert is_table_folder(tmp_path, TABLES)
