"""Writes the sample: ``python -m tests.sample_builder [folder]``."""

from __future__ import annotations

import sys
from pathlib import Path

from .files import files
from .writing import write

FOLDER = Path(__file__).parents[2] / "samples" / "inspection-2022q1"

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for file in files():
        write(file, folder)
