"""An interruption that a library swallows is raised before anything is written."""

from __future__ import annotations

import signal

import pytest

from auditor.cli.boundary import INTERRUPTED, guarded
from auditor.cli.interrupt import check


def test_what_was_swallowed_is_raised_when_asked() -> None:
    reached = []

    def run() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except BaseException:  # noqa: BLE001 - as some library does while it loads
            reached.append("swallowed")
        check()
        reached.append("written")

    before = signal.getsignal(signal.SIGINT)
    assert guarded(run) == INTERRUPTED
    assert reached == ["swallowed"]
    assert signal.getsignal(signal.SIGINT) is before


def test_what_fails_because_it_was_cut_short_is_no_bug() -> None:
    def run() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt as error:
            raise ImportError("half a library") from error

    assert guarded(run) == INTERRUPTED


def test_without_one_nothing_is_raised() -> None:
    assert guarded(check) == 0
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    assert guarded(check) == 0
