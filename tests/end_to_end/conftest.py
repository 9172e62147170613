from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.running import rule_folder


@pytest.fixture(scope="session")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rulebook of ten shipped rules."""
    return rule_folder(tmp_path_factory.mktemp("rulebook") / "rules")
