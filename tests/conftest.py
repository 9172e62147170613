"""What every test shares: the profiles of hypothesis."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Derandomised: a red run is red again. `make test-deep` looks at new cases each time.
SLOW_MACHINE = (HealthCheck.too_slow, HealthCheck.data_too_large)
settings.register_profile("default", max_examples=300, deadline=None, derandomize=True, suppress_health_check=SLOW_MACHINE)
settings.register_profile("deep", max_examples=20_000, deadline=None, suppress_health_check=SLOW_MACHINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
