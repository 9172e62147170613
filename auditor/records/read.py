"""Files to cells: child processes read, this side watches the clock and starts another child for what is left when one dies."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Self

import auditor
from auditor.records.answers import dropping, workbook_of
from auditor.records.cells import Unreadable, Workbook
from auditor.records.sniff import is_dropping
from auditor.records.walk import Source, sources

SECONDS, SECONDS_PER_BYTE = 60.0, 10.0 / 100_000_000
_BYTES_PER_CHILD, _BYTES_PER_FILE = 1_500_000, 20_000
"""Starting a child costs as much as reading so much; a file costs something whatever its size."""


class Reading:
    """Files that are being read, by children of their own, while this process does something else. Leaving it ends every child.

    ``heard`` is told, in the threads that wait for the children, how many files of how many are done.
    """

    def __init__(self, wanted: Sequence[Source], heard: Callable[[int, int], None] = lambda _done, _all: None) -> None:
        self.sources, self._heard, self._done = tuple(wanted), heard, 0
        self._children: set[subprocess.Popen[str]] = set()
        self._ended = False
        shares = _shares([source for source in self.sources if not is_dropping(_last(source))])
        self._pool = ThreadPoolExecutor(max(1, len(shares)))
        self._told = [(share, self._pool.submit(self._read, share)) for share in shares]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = True
        for child in tuple(self._children):
            child.kill()
        self._pool.shutdown(cancel_futures=True)

    def result(self) -> tuple[Workbook | Unreadable, ...]:
        """Every source in the given order; none is lost: what cannot be read comes back as ``Unreadable`` with the reason.

        Lock files and system droppings are workbooks without sheets and with a note.
        """
        answers = {source.name: answer for share, told in self._told for source, answer in zip(share, told.result(), strict=True)}
        return tuple(workbook_of(one.name, answers[one.name]) if one.name in answers else dropping(one.name) for one in self.sources)

    def _read(self, share: Sequence[Source]) -> list[dict[str, Any]]:
        """The answers of one child; where it ends early, of another for what is left."""
        answers: list[dict[str, Any]] = []
        while len(answers) < len(share) and not self._ended:
            for answer in self._one_child(share[len(answers) :]):
                answers.append(answer)
                self._done += 1
                self._heard(self._done, len(self.sources))
        return answers

    def _one_child(self, wanted: Sequence[Source]) -> Iterator[dict[str, Any]]:
        """The answers of one child up to and including the file that ends it."""
        process = _start(wanted)
        self._children.add(process)
        try:
            yield from _answers(process, wanted)
        finally:
            process.kill()
            process.wait()
            self._children.discard(process)


def begin(paths: Sequence[Path], heard: Callable[[int, int], None] = lambda _done, _all: None) -> Reading | None:
    """Begin to read spreadsheets, so that other things can be done meanwhile; None where an engine is to read ``paths`` itself."""
    found = sources(paths)
    return None if any(source.path.suffix == ".parquet" for source in found) else Reading(found, heard)


def read_files(paths: Sequence[Path]) -> tuple[Workbook | Unreadable, ...]:
    """Every file in the given order; see ``Reading.result``."""
    return read_sources([Source(path, path.as_posix()) for path in paths])


def read_sources(wanted: Sequence[Source]) -> tuple[Workbook | Unreadable, ...]:
    """As ``read_files``, under the names of the sources."""
    with Reading(wanted) as reading:
        return reading.result()


def _shares(wanted: Sequence[Source]) -> list[list[Source]]:
    """The files for each child: as many children as there are cores, and no more than there is work for."""
    sizes = {source: _size(source.path) for source in wanted}
    work = sum(sizes.values()) + _BYTES_PER_FILE * len(wanted)
    shares: list[list[Source]] = [[] for _ in range(max(1, min(os.cpu_count() or 1, work // _BYTES_PER_CHILD, len(wanted))))]
    loads = [0] * len(shares)
    for source in sorted(wanted, key=lambda source: -sizes[source]):
        least = loads.index(min(loads))
        shares[least].append(source)
        loads[least] += sizes[source] + _BYTES_PER_FILE
    return [share for share in shares if share]


def _last(source: Source) -> str:
    return source.name.rsplit("/", 1)[-1]


def _answers(process: subprocess.Popen[str], wanted: Sequence[Source]) -> Iterator[dict[str, Any]]:
    lines: SimpleQueue[str] = SimpleQueue()
    pump = Thread(target=_pump, args=(process, lines), daemon=True)
    pump.start()
    for path in (source.path for source in wanted):
        try:
            line = lines.get(timeout=SECONDS + SECONDS_PER_BYTE * _size(path))
        except Empty:
            yield _lost(path, "D106", "读取超时，文件可能已损坏或过大，请另存一份、删去多余内容后再试")
            return
        if not line:
            yield _lost(path, "D105", "文件使读取程序中断（内存不够或内容损坏），请用 Excel 或 WPS 打开，另存为 xlsx 再试")
            return
        yield json.loads(line)


def _start(wanted: Sequence[Source]) -> subprocess.Popen[str]:
    home = str(Path(auditor.__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": home, "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "auditor.records.child"], env=environment, text=True, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    try:
        json.dump([(str(source.path.absolute()), source.member) for source in wanted], process.stdin)
        process.stdin.close()
    except BrokenPipeError:
        pass
    return process


def _pump(process: subprocess.Popen[str], lines: SimpleQueue[str]) -> None:
    assert process.stdout is not None
    with process.stdout as stream:
        for line in stream:
            lines.put(line if line.endswith("\n") else "")
    lines.put("")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _lost(path: Path, code: str, message: str) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        digest = ""
    return {"sha256": digest, "refused": [code, message]}
