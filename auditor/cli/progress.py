"""A bar on stderr for reading that takes long; nothing where nobody watches or it is soon done."""

from __future__ import annotations

import sys
from threading import Lock
from time import monotonic
from typing import Any

PATIENCE = 2.0
"""Seconds before a bar is shown."""


class Bar:
    """Called with how many files of how many are read; ``close`` takes the bar away."""

    def __init__(self) -> None:
        self._begun, self._lock, self._shown = monotonic(), Lock(), sys.stderr.isatty()
        self._bar: Any = None
        self._task: Any = None

    def __call__(self, done: int, total: int) -> None:
        """Show it if it is time."""
        with self._lock:
            if self._bar is None and self._shown and monotonic() - self._begun > PATIENCE:
                self._start(total)
            if self._bar is not None:
                self._bar.update(self._task, completed=done)

    def close(self) -> None:
        """All is read, or nothing more will be."""
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
            self._shown, self._bar = False, None

    def _start(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("读取文件"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()
        self._task = self._bar.add_task("", total=total)
