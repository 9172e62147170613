"""A YAML syntax error in words that help: what people who type Chinese get wrong first, then the plain fact."""

from __future__ import annotations

import re

from auditor.errors import Mistake, Place

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
CHINESE_COLON = re.compile(r"[^\S\n]*(?:- +)*([^\s\"'#:：,，\[\]{}]+)：")
NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

HINTS = (
    ("R106", re.compile(r"[^\S\n]*\t"), "缩进用了制表符（Tab）；请改为空格"),
    ("R107", re.compile(r"[^\"']*[\u3000\u00a0]"), "这里用了全角空格（或不间断空格）；缩进和分隔请用半角空格"),
    ("R109", re.compile(r"[^\"']*[\[{][^\"']*[，、]"), "括号里用了中文逗号或顿号；请改为半角逗号加空格“, ”"),
    ("R115", re.compile(r"[^\"']*[［］｛｝]"), "这里用了全角括号；请改用半角的 [ ] 或 { }"),
    ("R116", re.compile(r"\s*－"), "这里用了全角横线“－”；列表请用半角横线加空格“- ”"),
    ("R118", re.compile(r"\s*-(?=[^\s-])"), "列表的横线后面要有空格：“- ”"),
    ("R118", re.compile(r"\s*(?:- +)*[^\s\"'#:{\[]+:(?=[^\s:/])"), "冒号后面要有空格：“: ”"),
    ("R119", re.compile(r"\s*(?:- +)*[^\s\"'#:]+: +(?=[{\[][^}\]]*[}\]]\s*[^\s#,}\]])"), "文字以 { 或 [ 开头时，整段文字请加引号"),
    ("R117", re.compile(r"[^\"]*“[^”]*”?\s*:"), "键不要用中文引号；请去掉引号或改用半角引号"),
)
HAS_VALUE = re.compile(r"\s*(?:- +)*[^\s\"'#:{\[]+: +[^|>#\s].*")


def unprintable(text: str, file: str) -> Mistake | None:
    """The first invisible control character of ``text``, if there is one."""
    found = NOT_PRINTABLE.search(text)
    if found is None:
        return None
    before = LINE_END.split(text[: found.start()])
    place = Place(file, len(before), len(before[-1]) + 1)
    return Mistake(str(place), "R114", f"有不可见的控制字符 U+{ord(found[0]):04X}；请删去")


def syntax_mistake(error: Exception, text: str, file: str) -> Mistake:
    """What is wrong, and at which line, from the YAML reader's error and the text itself."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        return Mistake(file, "R114", "YAML 写法有误，无法读取")
    lines = LINE_END.split(text)
    near = [number for number in (mark.line, mark.line - 1) if 0 <= number < len(lines)]
    for number in near:
        if hinted := _hint(lines[number], number, file):
            return hinted
    if context is not None and "quoted scalar" in str(getattr(error, "context", "")):
        return Mistake(str(Place(file, context.line + 1, context.column + 1)), "R114", "从这里开始的引号没有成对，或其中的反斜杠写法不对")
    if context is not None and str(getattr(error, "context", "")).endswith(("flow sequence", "flow mapping")):
        return Mistake(str(Place(file, context.line + 1, context.column + 1)), "R114", "从这里开始的括号没有成对，或其中缺少逗号")
    place = Place(file, mark.line + 1, mark.column + 1)
    return Mistake(str(place), *_structure(lines, mark.line))


def _hint(line: str, number: int, file: str) -> Mistake | None:
    if found := CHINESE_COLON.match(line):
        place = Place(file, number + 1, found.end(1) + 1)
        return Mistake(str(place), "R108", f"“{found[1]}”后面用了中文冒号“：”；请改为半角冒号加空格“: ”")
    for code, pattern, message in HINTS:
        if found := pattern.match(line):
            return Mistake(str(Place(file, number + 1, found.end())), code, message)
    return None


def _structure(lines: list[str], number: int) -> tuple[str, str]:
    """Code and message for a line whose characters are in order: its indentation, a second colon, or neither is plain."""
    line = lines[number] if number < len(lines) else ""
    above = [_indent(one) for one in lines[:number] if one.strip() and not one.lstrip().startswith("#")]
    if above and _indent(line) not in above and line.strip():
        return "R127", "这一行的缩进与上面的各行都对不齐；同一层的键要左对齐"
    if re.fullmatch(r"\s*(?:- +)*[^\s\"'{\[]+: +[^\"'{\[].*: .*", line):
        return "R119", "文字里有冒号加空格时，整段文字请加引号"
    if above and _indent(line) > above[-1] and HAS_VALUE.fullmatch(lines[number - 1]):
        return "R127", "这一行比上一行缩进得多，上一行的键却已经有值；这两行中有一行的缩进不对，同一层的键要左对齐"
    return "R114", "YAML 写法有误；请检查这一行和上一行的缩进、冒号后的空格、引号和括号"


def _indent(line: str) -> int:
    """The columns before the first key of a line; the dash of a list belongs to them."""
    return len(line) - len(re.sub(r"^ *(?:- +)*", "", line))
