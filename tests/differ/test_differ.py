"""A slice of ``make differ``: our reader and two others agree on random workbooks but for what the page says."""

from __future__ import annotations

from pathlib import Path

from tests.differ.compare import Compared, compare
from tests.differ.known import KNOWN, REFUSED

PAGE = Path(__file__).parents[2] / "docs" / "differences.md"


def test_readers_agree_but_for_what_is_known(tmp_path: Path) -> None:
    found = [compare(f"slice/{number}", tmp_path) for number in range(80)]
    assert not [line for one in found for line in one.strange]
    assert sum(cells(one) for one in found) > 1_000


def cells(one: Compared) -> int:
    return sum(count for name, count in one.counts.items() if name.endswith(": same"))


def test_the_page_lists_every_known_difference() -> None:
    lines = PAGE.read_text("utf-8").splitlines()
    listed = [line for line in lines if line.startswith("| ") and not line.startswith("| name")]
    assert listed == [f"| {one.name} | {one.about} | {one.why} |" for one in KNOWN]
    assert [line.removeprefix("- ") for line in lines if line.startswith("- ")] == list(REFUSED.values())
