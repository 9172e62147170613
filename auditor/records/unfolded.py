"""What a small package becomes when its reader unfolds it: a shared string is copied into every cell that names it, a style into every use."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable

from auditor.records import guard
from auditor.records.quick import COUNTED
from auditor.records.scan import Scan

_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>.*?</(?:\w+:)?si>)", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b")


def check_unfolded(package: zipfile.ZipFile, scans: Iterable[Scan]) -> None:
    """Raise ``Refused`` where the strings that the cells name, or the styles, come to more than the limits."""
    if len(_STYLE.findall(_part(package, "xl/styles.xml"))) > guard.STYLES:
        raise guard.too_big(f"单元格格式超过 {guard.STYLES} 种")
    found = list(scans)
    cells = sum(sum(one.shared.values()) for one in found)
    if not cells:
        return
    strings = _part(package, "xl/sharedstrings.xml")
    longest = max(map(len, strings.split(b"<si")), default=0)
    if longest * cells > guard.STRING_BYTES and _exactly(strings, found) > guard.STRING_BYTES:
        raise guard.too_big(f"单元格里的文字合计超过 {guard.STRING_BYTES // guard.MIB} MB")


def _exactly(strings: bytes, scans: Iterable[Scan]) -> int:
    """The bytes of all strings, each as often as a cell names it."""
    lengths = [len(item[0]) for item in _ITEM.finditer(strings)]
    close = [one.again() if COUNTED in one.shared and one.again else one for one in scans]
    return sum(lengths[index] * count for one in close for index, count in one.shared.items() if index < len(lengths))


def _part(package: zipfile.ZipFile, path: str) -> bytes:
    name = next((name for name in package.namelist() if name.replace("\\", "/").lower() == path), None)
    return b"".join(guard.chunks(package, name)) if name else b""
