"""Files to cells: a child process reads, this side watches the clock and starts another child for what is left when one dies."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import auditor
from auditor.model import RecordIssue
from auditor.records.cells import BLANK, Cell, Kind, Sheet, Unreadable, Workbook
from auditor.records.sniff import is_dropping
from auditor.records.walk import Source

SECONDS, SECONDS_PER_BYTE = 60.0, 10.0 / 100_000_000
_EXCEL_DIGITS = 15
_PARSERS: dict[str, Callable[[str], date | time]] = {"d": date.fromisoformat, "t": datetime.fromisoformat, "c": time.fromisoformat}


def read_files(paths: Sequence[Path]) -> tuple[Workbook | Unreadable, ...]:
    """Every file in the given order; none is lost: what cannot be read comes back as ``Unreadable`` with the reason."""
    return read_sources([Source(path, path.as_posix()) for path in paths])


def read_sources(sources: Sequence[Source]) -> tuple[Workbook | Unreadable, ...]:
    """As ``read_files``, under the names of the sources. Lock files and system droppings are workbooks without sheets and with a note."""
    wanted = [source for source in sources if not is_dropping(_last(source))]
    answers = dict(zip((source.name for source in wanted), _answers(wanted), strict=True))
    return tuple(_result(source.name, answers[source.name]) if source.name in answers else _dropping(source.name) for source in sources)


def _last(source: Source) -> str:
    return source.name.rsplit("/", 1)[-1]


def _answers(wanted: Sequence[Source]) -> Iterator[dict[str, Any]]:
    done = 0
    while done < len(wanted):
        for answer in _one_child(wanted[done:]):
            yield answer
            done += 1


def _one_child(wanted: Sequence[Source]) -> Iterator[dict[str, Any]]:
    """The answers of one child up to and including the file that ends it."""
    process = _start(wanted)
    lines: SimpleQueue[str] = SimpleQueue()
    pump = Thread(target=_pump, args=(process, lines), daemon=True)
    pump.start()
    try:
        for path in (source.path for source in wanted):
            try:
                line = lines.get(timeout=_seconds(path))
            except Empty:
                yield _lost(path, "D106", "读取超时，文件可能已损坏或过大，请另存一份、删去多余内容后再试")
                return
            if not line:
                yield _lost(path, "D105", "文件使读取程序中断（内存不够或内容损坏），请用 Excel 或 WPS 打开，另存为 xlsx 再试")
                return
            yield json.loads(line)
    finally:
        process.kill()
        process.wait()
        pump.join()


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


def _seconds(path: Path) -> float:
    try:
        return SECONDS + SECONDS_PER_BYTE * path.stat().st_size
    except OSError:
        return SECONDS


def _lost(path: Path, code: str, message: str) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        digest = ""
    return {"sha256": digest, "refused": [code, message]}


def _result(name: str, answer: dict[str, Any]) -> Workbook | Unreadable:
    if "refused" in answer:
        code, message = answer["refused"]
        return Unreadable(name, answer["sha256"], RecordIssue(code, message, file=name))
    issues = tuple(RecordIssue(code, message, file=name, sheet=sheet) for code, sheet, message in answer["notes"])
    sheets = tuple(_sheet(name, sheet) for sheet in answer["sheets"])
    return Workbook(name, answer["sha256"], answer["format"], sheets, issues)


def _dropping(name: str) -> Workbook:
    lock = Path(name).name.startswith("~$")
    message = "有人正打开着对应的文件，最后的修改可能还没有保存；锁文件本身不读" if lock else "系统或软件留下的临时文件，没有读"
    return Workbook(name, "", "skipped", (), (RecordIssue("D110", message, file=name),))


def _sheet(file: str, sheet: dict[str, Any]) -> Sheet:
    rows = tuple(tuple(map(_cell, row)) for row in sheet["rows"])
    return Sheet(file, sheet["name"], rows, tuple(map(tuple, sheet["merges"])), sheet["hidden"])


def _cell(value: Any) -> Cell:
    if value is None:
        return BLANK
    if isinstance(value, str):
        return Cell(Kind.TEXT, value) if value.strip() else BLANK
    if isinstance(value, bool):
        return Cell(Kind.BOOL, "TRUE" if value else "FALSE", value)
    if isinstance(value, (int, float)):
        return Cell(Kind.NUMBER, number_text(value), value)
    mark, text = value
    if mark in "eu":
        return Cell(Kind.ERROR if mark == "e" else Kind.UNCALCULATED, text)
    return Cell(Kind.DATE, text, _PARSERS[mark](text))


def number_text(value: int | float) -> str:
    """A number with the digits that Excel keeps and shows: 15, then zeros; whole numbers without a decimal point."""
    short = f"{value:.{_EXCEL_DIGITS}g}"
    return str(int(float(short))) if float(short).is_integer() and abs(value) < 1e15 else _long(short)


def _long(short: str) -> str:
    digits, _, power = short.partition("e+")
    if not power or int(power) > 30:
        return short
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, _, rest = digits.partition(".")
    return sign + whole + rest.ljust(int(power), "0")
