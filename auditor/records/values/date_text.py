"""Written dates as people type them, brought to the forms of ``date_forms``; and what to tell about those that are none."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from auditor.records.values.chinese import to_arabic
from auditor.records.values.date_forms import RefusedError, Span, read_form
from auditor.records.values.text import normalise_spaces

LONGEST = 80
_SIGNS = ((re.compile("[-‐‒–—―─−]+"), "-"), (re.compile("[。·•]"), "."), (re.compile(r"\\"), "/"), (re.compile("[〜∼]"), "~"))
_WEEKDAY = re.compile(r" ?\(?(?:星期|礼拜|周)[一二三四五六日天]\)?")
_PART_OF_DAY = "(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)"
_CLOCK = r"\d{1,2}(?::\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?:Z|\+\d\d:?\d\d)?|[时点](?:半|\d{1,2}分?)?)"
_TIME = re.compile(
    rf"(?:(?<=\d)[ T]|(?<=[日号)]) ?)(?:{_PART_OF_DAY} ?(?:{_CLOCK})?|{_CLOCK})(?: ?[-~至到] ?{_PART_OF_DAY}? ?{_CLOCK})?(?!\d)", re.ASCII)
_SPLIT_DAY = re.compile(r"(\d{4}[-./年]\d{1,2}[-./月]\d) (\d[日号]?)", re.ASCII)
_SPLIT_UNIT = re.compile(r"(?<=\d) (?=[\d ]*\d[年月日号])", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?", re.ASCII)
_LOST_ZERO = re.compile(r"\d{4}\.1|\d{1,2}\.[123]", re.ASCII)
_WRITE = "请写成 2022-03-29 或 2022年3月29日 的形式"
_REASONS = tuple((re.compile(pattern), note) for pattern, note in (
    ("待定|未定|待补|另行", "日期还没有定，定下后请填写"),
    ("农历|阴历|正月|腊月|冬月|闰|初[一二三四五六七八九十]", "农历日期不作换算，请改写公历日期"),
    ("民国", "民国纪年不作换算，请改写公历日期"),
    ("[去今明前当同次]年|[上本下当次]个?月|[昨今明][日天]|至今|上周|本周", "是相对的说法，请改写具体的年月日"),
    ("每|逐月", "是周期，不是某一天，请改写实际日期"),
    ("约|左右|前后|大概|不详|可能|[?]", "不能确定，请查实后填写"),
    (r"^\d{1,2}[-./]\d{1,2}[-./]\d{4}", "月和日的先后不明，" + _WRITE),
    ("[、,;]|和|及", "一格里不止一个日期，请分行填写"),
    (r"^'?\d\d[-./年 ]\d{1,2}[-./月 ]\d{1,2}|^\d\d年|^\d{6}$", "年份只有两位，请写四位年份"),
    (r"^\d{1,2}-(?:0?\d|1[0-2])$", "可能是几月几日，也可能是几月至几月，" + _WRITE),
))


@lru_cache(maxsize=32768)
def read_date_text(text: str, year: int | None) -> tuple[Span, str]:
    """The days that a text means and a note (empty where nothing was assumed). ``RefusedError`` with the reason when it is no such text."""
    if len(text) > LONGEST:
        raise RefusedError("文字太长，不是日期，" + _WRITE)
    plain = _same_signs(normalise_spaces(text))
    if _NUMBER.fullmatch(plain) and (serial := _serial(plain)):
        return serial
    tidy = to_arabic(_TIME.sub("", _WEEKDAY.sub("", plain)))
    joined = _without_spaces(tidy)
    try:
        span = read_form(joined, year)
    except RefusedError as refused:
        raise RefusedError(_reason(tidy, str(refused))) from None
    notes = ("原文没有写年份，按表中年份计" * span.year_assumed, "数字中间有空格，请核对" * (joined != _loose(tidy)))
    return span, "；".join(filter(None, notes))


def _same_signs(text: str) -> str:
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    return text.lstrip("'‘’`").rstrip(".,;")


def _serial(number: str) -> tuple[Span, str] | None:
    """A number that is an Excel day count; None when it is a date of digits. ``RefusedError`` when it can be neither or either."""
    if _LOST_ZERO.fullmatch(number):
        raise RefusedError("末位的 0 可能丢失（如 10 成了 1），两种日期都说得通，" + _WRITE)
    if found := _SERIAL.fullmatch(number):
        return _day_count(int(found[1]), whole="." not in number)
    if (number.isdigit() and len(number) in {4, 6, 8}) or re.fullmatch(r"\d{1,4}\.\d\d?", number):
        return None
    raise RefusedError("是数字，认不出是哪一天，请把单元格设为日期，也可" + _WRITE)


def _day_count(days: int, *, whole: bool) -> tuple[Span, str]:
    if not 20000 <= days <= 60000:
        raise RefusedError("是数字，不像日期的序列号，请把单元格设为日期，也可" + _WRITE)
    if 1900 <= days // 10 <= 2100 and days % 10 and whole:
        raise RefusedError("可能是年份加月份，也可能是日期的序列号，" + _WRITE)
    day = date(1899, 12, 30) + timedelta(days)
    return Span(day, day, "day"), "单元格是数字，按 Excel 的日期序列号换算，请核对"


def _without_spaces(text: str) -> str:
    return _SPLIT_UNIT.sub("", _SPLIT_DAY.sub(r"\1\2", _loose(text)))


def _loose(text: str) -> str:
    """Without the spaces that stand beside a sign or word: only those between two digits are left."""
    return re.sub(r" (?!\d)|(?<!\d) ", "", text) if " " in text else text


def _reason(text: str, found: str) -> str:
    return next((note for pattern, note in _REASONS if pattern.search(text)), found or "认不出是哪一天，" + _WRITE)
