"""Ledgers and YAML files that are broken: by bytes, or by characters, cells and trees, which keep what reading needs and so come further."""

from __future__ import annotations

from random import Random
from xml.sax.saxutils import escape

import yaml

from scripts.fuzzing.changes import changed, recelled, replanted, reworded
from scripts.fuzzing.world import Grid, text
from tests.records.hostile import build

WAYS = ("bytes", "text", "cells")


def broken(rows: Grid, random: Random) -> tuple[str, str, bytes]:
    """One ledger in a format by chance, with changes by chance: the kind in words, the ending, the content."""
    sort = random.choice(("xlsx", "sheet", "xls", "csv", "gb18030"))
    way = random.choice([way for way in WAYS if (sort, way) not in {("xlsx", "text"), ("xls", "text")}])
    ending = {"sheet": "xlsx", "gb18030": "csv"}.get(sort, sort)
    return f"{sort}-{way}", ending, _content(recelled(rows, random) if way == "cells" else rows, sort, way, random)


def _content(rows: Grid, sort: str, way: str, random: Random) -> bytes:
    """``sheet``: a worksheet changed and then packed, so that checksums are right."""
    match sort:
        case "xlsx":
            return _bytes(build.package(build.parts(_sheet(rows))), way, random)
        case "xls":
            return _bytes(build.xls(rows), way, random)
        case "sheet":
            return build.package(build.parts(_changed(_sheet(rows), way, "utf-8", random)))
        case _:
            return _changed(text(rows).decode(), way, "utf-8" if sort == "csv" else "gb18030", random)


def _sheet(rows: Grid) -> str:
    cells = ("".join(f"<c t='inlineStr'><is><t>{escape(str(cell))}</t></is></c>" for cell in row) for row in rows)
    return build.sheet("".join(f"<row>{row}</row>" for row in cells))


def _changed(content: str, way: str, encoding: str, random: Random) -> bytes:
    return _bytes((reworded(content, random) if way == "text" else content).encode(encoding), way, random)


def _bytes(data: bytes, way: str, random: Random) -> bytes:
    return changed(data, random) if way == "bytes" else data


def broken_yaml(data: bytes, random: Random) -> tuple[str, bytes]:
    """A YAML file with changes by chance: in which way, and the content."""
    match random.randrange(8):
        case 0:
            return "bytes", changed(data, random)
        case 1 | 2 | 3:
            return "text", reworded(data.decode(), random).encode()
        case _:
            return "tree", yaml.safe_dump(replanted(yaml.safe_load(data), random), allow_unicode=True, sort_keys=False).encode()
