"""``{data: name}`` in the tests of a rule -> the text of that name under the file's own ``data``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.errors import Mistake
from auditor.rulebook.nodes import Document, Path
from auditor.rulebook.suggest import did_you_mean, proposals

DATA = "data"


def with_data(rule: Mapping[str, Any], document: Document, path: Path) -> tuple[dict[str, Any], set[Path], list[Mistake]]:
    """The rule with its tests' data in place, the paths where no such data exist, and a mistake for each of those."""
    shared = document.data.get(DATA)
    known: Mapping[str, Any] = shared if isinstance(shared, dict) else {}
    missing: set[Path] = set()
    mistakes: list[Mistake] = []

    def given(value: Any, place: Path) -> Any:
        if not (isinstance(value, dict) and len(value) == 1 and proposals(next(iter(value)), [DATA])):
            return value
        ((key, name),) = value.items()
        if key != DATA:
            missing.add(place)
            mistakes.append(Mistake(str(document.place((*place, key))), "R104", f'未知的键 "{key}"{did_you_mean(key, [DATA])}'))
        elif name not in known:
            guess = did_you_mean(str(name), known) or "；请写在文件开头的 data 下"
            missing.add(place)
            mistakes.append(Mistake(str(document.place(place)), "R205", f'没有共用数据 "{name}"{guess}'))
        return known.get(name)

    tests = rule.get("tests")
    if not isinstance(tests, list):
        return dict(rule), missing, mistakes
    filled = [
        {**case, "given": {table: given(value, (*path, "tests", at, "given", table)) for table, value in case["given"].items()}}
        if isinstance(case, dict) and isinstance(case.get("given"), dict) else case
        for at, case in enumerate(tests)
    ]
    return {**rule, "tests": filled}, missing, mistakes
