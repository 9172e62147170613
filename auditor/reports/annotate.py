"""Copies of the user's own workbooks in which what was found stands at its cell; the originals are only read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import auditor
from auditor.records.refused import Refused
from auditor.records.sniff import Format, sniff
from auditor.records.walk import Source
from auditor.reports.annotations import Said
from auditor.reports.clean import Target, clean
from auditor.reports.words import PALETTE

SECONDS = 180
_MOST_SAID, _LONGEST = 5, 900
_LOST = {"vbaproject.bin": "宏", "xl/charts/": "图表", "xl/media/": "图片", "xl/externallinks/": "外部链接", "xl/activex/": "控件"}


class NotCopied(Exception):
    """Why a file has no annotated copy, in a sentence for the user."""


def annotated(source: Source, said: Sequence[Said]) -> tuple[bytes, list[str]]:
    """The copy of a workbook with comments, and what it could not keep. ``NotCopied`` where the file is no xlsx or cannot be copied."""
    if source.member:
        raise NotCopied("在压缩包里，不能批注；请解压后再试")
    path = source.path
    try:
        kind = sniff(path.read_bytes())
    except Refused as refused:
        raise NotCopied(refused.message) from refused
    if kind is not Format.XLSX:
        raise NotCopied("不是 xlsx 文件，不能在原表上批注；请用 Excel 或 WPS 打开，另存为 xlsx 后再试")
    with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
        target = Path(folder) / "copy.xlsx"
        _copy({"source": str(path.absolute()), "target": str(target), "cells": list(_cells(said)), "list": list(map(_row, said))})
        return target.read_bytes(), _lost(path)


def _copy(job: dict[str, Any]) -> None:
    """By a process of its own, with a clock: the library may never come back from some files."""
    home = str(Path(auditor.__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": home, "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "auditor.reports.annotator"], input=json.dumps(job), text=True, encoding="utf-8", env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotCopied("复制用时过长，没有批注；请另存一份、删去多余的格式和空行后再试") from error
    if done.returncode:
        raise NotCopied("复制时出错，没有批注；请用 Excel 或 WPS 打开，另存一份后再试")


def _cells(said: Sequence[Said]) -> Iterator[dict[str, Any]]:
    """One comment per cell, whatever is said of it; the worst gives the colour."""
    placed = sorted((one for one in said if one.row is not None), key=lambda one: (one.sheet, one.row or 0, one.column))
    for (sheet, row, column), group in groupby(placed, key=lambda one: (one.sheet, one.row, one.column)):
        found = list(group)
        paint = PALETTE[min(found, key=said.index).tone]
        texts = [f"{one.word}　{one.about}\n{one.text}" + (f"\n怎么办：{one.fix}" if one.fix else "") for one in found[:_MOST_SAID]]
        rest = f"\n——\n还有 {len(found) - _MOST_SAID} 条，见“批注说明”" if len(found) > _MOST_SAID else ""
        comment = clean("\n——\n".join(texts), Target.XLSX)
        comment = comment if len(comment) <= _LONGEST else comment[:_LONGEST] + "……（全文见“批注说明”）"
        yield {"sheet": sheet, "row": row, "column": column, "fill": paint.fill, "comment": comment + rest}


def _row(one: Said) -> dict[str, str]:
    cell = f"{one.column or 'A'}{one.row}" if one.row is not None else ""
    texts = {"sheet": one.sheet, "cell": cell, "word": one.word, "about": one.about, "text": one.text, "fix": one.fix}
    return {**{name: clean(text, Target.XLSX) for name, text in texts.items()}, "fill": PALETTE[one.tone].fill}


def _lost(path: Path) -> list[str]:
    """What the copy cannot have, because the library that writes it does not keep it."""
    with zipfile.ZipFile(path) as package:
        names = [name.replace("\\", "/").lower() for name in package.namelist()]
    return list(dict.fromkeys(word for sign, word in _LOST.items() if any(sign in name for name in names)))
