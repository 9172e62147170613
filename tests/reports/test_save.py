from __future__ import annotations

import csv
import io
import os
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import RecordIssue
from auditor.reports import save as saving
from auditor.reports.compose import Report
from auditor.reports.formats import FORMATS
from auditor.reports.save import SaveError, save
from auditor.scorecard import InputFile, SheetInput
from tests.reports import cards

ALL = list(FORMATS)


def test_every_format_is_written_once_and_whole(tmp_path):
    paths = save(Report(cards.ordinary()), tmp_path / "新" / "输出", ALL)
    assert [path.name for path in paths] == [FORMATS[name].file for name in ALL]
    assert sorted(path.name for path in (tmp_path / "新" / "输出").iterdir()) == sorted(path.name for path in paths)
    for name, path in zip(ALL, paths, strict=True):
        assert path.read_bytes() == FORMATS[name].render(Report(cards.ordinary()))


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_only_the_owner_can_read(tmp_path):
    before = os.umask(0o022)
    try:
        paths = save(Report(cards.ordinary()), tmp_path / "输出", ["json", "text"])
    finally:
        os.umask(before)
    assert [stat.S_IMODE(path.stat().st_mode) for path in paths] == [0o600, 0o600]
    assert stat.S_IMODE((tmp_path / "输出").stat().st_mode) == 0o700


def test_existing_results_are_never_touched(tmp_path):
    (tmp_path / "scorecard.txt").write_text("旧的", encoding="utf-8")
    (tmp_path / "scorecard (2).json").write_text("也是旧的", encoding="utf-8")
    paths = save(Report(cards.ordinary()), tmp_path, ["json", "text"])
    assert [path.name for path in paths] == ["scorecard (3).json", "scorecard (3).txt"], "one number for all of a run"
    assert (tmp_path / "scorecard.txt").read_text(encoding="utf-8") == "旧的"
    assert (tmp_path / "scorecard (2).json").read_text(encoding="utf-8") == "也是旧的"


def test_one_that_cannot_be_written_does_not_lose_the_others(tmp_path, monkeypatch):
    fill = saving._fill

    def failing(path: Path, content: bytes) -> None:
        if ".json." in path.name:
            raise OSError(28, "No space left on device")
        fill(path, content)

    monkeypatch.setattr(saving, "_fill", failing)
    with pytest.raises(SaveError) as caught:
        save(Report(cards.ordinary()), tmp_path, ["json", "text", "csv"])
    assert [path.name for path in caught.value.saved] == ["scorecard.txt", "scorecard.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["scorecard.csv", "scorecard.txt"]
    [mistake] = caught.value.mistakes
    assert mistake.code == "W101"
    assert mistake.place.endswith("scorecard.json")
    assert "No space" not in mistake.message


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path, monkeypatch):
    fill = saving._fill

    def racing(path: Path, content: bytes) -> None:
        fill(path, content)
        (tmp_path / "scorecard.txt").write_text("别人的", encoding="utf-8")

    monkeypatch.setattr(saving, "_fill", racing)
    with pytest.raises(SaveError, match="已存在"):
        save(Report(cards.ordinary()), tmp_path, ["text"])
    assert [path.name for path in tmp_path.iterdir()] == ["scorecard.txt"]
    assert (tmp_path / "scorecard.txt").read_text(encoding="utf-8") == "别人的"


def test_an_unusable_folder_is_said_so(tmp_path):
    (tmp_path / "文件").write_text("", encoding="utf-8")
    with pytest.raises(SaveError, match="W102") as caught:
        save(Report(cards.ordinary()), tmp_path / "文件", ["text"])
    assert caught.value.saved == ()
    assert caught.value.exit_status == 2


def test_csv_opens_in_excel_and_starts_no_formula():
    content = FORMATS["csv"].render(Report(cards.nasty()))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0][:3] == ["党支部", "规则", "规则名称"]
    assert len(rows) == 1 + 25 + 1
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@＝＋－＠\t\r")]


@settings(max_examples=40)  # each is written in every format
@given(st.text(st.characters(codec=None, categories=None), max_size=40))
def test_no_text_loses_a_report(text):
    report = Report(cards.nasty(text, rows=1))
    for one in FORMATS.values():
        assert one.render(report)


@pytest.mark.parametrize("name", ALL)
def test_no_personal_number_reaches_any_format(name):
    text = "电话 13900001111，身份证 990101199003070019"
    inputs = (InputFile(text, "0f" * 32, (SheetInput("三会一课", text, 3, text),)),)
    plain = replace(cards.nasty(text), rules=(cards.rule_info(4),), rulebook=cards.ordinary().rulebook, inputs=inputs, issues=(RecordIssue("D502", text, text, value=text),))
    content = FORMATS[name].render(Report(plain))
    if FORMATS[name].file.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(map(archive.read, archive.namelist()))
    seen = content.decode("utf-8", "replace")
    assert "139" in seen
    assert "13900001111" not in seen
    assert "990101199003070019" not in seen
