"""docs/data-codes.md from docs/data-codes.yaml: every code of what is said about the input."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

DOCS = Path(__file__).resolve().parent.parent / "docs"
INTRO = """<!-- Written by `make docs` from docs/data-codes.yaml; do not edit. -->

# 读材料时说的话

检查和 `auditor inspect` 对材料的每一处说明都有编号，写明文件、工作表、行、列。编号不变，措辞会改进。D1 是文件，D2 是表头和列，D4 是单元格，
D5 是支部和人员，D6 是名录、报送范围和 `inputs.yaml`，D7 是台账的样子。**读不准、对不上的，一律不会因此合格**：最多算“可能”。

| 编号 | 意思 | 对结果 | 怎么办 |
|---|---|---|---|
"""


def entries() -> Mapping[str, Mapping[str, str]]:
    """Code -> title, effect and remedy, in order."""
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load((DOCS / "data-codes.yaml").read_text(encoding="utf-8"))
    return dict(sorted(found.items()))


def page() -> str:
    """The whole page."""
    return INTRO + "".join(f"| {code} | {one['title']} | {one['effect']} | {one['remedy']} |\n" for code, one in entries().items())
