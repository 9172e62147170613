"""pandera without the noise of pyspark, which it imports wherever that is installed and which warns of pandas 3."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quietly() -> Iterator[None]:
    """Imports and first validations of pandera go in here: backends are registered, and pyspark imported, when first used."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
        yield
