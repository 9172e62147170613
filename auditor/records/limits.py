"""What a process that opens people's files may take of the machine."""

from __future__ import annotations

import sys

MIB = 1024 * 1024


def limit_memory(megabytes: int) -> None:
    """The address space of this process; beyond it there is a ``MemoryError``. Windows has no such limit."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * MIB, megabytes * MIB))
