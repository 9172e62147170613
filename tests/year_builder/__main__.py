"""Writes the sample and what it must give: ``python -m tests.year_builder [folder]``."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from tests.sample_builder.writing import write

from .layout import files
from .plan import expected

FOLDER = Path(__file__).parents[2] / "samples" / "year-2025"
HEAD = """\
# 每个支部在各方案下应得的灯，和按 national-full 方案每一件没有做到（unmet）、没有查清（unknown）的事。
# 由 tests/year_builder/faults.yaml 所列的问题得出，不是程序的输出；不要手工改，改问题清单后重新生成。
"""

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for file in files():
        (folder / file.name).parent.mkdir(parents=True, exist_ok=True)
        write(file, folder)
    text = yaml.safe_dump(expected(), allow_unicode=True, sort_keys=False, width=160)
    (folder / "expected.yaml").write_text(HEAD + text, "utf-8")
