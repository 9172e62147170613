"""One-letter typos in the keys, column names and table names of the shipped rulebook, chosen by a seed."""

from __future__ import annotations

import random
import re
import string
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from auditor.framed import KEYS
from auditor.rulebook.nodes import Document, read_document
from auditor.rulebook.references import COLUMN_KEYS
from auditor.rulebook.schema import profile_schema, rule_schema, table_schema
from auditor.shipped import shipped

ROOT = shipped("rules")
FREE = ("columns", "values", "params", "data", "given", "expect", "answers")
"""Under these an author invents the names."""
OF_A_TABLE = ("branch", "date", "dated_by", "title_ends", "person", "group", "key", "recognised_by", "sort", "doubt_zero", "doubt_notes", "doubt_asked", "column", "value", "words", "since", "until")
WORD = re.compile("[a-z][a-z0-9_]+")
LETTERS = string.ascii_lowercase + "_"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a shipped file: what it is, and where it stands in the text (``start``) and for people (``line``)."""

    sort: str
    word: str
    file: str
    line: int
    start: int


@dataclass(frozen=True, slots=True)
class Typo:
    """A token as it was mistyped, and the whole file with it."""

    token: Token
    written: str
    text: str

    @property
    def place(self) -> str:
        """File and line as the loader tells them."""
        return f"rules/{self.token.file}:{self.token.line}:"

    def __str__(self) -> str:
        return f"{self.token.file}:{self.token.line} {self.token.sort} {self.token.word} -> {self.written}"


def typos(seed: str, per_sort: Mapping[str, int]) -> list[Typo]:
    """So many of each sort, spread over the words of that sort. What is another valid word of the language is left out."""
    chance = random.Random(seed)
    found: dict[str, dict[str, list[Token]]] = defaultdict(lambda: defaultdict(list))
    for token in tokens():
        found[token.sort][token.word].append(token)
    valid = words()
    result: dict[tuple[str, int, str], Typo] = {}
    for sort, count in per_sort.items():
        goal = len(result) + count
        while len(result) < goal:
            token = chance.choice(found[sort][chance.choice(sorted(found[sort]))])
            written = mistyped(token.word, chance)
            if written != token.word and written not in valid:
                result[token.file, token.start, written] = Typo(token, written, _with(token, written))
    return list(result.values())


def mistyped(word: str, chance: random.Random) -> str:
    """The word with one letter left out, put in, changed, or changed for its neighbour."""
    at = chance.randrange(len(word))
    return chance.choice([
        word[:at] + word[at + 1:],
        word[:at] + chance.choice(LETTERS) + word[at:],
        word[:at] + chance.choice(LETTERS) + word[at + 1:],
        word[:at] + word[at:at + 2][::-1] + word[at + 2:],
    ])


def tokens() -> Iterator[Token]:
    """Every key, column name and table name of the shipped files that refers to something, not those that define it."""
    known, tables = keys(), documents("tables/*.yaml")
    columns = {column for document in tables.values() for column in document.data["columns"]} | set(KEYS)
    for file, document in {**tables, **documents("national/*.yaml"), **documents("university/*.yaml"), **documents("profiles/*.yaml")}.items():
        for path in document.marks:
            sort, word = _sort(path, _at(document.data, path), file, known, columns)
            start = _start(document, path, word, file, is_key=sort == "key" or (sort == "table" and path[-1] == word)) if sort else None
            if start is not None:
                yield Token(sort, word, file, _text(file).count("\n", 0, start) + 1, start)


def _sort(path: tuple[Any, ...], value: Any, file: str, known: set[str], columns: set[str]) -> tuple[str, str]:
    """What the place is, if it is one that can be mistyped: its sort and its word."""
    if not path:
        return "", ""
    key, above = next((part for part in reversed(path) if isinstance(part, str)), ""), path[-2] if len(path) > 1 else ""
    own = file.startswith("tables/")
    if isinstance(value, str) and WORD.fullmatch(value) and not {"tests", "columns", "params", "use", "enable", "disable", "set"} & set(path[:-1]):
        if key in ("table", "count", "yields_to"):
            return "table", value
        if value in columns and key in (OF_A_TABLE if own else COLUMN_KEYS if "check" in path else ("column", "branch")):
            return "column", value
    if above == "given":
        return "table", str(path[-1])
    return ("key", str(path[-1])) if path[-1] in known and above not in FREE else ("", "")


def _start(document: Document, path: tuple[Any, ...], word: str, file: str, *, is_key: bool) -> int | None:
    """Where the word begins; None where it does not stand as it is meant."""
    line, column = document.marks[path]
    text, start = _text(file), _line_starts(file)[line - 1] + column - 1
    if not is_key and isinstance(path[-1], str):
        found = re.compile(rf"{re.escape(path[-1])}: +").match(text, start)
        start = found.end() if found else -1
    return start if text.startswith(word, start) and start >= 0 else None


def _at(data: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        data = data[part]
    return data


def _with(token: Token, written: str) -> str:
    text = _text(token.file)
    return text[: token.start] + written + text[token.start + len(token.word):]


@cache
def _line_starts(file: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", _text(file)))]


@cache
def _text(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def documents(pattern: str) -> dict[str, Document]:
    """The shipped files of that pattern."""
    return {path.relative_to(ROOT).as_posix(): read_document(path.read_bytes(), path.name) for path in sorted(ROOT.glob(pattern))}


def keys() -> set[str]:
    """Every key that the language has: the properties of its schemas."""
    return {key for schema in (rule_schema(), table_schema(), profile_schema()) for key in _properties(schema)}


def words() -> set[str]:
    """Every word that may stand somewhere: keys, columns, tables."""
    tables = documents("tables/*.yaml").values()
    return keys() | {str(document.data["id"]) for document in tables} | {column for document in tables for column in document.data["columns"]} | set(KEYS)


def _properties(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema["properties"] if isinstance(schema.get("properties"), dict) else ()
        for value in schema.values():
            yield from _properties(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _properties(value)


def folder_with(typo: Typo, folder: Path) -> None:
    """Write the mistyped file over the one in ``folder``, a copy of the shipped rules."""
    (folder / typo.token.file).write_text(typo.text, encoding="utf-8")
