"""``samples/inspection-2022q1``: the committed files are what the builder builds, and the audit gives exactly ``expected.yaml``."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "inspection-2022q1"

Content = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample built anew. Without LibreOffice the .xls is built as .xlsx, with the same cells."""
    folder = tmp_path_factory.mktemp("sample")
    subprocess.run([sys.executable, "-m", "tests.sample_builder", str(folder)], cwd=ROOT, check=True)
    return folder


def test_the_builder_builds_every_committed_file(built: Path) -> None:
    committed = {path.stem for path in SAMPLE.iterdir() if path.suffix not in {".md", ".yaml"}}
    assert {path.stem for path in built.iterdir()} == committed


@pytest.mark.parametrize("path", sorted(p for p in SAMPLE.iterdir() if p.suffix in {".xlsx", ".xls", ".csv"}), ids=lambda p: p.stem)
def test_a_committed_file_has_the_built_cells(path: Path, built: Path) -> None:
    again = next(built.glob(f"{path.stem}.*"))
    assert content(path) == content(again)


def content(path: Path) -> Content:
    """Every sheet's cells, without blank cells at the end of rows."""
    if path.suffix == ".csv":
        return {"": [(line,) for line in path.read_text("gb18030").splitlines()]}
    book = CalamineWorkbook.from_path(path)
    return {name: [_stripped(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def _stripped(row: Sequence[object]) -> tuple[object, ...]:
    filled = [j for j, value in enumerate(row, 1) if value != ""]
    return tuple(row[: max(filled, default=0)])
