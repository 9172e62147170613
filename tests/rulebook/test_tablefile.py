from __future__ import annotations

import pytest

from auditor.rulebook.nodes import read_document
from auditor.rulebook.tablefile import parse_table
from auditor.tables import Privacy, Type
from tests.rulebook.book import MEETINGS, table

MISTAKES = [
    (("date: held_on", "date: heldon"), 't.yaml:3:1 R202 台账 "meetings"（组织生活记录）没有列 "heldon"，是否想写 "held_on"？'),
    (("date: held_on", "date: due"), 't.yaml:3:1 R207 列 "due"（应到）不是日期'),
    (("[branch, held_on]", "[branch, x]"), 't.yaml:4:15 R202 台账 "meetings"（组织生活记录）没有列 "x"；可选：branch、meeting_type、held_on、attended、due'),
    (("[[meeting_type,", "[[meeting_typ,"), 't.yaml:5:18 R202 台账 "meetings"（组织生活记录）没有列 "meeting_typ"，是否想写 "meeting_type"？'),
    (("type: integer, headers: [实到]", "type: int, headers: [实到]"),
     't.yaml:10:24 R122 “type”不能是 "int"；可选：text、names、id_number、code、date、month、integer、amount、number、yes_no'),
    (("headers: [实到]}", "header: [实到]}"), 't.yaml:10:39 R104 未知的键 "header"，是否想写 "headers"？'),
    (("headers: [实到]}", "headers: 实到}"), "t.yaml:10:39 R121 “headers”应为列表（用 [ ] 或每行一个“- ”）"),
    (("type: code, ", ""), 't.yaml:8:59 R209 列 "meeting_type" 写了 values，类型应为 code'),
    ((", values: {主题党日: [党日活动], 党课: [上党课]}", ""), 't.yaml:8:3 R209 列 "meeting_type" 的类型是 code，必须写 values'),
    (("type: integer, headers: [实到]", "yes: [到], headers: [实到]"), 't.yaml:10:3 R209 列 "attended" 写了 yes 或 no，类型应为 yes_no'),
    (("[上党课]", "[党日活动]"), 't.yaml:8:94 R209 列 "meeting_type" 的写法 "党日活动" 同时属于 "主题党日" 和 "党课"；只能属于一个'),
    (("date: held_on", "roll: {since: [founded]}"), 't.yaml:3:16 R202 台账 "meetings"（组织生活记录）没有列 "founded"'),
    (("date: held_on", "roll: {where: [{column: meeting_type, is: 会}]}"), 't.yaml:3:39 R203 “会议类型”没有代码值 "会"；可选：主题党日、党课'),
    (("date: held_on", "wide: {headers: codes, column: meeting_type, value: count}"),
     't.yaml:3:46 R202 台账 "meetings"（组织生活记录）没有列 "count"；可选：branch、meeting_type、held_on、attended、due'),
    (("date: held_on", "branch: unit"),
     't.yaml:3:1 R202 台账 "meetings"（组织生活记录）没有列 "unit"；可选：branch、meeting_type、held_on、attended、due'),
    (("date: held_on", "roll: {until: due}"), 't.yaml:3:8 R207 列 "due"（应到）不是日期'),
    (("date: held_on", "doubt_zero: [held_on]"), 't.yaml:3:14 R207 列 "held_on"（实际时间）不是整数'),
    (("date: held_on", "doubt_zero: [attend]"), 't.yaml:3:14 R202 台账 "meetings"（组织生活记录）没有列 "attend"，是否想写 "attended"？'),
    (("date: held_on", "doubt_unless: {meeting_typ: 会}"), 't.yaml:3:16 R202 台账 "meetings"（组织生活记录）没有列 "meeting_typ"，是否想写 "meeting_type"？'),
    (("date: held_on", "doubt_unless: {meeting_type: 会}"), 't.yaml:3:16 R203 “会议类型”没有代码值 "会"；可选：主题党日、党课'),
    (("date: held_on", "wide: {headers: months, column: held_on, value: attended, counts: meeting_typ}"),
     't.yaml:3:59 R202 台账 "meetings"（组织生活记录）没有列 "meeting_typ"，是否想写 "meeting_type"？'),
    (("date: held_on", "wide: {headers: months, column: held_on, value: attended, counts: due}"),
     't.yaml:3:59 R207 列 "due"（应到）不是代码（type: code）'),
    (("date: held_on", "wide: {headers: codes, column: due, value: attended}"), 't.yaml:3:24 R207 列 "due"（应到）不是代码（type: code）'),
    (("date: held_on", "wide: {headers: months, column: due, value: attended}"), 't.yaml:3:25 R207 列 "due"（应到）不是日期'),
    (("date: held_on", "spread: {column: held_on, shared: [branch]}"), 't.yaml:3:36 R207 列 "branch"（党支部）不是数字'),
    (("date: held_on", "spread: {column: held_on, done: {meeting_type: 会}}"), 't.yaml:3:34 R203 “会议类型”没有代码值 "会"；可选：主题党日、党课'),
    (("date: held_on", "spread: {column: held_on, done: {meeting: 会}}"),
     't.yaml:3:34 R202 台账 "meetings"（组织生活记录）没有列 "meeting"；可选：branch、meeting_type、held_on、attended、due'),
    (("date: held_on", "denied: {column: meeting_type, value: 上党课, words: [未]}"),
     't.yaml:3:32 R203 "上党课" 是 "党课" 的别名；规则里请写 "党课"'),
    (("date: held_on", "sort: title"), 't.yaml:3:1 R202 台账 "meetings"（组织生活记录）没有列 "title"；可选：branch、meeting_type、held_on、attended、due'),
    (("date: held_on", "sort: meeting_type\nfamilies: [[党课, 会]]"), 't.yaml:4:17 R203 “会议类型”没有代码值 "会"；可选：主题党日、党课'),
    (("date: held_on", "in_order: [[held_on, due_on]]"), 't.yaml:3:22 R202 台账 "meetings"（组织生活记录）没有列 "due_on"；可选：branch、meeting_type、held_on、attended、due'),
]


def test_a_table_in_order() -> None:
    meetings = table(MEETINGS)
    assert meetings.columns["held_on"].type is Type.DATE
    assert meetings.columns["held_on"].privacy is Privacy.NONE
    assert meetings.spellings["meeting_type"] == {"主题党日": "主题党日", "党日活动": "主题党日", "党课": "党课", "上党课": "党课"}


@pytest.mark.parametrize(("pair", "mistake"), MISTAKES, ids=[mistake[:30] for _, mistake in MISTAKES])
def test_one_mistake_is_told_exactly(pair: tuple[str, str], mistake: str) -> None:
    assert pair[0] in MEETINGS
    parsed, mistakes = parse_table(read_document(MEETINGS.replace(*pair, 1).encode(), "t.yaml"))
    assert parsed is None
    assert [str(one).partition("；可选：branch")[0] if "founded" in mistake else str(one) for one in mistakes] == [mistake]
