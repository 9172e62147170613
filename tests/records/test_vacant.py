"""A post that nobody holds (空缺, 待补选, 无, blank among others) is no person."""

from __future__ import annotations

import pytest

from tests.records.reading import codes, texts, understood

POSTS = ["支部名称", "书记", "副书记", "组织委员", "宣传委员"]


@pytest.mark.parametrize("word", ["空缺", "暂缺", "缺", "待补选", "待定", "未设", "不设", "无", "—", "", "（空缺）", "暂未配备"])
def test_it_is_none_among_posts_that_are_columns(word: str) -> None:
    item = understood([["各支部支委会组成情况"], POSTS, ["第一党支部", "赵甲子", word, "钱乙丑", "孙丙寅"]])
    assert [texts(record, "post", "name") for record in item.records] == [("书记", "赵甲子"), ("组织委员", "钱乙丑"), ("宣传委员", "孙丙寅")]
    assert codes(item) == []


@pytest.mark.parametrize("word", ["空缺", "待补选"])
def test_its_row_is_no_record(word: str) -> None:
    item = understood([["党支部", "姓名", "职务", "任职时间"], ["第一党支部", "赵甲子", "书记", "2021-03-10"], ["第一党支部", word, "副书记", ""]])
    assert [texts(record, "name") for record in item.records] == [("赵甲子",)]
    assert [record.row for record in item.nothing] == [3]
    assert any(skipped.rows == (3,) for skipped in item.skipped)


def test_a_row_of_posts_that_says_nothing_at_all_stays_open() -> None:
    assert len(understood([["各支部支委会组成情况"], POSTS, ["第一党支部", "", "", "", ""], ["第二党支部", "赵甲子", "", "", ""]]).records) == 5


def test_all_posts_vacant_is_an_answer() -> None:
    item = understood([["各支部支委会组成情况"], POSTS, ["第一党支部", "空缺", "", "", ""], ["第二党支部", "赵甲子", "", "", ""]])
    assert [texts(record, "name") for record in item.records] == [("赵甲子",)]
    assert [record.row for record in item.nothing] == [3]


@pytest.mark.parametrize("name", ["赵甲子（兼纪检委员）", "赵甲子（兼任纪检委员）", "（兼）赵甲子", "赵甲子（兼）", "（兼任）赵甲子"])
def test_a_post_held_besides_is_no_part_of_the_name(name: str) -> None:
    item = understood([["各支部支委会组成情况"], POSTS, ["第一党支部", "钱乙丑", "", "孙丙寅", name]])
    assert texts(item.records[-1], "post", "name") == ("宣传委员", "赵甲子")


@pytest.mark.parametrize(("title", "until"), [
    ("第一届支委会名单（2018.3-2021.3）", "2021-03-31"), ("2018-2021年支委会名单", "2021-12-31"), ("2021-2022学年支委会名单", "2022-08-31"),
    ("第二届支委会名单（2021.3-至今）", ""), ("2022年支委会名单", ""),
])
def test_the_term_of_a_title_is_over_when_it_ends(title: str, until: str) -> None:
    item = understood([[title], ["党支部", "姓名", "职务", "任职时间"], ["第一党支部", "赵甲子", "书记", "2018-03-10"]])
    assert (texts(item.records[0], "until") if "until" in item.records[0].cells else ("",)) == (until,)


def test_a_column_says_better_when_it_ended() -> None:
    item = understood([["第一届支委会名单（2018.3-2021.3）"], ["党支部", "姓名", "职务", "任职时间", "离任时间"], ["第一党支部", "赵甲子", "书记", "2018-03-10", "2020-01-01"]])
    assert texts(item.records[0], "until") == ("2020-01-01",)
