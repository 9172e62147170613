"""Why a file is not read: a code and a sentence that says what it is and what to do. Travels from the reading child to the user."""

from __future__ import annotations

RESAVE = "请用 Excel 或 WPS 打开，另存为 xlsx 再试"


class Refused(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code, self.message = code, message
