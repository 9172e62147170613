"""Every format that offices send, made here: what stands in it comes back, and nothing is lost silently."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from xlwt import Formula  # type: ignore[import-untyped]
from xlwt import Workbook as Workbook97

from auditor.records.cells import Kind, Sheet, Unreadable, Workbook
from auditor.records.read import read_files, read_sources
from auditor.records.walk import sources
from tests.records.workbooks import ods, packed, wide, xls, xlsb, xml_2003

HTML = """<html><head><meta charset="{charset}"><style>td {{mso-number-format:"<td>"}}</style></head><body><!-- <td>x</td> -->
<table border=1><tr><th rowspan=2>姓名<th colspan=2>党费
<tr><th>应缴<th>实缴</tr><tr style='display:none'><td>张一<br>（预备）</td><td>10</td><td>&nbsp;</td></tr></table></body></html>"""


def read(folder: Path, name: str, data: bytes) -> Workbook:
    path = folder / name
    path.write_bytes(data)
    found = read_files([path])[0]
    assert isinstance(found, Workbook), found
    return found


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


def codes(book: Workbook) -> list[str]:
    return [issue.code for issue in book.issues]


def refused(folder: Path, name: str, data: bytes) -> Unreadable:
    path = folder / name
    path.write_bytes(data)
    found = read_files([path])[0]
    assert isinstance(found, Unreadable)
    return found


def test_an_old_workbook_tells_errors_from_blanks_and_hidden_rows(tmp_path: Path) -> None:
    book = read(tmp_path, "a.xls", xls([["姓名", "金额"], ["张一", None], ["张二", 3.5]], hidden=[2], errors={(1, 1): "#N/A!"}))
    assert texts(book.sheets[0]) == [["姓名", "金额"], ["张一", "#N/A"], ["张二", "3.5"]]
    assert book.sheets[0].rows[1][1].kind is Kind.ERROR
    assert [(issue.code, issue.sheet) for issue in book.issues] == [("D118", "表一"), ("D120", "表一")]
    assert "第 3 行" in book.issues[1].message


def test_formulas_of_an_old_workbook_that_nobody_calculated_are_no_blanks(tmp_path: Path) -> None:
    book = read(tmp_path, "a.xls", xls([["姓名", "金额"], ["张一", Formula("1+2")], ["张二", None]]))
    assert [row[1].kind for row in book.sheets[0].rows] == [Kind.TEXT, Kind.UNCALCULATED, Kind.BLANK]
    assert codes(book) == ["D119"]


def test_where_other_formulas_were_calculated_an_empty_text_is_their_result(tmp_path: Path) -> None:
    data = xls([["姓名", "金额"], ["张一", Formula("1+2")], ["张二", Formula('IF(1=1,"","x")')]])
    book = read(tmp_path, "a.xls", data.replace(b"\x03\0\0\0\0\0\xff\xff", struct.pack("<d", 3.0), 1))
    assert [row[1].kind for row in book.sheets[0].rows[1:]] == [Kind.NUMBER, Kind.BLANK]
    assert codes(book) == []


@pytest.mark.parametrize("cut", [600, 1500, 3000])
def test_an_old_workbook_that_is_cut_is_refused(tmp_path: Path, cut: int) -> None:
    assert refused(tmp_path, "a.xls", xls([["姓名"], *[[f"张{n}"] for n in range(200)]])[:-cut]).issue.code in ("D102", "D104", "D112")


def test_an_open_document_spreadsheet(tmp_path: Path) -> None:
    text = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    rows = (
        f"<table:table-row>{text.format('姓名')}{text.format('金额')}</table:table-row>"
        f"<table:table-row table:visibility='filter'>{text.format('张一')}"
        "<table:table-cell office:value-type='float' office:value='3.5'><text:p>3.5</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:table-cell table:number-columns-repeated='2'/></table:table-row>"
        f"<table:table-row>{text.format('张二')}"
        "<table:table-cell table:formula='of:=1/0' office:value-type='string' calcext:value-type='error'><text:p>#DIV/0!</text:p></table:table-cell>"
        "</table:table-row>"
        "<table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='1024'/></table:table-row>"
    )
    book = read(tmp_path, "a.ods", ods(rows))
    assert [row[:2] for row in texts(book.sheets[0])[:4]] == [["姓名", "金额"], ["张一", "3.5"], ["", ""], ["张二", "#DIV/0!"]]
    assert book.sheets[0].rows[3][1].kind is Kind.ERROR
    assert codes(book) == ["D118", "D120"]


def test_a_merged_cell_of_an_open_document_reaches_over_its_rows(tmp_path: Path) -> None:
    rows = ("<table:table-row><table:table-cell/><table:table-cell table:number-rows-spanned='2' table:number-columns-spanned='1' "
            "office:value-type='string'><text:p>一支部</text:p></table:table-cell></table:table-row>"
            "<table:table-row><table:table-cell office:value-type='string'><text:p>张二</text:p></table:table-cell><table:covered-table-cell/></table:table-row>")
    assert read(tmp_path, "a.ods", ods(rows)).sheets[0].merges == ((0, 1, 1, 1),)


def test_an_open_document_bomb_is_refused(tmp_path: Path) -> None:
    cell = "<table:table-cell table:number-columns-repeated='1000' office:value-type='string'><text:p>x</text:p></table:table-cell>"
    rows = f"<table:table-row table:number-rows-repeated='1000000'>{cell}</table:table-row>"
    assert refused(tmp_path, "a.ods", ods(rows)).issue.code == "D107"


def test_a_binary_workbook(tmp_path: Path) -> None:
    cells = [
        (0, 0, 6, wide("姓名")), (0, 1, 6, wide("金额")), (1, 0, 6, wide("张一")), (1, 1, 5, struct.pack("<d", 3.5)),
        (2, 0, 6, wide("张二")), (2, 1, 3, b"\x2a"),
    ]
    book = read(tmp_path, "a.xlsb", xlsb(cells, hidden=[1]))
    assert texts(book.sheets[0]) == [["姓名", "金额"], ["张一", "3.5"], ["张二", "#N/A"]]
    assert book.sheets[0].rows[2][1].kind is Kind.ERROR
    assert codes(book) == ["D118", "D120"]


def test_a_merged_cell_of_a_binary_workbook_reaches_over_its_rows(tmp_path: Path) -> None:
    cells = [(0, 0, 6, wide("党支部")), (1, 0, 6, wide("一支部")), (2, 1, 6, wide("张二"))]
    assert read(tmp_path, "a.xlsb", xlsb(cells, merges=[(1, 0, 2, 0)])).sheets[0].merges == ((1, 0, 2, 0),)


def test_a_binary_workbook_that_breaks_off_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, "a.xlsb", xlsb([(0, 0, 6, wide("姓名"))], lost=11)).issue.code == "D104"


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("utf-8", "gb18030")])
def test_a_web_page_named_xls(tmp_path: Path, charset: str, encoding: str) -> None:
    book = read(tmp_path, "名册.xls", HTML.format(charset=charset).encode(encoding))
    sheet = book.sheets[0]
    assert sheet.name == "名册"
    assert texts(sheet) == [["姓名", "党费", ""], ["", "应缴", "实缴"], ["张一\n（预备）", "10", ""]]
    assert sheet.merges == ((0, 0, 1, 0), (0, 1, 0, 2))
    assert codes(book) == ["D122", "D120", "D111"]


def test_each_table_of_a_web_page_is_a_sheet_and_a_page_without_one_is_refused(tmp_path: Path) -> None:
    page = "<html><table><tr><td>a<table><tr><td>inner</td></tr></table></td></tr></table><table><tr><td>b</td></tr></table></html>"
    book = read(tmp_path, "x.html", page.encode())
    assert [(sheet.name, texts(sheet)) for sheet in book.sheets] == [("x（第 1 个表格）", [["ainner"]]), ("x（第 2 个表格）", [["b"]])]
    assert refused(tmp_path, "y.xls", b"<html><body>no table</body></html>").issue.message.startswith("这其实是一个网页，里面没有表格")


def test_a_web_archive(tmp_path: Path) -> None:
    page = ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html; charset=\"utf-8\"\n"
            "Content-Transfer-Encoding: quoted-printable\n\n<table><tr><td>=E5=A7=93=E5=90=8D</td></tr></table>\n--b--\n")
    assert texts(read(tmp_path, "a.xls", page.encode()).sheets[0]) == [["姓名"]]


def test_an_xml_spreadsheet(tmp_path: Path) -> None:
    rows = (
        '<Row><Cell ss:MergeDown="1"><Data ss:Type="String">姓名</Data></Cell><Cell ss:MergeAcross="1"><Data ss:Type="String">党费</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="String">应缴</Data></Cell><Cell><Data ss:Type="String">实缴</Data></Cell></Row>'
        '<Row ss:Index="4" ss:Hidden="1"><Cell><Data ss:Type="String">张一</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">12.5</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="Number">990101199001010019</Data></Cell><Cell><Data ss:Type="DateTime">2022-03-04T00:00:00.000</Data></Cell>'
        '<Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>'
    )
    book = read(tmp_path, "a.xls", xml_2003(rows))
    sheet = book.sheets[0]
    assert texts(sheet) == [
        ["姓名", "党费"], ["", "应缴", "实缴"], [], ["张一", "", "12.5"], ["990101199001010019", "2022-03-04 00:00:00", "#DIV/0!"],
    ]
    assert sheet.rows[4][0].kind is Kind.TEXT
    assert sheet.rows[4][1].kind is Kind.DATE
    assert sheet.merges == ((0, 0, 1, 0), (0, 1, 0, 2))
    assert codes(book) == ["D122", "D118", "D120", "D111"]


@pytest.mark.parametrize(("data", "code"), [
    (xml_2003("<Row>"), "D104"), (xml_2003('<Row ss:Index="99999999999"/>'), "D104"),
    (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + xml_2003("<Row/>"), "D108"),
])
def test_a_bad_xml_spreadsheet_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    assert refused(tmp_path, "a.xls", data).issue.code == code


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "材料.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("一支部/名册.csv", "姓名\n张一\n")
        package.writestr("~$名册.xlsx", b"x")
        package.writestr("说明.pdf", b"%PDF-1.4")
    found = read_sources(sources([tmp_path]))
    assert [(file.file, getattr(file, "format", "")) for file in found] == [
        ("材料.zip/~$名册.xlsx", "skipped"), ("材料.zip/一支部/名册.csv", "text"), ("材料.zip/说明.pdf", "skipped"),
    ]
    assert texts(found[1].sheets[0]) == [["姓名"], ["张一"]]  # type: ignore[union-attr]


def test_names_in_an_archive_of_chinese_windows(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("XXXX.csv", "a\n1\n")
    path.write_bytes(path.read_bytes().replace(b"XXXX", "名册".encode("gbk")))
    found = read_sources(sources([path]))
    assert [file.file for file in found] == ["a.zip/名册.csv"]
    assert isinstance(found[0], Workbook)


@pytest.mark.parametrize("data", [b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c\x00", b"PK\x05\x06" + bytes(18)])
def test_other_archives_are_no_silent_loss(tmp_path: Path, data: bytes) -> None:
    assert refused(tmp_path, "a.rar", data).issue.message == "这是压缩包（或压缩包里的压缩包），请解压后把里面的文件放进来再试"


def test_an_archive_within_an_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"b.zip": packed({"c.csv": "a"})}))
    found = read_sources(sources([tmp_path]))
    assert [file.issue.code for file in found if isinstance(file, Unreadable)] == ["D102"]


def test_a_bomb_within_an_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"b.csv": b"0" * (60 * 1024 * 1024)}))
    assert [file.issue.code for file in read_sources(sources([tmp_path])) if isinstance(file, Unreadable)] == ["D107"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_hidden_columns_are_told(tmp_path: Path, name: str) -> None:
    out = io.BytesIO()
    if name == "a.xlsx":
        book = openpyxl.Workbook()
        for row in (["姓名", "金额", "备注"], ["张一", 3, "x"]):
            book.worksheets[0].append(row)
        book.worksheets[0].column_dimensions["B"].hidden = True
        book.save(out)
    else:
        old = Workbook97()
        page = old.add_sheet("表一")
        for column, text in enumerate(["姓名", "金额", "备注"]):
            page.write(0, column, text)
        page.col(1).hidden = True
        old.save(out)
    found = read(tmp_path, name, out.getvalue())
    assert codes(found) == ["D123"]
    assert "B 列" in found.issues[0].message
    assert found.sheets[0].rows[0][1].text == "金额"


def test_hidden_columns_of_a_binary_workbook_are_told(tmp_path: Path) -> None:
    cells = [(0, column, 6, wide(text)) for column, text in enumerate(["姓名", "金额", "备注"])]
    found = read(tmp_path, "a.xlsb", xlsb(cells, columns=[(0, 0, 0), (1, 1, 1), (2, 2, 2), (3, 16383, 1)]))
    assert [(issue.code, "B 列" in issue.message) for issue in found.issues] == [("D123", True)]
    assert found.sheets[0].rows[0][1].text == "金额"


@pytest.mark.parametrize("how", ["collapse", "filter"])
def test_hidden_columns_of_an_opendocument_are_told(tmp_path: Path, how: str) -> None:
    columns = f"<table:table-column/><table:table-column table:visibility='{how}'/><table:table-column/><table:table-column table:visibility='{how}' table:number-columns-repeated='16381'/>"
    cells = "".join(f"<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>" for text in ("姓名", "金额", "备注"))
    found = read(tmp_path, "a.ods", ods(f"{columns}<table:table-row>{cells}</table:table-row>"))
    assert [(issue.code, "B 列" in issue.message) for issue in found.issues] == [("D123", True)]
    assert found.sheets[0].rows[0][1].text == "金额"
