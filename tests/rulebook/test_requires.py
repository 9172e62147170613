"""``requires`` and ``tags``: rules and words that exist, no circle, in use together."""

from __future__ import annotations

from pathlib import Path

from tests.rulebook.book import changed
from tests.rulebook.folder import THIRD, book, told


def needing(*wanted: str) -> str:
    return changed(("    params:", f"    requires: [{', '.join(wanted)}]\n    params:"))


def third(*wanted: str) -> str:
    return THIRD.replace("    params:", f"    requires: [{', '.join(wanted)}]\n    params:")


def test_a_prerequisite_exists(tmp_path: Path) -> None:
    assert told(tmp_path, life=needing("GX-1")) == ['life.yaml:10:16 R228 ZH-07 的前置规则 "GX-1" 不存在，是否想写 "GX-01"？']


def test_prerequisites_do_not_turn_in_a_circle(tmp_path: Path) -> None:
    assert told(tmp_path, life=needing("GX-01"), third=third("ZH-07")) == [
        "life.yaml:10:16 R229 前置规则绕成了圈：ZH-07 → GX-01 → ZH-07；请去掉其中一个",
        "third.yaml:11:16 R229 前置规则绕成了圈：GX-01 → ZH-07 → GX-01；请去掉其中一个",
    ]
    assert told(tmp_path / "self", life=needing("ZH-07"))[0].startswith("life.yaml:10:16 R229 前置规则绕成了圈：ZH-07 → ZH-07")


def test_a_prerequisite_is_used_where_its_rule_is(tmp_path: Path) -> None:
    drop = "id: a\nname: 甲\nchanges:\n  - {disable: 高校, reason: 由学校检查}\n"
    said = "R230 ZH-07 要先看 GX-01，GX-01 却没有选用；请一起选用，或一起停用"
    assert told(tmp_path, drop, life=needing("GX-01")) == [f"a.yaml:4:6 {said}"]
    assert told(tmp_path / "use", "id: a\nname: 甲\nuse: [组织生活]\n", life=needing("GX-01")) == [f"a.yaml:3:1 {said}"]
    assert told(tmp_path / "off", life=needing("DF-01")) == ["dues.yaml:9:5 R230 ZH-07 要先看 DF-01，DF-01 却没有选用；请一起选用，或一起停用"]
    assert [rule.id for rule in book(tmp_path / "both", drop.replace("高校", "[高校, ZH-07]").replace("changes:", "changes:\n  - {enable: DF-01, reason: 专项检查}"),
                                     life=needing("GX-01")).rules] == ["DF-01"]


def test_what_is_only_shown_holds_nobody_up(tmp_path: Path) -> None:
    trial = "id: a\nname: 甲\nchanges:\n  - {set: GX-01, stage: trial, reason: 试行半年}\n"
    assert told(tmp_path, trial, life=needing("GX-01")) == [
        "life.yaml:10:16 R231 ZH-07 要先看 GX-01，GX-01 却是试行或提示规则，不计入结论；前置规则必须计入",
    ]
    both = trial.replace("GX-01", "[GX-01, ZH-07]")
    assert len(book(tmp_path / "both", both, life=needing("GX-01")).rules) == 2


def test_tags_are_those_of_the_rulebook(tmp_path: Path) -> None:
    tagged = THIRD.replace("[教育党员有力]", "[教育党员有利, 教育党员有力]")
    assert told(tmp_path, third=tagged) == ['third.yaml:5:12 R227 GX-01 的标签 "教育党员有利" 没有定义，是否想写 "教育党员有力"？']
    pack = 'id: small\nversion: "1"\nname: 小\n'
    assert told(tmp_path / "none", pack=pack) == ['third.yaml:5:12 R227 GX-01 的标签 "教育党员有力" 没有定义；请先写在 pack.yaml 的 tags 里']
