"""The shipped profiles select what they are about, and every light of the seven that records can show has rules."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from auditor.rulebook.load import load_rulebook
from auditor.shipped import shipped


def used(profile: str | None = None) -> set[str]:
    return {rule.id for rule in load_rulebook(profile=profile).rules}


def test_national_is_all_that_is_switched_on_but_what_universities_ask() -> None:
    book = load_rulebook()
    assert used("national") == {rule.id for rule in book.rules}
    assert used("self-check") > used("national")
    assert not [rule.id for rule in book.rules if rule.basis.confidence == "L" or rule.modality == "local"]


def test_quarterly_inspection_has_the_eight_items() -> None:
    found = load_rulebook(profile="quarterly-inspection")
    items = list(dict.fromkeys(rule.module for rule in found.rules))
    assert items[:8] == ["年度工作计划", "主题党日", "三会一课", "政治学习", "大讨论和问题清单", "党员异动", "党费收缴", "宣传报道"]
    assert [rule.id for rule in found.rules if rule.module == "主题党日"] == ["ZH-07"]


def test_quarterly_inspection_is_its_list() -> None:
    found = load_rulebook(profile="quarterly-inspection")
    assert {"ZH-07", "GX-51", "GX-56", "DF-01", "BZ-06", "JY-01"} <= used("quarterly-inspection")
    assert all(choice.reason == "方案选用" for choice in found.choices.values() if choice.on)
    assert len(found.rules) == 37


def test_what_is_left_out_is_left_out_for_a_reason() -> None:
    for profile in ("national", "national-full", "quarterly-inspection", "self-check"):
        book = load_rulebook(profile=profile)
        assert all(book.choices[rule.id].reason for rule in book.unused)
        assert book.changes == ()


def test_the_seven() -> None:
    tags = {tag for rule in (*load_rulebook().rules, *load_rulebook().unused) for tag in rule.tags}
    assert tags == {"教育党员有力", "管理党员有力", "监督党员有力", "组织师生有力", "宣传师生有力", "凝聚师生有力"}


def test_the_example_of_the_manual_is_in_order(tmp_path: Path) -> None:
    manual = (Path(__file__).resolve().parents[2] / "docs/profiles.md").read_text("utf-8")
    rules = copytree(shipped("rules"), tmp_path / "rules")
    (rules / "profiles/example.yaml").write_text(manual.partition("```yaml\n")[2].partition("```")[0], "utf-8")
    found = load_rulebook(rules, "college-2026")
    assert {(one.rule, one.what, one.new) for one in found.changes} == {
        ("ZH-07", "params.times", "2"), ("ZH-07", "severity", "红线"), ("DF-07", "stage", "试行（不计入）"),
    }
    assert "ZH-05" not in {rule.id for rule in found.rules}
