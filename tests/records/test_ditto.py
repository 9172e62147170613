"""同上 and 〃 say what the record above says in that column."""

from __future__ import annotations

import pytest

from auditor.records.understood import Understood
from tests.records.reading import understood


def column(item: Understood, key: str) -> list[str]:
    return [record.cells[key][1].text for record in item.records]


HEAD = ["谈话时间", "谈话人", "谈话对象", "谈话内容", "支部"]


@pytest.mark.parametrize("mark", ["同上", " 同上 ", "〃", "″", '"', "”"])
def test_a_ditto_is_what_stands_above_and_is_told(mark: str) -> None:
    item = understood([HEAD, ["2022-03-01", "赵甲子", "钱乙丑", "思想", "第一党支部"], [mark, "赵甲子", "李丁卯", "工作", mark], [mark, mark, "周戊辰", "工作", "第二党支部"]])
    assert column(item, "held_on") == ["2022-03-01"] * 3
    assert column(item, "branch") == ["第一党支部", "第一党支部", "第二党支部"]
    told, = [issue for issue in item.issues if issue.code == "D211"]
    assert told.message == "A3 等 4 格写的是“同上”，按上一条记录的内容计；请核对，最好把内容写全"


def test_rows_that_are_no_records_are_passed_over() -> None:
    item = understood([HEAD, ["2022-03-01", "赵甲子", "钱乙丑", "思想", "第一党支部"], [], HEAD, ["同上", "赵甲子", "李丁卯", "工作", "第一党支部"]])
    assert column(item, "held_on") == ["2022-03-01"] * 2


def test_in_the_first_record_there_is_nothing_above() -> None:
    item = understood([HEAD, ["同上", "赵甲子", "钱乙丑", "思想", "第一党支部"]])
    assert "同上" in {cell.text for _, cell in item.records[0].cells.values()}
    assert "D211" not in [issue.code for issue in item.issues]
