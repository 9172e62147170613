"""Changes of a file by chance."""

from __future__ import annotations

from random import Random


def changed(data: bytes, random: Random) -> bytes:
    """One to eight times: bytes changed, taken out, doubled or put over others."""
    found = bytearray(data)
    for _ in range(random.randint(1, 8)):
        place, length = random.randrange(len(found)), random.randint(1, 12)
        match random.randrange(5):
            case 0 | 1:
                found[place] = random.randrange(256)
            case 2 if len(found) > 2 * length:
                del found[place : place + length]
            case 3:
                found[place:place] = found[place : place + length]
            case _:
                found[place : place + length] = random.randbytes(length)
    return bytes(found)
