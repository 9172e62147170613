from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.errors import InputError
from auditor.records.dataset import Dataset, MemoryTable
from auditor.records.fingerprint import fingerprint
from auditor.records.load import load
from auditor.tables import Table
from tests.records.made import TABLES

READ: dict[str, Table] = {
    key: table.model_copy(update={"recognised_by": groups}) for (key, table), groups in zip(
        TABLES.items(), [(("branch", "founded"),), (("name", "joined_on"),), (("meeting_type", "held_on"),), (("name", "paid"),)], strict=True,
    )
}
MEETINGS = "党支部,类型,时间,主题\n第一党支部,党课,2022-03-01,甲\n教一,党课,2022-03-02,乙\n"


def found(*paths: Path, **more: Any) -> Dataset:
    return load(paths, READ, **more)


def branches_of(dataset: Dataset) -> list[tuple[str, bool]]:
    table = dataset.tables["meetings"]
    assert isinstance(table, MemoryTable)
    return list(zip(table.frame["branch"], table.frame["_sure"], strict=True))


def test_files_to_dataset(tmp_path: Path) -> None:
    (tmp_path / "会议.csv").write_text(MEETINGS, encoding="gb18030")
    (tmp_path / "名录.csv").write_text("党支部名称,成立时间,简称\n第一党支部,2010-01-01,\n第二党支部,2011-01-01,教一\n", encoding="utf-8")
    dataset = found(tmp_path)
    assert branches_of(dataset) == [("第一党支部", True), ("第二党支部", True)]
    assert all(file.sha256 for file in dataset.inputs)


def test_what_is_no_ledger_is_noted_and_no_input(tmp_path: Path) -> None:
    (tmp_path / "会议.csv").write_text(MEETINGS, encoding="utf-8")
    (tmp_path / "会议2.txt").write_text(MEETINGS.replace("甲", "丙"), encoding="utf-8")
    strange = ("README.md", "expected.yaml", "说明.txt", "照片.jpg", "~$会议.xlsx")
    for name in strange:
        (tmp_path / name).write_text("本季度的材料，\n请各支部核对。\n", encoding="utf-8")
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    dataset = found(tmp_path)
    assert [file.file for file in dataset.inputs] == ["会议.csv", "会议2.txt", "坏.xlsx"]
    assert {issue.file for issue in dataset.issues if issue.code == "D110"} == set(strange)
    assert not [issue for issue in dataset.issues if issue.file in strange and issue.code != "D110"]


@pytest.mark.parametrize("text", ["党支部名称\n第一党支部\n第二党支部\n", "第一党支部\n第二党支部\n", "党支部名称,成立时间\n第一党支部,\n第二党支部,\n"])
def test_an_explicit_list_may_be_bare(tmp_path: Path, text: str) -> None:
    (tmp_path / "会议.csv").write_text(MEETINGS, encoding="utf-8")
    (tmp_path / "list").mkdir()
    (tmp_path / "list" / "a.csv").write_text(text, encoding="utf-8")
    dataset = found(tmp_path / "会议.csv", branches=tmp_path / "list" / "a.csv")
    assert dataset.register.branches == ("第一党支部", "第二党支部")
    assert not dataset.register.assumed
    assert [file.file for file in dataset.inputs] == ["a.csv", "会议.csv"]


def test_a_list_without_names_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "会议.csv").write_text(MEETINGS, encoding="utf-8")
    (tmp_path / "a.csv").write_text("姓名,年龄\n", encoding="utf-8")
    with pytest.raises(InputError, match="D608"):
        found(tmp_path / "会议.csv", branches=tmp_path / "a.csv")


def test_an_unreadable_file_does_not_lose_the_others(tmp_path: Path) -> None:
    (tmp_path / "会议.csv").write_text(MEETINGS, encoding="utf-8")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    dataset = found(tmp_path)
    assert len(branches_of(dataset)) == 2
    assert "坏.xlsx" in {issue.file for issue in dataset.issues}
    assert "坏.xlsx" in {file.file for file in dataset.inputs}


def test_only_unreadable_files_are_an_error_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    with pytest.raises(InputError) as caught:
        found(tmp_path)
    assert any("坏.xlsx" in str(mistake) for mistake in caught.value.mistakes)


# -- inputs.yaml -----------------------------------------------------------------------------------------------------------


def declared(tmp_path: Path, text: str, meetings: str = MEETINGS) -> Dataset:
    (tmp_path / "会议.csv").write_text(meetings, encoding="utf-8")
    (tmp_path / "inputs.yaml").write_text(text, encoding="utf-8")
    return found(tmp_path)


def test_period_branches_and_aliases_are_taken_as_declared(tmp_path: Path) -> None:
    dataset = declared(tmp_path, "files:\n  - {file: 会议.csv, period: 2022Q1, branches: [第1支部]}\naliases: {教一: 第一党支部}\n")
    cover, = dataset.coverage
    assert (cover.branches, cover.start, cover.end, cover.assumed) == (frozenset({"第一党支部"}), date(2022, 1, 1), date(2022, 3, 31), False)
    assert [name for name, sure in branches_of(dataset) if sure] == ["第一党支部", "第一党支部"]
    assert "inputs.yaml" not in {file.file for file in dataset.inputs}


def test_a_declared_branch_and_period_place_what_the_sheet_does_not(tmp_path: Path) -> None:
    (tmp_path / "党费.csv").write_text("姓名,实缴\n甲,5\n", encoding="utf-8")
    dataset = declared(tmp_path, "files: [{file: 党费.csv, period: 2022-03, branches: [第一党支部]}]")
    dues = dataset.tables["dues"]
    assert isinstance(dues, MemoryTable)
    assert list(dues.frame[["branch", "_sure", "month__first", "month__last"]].iloc[0]) == ["第一党支部", True, 20220301, 20220331]


def test_a_declared_branch_that_nobody_knows_is_told(tmp_path: Path) -> None:
    dataset = declared(tmp_path, "files: [{file: 会议.csv, branches: [某某留学中心, 第一党支部]}]")
    assert [issue.code for issue in dataset.issues if issue.code == "D609"] == ["D609"]
    assert dataset.coverage[0].branches == frozenset({"第一党支部"})


def test_all_branches_can_be_declared(tmp_path: Path) -> None:
    cover, = declared(tmp_path, "files: [{file: '*.csv', period: '2022', branches: all}]").coverage
    assert (cover.branches, cover.assumed) == (None, False)


def test_a_strange_sheet_is_read_as_declared(tmp_path: Path) -> None:
    strange = "党支部,哪一天,干了什么\n第一党支部,2022-03-01,党课\n"
    text = "files:\n  - file: 会议.csv\n    table: meetings\n    mapping: {哪一天: held_on, 干了什么: meeting_type}\n"
    dataset = declared(tmp_path, text, strange)
    table = dataset.tables["meetings"]
    assert isinstance(table, MemoryTable)
    assert list(table.frame["held_on__first"]) == [20220301]
    assert list(table.frame["meeting_type"]) == ["|党课|"]


@pytest.mark.parametrize(("text", "codes"), [
    ("\tfiles: []", ["R106"]),
    ("file: []", ["R104"]),
    ("files: [{file: a, period: 三月}, {sheet: S}]", ["R123", "R123"]),
    ("files: [{file: a, table: nothing}, {file: b, table: dues, mapping: {x: nothing}}]", ["D612", "D613"]),
    ("- 1", ["R121"]),
])
def test_mistakes_in_it_are_told_at_once_with_their_places(tmp_path: Path, text: str, codes: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        declared(tmp_path, text)
    assert [mistake.code for mistake in caught.value.mistakes] == codes
    assert all("inputs.yaml:1:" in mistake.place for mistake in caught.value.mistakes)


@pytest.mark.parametrize("text", ["", "# 什么都还没有写\n", "files: []\n"])
def test_one_that_says_nothing_changes_nothing(tmp_path: Path, text: str) -> None:
    assert declared(tmp_path, text).register.branches


STRANGE = "党支部,哪一天,干了什么\n第一党支部,2022-03-01,党课\n"
HEADINGS = fingerprint(["党支部", "哪一天", "干了什么"])
MAPPING = "{哪一天: held_on, 干了什么: meeting_type}"


def kinds(tmp_path: Path, text: str, data: str = STRANGE) -> list[str]:
    table = declared(tmp_path, text, data).tables["meetings"]
    assert isinstance(table, MemoryTable)
    return list(table.frame["meeting_type"])


def test_headings_that_were_confirmed_are_known_again_in_another_file(tmp_path: Path) -> None:
    text = f"files: [{{headings: {HEADINGS}, table: meetings, mapping: {MAPPING}}}]"
    assert kinds(tmp_path, text) == ["|党课|"]
    assert kinds(tmp_path, text, "干了什么,党支部,哪一天\n主题党日,第二党支部,2022-06-01\n") == ["|主题党日|"]


def test_the_entry_of_a_file_goes_before_that_of_its_headings(tmp_path: Path) -> None:
    general = f"{{headings: {HEADINGS}, table: meetings, mapping: {MAPPING}}}"
    text = f"files: [{{file: 会议.csv, mapping: {{干了什么: title}}}}, {general}]"
    dataset = declared(tmp_path, text, STRANGE)
    assert "meeting_type" not in dataset.tables["meetings"].frame


def test_what_is_no_column_is_as_if_it_had_not_come(tmp_path: Path) -> None:
    plain = "党支部,时间,类型,应到\n第一党支部,2022-03-01,党课,3\n"
    dataset = declared(tmp_path, "files: [{file: '*.csv', ignore: [应到]}]", plain)
    assert "due" not in dataset.tables["meetings"].frame
    assert "due" in declared(tmp_path, "", plain).tables["meetings"].frame


def test_a_sheet_that_is_no_ledger_is_not_used(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="写明不是台账"):
        declared(tmp_path, "files: [{file: '*.csv', skip: true}]")


def test_a_year_may_stand_without_quotes(tmp_path: Path) -> None:
    cover, = declared(tmp_path, "files: [{file: '*.csv', period: 2022, branches: all}]").coverage
    assert (str(cover.start), str(cover.end)) == ("2022-01-01", "2022-12-31")
