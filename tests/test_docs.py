"""The documents do not lie: what they name exists, and what exists is named."""

from __future__ import annotations

import re
import shlex
import shutil
import textwrap
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from auditor.checks.registry import KINDS
from auditor.cli import COMMANDS, main
from auditor.rulebook.attestations import AttestationFile
from auditor.rulebook.load import load_rulebook
from auditor.rulebook.nodes import read_document
from auditor.rulebook.shape import shaped
from auditor.rulebook.waivers import WaiverFile
from auditor.ruletests import run_case
from scripts.data_page import entries
from scripts.write_docs import context_of, contexts, pages

pytestmark = pytest.mark.xdist_group("docs")  # the pages are written once

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return {path.relative_to(ROOT).as_posix(): text for path, text in pages().items()}


@pytest.mark.parametrize("name", ["docs/cli.md", "docs/checks.md", "docs/lint.md", "docs/data-codes.md", "README.md"])
def test_generated_pages_are_up_to_date(name: str, written: dict[str, str]) -> None:
    assert read(name) == written[name], "run `make docs`"


def test_every_code_of_the_input_is_explained_and_no_other() -> None:
    said = {code for path in (ROOT / "auditor").rglob("*.py") for code in re.findall(r'"(D\d{3})"', path.read_text(encoding="utf-8"))}
    assert said == set(entries())


@pytest.mark.parametrize("name", KINDS)
def test_every_check_kind_has_a_chinese_question_and_an_example(name: str) -> None:
    manual = KINDS[name].__doc__ or ""
    assert re.search(r"[一-鿿]", manual.splitlines()[0]), "the first line is what users read"
    assert f"kind: {name}" in manual
    assert f"\n## {name}\n" in read("docs/checks.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_shows_every_command(name: str) -> None:
    assert re.search(rf"\bauditor {name}\b", read("README.md"))


def commands_in(text: str) -> list[str]:
    blocks = re.findall(r"^```(?:sh|bat|powershell)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [*(line for line in lines if line.startswith("auditor ")), *re.findall(r"`(auditor [a-z][^`]*)`", text)]


def unknown_parts(line: str) -> list[str]:
    """The words of a command line that the program does not have."""
    words = shlex.split(line.split("  #", maxsplit=1)[0].split(" | ", maxsplit=1)[0])[1:]
    command: click.Command = main
    context = click.Context(main)
    while words and isinstance(command, click.Group):
        name = words.pop(0)
        if "|" in name:
            return [one for one in name.split("|") if command.get_command(context, one) is None]
        below = command.get_command(context, name)
        if below is None:
            return [name]
        command = below
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)} | {"--help", "-h"}
    return [word for word in words if word.startswith("-") and word.split("=")[0] not in known]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_in_documents_exist(path: Path) -> None:
    assert {line: unknown for line in commands_in(path.read_text(encoding="utf-8")) if (unknown := unknown_parts(line))} == {}


def test_a_wrong_command_would_be_found() -> None:
    assert unknown_parts("auditor adit 台账/") == ["adit"]
    assert unknown_parts("auditor audit 台账/ --perod 2022Q1") == ["--perod"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_paths_in_documents_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [path.parent / link for link in re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", text)]
    named = [ROOT / name for name in re.findall(r"`((?:auditor|rules|tests|docs|scripts|samples|requirements|benchmarks)/[\w./-]+)`", text)]
    assert [str(target) for target in (*links, *named) if not target.exists()] == []


def test_every_target_that_the_readme_names_is_in_the_makefile() -> None:
    named = {name for path in DOCUMENTS for name in re.findall(r"^(?:\$ )?make ([a-z-]+)|`make ([a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
             for name in name if name}
    assert named <= set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    assert {"demo", "test"} <= named


def test_the_readme_rule_is_one(tmp_path: Path) -> None:
    """It loads beside the shipped rules, and its tests hold."""
    (example,) = re.findall(r"```yaml\n(rules:.*?)```", read("README.md"), re.DOTALL)
    shutil.copytree(ROOT / "rules", tmp_path / "my-rules")
    (tmp_path / "my-rules" / "university" / "minutes.yaml").write_text(example, encoding="utf-8")
    book = load_rulebook(tmp_path / "my-rules")
    (rule,) = (rule for rule in book.rules if rule.id == "ZH-91")
    assert {case.name: run_case(rule, case, book) for case in rule.tests} == {case.name: [] for case in rule.tests}


def test_the_rule_in_the_manual_is_one(tmp_path: Path) -> None:
    """The example with its one test put in place of the empty list."""
    (rule,) = re.findall(r"```yaml\n(rules:.*?)```", read("docs/rules.md"), re.DOTALL)
    (case,) = re.findall(r"```yaml\n(    tests:.*?)```", read("docs/rules.md"), re.DOTALL)
    shutil.copytree(ROOT / "rules", tmp_path / "my-rules")
    (tmp_path / "my-rules" / "university" / "days.yaml").write_text(re.sub(r"    tests: \[\].*\n", case, rule), encoding="utf-8")
    book = load_rulebook(tmp_path / "my-rules")
    (found,) = (rule for rule in book.rules if rule.id == "ZH-92")
    assert [run_case(found, test, book) for test in found.tests] == [[]]


SECTIONS = {"check": r"    check:\n(?:      .*\n)+", "effective": r"    effective: .*\n", "score": r"    score: .*\n"}


def test_the_pieces_of_the_manual_fit_into_its_rule(tmp_path: Path) -> None:
    """Each example of a section takes the place of that of the manual's rule, and the rulebook loads."""
    (rule,) = re.findall(r"```yaml\n(rules:.*?)```", read("docs/rules.md"), re.DOTALL)
    pieces = re.findall(r"```yaml\n((check|effective|score):.*?)```", read("docs/rules.md"), re.DOTALL)
    assert {key for _, key in pieces} == set(SECTIONS)
    shutil.copytree(ROOT / "rules", tmp_path / "my-rules")
    by_rows = re.sub(SECTIONS["check"], "    check: {kind: complete, table: meetings, columns: [place], when_empty: no_data}\n", rule)
    undated = re.sub(SECTIONS["effective"], "", rule)
    hosts = {"check": undated, "effective": by_rows, "score": rule}
    for number, (piece, key) in enumerate(pieces):
        text = re.sub(SECTIONS[key], lambda _, piece=piece: textwrap.indent(piece, "    "), hosts[key]).replace("ZH-92", f"ZH-9{number}A")
        assert piece.splitlines()[0] in text
        (tmp_path / "my-rules" / "university" / f"piece{number}.yaml").write_text(text, encoding="utf-8")
    load_rulebook(tmp_path / "my-rules")


@pytest.mark.parametrize(("name", "model"), [("waivers", WaiverFile), ("attestations", AttestationFile)])
def test_the_files_in_the_manual_of_overlays_are_in_order(name: str, model: type[BaseModel]) -> None:
    (text,) = re.findall(rf"```yaml\n({name}:.*?)```", read("docs/overlays.md"), re.DOTALL)
    document = read_document(text.encode(), f"{name}.yaml")
    found, mistakes = shaped(model, document.data, document)
    assert (found is not None, list(mistakes)) == (True, [])


def test_every_option_has_help() -> None:
    for path, context in contexts(context_of(main, "auditor")):
        for parameter in context.command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{path} {parameter.opts}"


def test_every_rule_stands_beside_the_requirement_that_it_asks_for() -> None:
    book = load_rulebook()
    shipped = {rule.id for rule in (*book.rules, *book.unused)}
    assert set(re.findall(r"\b[A-Z]{2}-\d\d[A-Z]?\b", read("docs/requirements.md"))) == shipped


def test_the_table_of_shapes_is_whole_and_names_rules_that_exist() -> None:
    book, text = load_rulebook(), read("docs/shapes.md")
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)] == list(range(1, 39))
    assert set(re.findall(r"\b[A-Z]{2}-\d\d[A-Z]?\b", text)) <= {rule.id for rule in (*book.rules, *book.unused)}
