"""The least that an audit of spreadsheets can cost: import the same libraries, read the same files, do nothing else.

Usage: ``floor.py LIBRARY,... FILE...``
"""

from __future__ import annotations

import sys
from importlib import import_module

from python_calamine import CalamineWorkbook


def main(libraries: str, files: list[str]) -> None:
    """Import each library and take every cell of every sheet into memory."""
    for library in libraries.split(","):
        import_module(library)
    for file in files:
        workbook = CalamineWorkbook.from_path(file)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
