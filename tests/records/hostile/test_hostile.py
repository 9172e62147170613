"""Each case is read right or refused with the code that it must have, and the page of cases says the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from auditor.records.answers import dropping, workbook_of
from auditor.records.cells import Kind, Workbook
from auditor.records.child import answer
from auditor.records.normalise import Typed, normalise
from auditor.records.sniff import is_dropping
from auditor.records.understand import understand
from auditor.tables import FIRST_DAY
from tests.records.hostile.cases import CASES, Case
from tests.records.hostile.meanings import MEANINGS, UNKNOWN, Meaning
from tests.records.reading import sheet, tables


def texts(book: Workbook) -> list[list[str]]:
    return shorn([["" if cell.kind is Kind.BLANK else cell.text for cell in row] for row in book.sheets[0].rows])


def shorn(rows: list[list[str]]) -> list[list[str]]:
    """Without blanks at the end of rows and of the sheet."""
    kept = [row[: max((place + 1 for place, text in enumerate(row) if text), default=0)] for row in rows]
    return kept[: max((place + 1 for place, row in enumerate(kept) if row), default=0)]


def codes(said: dict[str, Any]) -> set[str]:
    return {note[0] for note in said.get("notes", ())}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_it_is_read_right_or_refused(case: Case, tmp_path: Path) -> None:
    if case.want == "skipped":
        assert is_dropping(case.name)
        assert [issue.code for issue in dropping(case.name).issues] == ["D110"]
        return
    path = tmp_path / case.name
    path.write_bytes(case.data())
    said = answer(path)
    if "refused" in said:
        code, message = said["refused"]
        assert code in (case.want if isinstance(case.want, tuple) else (case.want,)), (code, message)
        assert "请" in message, message
        return
    assert not isinstance(case.want, str), f"must be refused with {case.want}, was read: {said['sheets'][0]['rows'][:3]}"
    if isinstance(case.want, tuple):
        assert "read" in case.want
        return
    book = workbook_of(case.name, said)
    assert isinstance(book, Workbook)
    assert texts(book) == shorn(case.want)
    assert not case.note or case.note in codes(said), codes(said)


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda meaning: meaning.id)
def test_it_is_understood_right_or_told(meaning: Meaning) -> None:
    item, = understand(sheet(meaning.rows, merges=meaning.merges), tables())
    told = {issue.code for issue in item.issues}
    if meaning.key:
        assert item.table
        typed = normalise(item, tables()[item.table])
        told |= {issue.code for issue in typed.issues}
        assert values(typed, meaning.key) == meaning.values
    assert set(meaning.codes) <= told, told


def values(typed: Typed, key: str) -> list[object]:
    """Each value of a column; ``UNKNOWN`` where nothing is certain; of dates the first day, of a month its first."""
    if f"{key}__first" in typed.columns:
        return [UNKNOWN if day == FIRST_DAY else day for day in typed.columns[f"{key}__first"]]
    unsure = typed.columns.get(f"{key}__unsure", [False] * len(typed.columns[key]))
    return [UNKNOWN if doubtful else value for value, doubtful in zip(typed.columns[key], unsure, strict=True)]


PAGE = Path(__file__).parents[3] / "docs" / "faults.md"


def line(case: Case) -> str:
    refused = case.want if isinstance(case.want, str) else "、".join(case.want) if isinstance(case.want, tuple) else ""
    if case.want == "skipped":
        return f"| {case.id} | {case.about} | 不读，并说明（D110） |"
    outcome = f"拒绝（{refused}）" if refused else "读对" + (f"，并说明（{case.note}）" if case.note else "")
    return f"| {case.id} | {case.about} | {outcome.replace('、read', ' 或不丢内容地读出')} |"


def test_the_page_says_the_same() -> None:
    lines = PAGE.read_text("utf-8").splitlines()
    told = [*map(line, CASES), *(f"| {one.id} | {one.about} | {one.outcome} |" for one in MEANINGS)]
    assert sorted(one for one in lines if one.startswith("| ") and not one.startswith("| 编号")) == sorted(told)
