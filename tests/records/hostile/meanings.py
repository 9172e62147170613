"""Cells that are read right and may still be taken for something else: what they must mean, or that they mean nothing certain, and what is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

UNKNOWN = "unknown"
HEADINGS = ["姓名", "党支部", "人员类别", "公民身份号码", "入党时间"]
WHO = ["赵甲子", "一支部", "正式党员"]
NUMBER = "990101199001010019"
FULL = [*WHO, NUMBER, "2010-01-01"]


@dataclass(frozen=True)
class Meaning:
    """``key``: the column that is looked at, and its ``values`` row by row; ``codes``: what must be told."""

    id: str
    about: str
    outcome: str
    rows: list[list[Any]]
    key: str
    values: list[Any]
    codes: tuple[str, ...] = ()
    merges: tuple[tuple[int, int, int, int], ...] = ()


def days(*cells: Any) -> list[list[Any]]:
    return [HEADINGS, *[[*WHO, None, cell] for cell in cells]]


def names(*cells: str) -> list[list[Any]]:
    return [HEADINGS, *[[cell, *WHO[1:], None, None] for cell in cells]]


def amounts(*cells: Any) -> list[list[Any]]:
    return [["姓名", "缴费月份", "实缴党费"], *[["赵甲子", "2022-03", cell] for cell in cells]]


DATES = ("2024年1月5日", "20240105", "2024-1-5", "2024/1/5", "2024.1.5", "２０２４．１．５", "二〇二四年一月五日", "2024-01-05 09:00", "2024年1月")
NO_DATES = ("24.1.5", "05/01/2024", "1月5日", "去年", "2024-02-30", "2024.1.5前后", "Jan 5, 2024", "1980.1", "待定")
MEANINGS = (
    Meaning("D01", "身份证号存成数字", "不能确定，并说明（D402）", [HEADINGS, [*WHO, 990101199001010019.0, None]], "id_no", [UNKNOWN], ("D402",)),
    Meaning("E17", "身份证号写成科学计数", "不能确定，并说明（D402）", [HEADINGS, [*WHO, "9.90101E+17", None]], "id_no", [UNKNOWN], ("D402",)),
    Meaning("D07", "序列号 60 以前的日期", "不能确定，并说明（D406）", days(date(1900, 2, 28)), "joined_on", [UNKNOWN], ("D406",)),
    Meaning("D08", "不可能的日期序列号", "不能确定，并说明（D406）", days(-1.0, 2958466.0, 1e300), "joined_on", [UNKNOWN] * 3, ("D406",)),
    Meaning("D09", "同一列有多种日期写法", "读对", days(*DATES), "joined_on", [20240105] * 8 + [20240101], ("D409",)),
    Meaning("Z07", "认不准的日期写法", "不能确定，并说明（D406）", days(*NO_DATES), "joined_on", [UNKNOWN] * 9, ("D406",)),
    Meaning("D14", "姓名里有看不见的字符、不同的间隔号", "按看得见的字比对，并说明（D409）",
            names("赵\u200b甲子", "赵\u202e甲子", "赵\u00a0甲子", "赵　甲子", "阿·衣·古", "阿•衣•古"), "name", ["赵甲子"] * 4 + ["阿·衣·古"] * 2, ("D409",)),
    Meaning("D16", "两列同名", "只用填得全的一列，并说明（D203）",
            [["姓名", "姓名", "党支部", "人员类别", "入党时间"], ["赵甲子", None, "一支部", "正式党员", None], ["钱乙丑", None, "一支部", "正式党员", None]],
            "name", ["赵甲子", "钱乙丑"]),
    Meaning("D16b", "两列同名，内容不同", "只用一列，并说明（D203）",
            [["姓名", "姓名", "党支部", "人员类别", "入党时间"], ["赵甲子", "孙丙寅", "一支部", "正式党员", None]], "name", ["赵甲子"], ("D203",)),
    Meaning("D17", "列名里有空格、换行、星号和说明", "读对",
            [["姓 名\n", "*党支部：", "人员 类别", "身份证号（18位）", "入党时间"], FULL], "id_no", [NUMBER]),
    Meaning("D18", "表头上方有标题行", "读对", [["党员花名册"], ["单位：某院", None, "2022年"], HEADINGS, FULL], "joined_on", [20100101]),
    Meaning("D19", "两行表头", "读对",
            [["姓名", "党支部", "人员类别", "联系电话", None], [None, None, None, "手机号", "固定电话"], [*WHO, "13900000000", "0000-1"]], "phone", ["13900000000"],
            merges=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4))),
    Meaning("D20", "合并的支部单元格", "读对，并说明（D302）", [HEADINGS, FULL, ["钱乙丑", None, "正式党员", None, None]], "branch", ["一支部", "一支部"], ("D302",), merges=((1, 1, 2, 1),)),
    Meaning("D23", "各种金额写法", "读对", amounts("1,000", "１５", "20元", "10.50", 0, "¥8"), "paid", [100_000, 1_500, 2_000, 1_050, 0, 800]),
    Meaning("D23b", "认不准的金额", "不能确定，并说明（D401）", amounts(True, "inf", "1e5", "12.345", "3-5", "约10", "20美元"), "paid", [UNKNOWN] * 7, ("D401",)),
    Meaning("D23c", "列名写明外币", "不能确定，并说明（D401）", [["姓名", "缴费月份", "实缴党费（美元）"], ["赵甲子", "2022-03", 20]], "paid", [UNKNOWN], ("D401",)),
    Meaning("D30b", "数字格里不是数", "不能确定，并说明（D401）", amounts("abc", "nan"), "paid", [UNKNOWN] * 2, ("D401",)),
    Meaning("E24", "中间又有一行表头", "跳过那一行", [HEADINGS, FULL, HEADINGS, FULL], "id_no", [NUMBER] * 2),
    Meaning("E06", "编码认错，列名成了乱码", "不用，并说明（D207）", [["﹎\ue6bd", "\ue056?"], ["?ヒ\ue612", "12.5"]], "", [], ("D207",)),
)
