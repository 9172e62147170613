from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import auditor.reports
from auditor.model import Level, Light, Severity, State, Verdict
from auditor.reports.words import HEADER, LIGHTS, MARKS, PALETTE, SEVERITIES, STATES, SYMBOLS, Mark, Paint, mark, tally
from tests.reports.cards import crashed, missing, passed, pending, rule_info, skipped, unsupplied, waived

FOLDER = Path(auditor.reports.__file__).parent


@pytest.mark.parametrize("path", [*FOLDER.glob("*.py"), *FOLDER.glob("templates/*")], ids=lambda path: path.name)
def test_a_gbk_console_can_print_every_word(path):
    text = path.read_text(encoding="utf-8")
    words = [text] if path.suffix != ".py" else [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    for word in words:
        if isinstance(word, str) and path.name != "clean.py":  # names the characters that it takes out
            word.encode("gbk")


def test_every_answer_has_a_word():
    assert set(LIGHTS) == set(Light)
    assert set(MARKS) == set(Mark)
    assert set(STATES) == set(State)
    assert set(SEVERITIES) == set(Severity)
    assert list(SYMBOLS) == list(dict.fromkeys(look.symbol for look in MARKS.values()))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(paint: Paint) -> float:
    light, dark = sorted((luminance(paint.fill), luminance(paint.text)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("paint", [*PALETTE.values(), HEADER], ids=str)
def test_text_is_readable_on_its_fill(paint):
    assert contrast(paint) >= 4.5


RULE = rule_info(4)
RED = missing(RULE, "甲", ("2022-01",), Level.RED)


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (replace(RED, severity=Severity.RED_LINE), Mark.RED_LINE),
        (RED, Mark.RED),
        (missing(RULE, "甲", ("2022-01",)), Mark.YELLOW),
        (replace(missing(RULE, "甲", ("2022-01",)), severity=Severity.RED_LINE), Mark.YELLOW),
        (replace(RED, level=None), Mark.RED),
        (waived(RULE, "甲"), Mark.WAIVED),
        (replace(RED, waiver="W-1", after=missing(RULE, "甲", ("2022-01",))), Mark.YELLOW),
        (replace(RED, waiver="W-1", after=passed(RULE, "甲")), Mark.WAIVED),
        (replace(RED, waiver="W-1", after=pending(RULE, "甲")), Mark.PENDING),
        (unsupplied(RULE, "甲"), Mark.NO_DATA),
        (crashed(RULE, "甲"), Mark.ERROR),
        (pending(RULE, "甲"), Mark.PENDING),
        (skipped(RULE, "甲"), Mark.NOT_APPLICABLE),
        (None, Mark.ERROR),
    ],
)
def test_the_mark_of_a_finding(finding, expected):
    assert mark(finding) is expected


def test_only_a_pass_is_green():
    for verdict in Verdict:
        finding = replace(RED, verdict=verdict)
        assert (MARKS[mark(finding)].symbol == "●") == (verdict is Verdict.PASS)


def test_counts_by_symbol_add_up():
    marks = dict.fromkeys(Mark, 2)
    assert tally(marks) == {"×": 4, "▲": 2, "？": 4, "△": 2, "○": 2, "—": 2, "●": 2}
    assert sum(tally(marks).values()) == sum(marks.values())
