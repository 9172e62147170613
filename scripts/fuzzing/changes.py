"""Changes by chance: of bytes, and of characters, cells and YAML trees, which leave encoding and syntax whole and so come further."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from random import Random
from typing import Any

LETTERS = "0123456789-/.,:;'\"%=+@#~*（）：，、；年月日第一二三四全所党支部无是否合计 \u3000\u00a0\u200b\ufeff\t\n"
VALUES: tuple[object, ...] = (None, True, False, 0, 1, -1, 10**20, 0.5, "", "all", [], {})
FEWEST_TO_GREEN = 4
"""Changes that could make up for what is missing in ``world``: two more rows, with another month in each. Characters and cells get fewer."""


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


def reworded(text: str, random: Random) -> str:
    """A few times: a character is another one, a run is taken out, doubled or moved, or a line is doubled or taken out."""
    for _ in range(random.randrange(1, FEWEST_TO_GREEN)):
        text = _line(text, random) if "\n" in text and random.random() < 0.2 else _run(text, random)
    return text


def _line(text: str, random: Random) -> str:
    lines = text.split("\n")
    place = random.randrange(len(lines))
    lines[place : place + 1] = [lines[place]] * random.choice((0, 2))
    return "\n".join(lines)


def _run(text: str, random: Random) -> str:
    place, length = random.randrange(len(text) or 1), random.randint(1, 6)
    run, rest = text[place : place + length], text[place + length :]
    match random.randrange(5):
        case 0:
            return text[:place] + rest
        case 1:
            return text[:place] + run + run + rest
        case 2:
            return rest + text[:place] + run
        case 3:
            return text[:place] + chr(random.randrange(0x20, 0x9FFF)) + text[place + 1 :]
        case _:
            return text[:place] + random.choice(LETTERS + text) + text[place + 1 :]


def recelled(rows: Sequence[Sequence[object]], random: Random) -> list[list[object]]:
    """A few times: a cell is another one, blank or reworded, or a row is doubled, taken out or moved up."""
    found = [list(row) for row in rows]
    for _ in range(random.randrange(1, FEWEST_TO_GREEN)):
        row = random.choice(found)
        column = random.randrange(len(row))
        match random.randrange(8):
            case 0:
                row[column] = random.choice(random.choice(found))
            case 1:
                row[column] = ""
            case 2:
                found.insert(random.randrange(len(found)), list(row))
            case 3 if len(found) > 1:
                found.remove(row)
            case _:
                row[column] = _run(str(row[column]), random)
    return found


def replanted(tree: Any, random: Random) -> Any:
    """A YAML tree in which, once or twice, a branch is cut, doubled, renamed, reworded or replaced by another or by an odd value."""
    tree = deepcopy(tree)
    for _ in range(random.randint(1, 2)):
        places = list(_places(tree))
        if places:
            _replant(*random.choice(places), places, random)
    return tree


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ():
        yield tree, key
        yield from _places(tree[key])


def _replant(holder: Any, key: Any, places: Sequence[tuple[Any, Any]], random: Random) -> None:
    other, its_key = random.choice(places)
    match random.randrange(6):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.insert(key, deepcopy(holder[key]))
        case 1:
            holder[its_key] = holder.pop(key)
        case 2:
            holder[key] = deepcopy(random.choice(VALUES))
        case 3 if isinstance(holder[key], int | float):
            holder[key] += random.choice((-1, 1, 0.5))
        case 3 if isinstance(holder[key], str):
            holder[key] = _run(holder[key], random)
        case _:
            holder[key] = deepcopy(other[its_key])
