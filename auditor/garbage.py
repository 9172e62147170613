"""A process that makes many values and ends need not search them for cycles as often as Python does, nor once more when it ends."""

from __future__ import annotations

import atexit
import gc

THRESHOLDS = 100_000, 20, 100
"""At Python's own a tenth of an audit is this search, and at the end of it another."""


def spare() -> None:
    """For the rest of this process."""
    gc.set_threshold(*THRESHOLDS)
    atexit.register(gc.freeze)
