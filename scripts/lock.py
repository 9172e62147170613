"""Writes requirements/*.txt: every dependency at one version with the hashes of all its files, for every platform.

The resolver is universal (markers are kept), so that one lock serves Linux, macOS and Windows and every supported Python.
Nothing of this machine's own index settings may reach the files; they install from the public index.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path("requirements")
LOCKS = {
    "runtime.txt": ("pyproject.toml", "--group", "pyproject.toml:build"),
    "dev.txt": ("pyproject.toml", "--group", "pyproject.toml:dev", "--constraints", "requirements/runtime.txt"),
    "spark.txt": ("pyproject.toml", "--extra", "spark", "--group", "pyproject.toml:dev", "--constraints", "requirements/dev.txt"),
}
OPTIONS = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-strip-markers", "--no-annotate", "--no-emit-index-url",
           "--custom-compile-command", "make lock", "--quiet")


def main() -> None:
    """Resolve every lock. ``make lock UPGRADE=1`` takes newer versions; otherwise versions that still fit are kept."""
    upgrade = ("--upgrade",) if os.environ.get("UPGRADE") else ()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
    for name, inputs in LOCKS.items():
        path = FOLDER / name
        command = [sys.executable, "-m", "uv", "pip", "compile", *inputs, *OPTIONS, *upgrade, "--output-file", str(path)]
        subprocess.run(command, check=True, env=environment)
        print(path)


if __name__ == "__main__":
    main()
