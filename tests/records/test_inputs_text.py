"""What is added to ``inputs.yaml`` is read back as it was meant, and what stood there stays, remarks and all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.records.inputs_file import FileEntry, parse_inputs
from auditor.records.inputs_text import entry_lines, with_more
from auditor.rulebook.nodes import read_document
from tests.records.made import TABLES

WRITTEN = """# 我的备注
files:
  - file: a.xlsx   # 一季度
    table: dues

aliases:
  教一: 第一党支部
"""


def parsed(text: str) -> object:
    return parse_inputs(read_document(text.encode(), "inputs.yaml"), TABLES)


ENTRIES = [
    FileEntry(file="[1] 会议：表.xlsx", sheet='引"号', table="meetings", period="2022Q1", branches=("第一党支部", "yes"), mapping={"哪一天": "held_on"}),
    FileEntry(headings="0123456789ab", table="dues", mapping={}, ignore=("备注", "a: b")),
    FileEntry(headings="123456789012", skip=True, mapping={}), FileEntry(file="b.csv", branches="all", mapping={}),
]


@pytest.mark.parametrize("before", ["", "# 只有备注\n", "files: []\n", "aliases: {甲: 乙}\n", "files: [{file: c.csv, period: 2022}]\n", WRITTEN, WRITTEN.rstrip()])
def test_what_is_added_is_read_back_and_what_stood_there_stays(before: str) -> None:
    text = with_more(before, [entry_lines(entry, ["备注：不算数"]) for entry in ENTRIES], {"教二: 支部": "第二党支部"})
    found, old = parsed(text), parsed(before)
    assert list(found.files) == [*old.files, *ENTRIES]
    assert found.aliases == {**old.aliases, "教二: 支部": "第二党支部"}
    kept = iter(text.splitlines())
    assert all(line in kept for line in before.splitlines() if line.strip() and "[" not in line and "{" not in line), "in the same order, between what is new"


@given(st.text(min_size=1, max_size=30).filter(lambda text: text.isprintable()), st.text(max_size=20).filter(lambda text: text.isprintable()))
def test_any_name_survives(name: str, other: str) -> None:
    entry = FileEntry(file=name, sheet=other, mapping={name: "paid"}, ignore=(other,))
    found = parsed(with_more("", [entry_lines(entry)], {name: other}))
    assert (found.files, found.aliases) == ((entry,), {name: other})


def test_adding_nothing_changes_nothing() -> None:
    assert with_more(WRITTEN, [], {}) == WRITTEN
