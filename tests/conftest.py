"""What every test shares: the profiles of hypothesis, and that no test changes an input."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("AUDITOR_SHARED", ROOT.parent / "shared"))
INPUTS = (ROOT / "samples", SHARED / "real-sheets")

# Derandomised: a red run is red again. `make test-deep` looks at new cases each time.
SLOW_MACHINE = (HealthCheck.too_slow, HealthCheck.data_too_large)
settings.register_profile("default", max_examples=300, deadline=None, derandomize=True, suppress_health_check=SLOW_MACHINE)
settings.register_profile("deep", max_examples=20_000, deadline=None, suppress_health_check=SLOW_MACHINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session", autouse=True)
def inputs_stay_as_they_are(pytestconfig: pytest.Config) -> Iterator[None]:
    """Inputs are never touched: no file is written, added or removed where they lie, whatever the tests do."""
    before = _snapshot()
    yield
    accepting = os.environ.get("AUDITOR_ACCEPT") == "1"
    assert accepting or _snapshot() == before, f"a test of {pytestconfig.args} changed an input file"


def pytest_sessionfinish() -> None:
    """DuckDB, which only tests use, wants its types collected when the process ends; commands that ran in it asked that nothing be."""
    atexit.unregister(gc.freeze)


def _snapshot() -> dict[str, tuple[int, int]]:
    files = (path for folder in INPUTS for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in files}
