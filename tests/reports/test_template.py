"""Blank ledgers: what is filled in is read back without a question."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.worksheet.datavalidation import DataValidation

from auditor.cli import main
from auditor.records.load import read
from auditor.records.normalise import normalise
from auditor.records.vocabulary import make_vocabulary
from auditor.reports.template import NOTES, heads, render
from auditor.rulebook.load import load_rulebook
from auditor.tables import Table, Type

TABLES = load_rulebook().tables
WORDS = make_vocabulary(TABLES)
VALUES = {
    Type.TEXT: "内容", Type.NAMES: "赵甲子、钱乙丑", Type.ID_NUMBER: "990101199001010019", Type.DATE: date(2022, 3, 1), Type.MONTH: "2022-03", Type.INTEGER: 3,
    Type.AMOUNT: 12.5, Type.NUMBER: 1.5, Type.YES_NO: "是",
}


def filled(table: Table, folder: Path, *, rows: int) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(table, WORDS)))
    for row in range(2, 2 + rows):
        for place, head in enumerate(heads(table, WORDS), 1):
            book[table.name].cell(row, place, next(iter(head.column.values), "") or VALUES[head.column.type])
    book.save(folder / f"{table.id}.xlsx")


@pytest.fixture(scope="module")
def understood(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object]]:
    """Every template with one row filled in, and empty, read at once."""
    found: dict[str, list[object]] = {}
    for rows in (0, 1):
        folder = tmp_path_factory.mktemp(f"rows{rows}")
        for table in TABLES.values():
            filled(table, folder, rows=rows)
        files, sheets, _ = read([folder], TABLES)
        assert not any(getattr(file, "issues", ()) for file in files)
        for sheet in sheets:
            found.setdefault(f"{sheet.file.removesuffix('.xlsx')} {rows}", []).append(sheet)
    return found


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_what_is_filled_in_is_read_without_a_question(table: Table, understood: dict[str, list[object]]) -> None:
    ledger, notes = understood[f"{table.id} 1"]
    assert (ledger.table, ledger.issues, notes.table, notes.issues) == (table.id, (), None, ())
    assert [(column.key, column.how, column.proposals) for column in ledger.columns] == [(head.key, "exact", ()) for head in heads(table, WORDS)]
    assert len(ledger.records) == 1
    assert normalise(ledger, table).issues == ()


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_the_blank_one_is_that_ledger_with_no_records(table: Table, understood: dict[str, list[object]]) -> None:
    ledger, _ = understood[f"{table.id} 0"]
    assert (ledger.table, ledger.records, ledger.issues) == (table.id, (), ())


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_nearly_every_column_is_there_and_the_compulsory_ones_all(table: Table) -> None:
    there = {head.key for head in heads(table, WORDS)}
    assert len(there) >= 0.9 * len(table.columns)
    assert {key for key, column in table.columns.items() if column.required} <= there
    assert table.branch in there


def test_lists_of_any_length_can_be_chosen_from() -> None:
    table = TABLES["members"]
    book = openpyxl.load_workbook(io.BytesIO(render(table, WORDS)))
    lists: list[DataValidation] = [rule for rule in book[table.name].data_validations.dataValidation if rule.type == "list"]
    chosen = [head for head in heads(table, WORDS) if head.choices]
    assert len(lists) == len(chosen) > 3
    for rule, head in zip(lists, chosen, strict=True):
        cells = book[NOTES][rule.formula1.partition("!")[2].replace("$", "")]
        assert tuple(cell.value for row in cells for cell in row) == head.choices
        assert book[NOTES].cell(1, cells[0][0].column).value == f"可选：{head.heading}"


def said(*words: str) -> tuple[str, str]:
    """Through the program, as people call it: a command called by itself would remember a help without ``-h``."""
    result = CliRunner().invoke(main, ["template", *words])
    return result.stdout, result.stderr


def test_the_command_lists_writes_and_asks_back(tmp_path: Path) -> None:
    assert "dues\t党费收缴明细表" in said()[0]
    assert said("dues", "党员名册", "--out", str(tmp_path))[0].split() == [str(tmp_path / "党费收缴明细表.xlsx"), str(tmp_path / "党员名册.xlsx")]
    assert 'E204 没有台账“党员名单”，是否想写 "党员名册"？' in said("党员名单", "--out", str(tmp_path))[1]
