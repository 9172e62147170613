"""Text of the audited people is text in every output: never a formula, markup, script, terminal sequence, and never a lost report."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from tests.end_to_end.ledgers import DUES, FIRST, MEETINGS, MEMBERS, REGISTER, THIRD, complete
from tests.end_to_end.running import PERIOD, Ran, run

FORMULAS = ('=HYPERLINK("http://x.invalid","点我")', "+1+1", "-2+3", "@SUM(A1)", "＝1+1", '=cmd|"/c calc"!A1', "\t=1+1", "'=1+1")
MARKUP = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><svg onload=alert(1)>", "javascript:alert(1)", "{{7*7}}", "</script><script>alert(2)</script>")
ODD = ("\x1b[31m红\x1b[0m", "[red]红[/red]", "a\u202eb\u2066c", "\ufffe", "_x0007_", "长" * 40_000, "行\r\n=1+1\n行", "%s%n{0}", "\\..\\..\\etc", "🀄𠀀é")
NASTY = (*FORMULAS, *MARKUP, *ODD)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory, rules: Path) -> tuple[Ran, Path]:
    """An audit in which every nasty text stands as a branch, a topic, a host, a member, a type and a date."""
    given = complete()
    given.files[REGISTER] += [[f"{text[:200]}党支部", "2010-01-01", text] for text in NASTY]
    for text in NASTY:
        branch = f"{text[:200]}党支部"
        given.files[MEETINGS].append([branch, "主题党日", "2022-01-06", text[:32_000], text[:300], text[:300], None, 3, 3, "审核通过"])
        given.files[MEETINGS].append([FIRST, text[:300], text[:300], text[:300], "会议室", None, text[:300], text[:300], 3, text[:300]])
        given.files[MEMBERS].append([1, text[:300], "男", text[:300], text[:300], branch, text[:300], text[:300], text[:300]])
        given.files[DUES].append([text[:300], THIRD, text[:300], text[:300], text[:300]])
    given.files['=1+1 & <b>"x" [red]\x1b[31m.xlsx'] = given.files.pop(DUES)
    folder = tmp_path_factory.mktemp("nasty")
    ran = run("audit", given.write(folder / "in"), *PERIOD, "--rules", rules, "--out", folder / "out", "--format", "xlsx,html,json,text,csv")
    return ran, folder / "out"


def test_every_report_is_written(outputs: tuple[Ran, Path]) -> None:
    ran, out = outputs
    assert ran.status == 0, ran.stderr
    assert sorted(path.suffix for path in out.iterdir()) == [".csv", ".html", ".json", ".txt", ".xlsx"]
    card = json.loads((out / "scorecard.json").read_bytes())
    assert len(card["branches"]) >= 3 + len(NASTY) - 4  # some differ only in characters that do not count
    assert json.dumps(card).count("HYPERLINK") > 2


def test_no_formula_link_or_macro_in_the_workbook(outputs: tuple[Ran, Path]) -> None:
    with zipfile.ZipFile(outputs[1] / "scorecard.xlsx") as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        for name in package.namelist():
            assert not re.search("vba|externalLink|oleObject|embeddings", name), name
        for name in sheets:
            xml = package.read(name).decode("utf-8")
            assert "<f>" not in xml
            assert "<f " not in xml
        for name in package.namelist():
            if name.endswith(".rels"):
                assert "http://x.invalid" not in package.read(name).decode("utf-8")
    book = openpyxl.load_workbook(outputs[1] / "scorecard.xlsx")
    kinds = {cell.data_type for page in book.worksheets for row in page.iter_rows() for cell in row}
    assert "f" not in kinds
    told = {str(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row}
    assert any(text.startswith("=HYPERLINK") for text in told)


class Page(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts, self.attributes, self.tags = 0, set[str](), set[str]()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "action", "formaction", "data"}]


def test_no_script_markup_or_address_of_theirs_in_the_page(outputs: tuple[Ran, Path], tmp_path: Path, rules: Path) -> None:
    run("audit", complete().write(tmp_path / "in"), *PERIOD, "--rules", rules, "--out", tmp_path / "out", "--format", "html")
    clean, nasty = Page(), Page()
    clean.feed((tmp_path / "out" / "scorecard.html").read_text("utf-8"))
    text = (outputs[1] / "scorecard.html").read_text("utf-8")
    nasty.feed(text)
    assert nasty.scripts == clean.scripts <= 1
    assert not nasty.tags & {"img", "iframe", "object", "embed", "base", "link", "form", "audio", "video"}
    assert not {name for name in nasty.attributes if name.startswith("on")}
    assert all(address.startswith("#") for address in nasty.addresses), nasty.addresses
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "49" not in {found.strip() for found in re.findall(r">([^<]*)<", text) if "{{" in found}
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)


def test_no_cell_of_the_csv_starts_a_formula(outputs: tuple[Ran, Path]) -> None:
    rows = list(csv.reader(io.StringIO((outputs[1] / "scorecard.csv").read_text("utf-8-sig"))))
    assert len(rows) > len(NASTY)
    assert {len(row) for row in rows} == {len(rows[0])}
    starting = {cell for row in rows for cell in row if re.match("[=+\\-@\t\r\n＝＋－＠]", cell)}
    assert starting == set()


def test_no_terminal_sequence_on_the_screen_or_in_the_text(outputs: tuple[Ran, Path]) -> None:
    ran, out = outputs
    for text in (ran.stdout, ran.stderr, (out / "scorecard.txt").read_text("utf-8")):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "[red]" in ran.stdout + (out / "scorecard.txt").read_text("utf-8")


def test_no_terminal_sequence_from_inspect(outputs: tuple[Ran, Path]) -> None:
    ran = run("inspect", outputs[1].parent / "in")
    assert ran.status == 0
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ran.stdout)


def test_a_text_too_long_is_cut_and_says_so(outputs: tuple[Ran, Path]) -> None:
    assert all(len(str(cell.value)) <= 32_767 for page in openpyxl.load_workbook(outputs[1] / "scorecard.xlsx").worksheets for row in page.iter_rows() for cell in row)


def test_the_page_forbids_everything_from_outside(outputs: tuple[Ran, Path]) -> None:
    text = (outputs[1] / "scorecard.html").read_text("utf-8")
    assert "default-src 'none'" in html.unescape(text)
    assert "http://" not in re.sub("&[a-z0-9#]+;", "", text).replace("http://x.invalid", "").replace("http://www.w3.org", "")
