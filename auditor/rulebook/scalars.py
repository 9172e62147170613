"""Scalars of rule files: YAML 1.2 core types only, and a clear refusal of everything that YAML readers understand differently."""

from __future__ import annotations

import re
import unicodedata

Value = str | int | float | bool | None

NULLS = {"", "~", "null", "Null", "NULL"}
BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
OLD_BOOLS = {"yes", "no", "on", "off"}
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)?\.?[0-9]+([eE][-+]?[0-9]+)?|[-+]?(0|[1-9][0-9]*)\.([eE][-+]?[0-9]+)?")
ODD_NUMBER = re.compile(
    r"[-+]?0[0-9]+|[-+]?[0-9][0-9_]*_[0-9_]*|[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?|0[xob][0-9A-Fa-f_]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
LONGEST_NUMBER = 15
SPACES = re.compile("[\u3000\u00a0]")


class BadScalar(ValueError):
    """A scalar that is refused: its stable code and the Chinese message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def value_of(text: str) -> Value:
    """An unquoted scalar as null, bool, int, float or text. Raises ``BadScalar`` for what is ambiguous."""
    if text in NULLS:
        return None
    if text in BOOLS:
        return BOOLS[text]
    _refuse_ambiguous(text)
    number = INTEGER.fullmatch(text) or FLOAT.fullmatch(text)
    if number is None:
        return text
    if len(text) > LONGEST_NUMBER:
        raise BadScalar("R111", f"数字“{text[:20]}”太长；如果是编号，请加引号")
    return int(text) if INTEGER.fullmatch(text) else float(text)


def refuse_full_width(text: str, *, in_list: bool) -> None:
    """Refuse Chinese punctuation that an unquoted scalar has in place of YAML's own: comma in a list, bracket, space, colon."""
    if SPACES.search(text):
        raise BadScalar("R107", "这里有全角空格（或不间断空格）；缩进和分隔请用半角空格，文字中确需使用时请加引号")
    if in_list and ("，" in text or "、" in text):
        raise BadScalar("R109", f"列表“[{text}]”用了中文逗号或顿号，会被当成一个值；请改为“[{re.sub('[，、] *', ', ', text)}]”，或给文字加引号")
    if text.startswith(("［", "｛")):
        raise BadScalar("R115", f"“{text[0]}”是全角括号；请改用半角的 [ ] 或 {{ }}")


def _refuse_ambiguous(text: str) -> None:
    if text.lower() in OLD_BOOLS:
        raise BadScalar("R110", f"“{text}”的含义不明确；是非请写 true 或 false，如果是文字请加引号")
    if ODD_NUMBER.fullmatch(text):
        raise BadScalar("R111", f"数字“{text}”的写法容易误读；如果是编号、时间等文字请加引号，如果是数字请写成普通的十进制数")
    folded = unicodedata.normalize("NFKC", text)
    if folded != text and (INTEGER.fullmatch(folded) or FLOAT.fullmatch(folded)):
        raise BadScalar("R111", f"“{text}”是全角数字；请改为半角的 {folded}")
