"""Annotated copies: what was found stands at its cell in a copy of the user's own workbook; the original is not touched."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from auditor.model import Evidence, RecordIssue, State
from auditor.records.walk import Source
from auditor.reports.annotate import NotCopied, annotated
from auditor.reports.annotations import Said, said_of
from auditor.reports.ranking import rank
from auditor.reports.words import PALETTE, Tone
from tests.reports import cards

BAD = Said("表", 3, "B", Tone.BAD, "× 不合格", "ZH-07 主题党日每月一次", "2 月没有开展", "请补开")
ODD = Said("表", 3, "B", Tone.UNKNOWN, "？ 读不准", "D406", "认不出是哪一天", "")


@pytest.fixture
def original(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    sheet.append(["党支部", "时间", "人数"])
    sheet.append(["一支部", "2022-01-05", 3])
    sheet.append(["一支部", "2022.2", "=SUM(C2:C2)"])
    sheet["A1"].font = Font(bold=True, color="FF0000")
    sheet["A2"].comment = Comment("我的批注", "我")
    sheet.merge_cells("A5:B6")
    rule = DataValidation(type="list", formula1='"是,否"')
    sheet.add_data_validation(rule)
    rule.add("D2:D9")
    path = tmp_path / "台账.xlsx"
    book.save(path)
    return path


def copy(path: Path, *said: Said) -> openpyxl.Workbook:
    before = hashlib.sha256(path.read_bytes()).digest()
    content, lost = annotated(Source(path, path.name), said)
    assert hashlib.sha256(path.read_bytes()).digest() == before
    assert lost == []
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_cell_is_coloured_and_says_what_and_what_to_do(original: Path) -> None:
    cell = copy(original, BAD, ODD)["表"]["B3"]
    assert cell.fill.fgColor.rgb.endswith(PALETTE[Tone.BAD].fill), "the worse one gives the colour"
    for words in ("× 不合格", "ZH-07 主题党日每月一次", "2 月没有开展", "怎么办：请补开", "D406", "认不出是哪一天"):
        assert words in cell.comment.text


def test_what_was_there_stays(original: Path) -> None:
    sheet = copy(original, BAD, Said("表", 2, "A", Tone.FAIR, "▲ 需改进", "X", "说明", ""))["表"]
    assert (sheet["A1"].font.b, sheet["C3"].value, sheet["B2"].value) == (True, "=SUM(C2:C2)", "2022-01-05")
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ['"是,否"']
    assert sheet["A2"].comment.text.startswith("我的批注\n")
    assert "▲ 需改进" in sheet["A2"].comment.text


def test_a_row_without_a_column_is_marked_at_its_first_cell_and_a_merged_cell_where_its_text_is(original: Path) -> None:
    sheet = copy(original, Said("表", 2, "", Tone.BAD, "×", "X", "整行", ""), Said("表", 6, "B", Tone.BAD, "×", "X", "合并", ""))["表"]
    assert "整行" in sheet["A2"].comment.text
    assert "合并" in sheet["A5"].comment.text


def test_the_added_sheet_lists_all_with_words_and_links(original: Path) -> None:
    nowhere = Said("表", None, "", Tone.BAD, "× 不合格", "ZH-03", "=没有记录", "请补")
    book = copy(original, BAD, nowhere)
    rows = [[cell.value for cell in row] for row in book["批注说明"].iter_rows()]
    assert rows[1:] == [
        ["1", "表", "B3", "× 不合格", "ZH-07 主题党日每月一次", "2 月没有开展", "请补开"], ["2", "表", None, "× 不合格", "ZH-03", "=没有记录", "请补"],
    ]
    assert book["批注说明"]["C2"].hyperlink.location == "'表'!B3"
    assert book["批注说明"]["F3"].data_type == "s", "never a formula"


def test_much_said_of_one_cell_is_cut_in_its_comment_and_whole_in_the_list(original: Path) -> None:
    many = [Said("表", 3, "B", Tone.BAD, "×", f"规则{number}", "长" * 300, "") for number in range(9)]
    book = copy(original, *many)
    text = book["表"]["B3"].comment.text
    assert len(text) < 1000
    assert "还有 4 条，见“批注说明”" in text
    assert book["批注说明"].max_row == 10


@pytest.mark.parametrize(("name", "content", "why"), [
    ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "不是 xlsx"), ("表.csv", "党支部,时间\n".encode(), "不是 xlsx"),
    ("坏.xlsx", b"PK\x03\x04 broken", "已损坏"),
])
def test_what_cannot_be_annotated_says_why(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NotCopied, match=why):
        annotated(Source(tmp_path / name, name), [BAD])


def test_findings_and_issues_are_led_to_their_files() -> None:
    card = cards.ordinary()
    found = said_of(rank(card))
    places = {
        (item.file, item.row, item.column)
        for branch in card.branches for finding in branch.findings if finding.verdict == "fail" and finding.waiver is None
        for item in finding.observation.evidence if item.state in (State.UNMET, State.UNKNOWN) and isinstance(item, Evidence)
    } | {(issue.file, issue.row, issue.column) for issue in card.issues if isinstance(issue, RecordIssue)}
    assert {(file, said.row, said.column) for file, all_ in found.files.items() for said in all_} == places
    assert found.elsewhere > 0, "a ledger that was not handed in has no cell"
