"""Every code of the program stands in the manual, and each example there really gives its code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import auditor
from scripts.lint_page import examples, page, told

EXAMPLES = examples()
PROGRAM = Path(auditor.__file__).parent


def test_every_code_is_in_the_manual() -> None:
    used = {code for path in PROGRAM.rglob("*.py") for code in re.findall(r"(?<![A-Z])R[1-5]\d\d\b", path.read_text(encoding="utf-8"))}
    assert used == set(EXAMPLES)


@pytest.mark.parametrize("code", [code for code, entry in EXAMPLES.items() if "untested" not in entry])
def test_the_example_gives_its_code(code: str) -> None:
    said = told(EXAMPLES[code])
    assert code in {word for line in said for word in line.split()[:2]}, said


def test_the_page_is_up_to_date() -> None:
    assert (Path(__file__).parents[2] / "docs" / "lint.md").read_text(encoding="utf-8") == page(), "run `make docs`"
