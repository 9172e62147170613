"""What is refused before a package is opened by the reader: sizes, doubled parts, document types. Limits are on what is really inflated."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from auditor.records.refused import Refused

MIB = 1024 * 1024
FILE_BYTES = 50 * MIB
UNPACKED_BYTES = 1024 * MIB
PART_BYTES = 600 * MIB
PART_RATIO, RATIO_FREE_BYTES = 200, MIB
PARTS, SHEETS = 2_000, 200
ROWS, COLUMNS, CELLS, CELL_CHARACTERS = 1_048_576, 2_000, 5_000_000, 131_068
STYLES, STRING_BYTES = 65_000, 512 * MIB
_CHUNK = MIB


def check_package(package: zipfile.ZipFile) -> None:
    """Raise ``Refused`` where the package is too big when unpacked, holds two parts of one name, or any document type."""
    parts = package.infolist()
    names = [part.filename.replace("\\", "/").lower() for part in parts]
    if len(parts) > PARTS:
        raise too_big(f"内部部件超过 {PARTS} 个")
    if len(set(names)) < len(names):
        raise Refused("D108", "文件内部有同名部件，内容不止一种解释，请用 Excel 或 WPS 打开后另存一份再试")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("D103", "文件设有打开密码，请在 Excel 或 WPS 中去掉密码、另存后再试")
    total = 0
    for part in parts:
        total += _check_part(package, part)
        if total > UNPACKED_BYTES:
            raise too_big("解压后超过 1 GB")


def chunks(package: zipfile.ZipFile, part: zipfile.ZipInfo | str) -> Iterator[bytes]:
    """The bytes of a part, piece by piece; a broken part is ``Refused``."""
    try:
        with package.open(part) as stream:
            while piece := stream.read(_CHUNK):
                yield piece
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise Refused("D104", "文件已损坏（内部数据不完整），请用 Excel 或 WPS 打开后另存一份再试") from error


def too_big(what: str) -> Refused:
    """The refusal of something beyond the limits."""
    return Refused("D107", f"文件太大（{what}），请删去多余的行、列、工作表或图片后再试")


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    size, tail, markup = 0, b"", part.filename.lower().endswith((".xml", ".rels", ".vml"))
    for piece in chunks(package, part):
        size += len(piece)
        if size > PART_BYTES or (size > RATIO_FREE_BYTES and size > PART_RATIO * max(part.compress_size, 1)):
            raise too_big("内部数据解压后过大")
        if markup and _declares(tail + piece):
            raise Refused("D108", "文件内部含有不该有的声明（DOCTYPE），办公软件不会写出这样的文件，为安全起见不读；请用 Excel 或 WPS 打开后另存一份再试")
        tail = piece[-32:]
    return size


def _declares(text: bytes) -> bool:
    return b"!" in text and b"<!DOCTYPE" in text.replace(b"\0", b"").upper()  # nearly no part has that character
