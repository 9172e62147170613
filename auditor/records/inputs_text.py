"""The text of ``inputs.yaml``: entries are added to what stands there already, of which not a letter is changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from auditor.records.inputs_file import FileEntry
from auditor.rulebook.nodes import read_document

HEAD = "# 每份材料是什么、答哪个时段、哪些支部；可以修改。行首带 # 的是推定或待确认的，核对后去掉 # 才算数。\n"
FILES, ALIASES = "files", "aliases"


def entry_lines(entry: FileEntry, remarks: Sequence[str] = ()) -> list[str]:
    """One entry as lines of a list; ``remarks`` are put under it behind ``#``."""
    said = {
        "file": entry.file, "sheet": entry.sheet, "headings": entry.headings, "table": entry.table, "skip": entry.skip, "period": entry.period,
        "branches": list(entry.branches) if isinstance(entry.branches, tuple) else entry.branches,
        "mapping": entry.mapping or None, "ignore": list(entry.ignore) or None,
    }
    lines = [line for key, value in said.items() if value is not None for line in _pair(key, value)]
    return [f"  {'- ' if place == 0 else '  '}{line}" for place, line in enumerate(lines)] + [f"    # {remark}" for remark in remarks]


def with_more(text: str, entries: Iterable[Sequence[str]], aliases: Mapping[str, str]) -> str:
    """``text`` with these entries (lines of each) at the end of ``files`` and these names at the end of ``aliases``."""
    text = text or HEAD
    lines = [line for entry in entries for line in entry]
    text = _into(text, FILES, lines) if lines else text
    return _into(text, ALIASES, _alias_lines(aliases)) if aliases else text


def _alias_lines(aliases: Mapping[str, str]) -> list[str]:
    return [f"  {_text(alias)}: {_text(name)}" for alias, name in aliases.items()]


def _into(text: str, key: str, lines: Sequence[str]) -> str:
    """The lines behind the last line of a key of the whole file, at the end where the key is not there.

    What stands in brackets on the line of its key is written anew, a line each: lines cannot be added to it.
    """
    document = read_document(text.encode(), "")
    marks = {str(path[0]): line for path, (line, _) in document.marks.items() if len(path) == 1}
    written = text.splitlines()
    if key not in marks:
        return "\n".join([*written, f"{key}:", *lines]) + "\n"
    first, value = marks[key], document.data[key]
    after = min((line for line in marks.values() if line > first), default=len(written) + 1) - 1
    while after > first and not written[after - 1].strip():
        after -= 1
    below = {line for path, (line, _) in document.marks.items() if len(path) == 2 and path[0] == key}
    kept = written[first - 1 : after] if below and first not in below else [f"{key}:", *_anew(key, value)]
    return "\n".join([*written[: first - 1], *kept, *lines, *written[after:]]) + "\n"


def _anew(key: str, value: Any) -> list[str]:
    if not value:
        return []
    return _alias_lines(value) if key == ALIASES else [line for one in value for line in entry_lines(FileEntry.model_validate_json(json.dumps(one)))]


def _pair(key: str, value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield f"{key}:"
        yield from (f"  {_text(name)}: {to}" for name, to in value.items())
    elif isinstance(value, list):
        yield f"{key}: [{', '.join(map(_text, value))}]"
    elif isinstance(value, bool):
        yield f"{key}: {'true' if value else 'false'}"
    else:
        yield f"{key}: {_text(str(value))}"


def _text(text: str) -> str:
    """In double quotes: YAML reads them as JSON does, whatever the text."""
    return json.dumps(text, ensure_ascii=False)
