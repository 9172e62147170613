"""A typo of one letter in a key, a column or a table of the shipped rulebook is refused where it stands, with the word that was meant."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from auditor.errors import RulebookError
from auditor.rulebook import load
from tests.rulebook.typos import ROOT, Typo, folder_with, typos

FEW = {"key": 20, "column": 12, "table": 8}
MANY = {"key": 250, "column": 175, "table": 75}
read_once = cache(load.read_document)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("typos") / "rules"))


def told(typo: Typo, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is wrong about the rulebook with the typo; the files that it does not touch are read once for all."""
    monkeypatch.setattr(load, "read_document", read_once)
    folder_with(typo, folder)
    try:
        load.load_rulebook(folder)
    except RulebookError as error:
        return [str(mistake) for mistake in error.mistakes]
    finally:
        shutil.copy(ROOT / typo.token.file, folder / typo.token.file)
    return []


def is_told(typo: Typo, found: list[str]) -> bool:
    """One mistake, at its line, with the proposal."""
    return len(found) == 1 and found[0].startswith(typo.place) and f'"{typo.token.word}"' in found[0].partition("是否想写")[2]


@pytest.mark.parametrize("counts", [FEW, pytest.param(MANY, marks=pytest.mark.slow)], ids=["few", "five hundred"])
def test_typos_are_refused(counts: dict[str, int], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = typos(str(counts), counts)
    wrong = {str(typo): found for typo in chosen if not is_told(typo, found := told(typo, folder, monkeypatch))}
    assert len(chosen) == sum(counts.values())
    assert wrong == {}
