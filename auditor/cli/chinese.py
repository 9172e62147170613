"""Click's own words in Chinese, and lines that fit them: headings of the help, and what it says of a wrong call.

Click takes its texts from gettext, which wants a compiled catalogue and a locale; the dictionary below needs neither and gives
the same words on every machine. ``tests/cli/test_chinese.py`` finds what the commands could still show in English.
"""

from __future__ import annotations

import sys
from unicodedata import east_asian_width

TEXTS = {
    "Usage:": "用法:",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示本帮助。",
    "Show the version and exit.": "显示版本号。",
    "default: {default}": "默认：{default}",
    "required": "必填",
    "env var: {var}": "环境变量：{var}",
    "(dynamic)": "（动态）",
    "deprecated": "已停用",
    "Error: {message}": "错误：{message}",
    "Aborted!": "已中断。",
    "Try '{command} {option}' for help.": "查看帮助：{command} {option}",
    "Missing command.": "缺少命令。",
    "No such command {name!r}.": "没有这个命令：{name}。",
    "No such option {name!r}.": "没有这个选项：{name}。",
    "Did you mean {possibility}?": "是否想写 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是否想写其中之一：{possibilities}？",
    "Invalid value: {message}": "无效的值：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值无效：{message}",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing {param_type}": "缺少 {param_type}",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 需要 {nargs} 个值。",
    "Takes {nargs} values but 1 was given.": "需要 {nargs} 个值，只给了 1 个。",
    "Takes {nargs} values but {len} were given.": "需要 {nargs} 个值，给了 {len} 个。",
    "Got unexpected extra argument ({args})": "多出的参数：{args}",
    "Got unexpected extra arguments ({args})": "多出的参数：{args}",
    "Option {name!r} does not take a value.": "选项 {name} 不带值。",
    "Option {name!r} requires an argument.": "选项 {name} 需要一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 需要 {nargs} 个值。",
    "Invalid start character for option ({option})": "选项的写法有误：{option}",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "{value!r} is not {choice}.": "{value} 不可用，只能是 {choice}。",
    "{value!r} is not one of {choices}.": "{value} 不在可选范围：{choices}。",
    "{value!r} is not a valid {number_type}.": "{value} 不是有效的数（{number_type}）。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
    "{value!r} does not match the format {format}.": "{value} 不符合格式 {format}。",
    "{value!r} does not match the formats {formats}.": "{value} 不符合这些格式：{formats}。",
    "{name} {filename!r} does not exist.": "{name}不存在：{filename}",
    "{name} {filename!r} is a directory.": "应为文件，实为文件夹：{filename}",
    "{name} {filename!r} is a file.": "应为文件夹，实为文件：{filename}",
    "{name} {filename!r} is not readable.": "{name}无法读取：{filename}",
    "{name} {filename!r} is not writable.": "{name}无法写入：{filename}",
    "{name} {filename!r} is not executable.": "{name}无法执行：{filename}",
    "Could not open file {filename!r}: {message}": "无法打开文件 {filename}：{message}",
    "unknown error": "未知错误",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
}


def chinese(text: str) -> str:
    """``text`` in Chinese; as it is where there is no translation."""
    return TEXTS.get(text, text)


def chinese_plural(one: str, many: str, number: int) -> str:
    """As ``chinese``, for the form that belongs to ``number``."""
    return chinese(one if number == 1 else many)


def cells(text: str) -> int:
    """The width of ``text`` in a terminal, where a Chinese character takes two places."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def cut(text: str, width: int) -> str:
    """The longest beginning of ``text`` that fits, at least one character; the rest does not begin with a closing mark."""
    end = next((end for end in range(1, len(text)) if cells(text[: end + 1]) > width), len(text))
    while end > 1 and end < len(text) and text[end] in "，。；：、！？）”》":
        end -= 1
    return text[:end]


def speak_chinese() -> None:
    """Give every loaded module of Click these words in place of gettext's, and widths that fit them."""
    ours = {"_": chinese, "ngettext": chinese_plural, "term_len": cells, "_truncate_visible": cut}
    for name, module in tuple(sys.modules.items()):
        if name.startswith("click."):
            words = vars(module)
            words.update({key: word for key, word in ours.items() if key in words})
