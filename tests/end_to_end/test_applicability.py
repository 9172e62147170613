"""A rule that concerns only some branches is not escaped by leaving in doubt whether the branch is one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.end_to_end.ledgers import DUES, FIRST, MEETINGS, MEMBERS, REGISTER, Broken, Ledgers, complete, id_number
from tests.end_to_end.running import Ran, audit, rule_folder, shipped


@pytest.fixture(scope="module")
def with_committees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The few rules, and monthly committee meetings for branches of seven full members or with a committee."""
    (rule,) = [{key: value for key, value in rule.items() if key != "tests"} for rule in shipped() if rule["id"] == "ZH-03"]
    return rule_folder(tmp_path_factory.mktemp("rulebook") / "rules", rule)


def seven(*, held: bool) -> Ledgers:
    """The first branch has seven full members, and, if ``held``, a committee meeting in each month."""
    given = complete()
    for place, name in enumerate(("褚虚丁", "褚虚戊", "褚虚己", "褚虚庚"), 20):
        given.files[MEMBERS].append([place, name, "男", id_number(place), "1980-01-01", FIRST, "正式党员", "2009-06-18", None])
        given.files[DUES] += [[name, FIRST, f"2022-0{month}", 40, 40] for month in (1, 2, 3)]
    if held:
        for month in (1, 2, 3):
            given.files[MEETINGS].append([FIRST, "支部委员会", date(2022, month, 20), "支委会", "会议室", "甲", "乙", 3, 3, "审核通过"])
    return given


def ran(given: Ledgers, tmp_path: Path, rules: Path) -> Ran:
    return audit(given.write(tmp_path / "in"), tmp_path / "out", "--rules", rules)


def test_held_is_green(tmp_path: Path, with_committees: Path) -> None:
    result = ran(seven(held=True), tmp_path, with_committees)
    assert result.finding(FIRST, "ZH-03")["verdict"] == "pass"
    assert result.light(FIRST) == "green", result.said(FIRST)


def test_not_held_is_not(tmp_path: Path, with_committees: Path) -> None:
    result = ran(seven(held=False), tmp_path, with_committees)
    assert result.finding(FIRST, "ZH-03")["verdict"] == "fail"


def drop(given: Ledgers) -> None:
    del given.files[MEMBERS]


DOUBTS: dict[str, Callable[[Ledgers], object]] = {
    "kinds blank": lambda given: given.set(MEMBERS, "人员类别", None, which=slice(0, 3)),
    "kinds unknown": lambda given: given.set(MEMBERS, "人员类别", "待定", which=slice(0, 3)),
    "kinds broken": lambda given: given.set(MEMBERS, "人员类别", Broken(), which=slice(0, 3)),
    "no kinds": lambda given: given.drop_column(MEMBERS, "人员类别"),
    "branches blank": lambda given: given.set(MEMBERS, "所在党支部", None, which=slice(0, 3)),
    "branches misspelt": lambda given: given.set(MEMBERS, "所在党支部", "机电工程系教公党支部", which=slice(0, 3)),
    "dates unreadable": lambda given: given.set(MEMBERS, "加入党组织日期", "见档案", which=slice(0, 3)),
    "no roster": drop,
    "has a committee? blank": lambda given: [row.append("是否设支委会" if at == 0 else None) for at, row in enumerate(given.files[REGISTER])],
}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_doubt_about_the_size_excuses_nobody(doubt: str, tmp_path: Path, with_committees: Path) -> None:
    given = seven(held=False)
    DOUBTS[doubt](given)
    result = ran(given, tmp_path, with_committees)
    assert result.finding(FIRST, "ZH-03")["verdict"] not in {"pass", "not_applicable"}
    assert result.light(FIRST) != "green"
    assert "ZH-03" in result.said(FIRST)
