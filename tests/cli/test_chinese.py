"""What a user reads is Chinese: every text of Click that the commands can show has its translation, and they fit."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import click
import pytest
from click.testing import CliRunner

from auditor.cli import COMMANDS, main
from auditor.cli.chinese import TEXTS, cells, cut

# Texts of features that no command uses: prompts, pagers, editors, shell completion, progress bars, colours, files opened by Click.
UNUSED = {
    "%(prog)s, version %(version)s", "Choice({choices})", "Confirm the action without prompting.", "Do you want to continue?",
    "Couldn't detect Bash version, shell completion is not supported.", "Error: The two entered values do not match.",
    "Error: invalid input", "Name '{name}' defined twice", "Press any key to continue...", "Repeat for confirmation",
    "Unknown color {colour!r}", "Unknown standard stream '{name}'", "Value must be an iterable.", "Windows error: {error}", "d",
    "{editor}: Editing failed", "{editor}: Editing failed: {e}", "{value!r} is not a valid UUID.",
    "{value!r} is not a valid boolean. Recognized values: {states}", "{len_type} values are required, but {len_value} was given.",
    "{len_type} values are required, but {len_value} were given.",
    "Shell completion is not supported for Bash versions older than 4.4.",
    # What Click tells the programmer.
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.", "Could not determine name for option with declarations {decls!r}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean to pass '--{name}'?",
}


def texts_of_click() -> set[str]:
    found = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                found |= {part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return found


def test_every_text_of_click_is_translated_or_unused() -> None:
    assert texts_of_click() - set(TEXTS) - UNUSED == set()


def test_no_translation_is_left_over() -> None:
    assert set(TEXTS) | UNUSED == texts_of_click() | {"required"}  # this one is not written as a literal


@pytest.mark.parametrize("text", TEXTS)
def test_a_translation_uses_only_the_places_of_its_text(text: str) -> None:
    def places(of: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(of) if name}

    assert places(TEXTS[text]) <= places(text)


def paths(command: click.Command, *path: str) -> list[tuple[str, ...]]:
    below = command.commands.items() if isinstance(command, click.Group) else ()
    return [path, *(deeper for name, sub in below for deeper in paths(sub, *path, name))]


def assert_chinese(text: str) -> None:
    for line in text.splitlines():
        assert not re.search(r"\b(Usage|Options|Commands|Show this|Error|OPTIONS|ARGS)\b|\[required\]|default:", line), line
    described = re.findall(r"^  --?[\w-].*?  +(\S.*)$", text, re.MULTILINE)
    assert all(re.search(r"[一-鿿]", about) for about in described), described


def test_lines_fit_the_terminal_and_columns_stand_below_each_other() -> None:
    lines = CliRunner().invoke(main, ["audit", "--help"], terminal_width=80).stdout.splitlines()
    assert max(map(cells, lines)) <= 80
    described = [line for line in lines if line.startswith("  --")]
    assert len({cells(line[: line.rindex("  ") + 2]) for line in described}) == 1
    assert not [line for line in lines if line.strip()[:1] in set("，。；：、")]


@pytest.mark.parametrize(("text", "width", "beginning"), [("甲乙丙", 4, "甲乙"), ("甲乙，丙", 4, "甲"), ("甲乙", 1, "甲"), ("ab", 9, "ab"), ("，，，", 2, "，")])
def test_cut(text: str, width: int, beginning: str) -> None:
    assert cut(text, width) == beginning


def test_the_main_help_is_chinese() -> None:
    assert_chinese(CliRunner().invoke(main, ["--help"]).stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_is_chinese(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    for path in paths(command, name):
        result = CliRunner().invoke(main, [*path, "--help"])
        assert result.exit_code == 0, result.output
        assert_chinese(result.stdout)
