"""What is installed works in an empty folder: rules and samples are inside the wheel, and no development tool is needed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from auditor.shipped import shipped

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as pip would lay it down."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, tmp_path: Path, code: str) -> subprocess.CompletedProcess[str]:
    """A Python that finds the installed package before the checkout, in an empty folder."""
    check = f"import sys, auditor; assert auditor.__file__.startswith({str(installed)!r}); "
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, "-c", check + code], cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_checkout_finds_its_own() -> None:
    assert shipped("rules") == ROOT / "rules"
    assert shipped("samples") == ROOT / "samples"
    with pytest.raises(FileNotFoundError):
        shipped("nothing")


def test_the_wheel_has_all_rules_and_samples(installed: Path) -> None:
    for name in ("rules", "samples"):
        there = {path.relative_to(installed / "auditor/_data").as_posix() for path in (installed / "auditor/_data" / name).rglob("*") if path.is_file()}
        here = {path.relative_to(ROOT).as_posix() for path in (ROOT / name).rglob("*") if path.is_file()}
        assert there == here


def test_the_installed_program_loads_its_rules(installed: Path, tmp_path: Path) -> None:
    result = run(installed, tmp_path, "from auditor.cli import main; main(['rules', 'list'])")
    assert result.returncode == 0, result.stderr
    assert "ZH-07" in result.stdout


def test_the_installed_demo(installed: Path, tmp_path: Path) -> None:
    result = run(installed, tmp_path, "from auditor.cli import main; main(['demo'])")
    assert result.returncode == 0, result.stderr
    assert list(tmp_path.rglob("scorecard.xlsx"))


def test_an_audit_loads_no_development_tool(installed: Path, tmp_path: Path) -> None:
    forbidden = ("pytest", "hypothesis", "duckdb", "pyarrow", "openpyxl", "mypy")
    code = (
        f"\nclass Forbidden:\n    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.split('.')[0] in {forbidden!r}: raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, Forbidden())\nfrom auditor.cli import main\nmain(['demo'])"
    )
    result = run(installed, tmp_path, code)
    assert result.returncode == 0, result.stderr
