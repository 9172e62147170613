from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditor.rulebook import nodes
from auditor.rulebook.nodes import MAX_BYTES, Document, read_document

REFERENCE = "请直接写出内容（用例共用的数据可写在 data 下），文字以 & 或 * 开头时请加引号"
READ_AS = "的写法容易误读；如果是编号、时间等文字请加引号，如果是数字请写成普通的十进制数"
WIDE_SPACE = "这里用了全角空格（或不间断空格）；缩进和分隔请用半角空格"
COLON = "用了中文冒号“：”；请改为半角冒号加空格“: ”"
MISTAKES = [
    ("a: 1\nb: 2\na: 3\n", "f.yaml:3:1 R105 键“a”写了两次（第 1 行和第 3 行）；请只留一个"),
    ("", "f.yaml R102 文件是空的；至少要有一项内容"),
    ("# 只有注释\n", "f.yaml R102 文件是空的；至少要有一项内容"),
    ("a: b\n\tc: d\n", "f.yaml:2:1 R106 缩进用了制表符（Tab）；请改为空格"),
    ("a: 1\n　　id: 2\n", f"f.yaml:2:1 R107 {WIDE_SPACE}"),
    ("a: 1\u00a0\n", "f.yaml:1:4 R107 这里有全角空格（或不间断空格）；缩进和分隔请用半角空格，文字中确需使用时请加引号"),
    ("a: b\n名称：主题党日\n", f"f.yaml:2:3 R108 “名称”后面{COLON}"),
    ("{a: 1, b：2}", f"f.yaml:1:8 R108 “b：2”{COLON}"),
    ("a: b\n c：d\n", "f.yaml:1:4 R108 下一行的键后面用了中文冒号“：”；请改为半角冒号加空格“: ”"),
    ("a: [是，否]", "f.yaml:1:5 R109 列表“[是，否]”用了中文逗号或顿号，会被当成一个值；请改为“[是, 否]”，或给文字加引号"),
    ("a: [一、二]", "f.yaml:1:5 R109 列表“[一、二]”用了中文逗号或顿号，会被当成一个值；请改为“[一, 二]”，或给文字加引号"),
    ("a: {b: 1，c: 2}", "f.yaml:1:9 R109 括号里用了中文逗号或顿号；请改为半角逗号加空格“, ”"),
    *((f"a: {word}", f"f.yaml:1:4 R110 “{word}”的含义不明确；是非请写 true 或 false，如果是文字请加引号") for word in ("yes", "No", "ON", "off")),
    *((f"a: {text}", f"f.yaml:1:4 R111 数字“{text}”{READ_AS}") for text in ("010", "12:30", "12:30:45", "1_000", "0x1F", "0o7", ".inf", ".nan", "-007")),
    ("a: １２", "f.yaml:1:4 R111 “１２”是全角数字；请改为半角的 12"),
    ("a: 1234567890123456", "f.yaml:1:4 R111 数字“1234567890123456”太长；如果是编号，请加引号"),
    ("a: &x 1", f"f.yaml:1:4 R112 不支持引用“&x”；{REFERENCE}"),
    ("a: !!python/object/apply:os.system [echo]", "f.yaml:1:4 R112 不支持类型标记“tag:yaml.org,2002:python/object/apply:os.system”；请去掉，文字以 ! 开头时请加引号"),
    ("a: 1\n---\nb: 2\n", "f.yaml:2:1 R113 一个文件里只能有一份内容；请删去“---”或拆成两个文件"),
    ("a: 'x\n", "f.yaml:1:4 R114 从这里开始的引号没有成对，或其中的反斜杠写法不对"),
    ('a: "\\U00110000"\n', "f.yaml:1:4 R114 从这里开始的引号没有成对，或其中的反斜杠写法不对"),
    ("a: [1, 2\n", "f.yaml:1:4 R114 从这里开始的括号没有成对，或其中缺少逗号"),
    ("a: 1\nb: \x07\n", "f.yaml:2:4 R114 有不可见的控制字符 U+0007；请删去"),
    ('a: "\\x07"\n', "f.yaml:1:4 R114 文字中有不可见的控制字符；请删去"),
    ("? [a]\n: 1\n", "f.yaml:1:3 R114 键只能是一个词；文字以 { 或 [ 开头时请加引号"),
    ('"": 1\n', "f.yaml:1:1 R114 键不能是空的，也不能含控制字符"),
    ("a: b: c\n", "f.yaml:1:5 R119 文字里有冒号加空格时，整段文字请加引号"),
    ("a: 1\nb: @c\n", "f.yaml:2:4 R114 YAML 写法有误；请检查这一行和上一行的缩进、冒号后的空格、引号和括号"),
    ("a: ［1, 2］\n", "f.yaml:1:4 R115 “［”是全角括号；请改用半角的 [ ] 或 { }"),
    ("－ a\n－ b: 1\n", "f.yaml:2:1 R116 这里用了全角横线“－”；列表请用半角横线加空格“- ”"),
    ("a: 1\nb:2\nc: 3\n", "f.yaml:2:2 R118 冒号后面要有空格：“: ”"),
    ("a:\n  -b: 1\n  - c\n", "f.yaml:2:3 R118 列表的横线后面要有空格：“- ”"),
    ("a: {branch}：没有开展\n", "f.yaml:1:3 R119 文字以 { 或 [ 开头时，整段文字请加引号"),
    ("a: 补开: 并补齐\n", "f.yaml:1:6 R119 文字里有冒号加空格时，整段文字请加引号"),
    ("a:\n  b: 1\n c: 2\n", "f.yaml:3:2 R127 这一行的缩进与上面的各行都对不齐；同一层的键要左对齐"),
    ("[" * 20_000, "f.yaml:1:33 R103 括号或缩进超过 32 层"),
]


def read(text: str) -> Document:
    return read_document(text.encode(), "f.yaml")


@pytest.mark.parametrize(("text", "mistake"), MISTAKES, ids=[repr(text[:20]) for text, _ in MISTAKES])
def test_one_mistake_is_told_exactly(text: str, mistake: str) -> None:
    assert [str(one) for one in read(text).mistakes] == [mistake]


def test_several_mistakes_are_told_at_once() -> None:
    document = read("a: yes\nb: 010\na: 1\nc: [x，y]\nd: &e 1\nf: *e\n")
    assert [one.code for one in document.mistakes] == ["R110", "R111", "R105", "R109", "R112", "R112"]
    assert document.spoiled == {("a",), ("b",), ("c", 0), ("f",)}


def test_core_types_only() -> None:
    text = "a: 2022-03-01\nb: 2022-03\nc: 2022Q1\nd: 1.5\ne: ~\nf: true\ng: -3\nh: '010'\ni: \"yes\"\nj: 80%\nk: 1e3\nl: y\n<<: {m: 1}\n"
    assert read(text).data == {
        "a": "2022-03-01", "b": "2022-03", "c": "2022Q1", "d": 1.5, "e": None, "f": True, "g": -3, "h": "010", "i": "yes", "j": "80%", "k": 1000.0,
        "l": "y", "<<": {"m": 1},
    }


def test_every_value_has_a_place() -> None:
    document = read("a:\n  - x\n  - b: 1\n    c: [y, {z: 1}]\n")
    assert document.marks == {
        (): (1, 1), ("a",): (1, 1), ("a", 0): (2, 5), ("a", 1): (3, 5), ("a", 1, "b"): (3, 5), ("a", 1, "c"): (4, 5),
        ("a", 1, "c", 0): (4, 9), ("a", 1, "c", 1): (4, 12), ("a", 1, "c", 1, "z"): (4, 13),
    }
    assert str(document.place(("a", 1, "missing", "deeper"))) == "f.yaml:3:5"


def test_not_utf_8() -> None:
    document = read_document("a: 1\nb: 党费\n".encode("gb18030"), "f.yaml")
    assert [str(one) for one in document.mistakes] == ["f.yaml:2 R101 文件不是 UTF-8 编码；请用记事本另存为，编码选 UTF-8"]


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read_document(b"\xef\xbb\xbfa: 1\n", "f.yaml").data == {"a": 1}


def test_too_large() -> None:
    document = read_document(b"a: " + b"x" * MAX_BYTES, "f.yaml")
    assert [str(one) for one in document.mistakes] == ["f.yaml R103 文件超过 1 MB；请拆成几个文件"]


def test_chinese_text_may_hold_what_yaml_must_not() -> None:
    text = "a: 第一，第二、第三：好（是）\nb: |\n  　　缩进的，正文\nc: \"全角　空格\"\nd: [“一”]\n"
    assert read(text).mistakes == ()


@pytest.mark.parametrize("loader", [yaml.SafeLoader, nodes.LOADER])
def test_nesting_is_refused_quickly_by_both_readers(loader: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "LOADER", loader)
    start = time.perf_counter()
    for text in ("[" * 200_000, "{a: " * 20_000, "".join(" " * n + "-\n" for n in range(1_000))):
        assert [one.code for one in read(text).mistakes] == ["R103"]
    assert time.perf_counter() - start < 5


PIECES = [*"ab01:-[]{}&*!|>'\"#%@`,?~ \n\t\\　：，、［“１_.", "- ", ": ", "a: ", "yes", "\n  ", "---\n", "<<", "\x85", "\u2028"]
YAMLISH = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(st.one_of(st.text(max_size=80), YAMLISH))
@pytest.mark.parametrize("loader", [yaml.SafeLoader, nodes.LOADER])
def test_property_any_text_gives_data_or_mistakes(loader: object, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "LOADER", loader)
        document = read_document(text.encode("utf-8", "surrogatepass"), "f.yaml")
    assert document.data is not None or document.mistakes
    for mistake in document.mistakes:
        assert mistake.place.startswith("f.yaml")
        assert mistake.code.startswith("R1")


@given(st.binary(max_size=60))
def test_property_any_bytes_give_data_or_mistakes(raw: bytes) -> None:
    document = read_document(raw, "f.yaml")
    assert document.data is not None or document.mistakes


PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=8))
VALUES = st.recursive(PLAIN, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text("abc党费", min_size=1, max_size=4), inner, max_size=3)), max_leaves=8)


@given(st.dictionaries(st.text("abc党费", min_size=1, max_size=4), VALUES, min_size=1, max_size=3))
def test_property_quoted_values_come_back_unchanged(data: dict[str, object]) -> None:
    import json

    text = json.dumps(data, ensure_ascii=False)
    assert read_document(text.encode(), "f.yaml").data == data
