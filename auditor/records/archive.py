"""A zip archive of files, as people send a folder: its files are read one by one, without unpacking it anywhere."""

from __future__ import annotations

import zipfile
from pathlib import Path

from auditor.records import guard
from auditor.records.refused import Refused

_UTF8, _ENCRYPTED = 0x800, 0x1
_PACKAGES = ("[content_types].xml", "mimetype")
_BROKEN = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, KeyError, RuntimeError, EOFError, zipfile.zlib.error)  # type: ignore[attr-defined]


def members(path: Path) -> list[tuple[str, str]] | None:
    """What an archive holds: the stored name and the name as people wrote it, in its order; None for what is no such archive.

    An archive that is broken, empty or has too many parts is no list either: the reader tells what is wrong with it.
    """
    if path.suffix.lower() != ".zip":
        return None
    try:
        with zipfile.ZipFile(path) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
    except _BROKEN:
        return None
    if not entries or len(entries) > guard.PARTS or any(entry.filename.lower() in _PACKAGES for entry in entries):
        return None
    if len({entry.filename for entry in entries}) < len(entries):
        return None
    return sorted(((entry.filename, _shown(entry)) for entry in entries), key=lambda pair: pair[1])


def content(path: Path, member: str) -> bytes:
    """The bytes of one part; ``Refused`` where it is encrypted, broken or too big. What it says of its size is not believed."""
    try:
        with zipfile.ZipFile(path) as package:
            entry = package.getinfo(member)
            if entry.flag_bits & _ENCRYPTED:
                raise Refused("D103", "压缩包设有密码，请解压后把里面的文件放进来再试")
            data = bytearray()
            for piece in guard.chunks(package, entry):
                data += piece
                if len(data) > guard.FILE_BYTES:
                    raise guard.too_big(f"解压后超过 {guard.FILE_BYTES // guard.MIB} MB")
            return bytes(data)
    except _BROKEN as error:
        raise Refused("D104", "压缩包已损坏，请重新压缩，或解压后把里面的文件放进来再试") from error


def _shown(entry: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GBK without saying so; zipfile reads them as code page 437."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename
