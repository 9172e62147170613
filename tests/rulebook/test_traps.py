"""What people who type Chinese, and those who mean harm, get wrong in rule files: each is told with its code and place."""

from __future__ import annotations

import pytest

from auditor.rulebook.nodes import read_document
from tests.rulebook.book import changed, parsed

TRAPS = [
    ("duplicate key", b"a: 1\nb: 2\na: 3\n", "R105", ":3:1"), ("yes", b"a: yes\n", "R110", ":1:4"), ("010", b"a: 010\n", "R111", ":1:4"),
    ("12:30", b"a: 12:30\n", "R111", ":1:4"), ("full-width digits", "a: １\n".encode(), "R111", ":1:4"), ("comma in a list", "a: [是，否]\n".encode(), "R109", ":1:5"),
    ("enumeration comma", "a: [是、否]\n".encode(), "R109", ":1:5"), ("colon at a key", "a: 1\n名称：党日\n".encode(), "R108", ":2:3"),
    ("ideographic space", "a: 1\n　　id: 2\n".encode(), "R107", ":2:1"), ("anchor", b"a: &x 1\n", "R112", ":1:4"), ("alias bomb", b"a: &x [1]\nb: [*x, *x]\n", "R112", ":1:4"),
    ("tag", b"a: !!python/name:os.system x\n", "R112", ":1:4"), ("tab", b"a:\n\tb: 1\n", "R106", ":2"), ("two documents", b"a: 1\n---\nb: 2\n", "R113", ":2:1"),
    ("GBK", "a: 党费\n".encode("gb18030"), "R101", ":1"), ("NUL", b"a: \x00\n", "R114", ":1:4"), ("empty", b"", "R102", ""),
    ("ten megabytes", b"a: " + b"x" * 10_000_000, "R103", ""), ("deep nesting", b"[" * 20_000, "R103", ":1:33"), ("infinity", b"a: .inf\n", "R111", ":1:4"),
]


@pytest.mark.parametrize(("raw", "code", "place"), [trap[1:] for trap in TRAPS], ids=[trap[0] for trap in TRAPS])
def test_a_trap_is_told_with_its_code_and_place(raw: bytes, code: str, place: str) -> None:
    first = read_document(raw, "f.yaml").mistakes[0]
    assert (first.code, first.place) == (code, f"f.yaml{place}") or (first.code == code and first.place.startswith(f"f.yaml{place}:"))


PROPOSALS = [
    ("comma in a list", "a: [是，否]\n", "请改为“[是, 否]”，或给文字加引号"), ("yes", "a: yes\n", "请写 true 或 false，如果是文字请加引号"),
    ("010", "a: 010\n", "如果是编号、时间等文字请加引号"), ("full-width digits", "a: １2\n", "请改为半角的 12"), ("tab", "a:\n\tb: 1\n", "请改为空格"),
    ("colon at a key", "a: 1\n名称：党日\n", "请改为半角冒号加空格“: ”"), ("anchor", "a: &x 1\n", "请直接写出内容"), ("two documents", "a: 1\n---\nb: 2\n", "请删去“---”或拆成两个文件"),
    ("no space after a dash", "a:\n  -b: 1\n  - c\n", "列表的横线后面要有空格：“- ”"), ("dash full-width", "－ a\n－ b: 1\n", "列表请用半角横线加空格“- ”"),
]


@pytest.mark.parametrize(("text", "remedy"), [trap[1:] for trap in PROPOSALS], ids=[trap[0] for trap in PROPOSALS])
def test_a_trap_is_told_with_what_to_write(text: str, remedy: str) -> None:
    assert remedy in read_document(text.encode(), "f.yaml").mistakes[0].message


IN_RULES = [
    ("slashed date", "from: 2018-10-28", "from: 2018/10/28", "R124", "请写成 2022-03-31 的样子"),
    ("date without zeros", "from: 2018-10-28", "from: 2018-2-3", "R124", "请写成 2022-03-31 的样子"),
    ("a day that is not", "from: 2018-10-28", "from: 2018-02-30", "R124", "没有这一天，请核对月份和日期"),
    ("1.10 as an id", "- id: ZH-07", "- id: 1.10", "R121", "如果是数字或日期样的文字，请加引号"),
    ("1.10 as a version", 'version: "2018"', "version: 1.10", "R121", "如果是数字或日期样的文字，请加引号"),
    ("nested too deep", "floor: 0}", "floor: 0, message: x}", "R104", "它应写在外一层，请减少缩进"),
    ("nested not deep enough", "      every: month\n", "    every: month\n", "R127", "同一层的键要左对齐"),
    ("a mistyped key", "severity: major", "severty: major", "R104", '是否想写 "severity"'),
    ("a Chinese key", "severity: major", "严重程度: major", "R104", '是否想写 "severity"'),
    ("a mistyped word", "severity: major", "severity: majr", "R122", '是否想写 "major"'),
]


@pytest.mark.parametrize(("old", "new", "code", "remedy"), [trap[1:] for trap in IN_RULES], ids=[trap[0] for trap in IN_RULES])
def test_a_trap_in_a_rule_is_told_with_what_to_write(old: str, new: str, code: str, remedy: str) -> None:
    _, mistakes = parsed(changed((old, new)))
    assert [remedy for one in mistakes if one.code == code and remedy in one.message], mistakes


def test_a_byte_order_mark_is_taken() -> None:
    assert read_document(b"\xef\xbb\xbfa: 1\n", "f.yaml").data == {"a": 1}
