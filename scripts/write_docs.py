"""Writes the parts of the manual that the program knows itself: docs/cli.md, docs/checks.md and the run in the README. A test compares."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from auditor.checks.composite import PART
from auditor.checks.registry import KINDS
from auditor.cli import main as program
from scripts import data_page
from scripts.lint_page import page

DOCS = Path(__file__).resolve().parent.parent / "docs"
RUN = "<!-- written by `make docs`: -->"
FIRST, LAST = 24, 4
NOTE = "<!-- Written by `make docs`; do not edit. -->"


def pages() -> dict[Path, str]:
    """Each generated page and its text."""
    readme = DOCS.parent / "README.md"
    made = {"cli.md": "\n".join(cli()), "checks.md": "\n".join(checks()), "lint.md": page(), "data-codes.md": data_page.page()}
    return {**{DOCS / name: text for name, text in made.items()}, readme: with_run(readme.read_text(encoding="utf-8"))}


def with_run(readme: str) -> str:
    """The README with what ``auditor demo`` prints now: its beginning and its end."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "auditor", "demo"]
        environment = {**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
        said = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()
    shown = "\n".join([*(line.rstrip() for line in said[:FIRST]), "……", *(line.rstrip() for line in said[-LAST:])])
    before, rest = readme.split(RUN)
    return f"{before}{RUN}\n\n```text\n$ auditor demo\n{shown}\n```\n\n{rest[rest.index('## Commands'):]}"


def cli() -> Iterator[str]:
    """The help of every command, as a user sees it."""
    yield from (NOTE, "", "# Commands", "")
    yield from ("Exit status: 0 finished; 1 the light named by `--fail-on` was reached; 2 wrong call; 3 nothing in the input can be audited;",
                "4 the rulebook is invalid; 5 internal error (the message names a log file); 130 interrupted.",
                "Results go to stdout, progress and notes to stderr.", "")
    for path, context in contexts(context_of(program, "auditor")):
        yield from (f"## {path}", "", "```text", context.get_help().rstrip(), "```", "")


def contexts(context: click.Context) -> Iterator[tuple[str, click.Context]]:
    """The command of ``context`` and all below it."""
    yield context.command_path, context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if command is not None:
                yield from contexts(context_of(command, name, context))


def context_of(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    """As Click would make it when the command is called, at a fixed width."""
    return click.Context(command, parent, name, **{**command.context_settings, "terminal_width": 100, "max_content_width": 100})


def checks() -> Iterator[str]:
    """The docstring and the options of every check kind."""
    yield from (NOTE, "", "# Check kinds", "")
    yield from ("A rule asks one question: `check: {kind: ..., ...}`. Conditions in `where` must all hold; see `auditor schema rule` for",
                "their exact form. `blank` says what an empty cell of a condition counts as: `unknown` (default), `counts` or `fails`.", "")
    for name, kind in KINDS.items():
        yield from (f"## {name}", "", inspect.getdoc(kind) or "", "", *options(kind), "")


def options(kind: type[BaseModel]) -> Iterator[str]:
    """One table line per option."""
    schema = kind.model_json_schema(by_alias=True)
    yield from ("| option | values | default |", "|---|---|---|")
    for name, about in schema["properties"].items():
        if name != "kind":
            default = "compulsory" if name in schema.get("required", ()) else f"`{json.dumps(about.get('default'), ensure_ascii=False)}`"
            yield f"| `{name}` | {values(about, schema.get('$defs', {}))} | {default} |"


def values(about: dict[str, Any], defined: dict[str, Any]) -> str:
    """What an option may be, in words."""
    if "$ref" in about:
        name = about["$ref"].rsplit("/", 1)[-1]
        return values(defined[name], defined) if "enum" in defined[name] else re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()
    if "anyOf" in about:
        return " or ".join(dict.fromkeys(values(part, defined) for part in about["anyOf"] if part.get("type") != "null"))
    if "enum" in about:
        return ", ".join(f"`{value}`" for value in about["enum"])
    if about.get("title") == PART:
        return "check"
    if about.get("type") == "array":
        return f"list of {values(about['items'], defined)}" if "items" in about else "list"
    return f"`{about['const']}`" if "const" in about else str(about.get("type", "anything"))


def main() -> None:
    """Write every page."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
