"""The parent of workers: each says how its inputs ended, a line a step; one that dies or hangs is replaced, and its step counts as killed or hung."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

SECONDS = 60
"""A step that says nothing for so long hangs."""
BAD = ("error", "hung", "changed", "wrong")


def supervise(worker: Callable[[int], Sequence[str]], count: int, told: Callable[[Counter[str]], None] = lambda _: None) -> Counter[str]:
    """How ``count`` inputs ended. ``worker``: the command that begins at a step; ``told`` hears of the sum now and then."""
    ended, step = Counter[str](), 0
    while ended.total() < count:
        for line in _lines(worker(step)):
            ended.update(line)
            step += 1
            if step % 500 == 0:
                told(ended)
            if ended.total() >= count:
                break
    return ended


def _lines(command: Sequence[str]) -> Iterator[list[str]]:
    """The words of each step until the worker ends; what ends it is a word too."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    lines: SimpleQueue[str] = SimpleQueue()
    Thread(target=_pump, args=(process, lines), daemon=True).start()
    try:
        while True:
            try:
                line = lines.get(timeout=SECONDS)
            except Empty:
                yield ["hung"]
                return
            if not line:
                if process.wait():
                    yield ["killed"]
                return
            yield line.split()
    finally:
        process.kill()
        process.wait()


def _pump(process: subprocess.Popen[str], lines: SimpleQueue[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)
    lines.put("")


def report(ended: Counter[str], seed: int) -> None:
    """A line an outcome; exits with 1 where one of them must not be."""
    for outcome, number in sorted(ended.items()):
        print(f"{outcome:15} {number}")
    print(f"{ended.total()} inputs, seed {seed}", flush=True)
    sys.exit(any(ended[bad] for bad in BAD))
