"""The parent of workers: each says how its inputs ended, a line a step; one that dies or hangs is replaced, and its step counts as killed or hung."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

SECONDS = 60
"""A step that says nothing for so long hangs."""
Heard = Callable[[int, list[str]], list[str]]
BAD = ("error", "hung", "changed", "wrong")


def supervise(worker: Callable[[int], Sequence[str]], count: int, heard: Heard = lambda _step, words: words) -> Counter[str]:
    """How ``count`` inputs ended. ``worker``: the command that begins at a step; ``heard``: what to count for a step, given its words."""
    ended, step = Counter[str](), 0
    while ended.total() < count:
        for words in _lines(worker(step)):
            ended.update(heard(step, words))
            step += 1
            if ended.total() >= count:
                break
    return ended


def _lines(command: Sequence[str]) -> Iterator[list[str]]:
    """The words of each step until the worker ends; what ends it is a word too, said when it is dead."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    lines: SimpleQueue[str] = SimpleQueue()
    pump = Thread(target=_pump, args=(process, lines), daemon=True)
    pump.start()
    try:
        while line := _next(lines):
            yield line.split()
        if process.wait():
            yield ["killed"]
    except Empty:
        process.kill()
        process.wait()
        yield ["hung"]
    finally:
        process.kill()
        process.wait()
        pump.join()


def _next(lines: SimpleQueue[str]) -> str:
    """The next line; whoever was stopped meanwhile (the clock went on) gets a little more time before it counts as hung."""
    try:
        return lines.get(timeout=SECONDS)
    except Empty:
        return lines.get(timeout=SECONDS / 6)


def _pump(process: subprocess.Popen[str], lines: SimpleQueue[str]) -> None:
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            lines.put(line)
    lines.put("")


def bad(words: Iterable[str]) -> bool:
    """Whether one of the outcomes (``outcome`` or ``kind:outcome``) must not be."""
    return any(word.rpartition(":")[2] in BAD for word in words)


def report(ended: Counter[str], seed: int) -> None:
    """A line a kind and outcome, then the outcomes; exits with 1 where one of them must not be."""
    outcomes = Counter[str]()
    for word, number in sorted(ended.items()):
        kind, _, outcome = word.rpartition(":")
        outcomes[outcome] += number
        if kind:
            print(f"{kind:20} {outcome:15} {number}")
    for outcome, number in sorted(outcomes.items()):
        print(f"{'all':20} {outcome:15} {number}")
    print(f"{ended.total()} inputs, seed {seed}", flush=True)
    sys.exit(bad(ended))
