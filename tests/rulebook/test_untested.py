"""What is left out is the tests and nothing else; where that is not sure, the whole file is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from auditor.errors import RulebookError
from auditor.rulebook.load import load_rulebook
from auditor.rulebook.nodes import MAX_BYTES, Document, read_document
from auditor.rulebook.untested import without_tests
from auditor.shipped import shipped
from tests.rulebook.test_load import folder, mistakes, write

__all__ = ["folder"]

FILES = sorted(shipped("rules").glob("**/*.yaml"))


def read_untested(raw: bytes, file: str) -> Document:
    return read_document(without_tests(raw, file), file)


def untested(document: Document) -> tuple[Any, dict[Any, Any]]:
    """The data with no tests, and the places of all else."""
    entries = document.data.get("rules", [])
    data = {**document.data, "rules": [{**entry, "tests": []} if "tests" in entry else entry for entry in entries]}
    return data, {path: mark for path, mark in document.marks.items() if not (path[:1] == ("rules",) and path[2:3] == ("tests",) and path[3:])}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_shipped_files_differ_in_their_tests_alone(path: Path) -> None:
    whole, without = read_document(path.read_bytes(), path.name), read_untested(path.read_bytes(), path.name)
    assert untested(without) == untested(whole)
    assert not any(entry.get("tests") for entry in without.data.get("rules", []))


PLAIN = "rules:\n  - id: A\n    tests:\n      - name: 一\n\n      - {name: 二}\n    fix: 补\n  - id: B\n    tests:\n    - name: 三\n    - name: 四"


@pytest.mark.parametrize("text", [PLAIN, PLAIN + "\n", PLAIN.replace("\n", "\r\n"), PLAIN.replace("\n  ", "\n"), PLAIN.replace("tests:", "tests: ")])
def test_the_tests_are_left_out(text: str) -> None:
    raw = text.encode()
    without = read_untested(raw, "甲.yaml")
    assert [entry["tests"] for entry in without.data["rules"]] == [[], []]
    assert untested(without) == untested(read_document(raw, "甲.yaml"))


@pytest.mark.parametrize("text", [
    "data:\n  甲: |\n    tests:\n      - 一\nrules:\n  - id: A\n",
    "rules:\n  - id: A\n    message: '一\n\n    tests:\n\n      二'\n",
    "rules:\n  - id: A\n    tests:\n      - name: '一\n    fix: 二'\n    why: 三\n",
    "rules:\n  - id: A\n    tests:\n      - {name: 一,\n    fix: 二}\n    why: 三\n",
    "rules:\n  - id: A\n    tests:\n      - name: 一\n# 说明\n      - name: 二\n",
    "rules:\n  - id: A\n    tests: [{name: 一}]\n",
    "rules:\n  - id: A\n    check:\n      tests:\n        - 一\n",
])
def test_what_is_not_sure_is_read_whole(text: str) -> None:
    assert read_untested(text.encode(), "甲.yaml") == read_document(text.encode(), "甲.yaml")


def test_a_file_that_is_too_large_stays_too_large() -> None:
    raw = (PLAIN + "\n" + "      - {name: 三}\n" * (MAX_BYTES // 10)).encode()
    assert len(raw) > MAX_BYTES
    assert without_tests(raw, "甲.yaml") == raw


def test_a_mistake_in_a_test_alone_stops_no_audit(folder: Path) -> None:
    path = folder / "national/组织生活.yaml"
    good = path.read_text(encoding="utf-8")
    wrong = good.replace("verdict: fail", "verdict: failed")
    assert wrong != good
    write(folder, "national/组织生活.yaml", wrong)
    assert [line for line in mistakes(folder) if "verdict" in line]
    assert not load_rulebook(folder, tests=False).rules[0].tests
    write(folder, "national/组织生活.yaml", wrong.replace("modality:", "modalty:"))
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder, tests=False)
    assert [str(one) for one in caught.value.mistakes] == mistakes(folder)
    assert len(caught.value.mistakes) == 2


@pytest.mark.parametrize("broken", ["[a: b: c", "\t- 甲"])
def test_even_text_that_is_no_yaml_stops_no_audit(folder: Path, broken: str) -> None:
    path = folder / "national/组织生活.yaml"
    good = path.read_text(encoding="utf-8").replace("why: 固定的组织生活是支部运转的基本保证。", "why: 固定的组织生活 # 是保证")
    before, tests, cases = good.partition("    tests:\n")
    write(folder, "national/组织生活.yaml", f"{before}{tests}      - {broken}]\n" if broken[0] == "[" else f"{before}{tests}      {broken}\n")
    assert tests
    assert cases
    assert mistakes(folder)
    book = load_rulebook(folder, tests=False)
    assert [doubt.code for doubt in book.doubts] == ["R333"]
