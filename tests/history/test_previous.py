"""An earlier scorecard is read as the program wrote it, and whatever else it is given is told in Chinese with a code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from auditor.cli import main
from auditor.errors import UsageError
from auditor.history.previous import parse_previous, read_previous
from auditor.model import Points, Verdict
from auditor.reports.compose import Report
from auditor.reports.json_ import FORMAT
from tests.reports import cards


def written() -> dict[str, Any]:
    """A scorecard as the report writes it."""
    from auditor.reports.json_ import render

    return json.loads(render(Report(cards.ordinary()).scorecard))  # type: ignore[no-any-return]


def raw(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def test_what_was_written_is_read() -> None:
    card, read = written(), parse_previous(raw(written()), "scorecard.json")
    assert (read.period.label, read.version, read.profile) == (card["period"]["label"], card["rulebook"]["version"], card["rulebook"]["profile"])
    assert len(read.findings) == sum(len(branch["findings"]) for branch in card["branches"]) > 0
    for branch in card["branches"]:
        for finding in branch["findings"]:
            one = read.findings[finding["rule"], branch["branch"]]
            assert (one.verdict, one.met, one.unmet, one.unknown, one.open) == (Verdict(finding["verdict"]), *(finding[key] for key in ("met", "unmet", "unknown", "open")))
            assert one.points == (Points(**finding["points"]) if finding["points"] else None)


def without(*path: Any) -> bytes:
    card = written()
    place: Any = card
    for key in path[:-1]:
        place = place[key]
    del place[path[-1]]
    return raw(card)


def changed(**values: Any) -> bytes:
    card = written()
    card["branches"][0]["findings"][0] |= values
    return raw(card)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_an_editor_saved_again_is_read(encoding: str) -> None:
    assert parse_previous(raw(written()).decode().encode(encoding), "scorecard.json").findings == parse_previous(raw(written()), "scorecard.json").findings


@pytest.mark.parametrize(("content", "code"), [
    (changed(met=-1), "E213"), (changed(met=10**400), "E213"), (changed(points={"low": 9.0, "high": 2.0, "of": 12.0}), "E213"),
    (changed(points={"low": 1.0, "high": 2.0, "of": -3.0}), "E213"), (changed(points={"low": 0.0, "high": 20.0, "of": 12.0}), "E213"),
    (changed(points={"low": 0.0, "high": 1e308, "of": 0.0}), "E213"), (raw({**written(), "branches": written()["branches"] * 2}), "E213"),
    (b"", "E211"), (b"\xff\xfe", "E211"), (b"{", "E211"), (b"[" * 100_000, "E211"), (b"[]", "E212"), (b"null", "E212"), (b"{}", "E212"),
    (raw({"format": "auditor.scorecard/9"}), "E212"), (raw({"format": FORMAT}), "E213"), (without("rulebook", "version"), "E213"),
    (without("branches", 0, "findings", 0, "met"), "E213"), (raw({**written(), "branches": {}}), "E213"),
    (raw({**written(), "period": {"label": "x", "from": "昨天", "to": "2022-03-31"}}), "E213"),
])
def test_anything_else_is_a_usage_error(content: bytes, code: str) -> None:
    with pytest.raises(UsageError) as told:
        parse_previous(content, "scorecard.json")
    assert [mistake.code for mistake in told.value.mistakes] == [code]
    assert "请指定 auditor audit 写出的 scorecard.json" in str(told.value)


def test_a_folder_and_a_wrong_file_on_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="E210"):
        read_previous(tmp_path)
    (tmp_path / "旧.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="E212"):
        CliRunner().invoke(main, ["audit", str(tmp_path), "--previous", str(tmp_path / "旧.json")], standalone_mode=False, catch_exceptions=False)
