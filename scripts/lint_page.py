"""docs/lint.md from docs/lint.yaml: every code with an example, what the program says of it, and the remedy."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from auditor.cli import main as program
from auditor.errors import AuditorError
from auditor.rulebook.lint import lint
from auditor.rulebook.load import load_rulebook
from tests.overlays.made import answer, mistakes, waiver
from tests.rulebook.book import BRANCHES, MEETINGS, PACK, RULE

DOCS = Path(__file__).resolve().parent.parent / "docs"
LIFE = "national/life.yaml"
BOOK = {"pack.yaml": PACK, "tables/branches.yaml": BRANCHES, "tables/meetings.yaml": MEETINGS, LIFE: RULE}
INTRO = """<!-- Written by `make docs` from docs/lint.yaml; do not edit. -->

# 规则文件的错误和提醒

`auditor rules lint 文件夹` 一次列出全部错误和提醒，每一条写明文件、行、列、编号、问题和改法。有错误时整个规则包不用，以状态 4 结束；
R3 开头的是提醒，不影响使用（R302 除外：lint 和 test 不通过）。
R1 是写法，R2 是所指的东西不存在或合不到一起，R4 是评分分档和命令，R5 是豁免（waivers.yaml）和
人工认定（attestations.yaml）。下面的例子各改动一个小规则包的一处，输出是程序实际说的话。
"""


def examples() -> dict[str, Mapping[str, Any]]:
    """The catalogue: code -> entry, in order."""
    found: dict[str, Mapping[str, Any]] = yaml.safe_load((DOCS / "lint.yaml").read_text(encoding="utf-8"))
    return dict(sorted(found.items()))


def page() -> str:
    """The whole page."""
    return "\n".join([INTRO, *(line for code, entry in examples().items() for line in _entry(code, entry))])


def _entry(code: str, entry: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"## {code} {entry['title']}", "", "```yaml", shown(entry).rstrip("\n"), "```", "")
    said = [line for line in told(entry) if code in line.split()[:2]][:1] if "untested" not in entry else []
    yield from ("```text", *said, "```", "") if said else ()
    yield from (f"改法：{entry['remedy']}", "")


def shown(entry: Mapping[str, Any]) -> str:
    """The part of the example that people should look at."""
    overlay = [f"{key}: {value}" for changed in (entry.get("waiver") or entry.get("answer") or [])[-1:] for key, value in changed.items()]
    if overlay and "show" not in entry:
        return "\n".join(overlay)
    if "show" in entry or "command" in entry:
        return str(entry.get("show") or shlex.join(["auditor", *entry["command"]]))
    written = "".join(f"# {name}\n{text.rstrip()}\n" for name, text in entry.get("write", {}).items())
    written += f"check: {entry['check']}" if "check" in entry else ""
    changed = [] if "check" in entry else [str(entry[key][1]) for key in ("rule", "and", "change") if key in entry]
    return written + "\n".join(changed)


def told(entry: Mapping[str, Any]) -> list[str]:
    """What the program says of the example: mistakes and warnings of the rulebook, of waivers or answers, or what the command says."""
    with tempfile.TemporaryDirectory() as made:
        if "waiver" in entry or "answer" in entry:
            given = {"waivers": "".join(waiver(**one) for one in entry.get("waiver", [])), "answers": "".join(answer(**one) for one in entry.get("answer", []))}
            return [re.sub(r"\S*/(?=(waivers|attestations)\.yaml)", "", one) for one in mistakes(Path(made), **given)]
        folder = Path(made) / "rules"
        _write(entry, folder)
        if "command" in entry:
            return _called([*entry["command"], "--rules", str(folder)])
        try:
            book = load_rulebook(folder / entry.get("folder", ""), entry.get("profile"))
        except AuditorError as error:
            return [str(mistake).replace(made, "") for mistake in error.mistakes]
        return [str(warning) for warning in (*lint(book), *getattr(book, "doubts", ()))]


def _write(entry: Mapping[str, Any], folder: Path) -> None:
    files = {**BOOK, **entry.get("write", {})}
    if "again" in entry:
        files["national/more.yaml"] = _changed(RULE, entry["again"])
    if "reds" in entry:
        red = RULE.replace("severity: major", "severity: red_line")
        files |= {f"national/more{number}.yaml": red.replace("ZH-07", f"ZH-{number + 50}") for number in range(entry["reds"])}
        files.pop("national/more.yaml")
    files[LIFE] = _changed(RULE, [*entry.get("rule", []), *entry.get("and", [])])
    if "check" in entry:
        before, rest = files[LIFE].split("    check:\n")
        files[LIFE] = f"{before}    check: {entry['check']}\n    levels: yellow\n{rest[rest.index('    score:'):]}"
    files[LIFE] = files[LIFE].partition(entry["cut"])[0] if "cut" in entry else files[LIFE]
    if "change" in entry:
        files[entry["file"]] = _changed(files[entry["file"]], entry["change"])
    files.pop(entry.get("drop", ""), None)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding=entry.get("encoding", "utf-8") if name in entry.get("write", {}) else "utf-8")
    (folder / "nothing").mkdir()


def _changed(text: str, pairs: list[str]) -> str:
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text, old
        text = text.replace(old, new)
    return text


def _called(words: list[str]) -> list[str]:
    """What a command that fails says on stderr."""
    with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.suppress(SystemExit):
        program(words)
    return [re.sub(r"\S*/rules/", "rules/", line) for line in said.getvalue().splitlines()]
