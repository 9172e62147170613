"""Says at the end how many cases each property was held to."""

from __future__ import annotations

import pytest

from tests.properties.tally import TRIED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name, cases in sorted(TRIED.items()):
        terminalreporter.write_line(f"properties: {cases} cases of {name}")
