from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import textwrap
import zipfile
from datetime import date, datetime
from pathlib import Path
from random import Random
from time import sleep

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from auditor.records import guard, read
from auditor.records.answers import number_text
from auditor.records.cells import Kind, Unreadable, Workbook
from auditor.records.child import answer
from auditor.records.read import Reading, begin, read_files, read_sources
from auditor.records.refused import Refused
from auditor.records.sniff import Format, sniff
from auditor.records.textfile import decode, rows_of
from auditor.records.walk import Source, sources

ROOT = Path(__file__).resolve().parents[2]


def write_book(path: Path, rows: list[list[object]], name: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def only(path: Path) -> Workbook:
    (result,) = read_files([path])
    assert isinstance(result, Workbook), result
    return result


def refused(path: Path) -> str:
    (result,) = read_files([path])
    assert isinstance(result, Unreadable), result
    assert result.file == path.as_posix()
    assert "请" in result.issue.message or "不读" in result.issue.message or "没有" in result.issue.message
    return result.issue.code


def repacked(path: Path, part: str, change: object) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part])  # type: ignore[operator]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_kinds_and_places_are_those_of_the_file(tmp_path: Path) -> None:
    rows: list[list[object]] = [[], [None, "姓名", 3, 1.5, True, date(2022, 3, 1), datetime(2022, 3, 1, 14, 30)]]
    sheet = only(write_book(tmp_path / "a.xlsx", rows)).sheets[0]
    assert len(sheet.rows) == 2
    got = [(cell.kind, cell.text) for cell in sheet.rows[1]]
    assert got == [
        (Kind.BLANK, ""), (Kind.TEXT, "姓名"), (Kind.NUMBER, "3"), (Kind.NUMBER, "1.5"), (Kind.BOOL, "TRUE"),
        (Kind.DATE, "2022-03-01"), (Kind.DATE, "2022-03-01 14:30:00"),
    ]


@pytest.mark.parametrize("white", [" ", "\u3000", "\xa0", "\u2003", "\n", "\r"])
@pytest.mark.parametrize("inline", [True, False])
def test_white_space_of_any_kind_is_a_blank_and_no_lost_cell(tmp_path: Path, white: str, inline: bool) -> None:
    path = tmp_path / "甲.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": inline}) as book:
        page = book.add_worksheet()
        page.write_string(0, 0, white)
        page.write_formula(0, 1, '=""', None, white)
        page.write_string(0, 2, "甲")
    assert [cell.kind for cell in only(path).sheets[0].rows[0]] == [Kind.BLANK, Kind.BLANK, Kind.TEXT]


def test_error_cells_and_formulas_without_result_are_not_blank(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["合计", "=A1+1", "#N/A", None]])
    book = only(path)
    kinds = [cell.kind for cell in book.sheets[0].rows[0]]
    assert kinds[:3] == [Kind.TEXT, Kind.UNCALCULATED, Kind.ERROR]
    assert book.sheets[0].rows[0][2].text == "#N/A"
    assert {"D118", "D119"} <= {issue.code for issue in book.issues}


def test_a_formula_with_stored_result_is_its_result(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet()
    page.write_formula(0, 0, "=1+1", None, 2)
    page.write_formula(0, 1, '=""', None, "")
    book.close()
    row = only(tmp_path / "a.xlsx").sheets[0].rows[0]
    assert row[0].text == "2"
    assert all(cell.kind is not Kind.ERROR for cell in row)


def test_merges_and_hidden_sheets_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "标题"
    book.active.merge_cells("A1:C2")
    hidden = book.create_sheet("藏")
    hidden["A1"], hidden.sheet_state = 1, "hidden"
    book.save(tmp_path / "a.xlsx")
    result = only(tmp_path / "a.xlsx")
    assert result.sheets[0].merges == ((0, 0, 1, 2),)
    assert [sheet.hidden for sheet in result.sheets] == [False, True]
    assert [issue.code for issue in result.issues] == ["D117"]


def test_the_name_does_not_decide_what_a_file_is(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xls", [["姓名", "性别"]])
    assert only(path).format == "xlsx"
    assert [issue.code for issue in only(path).issues] == ["D111"]
    text = tmp_path / "b.xlsx"
    text.write_bytes("姓名\t性别\n赵甲\t男\n".encode("gb18030"))
    assert [cell.text for cell in only(text).sheets[0].rows[1]] == ["赵甲", "男"]


@pytest.mark.parametrize(("data", "code"), [
    (b"", "D104"), (b"PK\x03\x04 broken", "D104"), (b"<html><body>1</body></html>", "D109"),
    (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "D109"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "D103"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "D104"),
    (b"\xe5\xa7\x93,b\n\xff\xff\xff,1\n", "D115"), (b"a,b\n1,\x002\n", "D102"), (b'a,b\n1,"2\n3,4\n5,6\n', "D116"),
])
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert refused(path) == code


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    assert refused(tmp_path / "没有.xlsx") == "D101"


@pytest.mark.parametrize("before", [0, 1, 2, 5, 9])
def test_a_document_type_across_the_border_of_two_pieces_is_refused(tmp_path: Path, before: int) -> None:
    path = write_book(tmp_path / "a.xlsx", [["姓名", 1]])
    noise = Random(1).randbytes(guard.MIB).hex().encode()[: guard.MIB - before - 7]
    repacked(path, "xl/worksheets/sheet1.xml", lambda data: b"<!--" + noise + b"-->" + b"<!DOCTYPE x>" + data)
    assert refused(path) == "D108"


def test_document_types_doubled_parts_and_far_cells_are_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["姓名", 1]])
    repacked(path, "xl/worksheets/sheet1.xml", lambda data: b'<!DOCTYPE x [<!ENTITY a "b">]>' + data)
    assert refused(path) == "D108"
    path = write_book(tmp_path / "b.xlsx", [["姓名", 1]])
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("XL/workbook.xml", b"<x/>")
    assert refused(path) == "D108"
    path = write_book(tmp_path / "c.xlsx", [["姓名", 1]])
    repacked(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b'r="B1"', b'r="XFD1048576"').replace(b'<row r="1"', b'<row r="1048576"'))
    assert refused(path) == "D107"


def test_a_workbook_without_sheets_or_with_a_lost_one_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["姓名", 1]])
    repacked(path, "xl/workbook.xml", lambda data: data.replace(b"<sheet ", b"<other "))
    assert refused(path) == "D109"
    path = write_book(tmp_path / "b.xlsx", [["姓名", 1]])
    repacked(path, "xl/_rels/workbook.xml.rels", lambda data: data.replace(b"sheet1.xml", b"sheet9.xml"))
    assert refused(path) == "D104"


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["姓名", 1]])
    repacked(path, "xl/worksheets/sheet1.xml", lambda data: data + b" " * (20 * guard.MIB))
    assert refused(path) == "D107"


def test_the_same_cell_twice_is_a_lost_cell(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [[1, 2, 3]])
    repacked(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b'r="C1"', b'r="B1"'))
    assert refused(path) == "D112"


CHILD = """
    import json, os, sys, time
    for path, member in json.load(sys.stdin):
        name = os.path.basename(path)
        if "die" in name: os._exit(1)
        if "hang" in name: time.sleep(60)
        print(json.dumps({"sha256": "", "format": "xlsx", "sheets": [], "notes": []}), flush=True)
"""


def test_a_file_that_kills_or_hangs_its_reader_leaves_the_others_readable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / name for name in ("1", "die", "2", "hang", "die2", "3")]
    for path in paths:
        path.write_bytes(b"x")

    def start(command: list[str], **rest: object) -> subprocess.Popen[str]:
        return popen([command[0], "-c", textwrap.dedent(CHILD)], **rest)  # type: ignore[no-any-return, call-overload]

    popen = subprocess.Popen
    monkeypatch.setattr(read.subprocess, "Popen", start)
    monkeypatch.setattr(read, "SECONDS", 3.0)
    results = read_files(paths)
    told = [result.issue.code if isinstance(result, Unreadable) else result.format for result in results]
    assert told == ["xlsx", "D105", "xlsx", "D106", "D105", "xlsx"]
    assert all(result.sha256 for result in results if isinstance(result, Unreadable))


def test_the_child_imports_no_table_library() -> None:
    code = "import auditor.records.child, sys; print([name for name in ('pandas', 'polars', 'pydantic', 'numpy') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_folders_are_walked_in_order_and_droppings_are_told(tmp_path: Path) -> None:
    (tmp_path / "乙").mkdir()
    write_book(tmp_path / "乙" / "1.xlsx", [["a", "b"]])
    write_book(tmp_path / "a.xlsx", [["a", "b"]])
    for name in ("~$a.xlsx", "Thumbs.db", "说明.md", "通知.docx"):
        (tmp_path / name).write_bytes(b"text")
    found = read_sources(sources([tmp_path]))
    assert [(item.file, item.format) for item in found if isinstance(item, Workbook)] == [
        ("Thumbs.db", "skipped"), ("a.xlsx", "xlsx"), ("~$a.xlsx", "skipped"), ("乙/1.xlsx", "xlsx"), ("说明.md", "skipped"), ("通知.docx", "skipped"),
    ]
    assert all(item.issues[0].code == "D110" for item in found if isinstance(item, Workbook) and item.format == "skipped")


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["a", "b"]])
    assert [source.name for source in sources([tmp_path, path])] == ["a.xlsx"]


def test_two_files_of_one_name_go_by_their_paths(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        write_book(tmp_path / folder / "a.xlsx", [["a", "b"]])
    assert len({source.name for source in sources([tmp_path / "x", tmp_path / "y"])}) == 2


@pytest.mark.parametrize(("value", "text"), [
    (1.0, "1"), (0.2, "0.2"), (1980.3, "1980.3"), (990101199001010048.0, "990101199001010000"), (-5.0, "-5"), (0.1 + 0.2, "0.3"), (20220301.0, "20220301"),
])
def test_a_number_reads_as_excel_shows_it(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(("data", "encoding"), [
    ("姓名,性别".encode("gb18030"), "gb18030"), ("姓名,性别".encode(), "utf-8"), ("姓名,性别".encode("utf-8-sig"), "utf-8"),
    (b"\xff\xfe" + "姓名,性别".encode("utf-16-le"), "utf-16-le"),
])
def test_encodings_in_order(data: bytes, encoding: str) -> None:
    assert decode(data) == ("姓名,性别", encoding)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_blank_lines_and_long_numbers(separator: str) -> None:
    text = f"姓名{separator}号码\r\n\r\n赵甲{separator}'990101199001010019\r\n钱乙{separator}=\"00123\"\r\n"
    assert rows_of(text) == [["姓名", "号码"], [], ["赵甲", "990101199001010019"], ["钱乙", "00123"]]
    assert rows_of(f"sep={separator}\na{separator}b\n") == [[], ["a", "b"]]


def test_a_cell_may_hold_several_lines_but_not_swallow_records() -> None:
    assert rows_of('a,b\n1,"x\ny"\n') == [["a", "b"], ["1", "x\ny"]]
    with pytest.raises(Refused):
        rows_of('a,b\n1,"x\n2,y"\n')


def test_short_and_long_rows_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1\n1,2,3\n1,2\n", encoding="utf-8")
    assert [(issue.code, "2、3" in issue.message) for issue in only(tmp_path / "a.csv").issues] == [("D114", True)]


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html", "姓名,".encode()]))
def test_sniffing_anything_gives_a_format_or_a_reason(data: bytes, head: bytes) -> None:
    try:
        found: object = sniff(head + data)
    except Refused as reason:
        found = reason
    assert found in set(Format) if not isinstance(found, Refused) else found.code in {"D103", "D104"}


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(-10**9, 10**9), st.text("姓名甲乙丙a1 ", max_size=5)), max_size=4), max_size=5))
def test_what_is_written_is_read(rows: list[list[object]]) -> None:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            book.active.cell(at, column, value)
    book.save(stream)
    path = Path("memory.xlsx")

    class InMemory(type(path)):  # type: ignore[misc]
        def read_bytes(self) -> bytes:
            return stream.getvalue()

        def stat(self, **_: object) -> object:
            return type("Size", (), {"st_size": 1})

    got = answer(InMemory("memory.xlsx"))["sheets"][0]["rows"]
    wanted = {(at, column): value for at, row in enumerate(rows) for column, value in enumerate(row) if value is not None and str(value).strip()}
    assert {(at, column): value for at, row in enumerate(got) for column, value in enumerate(row) if value is not None and str(value).strip()} == wanted


def test_several_children_read_side_by_side_and_the_order_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "_BYTES_PER_CHILD", 1)
    monkeypatch.setattr(read.os, "cpu_count", lambda: 3)
    paths = [tmp_path / f"{number}.csv" for number in range(7)]
    for number, path in enumerate(paths):
        path.write_text(f"姓名,金额\n甲{number},{number}\n", "utf-8")
    told: list[tuple[int, int]] = []
    with Reading([Source(path, path.name) for path in paths], lambda done, total: told.append((done, total))) as reading:
        books = reading.result()
    assert [book.file for book in books] == [path.name for path in paths]
    assert [book.sheets[0].rows[1][0].text for book in books] == [f"甲{number}" for number in range(7)]
    assert len(told) == 7
    assert max(told) == (7, 7)


def test_small_inputs_start_one_child_and_large_ones_no_more_than_there_are_cores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read.os, "cpu_count", lambda: 4)
    few = [Source(tmp_path / f"{number}.csv", f"{number}.csv") for number in range(20)]
    many = [Source(tmp_path / f"{number}.csv", f"{number}.csv") for number in range(2000)]
    assert [len(share) for share in read._shares(few)] == [20]
    shares = read._shares(many)
    assert len(shares) == 4
    assert sorted(source.name for share in shares for source in share) == sorted(source.name for source in many)
    assert read._shares([]) == []


def test_leaving_early_ends_the_children(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,金额\n甲,1\n", "utf-8")
    with begin([path]) as reading:
        pass
    assert reading._children == set()
    assert reading._pool._shutdown


def test_a_folder_for_an_engine_is_not_begun(tmp_path: Path) -> None:
    (tmp_path / "dues.parquet").write_bytes(b"PAR1")
    assert begin([tmp_path]) is None


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_interrupted_audit_leaves_nothing_behind(tmp_path: Path) -> None:
    """As Ctrl-C does in a terminal: the whole group gets the signal."""
    for number in range(60):
        (tmp_path / f"{number}.csv").write_text("党支部,会议类型,实际时间\n" + "第一党支部,党课,2022-03-01\n" * 500, "utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "auditor", "audit", str(tmp_path), "--out", str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, start_new_session=True, text=True)
    sleep(1.2)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=20)[1]
    assert process.returncode in (130, -signal.SIGINT), said  # Python itself ends by the signal where it hit code made from text; shells say 130 to both
    assert "已中断" in said
    assert not out.exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
