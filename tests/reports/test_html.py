from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from auditor.reports import html
from auditor.reports.compose import compose
from tests.reports import cards

VOID = {"meta", "input", "br", "link", "img"}


class Page(HTMLParser):
    """Tags with their attributes, text, the script and the style; complains of tags that do not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.body: dict[str, str] = {"script": "", "style": ""}
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in self.body:
            self.body[self.open[-1]] += data
        else:
            self.text += data


def page(card) -> Page:
    return Page(html.render(compose(card)).decode())


@pytest.fixture(scope="module")
def ordinary() -> Page:
    return page(cards.ordinary())


@pytest.mark.parametrize("card", [cards.ordinary(), cards.nasty(), cards.card((), ())], ids=["ordinary", "nasty", "empty"])
def test_nothing_from_outside_is_markup(card):
    found = page(card)
    assert found.open == []
    names = [tag for tag, _ in found.tags]
    assert names.count("script") == names.count("style") == 1
    assert not {"link", "img", "iframe", "object", "form", "base"} & set(names)
    for _, attributes in found.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style", "action")]
        assert re.fullmatch(r"#[bs][0-9]+(-[0-9]+)?", attributes.get("href") or "#s1")


def test_nasty_text_is_shown_as_text():
    found = page(cards.nasty())
    assert "<script>alert(1)</script>" in found.text
    assert "{{7*7}}" in found.text
    assert "〔U+0007〕" in found.text
    assert "alert" not in found.body["script"]


def test_the_policy_allows_its_own_style_and_script_only(ordinary):
    policy = next(attributes["content"] for tag, attributes in ordinary.tags if attributes.get("http-equiv"))
    for name in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(ordinary.body[name].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_no_address_but_those_within_the_page(ordinary):
    whole = html.render(compose(cards.ordinary())).decode()
    assert not re.search(r"https?:|//|url\(|@import", whole)
    ids = {attributes["id"] for _, attributes in ordinary.tags if "id" in attributes}
    links = {(attributes["href"] or "")[1:] for tag, attributes in ordinary.tags if tag == "a"}
    assert links <= ids
    assert len([1 for _, attributes in ordinary.tags if "id" in attributes]) == len(ids)


def test_everything_is_there_without_script(ordinary):
    folds = [attributes for tag, attributes in ordinary.tags if tag == "details" and attributes.get("id")]
    assert len(folds) == 13
    assert not [attributes for attributes in folds if "hidden" in attributes]
    hidden = [attributes.get("id") for _, attributes in ordinary.tags if "hidden" in attributes]
    assert hidden == ["tools"], "only what needs the script"
    for words in ("× 不合格 2   ▲ 需改进 1   ？ 数据不足 2   ● 合格 8   共 13 个支部", "内部资料", "2022.1", "三会一课台账.xlsx"):
        assert words in ordinary.text


def test_evidence_is_capped_and_says_so():
    found = page(cards.nasty())
    assert "其余 20 条见 Excel“问题明细”。" in found.text
    assert found.text.count("× 未做到") == 20


def test_headings_have_a_scope(ordinary):
    assert all(attributes.get("scope") for tag, attributes in ordinary.tags if tag == "th")


def test_three_hundred_branches_stay_small():
    """More passes than ``MANY``: each shows one place only, and the page says so."""
    found = html.render(compose(cards.crowd()))
    assert len(found) < 5_000_000
    assert "每条最多列 1 处）".encode() in found
    assert "每条最多列 3 处）".encode() not in found


def test_a_pass_leads_to_its_rows(ordinary):
    links = {attributes["href"] for tag, attributes in ordinary.tags if tag == "a"}
    rows = {f"#{attributes['id']}" for tag, attributes in ordinary.tags if tag == "tr" and "id" in attributes}
    assert rows
    assert rows <= links
    assert "● 合格 8 条规则，点开看依据（每条最多列 3 处）" in ordinary.text
    assert "应办 3，已做到 3；另有 3 条" in ordinary.text
    assert "三会一课台账.xlsx > 2022年第一季度 > 第 12 行 > C 列" in ordinary.text
