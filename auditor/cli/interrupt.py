"""Ctrl-C is not lost: while libraries load, some of them swallow the exception that it raises."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_pressed = threading.Event()


@contextmanager
def heard() -> Iterator[None]:
    """Within, an interruption is remembered as well as raised. Only the main thread may ask for that; elsewhere nothing changes."""
    _pressed.clear()
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, _hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def check() -> None:
    """Raise what was swallowed: asked before anything is written."""
    if pressed():
        raise KeyboardInterrupt


def pressed() -> bool:
    """Whether the user has interrupted since the command began."""
    return _pressed.is_set()


def _hear(number: int, frame: FrameType | None) -> None:
    _pressed.set()
    signal.default_int_handler(number, frame)
