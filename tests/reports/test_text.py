from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from auditor.reports import text
from auditor.reports.compose import compose
from tests.reports.cards import crowd, nasty, ordinary

GOLDEN = Path(__file__).parents[1] / "golden" / "scorecard.txt"


def printed(card) -> str:
    return text.render(compose(card)).decode()


def test_the_golden_page():
    """``AUDITOR_ACCEPT=1`` writes it anew; look at the difference before committing."""
    found = printed(ordinary())
    if os.environ.get("AUDITOR_ACCEPT") == "1":
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("card", [ordinary(), crowd(60, 9), nasty()], ids=["ordinary", "crowd", "nasty"])
def test_no_line_is_wider_than_the_terminal(card):
    assert max(map(cell_len, printed(card).splitlines())) <= text.WIDTH + 2


def test_a_long_list_is_cut_and_says_so():
    found = printed(crowd(60, 9))
    assert "共 60 个支部" in found
    assert "以上列出 40 个支部，其余 20 个支部见报告文件。" in found
    assert found.count("已判") == 40


def test_totals_add_up():
    first = printed(ordinary()).splitlines()[1]
    assert first == "× 不合格 2   ▲ 需改进 1   ？ 数据不足 2   ● 合格 8   共 13 个支部"


def test_control_characters_never_reach_the_terminal():
    found = printed(nasty())
    assert not {character for character in found if ord(character) < 32 and character != "\n"}
    assert "\u202e" not in found


def test_a_gbk_console_prints_it():
    found = printed(ordinary())
    assert found.encode("gbk").decode("gbk") == found


def test_colour_only_where_the_console_has_it():
    out = io.StringIO()
    text.show(compose(ordinary()), Console(file=out, width=80, force_terminal=True, color_system="standard"))
    assert "\x1b[" in out.getvalue()
    assert "\x1b[" not in printed(ordinary())


def test_paths_are_never_broken():
    out = io.StringIO()
    path = Path("/很长的文件夹名" * 12) / "scorecard.xlsx"
    text.show_files([path], Console(file=out, width=40))
    assert f"  {path}\n" in out.getvalue()
