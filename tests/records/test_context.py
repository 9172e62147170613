from __future__ import annotations

from datetime import date

import pytest

from auditor.records.context import branch_in, read_context
from tests.records.reading import sheet


def period(*titles: str, name: str = "Sheet1", file: str = "a.xlsx") -> tuple[int | None, str, str]:
    context = read_context(sheet([[title] for title in titles], name, file), len(titles))
    return context.year, str(context.start or ""), str(context.end or "")


@pytest.mark.parametrize(("title", "start", "end"), [
    ("2022年3月党费明细", "2022-03-01", "2022-03-31"), ("2022年第一季度三会一课", "2022-01-01", "2022-03-31"), ("2022年一季度", "2022-01-01", "2022-03-31"),
    ("2022年1-3月党费", "2022-01-01", "2022-03-31"), ("2022年1月至3月", "2022-01-01", "2022-03-31"), ("2022年度台账", "2022-01-01", "2022-12-31"),
    ("2022 年 上半年", "2022-01-01", "2022-06-30"), ("２０２２年３月", "2022-03-01", "2022-03-31"), ("2021年10月-2022年3月", "2021-10-01", "2022-03-31"),
    ("2022Q2", "2022-04-01", "2022-06-30"), ("2022.3", "2022-03-01", "2022-03-31"), ("2022-03", "2022-03-01", "2022-03-31"), ("2024年2月", "2024-02-01", "2024-02-29"),
])
def test_the_period_of_a_title(title: str, start: str, end: str) -> None:
    assert period(title)[1:] == (start, end)


@pytest.mark.parametrize("title", ["填报日期：2022年4月2日", "（截至2025年6月20日", "2018级硕士第九党支部", "2022年13月", "第九党支部", "电话13900002022"])
def test_what_names_no_period_gives_no_months(title: str) -> None:
    year, start, end = period(title)
    assert (year, start, end) in {(None, "", ""), (2022, "2022-01-01", "2022-12-31")}
    assert (start, end) == ("", "") or "13月" in title


def test_year_and_month_may_stand_in_different_places() -> None:
    assert period("2022年党费收缴表", name="3月") == (2022, "2022-03-01", "2022-03-31")
    assert period("党费收缴表", name="3月", file="2022年党费.xlsx") == (2022, "2022-03-01", "2022-03-31")
    assert period("党费收缴表", name="3月") == (None, "", "")
    assert period("2022年党费", name="2021年3月") == (2022, "2022-01-01", "2022-12-31")


@pytest.mark.parametrize(("text", "branch"), [
    ("机 关 第 一 党 支 部 2 0 2 2 年 党 费 收 缴 台 账", "机关第一党支部"), ("后　勤　党　支　部 2022年台账", "后勤党支部"), ("教工 第一 党支部", ""),
    ("综合党支部2022年党费收缴表", "综合党支部"), ("2022年第一季度教工第一党支部台账", "教工第一党支部"), ("2018级硕士第九党支部", "2018级硕士第九党支部"),
    ("党员名册_学生一支部", "学生一支部"), ("软件学院第二党支部委员会", "软件学院第二党支部委员会"), ("党支部基本情况表", ""), ("各党支部缴费情况", ""),
    ("学院各分党委、党总支、直属党支部基本情况", ""), ("支部委员会成员录入", ""), ("中共某学院委员会党支部委员会成员表", ""), ("2.2党支部集中学习", ""), ("三会一课", ""),
    ("基层党支部名单", ""), ("2022年3月份第一党支部主题党日", "第一党支部"),
    ("民主评议党员情况汇总表（第一党支部）", "第一党支部"), ("民主评议汇总表(第一党支部)", "第一党支部"), ("发展党员(2022年)第三党支部", "第三党支部"),
    ("第一党支部（原第二党支部）花名册", "第一党支部"), ("后勤(机关)党支部花名册", "后勤(机关)党支部"), ("党费表（各党支部）", ""), ("主题党日（以支部为单位）", ""),
    ("党费表（第一党支部、第二党支部）", ""), ("第一党支部和第二党支部联合主题党日", ""),
])
def test_a_branch_in_a_name(text: str, branch: str) -> None:
    assert branch_in(text) == branch


@pytest.mark.parametrize(("caption", "branch", "parent", "unit"), [
    ("党支部：第一党支部", "第一党支部", "", ""), ("支部名称（盖章）：第一党支部", "第一党支部", "", ""), ("填报单位：第一党支部", "第一党支部", "", ""),
    ("党委名称：某学院党委", "", "某学院党委", ""), ("单位：元", "", "", "元"), ("第一党支部   单位：元", "第一党支部", "", "元"), ("党支部：", "", "", ""),
])
def test_captions(caption: str, branch: str, parent: str, unit: str) -> None:
    context = read_context(sheet([["党费台账"], [caption]]), 2)
    assert (context.branch, context.parent, context.unit) == (branch, parent, unit)


def test_nearer_names_go_before_farther_ones() -> None:
    assert read_context(sheet([["台账"]], "第二党支部", "第三党支部/第一党支部.xlsx"), 1).branch == "第二党支部"
    assert read_context(sheet([["台账"]], "Sheet1", "第三党支部/第一党支部.xlsx"), 1).branch == "第一党支部"
    assert read_context(sheet([["台账"]], "Sheet1", "第三党支部/党费.xlsx"), 1).branch == "第三党支部"


def test_only_what_stands_above_the_header_is_context() -> None:
    context = read_context(sheet([["2022年3月"], ["2021年1月"]]), 1)
    assert context.start == date(2022, 3, 1)


@pytest.mark.parametrize(("title", "year", "start", "end"), [
    ("2021-2022学年三会一课", None, "2021-09-01", "2022-08-31"), ("2021—2022学年度第一学期三会一课", None, "2021-09-01", "2022-01-31"),
    ("2021-2022学年第二学期", 2022, "2022-02-01", "2022-08-31"), ("2021学年主题党日", None, "2021-09-01", "2022-08-31"), ("2021-22学年", None, "2021-09-01", "2022-08-31"),
    ("2021年12月—2022年2月三会一课", None, "2021-12-01", "2022-02-28"), ("2021.12-2022.2三会一课", None, "2021-12-01", "2022-02-28"),
    ("2021-2022年度三会一课", None, "2021-01-01", "2022-12-31"), ("2021年至2022年三会一课", None, "2021-01-01", "2022-12-31"), ("2021-2024学年", None, "", ""),
    ("二〇二一—二〇二二学年三会一课", None, "2021-09-01", "2022-08-31"),
])
def test_a_span_over_two_years_has_no_year_of_its_own(title: str, year: int | None, start: str, end: str) -> None:
    assert period(title) == (year, start, end)


@pytest.mark.parametrize("year", ["二〇二二", "二0二二", "二O二二", "二○二二", "二零二二", "二Ｏ二二"])
def test_years_and_months_in_chinese_numerals(year: str) -> None:
    assert period(f"{year}年一月党费收缴明细表") == (2022, "2022-01-01", "2022-01-31")
    assert period(f"{year}年第一季度") == (2022, "2022-01-01", "2022-03-31")
    assert branch_in(f"{year}年十二月机关第二党支部党费收缴表") == "机关第二党支部"


@pytest.mark.parametrize("title", ["2021-2022学年机关第二党支部三会一课", "2021—2022学年度第一学期机关第二党支部", "2021年12月—2022年2月机关第二党支部台账", "2021-2022年度机关第二党支部"])
def test_a_branch_beside_a_span(title: str) -> None:
    assert branch_in(title) == "机关第二党支部"


def test_a_month_under_a_span_over_two_years_is_of_the_one_year_that_has_it() -> None:
    assert period("3月", "2021-2022学年党费")[1:] == ("2022-03-01", "2022-03-31")
    assert period("9月", "2021-2022学年党费")[1:] == ("2021-09-01", "2021-09-30")
    assert period("3月", "2021-2022年度党费")[1:] == ("2021-01-01", "2022-12-31")
