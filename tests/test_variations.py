"""Writing a case differently: each way changes the text, and nothing but the text."""

from __future__ import annotations

from auditor.records.textfile import rows_of
from auditor.records.understood import Understood
from auditor.rulebook.load import load_rulebook
from auditor.ruletests import _sheets
from auditor.variations import NOBODY, STRANGER, VARIATIONS, Rows, renamed, shuffled, with_stranger

TABLES = load_rulebook().tables
TEXTS = {
    "branches": "党支部名称,成立时间,党支部书记\n第一党支部,2010-01-01,赵甲子\n",
    "members": "姓名,所在党支部,人员类别,加入党组织日期,身份证号\n赵甲子,第一党支部,正式党员,2010-01-01,990101199001011234\n钱甲子,第一党支部,正式党员,2011-01-01,\n",
}
GIVEN = {name: rows_of(text) for name, text in TEXTS.items()}
SHEETS: dict[str, Understood] = _sheets(GIVEN, TABLES)


def varied(vary: object, name: str, kind: str = "complete") -> Rows:
    assert callable(vary)
    return vary(GIVEN[name], SHEETS[name], TABLES, kind)


def test_the_order_changes_and_nothing_else() -> None:
    rows = varied(shuffled, "members")
    assert rows[0] == GIVEN["members"][0]
    assert rows[1:] != GIVEN["members"][1:]
    assert sorted(rows[1:]) == sorted(GIVEN["members"][1:])


def test_the_stranger_has_a_row_of_its_own_without_anybodys_texts() -> None:
    assert list(varied(with_stranger, "branches")[-1]) == [STRANGER, "2010-01-01", ""]
    assert list(varied(with_stranger, "members")[-1]) == [NOBODY, STRANGER, "正式党员", "2010-01-01", ""]


def test_where_branches_are_compared_the_stranger_has_no_records() -> None:
    assert varied(with_stranger, "members", "unique") == GIVEN["members"]
    assert len(varied(with_stranger, "branches", "unique")) == 3


def test_other_headers_mean_the_same_columns() -> None:
    for name, rows in GIVEN.items():
        other = varied(renamed, name)
        assert list(other[0]) != list(rows[0])
        assert [column.key for column in _sheets({name: other}, TABLES)[name].columns] == [column.key for column in SHEETS[name].columns]


def test_every_way_has_a_name() -> None:
    assert set(VARIATIONS.values()) == {shuffled, with_stranger, renamed}
