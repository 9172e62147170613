"""Every kind of broken or hostile file and what must become of it: read right, or refused with a code; never a wrong answer.

``want``: the code of a refusal; or the cells of the first sheet as texts; ``note`` is a code that is told beside the cells.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from tests.records.hostile import build
from tests.records.hostile.build import HEAD, MAIN, ROWS, package, parts, shared, sheet, xls, xlsx
from tests.records.workbooks import xml_2003

Rows = list[list[str]]
GOOD: Rows = [["姓名", "金额"], ["赵甲子", "12.5"]]
CSV = "姓名,金额\n赵甲子,12.5\n"
DOCTYPE = f"{HEAD}<!DOCTYPE w [<!ENTITY a 'x'>]>"
NUMBER = "990101199001010019"
WORDS = ("#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
ERROR = "<c t='e'><v>{}</v></c>"
TABLE_2003 = "".join(f"<Row>{''.join(f'<Cell><Data>{cell}</Data></Cell>' for cell in row)}</Row>" for row in GOOD)
FAR = "<row r='1048576'><c r='XFD1048576' s='1'/></row>"


@dataclass(frozen=True)
class Case:
    id: str
    about: str
    name: str
    data: Callable[[], bytes]
    want: str | tuple[str, ...] | Rows
    note: str = ""


def inline(text: str, at: str = "A1") -> str:
    return f"<row r='1'><c r='{at}' t='inlineStr'><is>{text}</is></c></row>"


CONTAINER = (
    Case("A01", "内部数据极大的压缩炸弹", "a.xlsx", lambda: xlsx(f"{ROWS}{' ' * 6_000_000}"), "D107"),
    Case("A03", "一个极长的共享字符串", "a.xlsx", lambda: shared(f"<t>{'长' * 3_000_000}</t>", rows="<row r='1'><c r='A1' t='s'><v>0</v></c></row>"), "D107"),
    Case("A04", "目录里的大小是假的", "a.xlsx", lambda: build.lying(package(parts())), ("D104", "D108")),
    Case("A05", "两个部件重叠", "a.xlsx", build.overlapping, ("D104", "D108")),
    Case("A06", "部件极多", "a.xlsx", lambda: package({**parts(), **{f"xl/media/{n}.xml": "" for n in range(2500)}}), "D107"),
    Case("A07", "两个同名部件，内容不同", "a.xlsx", lambda: build.doubled(parts(), "xl/worksheets/sheet1.xml", sheet("")), "D108"),
    Case("A08", "两个部件只差大小写", "a.xlsx", lambda: build.doubled(parts(), "", sheet(""), "xl/worksheets/SHEET1.xml"), "D108"),
    Case("A09", "部件名指向外面", "a.xlsx", lambda: package({**parts(), "../../evil.txt": "x"}), GOOD),
    Case("A10", "工作表指向外面的文件", "a.xlsx", lambda: package({**parts(), "xl/_rels/workbook.xml.rels": build.relations("../../../../etc/passwd")}), "D104"),
    Case("A11", "文件截断", "a.xlsx", lambda: package(parts())[:-40], "D104"),
    Case("A12", "空文件", "a.xlsx", lambda: b"", ("D102", "D104", "D109")),
    Case("A13", "校验和不对", "a.xlsx", lambda: build.spoiled(package(parts())), "D104"),
    Case("A15", "只有开头像压缩包", "a.xlsx", lambda: b"PK\x03\x04" + b"x" * 500, "D104"),
    Case("A16", "Word 文件改名", "a.xlsx", lambda: package({"word/document.xml": "<w/>", "[Content_Types].xml": "<T/>"}), ("D102", "D104")),
    Case("A17", "压缩包加了密", "a.xlsx", lambda: build.flagged(package(parts())), "D103"),
    Case("A18", "xlsx 设有打开密码", "a.xlsx", build.locked_container, "D103"),
    Case("A19", "xls 设有密码", "a.xls", build.locked_xls, ("D103", "D104")),
    Case("A20", "xls 改名为 xlsx", "a.xlsx", xls, GOOD, "D111"),
    Case("A21", "xlsx 改名为 xls", "a.xls", xlsx, GOOD, "D111"),
    Case("A22", "网页存成 xls", "a.xls", "<html><table><tr><td>姓名<td>金额<tr><td>赵甲子<td>12.5</table></html>".encode, GOOD, "D111"),
    Case("A23", "GBK 网页存成 xls", "a.xls", lambda: "<html><meta charset=gb2312><table><tr><td>姓名</td><td>金额</td></tr><tr><td>赵甲子</td><td>12.5</td></tr></table>".encode("gbk"), GOOD, "D111"),
    Case("A24", "2003 版 XML 表格", "a.xls", lambda: xml_2003(TABLE_2003), GOOD, "D122"),
    Case("A25", "GBK 文本存成 xls", "a.xls", lambda: "姓名\t金额\n赵甲子\t12.5\n".encode("gbk"), GOOD, "D111"),
    Case("A26", "CSV 改名为 xlsx", "a.xlsx", CSV.encode, GOOD, "D111"),
    Case("A27", "xls 截断", "a.xls", lambda: xls()[:1500], ("D102", "D104")),
    Case("A28", "xls 的扇区首尾相连", "a.xls", build.ring_xls, "D104"),
    Case("A29", "xls 在别处截断", "a.xls", lambda: build.many_rows_xls()[:9000], ("D102", "D104")),
    Case("A30", "严格格式的 xlsx", "a.xlsx", build.strict, GOOD),
    Case("A31", "部件名用反斜线", "a.xlsx", lambda: package(parts(), name=lambda part: part.replace("/", "\\")), GOOD),
    Case("A32", "带有宏", "a.xlsm", lambda: package({**parts(), "xl/vbaProject.bin": b"x"}), GOOD, "D121"),
    Case("A33", "Excel 的临时文件", "~$a.xlsx", lambda: b"x" * 165, "skipped"),
    Case("A34", "系统的隐藏文件", "._a.xlsx", lambda: b"x" * 165, "skipped"),
    Case("A35", "没有工作表", "a.xlsx", lambda: package({**parts(), "xl/workbook.xml": f"<workbook xmlns='{MAIN}'><sheets/></workbook>"}), "D109"),
    Case("A36", "工作表的部件不在", "a.xlsx", lambda: package({k: v for k, v in parts().items() if "sheet1" not in k}), "D104"),
    Case("A37", "没有样式", "a.xlsx", xlsx, GOOD),
)
XML = (
    Case("B01", "内部有实体声明", "a.xlsx", lambda: package(parts(sheet().replace(HEAD, DOCTYPE))), "D108"),
    Case("B02", "实体成倍展开，在共享字符串里", "a.xlsx", lambda: build.laughs("xl/sharedStrings.xml"), "D108"),
    Case("B03", "实体成倍展开，在工作簿里", "a.xlsx", lambda: build.laughs("xl/workbook.xml"), "D108"),
    Case("B04", "一个长实体重复多次", "a.xlsx", lambda: package(parts(sheet().replace(HEAD, f"{HEAD}<!DOCTYPE w [<!ENTITY a '{'a' * 100_000}'>]>").replace("赵甲子", "&a;" * 100))), "D108"),
    Case("B05", "用实体写出极长的格", "a.xlsx", lambda: package(parts(sheet().replace(HEAD, f"{HEAD}<!DOCTYPE w [<!ENTITY a '{'a' * 50_000}'>]>").replace("赵甲子", "&a;" * 10))), "D108"),
    Case("B06", "引用外部实体", "a.xlsx", lambda: package(parts(sheet().replace(HEAD, f"{HEAD}<!DOCTYPE w SYSTEM 'http://127.0.0.1/x.dtd'>"))), "D108"),
    Case("B07", "引用外部参数实体", "a.xlsx", lambda: package(parts(sheet().replace(HEAD, f"{HEAD}<!DOCTYPE w [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]>"))), "D108"),
    Case("B08", "有声明但没有用", "a.xlsx", lambda: package(parts(sheet().replace(HEAD, f"{HEAD}<!DOCTYPE worksheet>"))), "D108"),
    Case("B09", "标签嵌套极深", "a.xlsx", lambda: xlsx(f"{'<x>' * 3000}{'</x>' * 3000}{ROWS}"), ("D104", "D107", "D108", "read")),
    Case("B10", "64 MB 的属性", "a.xlsx", lambda: xlsx(before=f"<x a='{'a' * 64 * 1024 * 1024}'/>"), "D107"),
    Case("B11", "在行中间断开", "a.xlsx", lambda: package(parts(sheet()[:-60])), "D104"),
    Case("B12", "不是 UTF-8", "a.xlsx", lambda: package(parts(sheet().encode().replace("赵".encode(), b"\xff\xfe\xfd"))), ("D104", "D112")),
    Case("B13", "UTF-16 编码的部件", "a.xlsx", lambda: package(parts(sheet().replace("UTF-8", "UTF-16").encode("utf-16"))), "D104"),
    Case("B14", "没有这一条共享字符串", "a.xlsx", lambda: shared("<t>姓名</t>", rows="<row r='1'><c r='A1' t='s'><v>999</v></c></row>"), "D104"),
    Case("B15", "同一行写了两次", "a.xlsx", lambda: xlsx(ROWS + "<row r='2'><c r='B2'><v>0</v></c></row>"), ("D104", "D108", "D112")),
    Case("B16", "同一格写了两次", "a.xlsx", lambda: xlsx("<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>"), ("D104", "D108", "D112")),
    Case("B17", "行的顺序是乱的", "a.xlsx", lambda: xlsx("<row r='2'><c r='A2'><v>2</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>"), [["1"], ["2"]]),
    Case("B19", "单元格位置写错", "a.xlsx", lambda: xlsx("<row r='1'><c r='A0'><v>1</v></c></row>"), ("D104", "D107", "D108")),
    Case("B20", "单元格在表格之外", "a.xlsx", lambda: xlsx("<row r='1048577'><c r='A1048577'><v>1</v></c></row>"), "D107"),
    Case("B21", "合并了整张表", "a.xlsx", lambda: xlsx(after="<mergeCells><mergeCell ref='D1:XFD1048576'/></mergeCells>"), GOOD),
    Case("B22", "整张表都是链接", "a.xlsx", lambda: xlsx(after="<hyperlinks><hyperlink ref='A1:XFD1048576' location='x'/></hyperlinks>"), GOOD),
    Case("B24", "格式极多", "a.xlsx", build.many_styles, "D107"),
    Case("B25", "回车写成转义", "a.xlsx", lambda: xlsx(inline("<t>甲_x000D_乙</t>")), [["甲\r乙"]]),
    Case("B26", "带有注音", "a.xlsx", lambda: shared("<t>赵甲子</t><rPh sb='0' eb='1'><t>zhao</t></rPh>", rows="<row r='1'><c r='A1' t='s'><v>0</v></c></row>"), [["赵甲子"]]),
    Case("B26b", "空白的格也带有注音", "a.xlsx", lambda: shared("<t>　</t><rPh sb='0' eb='1'><t>kong</t></rPh>", "<t>甲</t>", rows="<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"), [["", "甲"]]),
)
PLACES = (
    Case("C01", "声称很大的范围", "a.xlsx", lambda: xlsx(before="<dimension ref='A1:XFD1048576'/>"), GOOD),
    Case("C02", "声称只有一格", "a.xlsx", lambda: xlsx(before="<dimension ref='A1'/>"), GOOD),
    Case("C04", "最远的一格只有样式", "a.xlsx", lambda: xlsx(ROWS + FAR), GOOD),
    Case("C05", "最远的一格有内容", "a.xlsx", lambda: xlsx(ROWS + FAR.replace("s='1'/>", "><v>1</v></c>")), "D107"),
    Case("C06", "很远的一格有内容", "a.xlsx", lambda: xlsx(ROWS + "<row r='200000'><c r='ZZ200000'><v>1</v></c></row>"), "D107"),
    Case("C07", "列数太多", "a.xlsx", lambda: xlsx("<row r='1'>" + "".join(f"<c><v>{n}</v></c>" for n in range(2500)) + "</row>"), "D107"),
    Case("C08", "行数超过 1048576", "a.xlsx", lambda: xlsx(ROWS + "<row r='1048577'><c r='A1048577'><v>1</v></c></row>"), "D107"),
    Case("C09", "一个长字符串用在很多格", "a.xlsx", build.long_string_everywhere, "D107"),
    Case("C12", "表从 C4 开始", "a.xlsx", lambda: xlsx("<row r='4'><c r='C4'><v>7</v></c></row>"), [[], [], [], ["", "", "7"]]),
)
CELLS = (
    Case("D02", "18 位号码存成数字", "a.xlsx", lambda: xlsx("<row r='1'><c r='A1'><v>990101199001010019</v></c></row>"), [["990101199001010000"]]),
    Case("D05", "1900 年初的日期序列号", "a.xlsx", lambda: build.dated([61, 44621]), [["1900-03-01", "2022-03-01"]]),
    Case("D06", "从 1904 年算起的日期", "a.xlsx", lambda: build.dated([43159], since_1904=True), [["2022-03-01"]]),
    Case("D08b", "日期格式的格里是号码", "a.xlsx", lambda: build.dated(["990101199001010019"], code="[h]:mm"), "D104"),
    Case("D10", "错误值", "a.xlsx", lambda: xlsx("<row r='1'><c r='A1' t='e'><v>#REF!</v></c></row>"), [["#REF!"]], "D118"),
    Case("D10b", "新的错误值", "a.xlsx", lambda: xlsx("<row r='1'><c r='A1' t='e'><v>#SPILL!</v></c></row>"), ("D104", "read")),
    Case("D11", "公式没有结果", "a.xlsx", lambda: xlsx("<row r='1'><c r='A1'><f>1+1</f></c></row>"), [[""]], "D119"),
    Case("D13", "引用别的文件的公式", "a.xlsx", lambda: xlsx("<row r='1'><c r='A1'><f>[1]Sheet1!A1</f><v>5</v></c></row>"), [["5"]]),
    Case("D21", "有隐藏的行", "a.xlsx", lambda: xlsx(ROWS.replace("<row r='2'>", "<row r='2' hidden='1'>")), GOOD, "D120"),
    Case("D22", "隐藏的工作表", "a.xlsx", lambda: package({**parts(), "xl/workbook.xml": str(parts()["xl/workbook.xml"]).replace("name='表'", "name='表' state='hidden'")}), GOOD, "D117"),
    Case("D24", "姓名是 NA、null", "a.xlsx", lambda: xlsx(inline("<t>NA</t>") + "<row r='2'><c r='A2' t='inlineStr'><is><t>null</t></is></c></row>"), [["NA"], ["null"]]),
    Case("D28", "各种错误值", "a.xlsx", lambda: xlsx(f"<row r='1'>{''.join(map(ERROR.format, WORDS))}</row>"), [list(WORDS)], "D118"),
    Case("D29", "号码是文本，其中一格空白", "a.xlsx", lambda: xlsx(inline(f"<t>{NUMBER}</t>") + f"<row r='3'><c r='A3' t='inlineStr'><is><t>{NUMBER}</t></is></c></row>"), [[NUMBER], [], [NUMBER]]),
    Case("D30", "数字格里是极大的数", "a.xlsx", lambda: xlsx("<row r='1'><c r='A1'><v>1e400</v></c></row>"), [["inf"]]),
)
TEXTS = (
    Case("E01", "GB18030 编码", "a.csv", lambda: CSV.encode("gb18030"), GOOD, "D113"),
    Case("E02", "带 BOM 的 UTF-8", "a.csv", lambda: codecs.BOM_UTF8 + CSV.encode(), GOOD),
    Case("E03", "UTF-16，制表符", "a.csv", lambda: CSV.replace(",", "\t").encode("utf-16"), GOOD),
    Case("E04", "没有 BOM 的 UTF-16", "a.csv", lambda: CSV.encode("utf-16-le"), "D102"),
    Case("E05", "两种编码接在一起", "a.csv", lambda: CSV.encode() + "钱乙丑,1\n".encode("gbk"), "D115"),
    Case("E07", "含空字符", "a.csv", lambda: CSV.encode() + b"a\0,1\n", ("D102", "D115")),
    Case("E08", "引号不成对，吞掉后面的行", "a.csv", (CSV + '"钱乙丑,1\n孙丙寅,2\n李丁卯,3\n周戊辰,4\n').encode, "D116"),
    Case("E10", "有的行多一列", "a.csv", (CSV + "钱乙丑,1,多\n").encode, [*GOOD, ["钱乙丑", "1", "多"]], "D114"),
    Case("E11", "分号隔开", "a.csv", CSV.replace(",", ";").encode, GOOD),
    Case("E12", "写明分隔符", "a.csv", ("sep=;\n" + CSV.replace(",", ";")).encode, [[], *GOOD]),
    Case("E13", "只有回车没有换行", "a.csv", lambda: CSV.replace("\n", "\r").encode(), GOOD),
    Case("E14", "制表符隔开", "a.csv", CSV.replace(",", "\t").encode, GOOD),
    Case("E15", "有的行少一列", "a.csv", (CSV + "钱乙丑\n").encode, [*GOOD, ["钱乙丑"]], "D114"),
    Case("E16", '号码写成 ="…"、前面有撇号或制表符', "a.csv", '编号,号\n="0012",\'0034\n\t0056,1\n'.encode, [["编号", "号"], ["0012", "0034"], ["0056", "1"]], "D124"),
    Case("E19", "姓名是 NA、null、None、nan", "a.csv", "姓名\nNA\nnull\nNone\nnan\n".encode, [["姓名"], ["NA"], ["null"], ["None"], ["nan"]]),
    Case("E22", "列数太多", "a.csv", lambda: ",".join("a" * 3000).encode(), "D107"),
    Case("E23", "一格极长", "a.csv", f"姓名,金额\n{'长' * 200_000},1\n".encode, ("D116", "D107")),
    Case("E26", "中间有空行，行号不变", "a.csv", lambda: b"a,b\n\n\n1,2\n", [["a", "b"], [], [], ["1", "2"]]),
    Case("E27", "UTF-8 恰好也是合法的 GB18030", "a.csv", "身份证号,金额\n".encode, [["身份证号", "金额"]]),
)
CASES = (*CONTAINER, *XML, *PLACES, *CELLS, *TEXTS)
