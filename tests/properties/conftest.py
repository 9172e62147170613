"""Says at the end how many cases each property was held to, whichever process held it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.properties.tally import TRIED


def pytest_sessionfinish(session: pytest.Session) -> None:
    told: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if told is not None:
        told["tried"] = dict(TRIED)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    TRIED.update(getattr(node, "workeroutput", {}).get("tried", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name, cases in sorted(TRIED.items()):
        terminalreporter.write_line(f"properties: {cases} cases of {name}")
