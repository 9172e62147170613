"""What a file is, by its content and never by its extension."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from auditor.records.refused import Refused


class Format(StrEnum):
    """What can stand in a file that someone calls a spreadsheet. ``OTHER`` is some other document."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"
    HTML = "html"
    XML_2003 = "xml2003"
    ARCHIVE = "archive"
    OTHER = "other"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_DROPPINGS = re.compile(r"thumbs\.db|desktop\.ini|\.ds_store|\._.*|\..*|~\$.*|.*\.(tmp|bak|lnk)", re.IGNORECASE)
_SHEET_NAMES = re.compile(r".*\.(csv|tsv|tab|txt|xlsx?|xlsm|xlsb|ods|et)", re.IGNORECASE)


def sniff(data: bytes) -> Format:
    """The format of ``data``; raises ``Refused`` for an empty, encrypted or broken container."""
    if not data:
        raise Refused("D104", "文件是空的（0 字节），请重新导出或另存后再试")
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    return _text(data)


def is_dropping(name: str) -> bool:
    """Files that Excel, WPS or the system leave behind: ``~$…`` lock files, ``._…``, ``Thumbs.db``."""
    return _DROPPINGS.fullmatch(name) is not None


def named_as_table(name: str) -> bool:
    """Plain text has no signature, so only here the name decides whether a file found in a folder is meant as a table."""
    return _SHEET_NAMES.fullmatch(name) is not None


def _zipped(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {name.replace("\\", "/").lower() for name in package.namelist()}
            kind = package.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, KeyError, RuntimeError, OSError, NotImplementedError, ValueError) as error:
        raise Refused("D104", "文件已损坏（压缩包不完整），请用 Excel 或 WPS 打开后另存一份再试") from error
    if b"opendocument.spreadsheet" in kind:
        return Format.ODS
    if "xl/workbook.bin" in names:
        return Format.XLSB
    if any(name.startswith("xl/") for name in names):
        return Format.XLSX
    return Format.OTHER if kind or "[content_types].xml" in names else Format.ARCHIVE


def _compound(data: bytes) -> Format:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise Refused("D103", "文件设有打开密码，请在 Excel 或 WPS 中去掉密码、另存后再试")
    return Format.XLS if has("Workbook") or has("Book") else Format.OTHER


def _text(data: bytes) -> Format:
    if data.startswith(_ARCHIVES):
        return Format.ARCHIVE
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return Format.XML_2003
    if re.match(rb"<(!doctype html|html|table|head|meta|body|style|div)", head) or b"<table" in head or head.startswith(b"mime-version:"):
        return Format.HTML
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Format.TEXT
    return Format.OTHER if b"\0" in data[:4096] or head.startswith((b"%pdf", b"{\\rtf")) else Format.TEXT
