"""Do the tables, columns and values that a rule names exist, and can they be compared in that way?

Works on the data as written, so that one mistake does not hide another and each is told at its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditor.errors import Mistake
from auditor.framed import KEYS
from auditor.rulebook.checking import parts_of
from auditor.rulebook.nodes import Document, Path
from auditor.rulebook.suggest import did_you_mean, like, proposals
from auditor.tables import DATES, Column, Table, Type

NUMBERS = frozenset({Type.INTEGER, Type.AMOUNT, Type.NUMBER})
ANY = frozenset(Type)
COLUMN_KEYS = {
    "column": ANY, "columns": ANY, "as_of": DATES, "since": DATES, "item": ANY, "renewed": ANY, "held": frozenset({Type.YES_NO}),
    "date": DATES, "from": DATES, "to": DATES, "until": DATES,
    "numerator": NUMBERS, "denominator": NUMBERS, "plus": NUMBERS, "minus": NUMBERS, "equals": NUMBERS, "base": NUMBERS, "sum": NUMBERS,
}
"""Options that name columns of the check's table, with the types that they take."""
TEXTS = frozenset({Type.TEXT, Type.NAMES})
NARROWER = {"named": {"column": TEXTS}, "expiry": {"column": DATES}, "order": {"columns": DATES}, "range": {"column": NUMBERS | DATES}}
"""Kinds that take fewer types than other kinds with an option of that name."""
VALUE_KEYS = {"values": "column", "documents": "item", "grave": "item"}
"""Options that list values of the column that another option names."""
FILTERS = ("where", "except", "any", "whom", "of")
"""Lists of conditions; ``of`` may be a mapping instead."""
OF_MEMBERS = "whom"
FILTERED = {"document_set": "members"}
"""Kinds whose ``where`` is about another table than ``table``."""
EQUALITIES = ("is", "is_not", "in", "not_in")
INEQUALITIES = ("at_least", "at_most", "more_than", "less_than")
COMPARISONS = (*EQUALITIES, *INEQUALITIES, "filled")
TYPE_WORDS = {
    Type.TEXT: "文字", Type.NAMES: "姓名", Type.ID_NUMBER: "证件号码", Type.CODE: "代码", Type.DATE: "日期", Type.MONTH: "月份",
    Type.INTEGER: "整数", Type.AMOUNT: "金额", Type.NUMBER: "数字", Type.YES_NO: "是否",
}


@dataclass(frozen=True, slots=True)
class References:
    """Looks for what does not exist in one document. ``broken``: tables whose own mistakes are told already; nothing is said of them."""

    document: Document
    tables: Mapping[str, Table]
    broken: frozenset[str] = frozenset()

    def of_check(self, check: Mapping[str, Any], path: Path) -> Iterator[Mistake]:
        """A whole ``check``."""
        yield from self._options(check, path, None)
        yield from self._harmless(check, path)

    def of_lines(self, lines: Any, path: Path) -> Iterator[Mistake]:
        """The lines of ``applies_when``."""
        for index, line in enumerate(lines if isinstance(lines, list) else []):
            here = (*path, index)
            if not isinstance(line, dict):
                continue
            if "any" in line:
                yield from self.of_lines(line["any"], (*here, "any"))
            elif "branch" in line and (register := self.tables.get("branches")):
                yield from self._condition(line, here, register, "branch")
            elif "count" in line:
                yield from self._options({"table": line["count"], "where": line.get("where")}, here, None, named="count")

    def of_tests(self, tests: Any, path: Path) -> Iterator[Mistake]:
        """The tables that ``tests`` give data of."""
        for index, case in enumerate(tests if isinstance(tests, list) else []):
            given = case.get("given") if isinstance(case, dict) else None
            for name in given if isinstance(given, dict) else ():
                yield from self._table(name, (*path, index, "given", name))

    def _table(self, name: str, path: Path) -> Iterator[Mistake]:
        if name not in self.tables and name not in self.broken:
            called = [key for key, table in self.tables.items() if table.name == name]
            yield self._mistake(path, "R201", f'没有台账 "{name}"' + self._known(name, [*self.tables, *sorted(self.broken)], called))

    def _options(self, options: Mapping[str, Any], path: Path, table: Table | None, named: str = "table") -> Iterator[Mistake]:
        if isinstance(options.get("table"), str):
            table = self.tables.get(options["table"])
            yield from self._table(options["table"], (*path, named))
        for key, value in options.items():
            here = (*path, key)
            if key in FILTERS and not isinstance(value, dict):
                other = "members" if key == OF_MEMBERS else FILTERED.get(str(options.get("kind")))
                yield from self._conditions(value, here, self.tables.get(other) if other else table)
            elif key in VALUE_KEYS and table:
                yield from self._values(value, here, table.columns.get(str(options.get(VALUE_KEYS[key]))))
            elif key == "same" and isinstance(value, dict):
                yield from self._pairs(value, here, table, options.get("to"))
            elif isinstance(value, dict):
                yield from self._options(value, here, table)
            elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
                yield from self._parts(key, value, here, table)
            elif key in COLUMN_KEYS and table:
                yield from self._columns(value, here, table, NARROWER.get(str(options.get("kind")), {}).get(key, COLUMN_KEYS[key]))

    def _parts(self, key: str, parts: list[Any], path: Path, table: Table | None) -> Iterator[Mistake]:
        """What stands in a list; nothing under a mistyped filter, which is told as an unknown key."""
        for index, one in enumerate([] if any(like(key, known) for known in FILTERS) else parts):
            yield from self._options(one if isinstance(one, dict) else {}, (*path, index), table)

    def _pairs(self, pairs: Mapping[str, Any], path: Path, table: Table | None, to: Any) -> Iterator[Mistake]:
        """Columns of the check's table, each with one of the table under ``to``."""
        other = self.tables.get(str(to.get("table"))) if isinstance(to, dict) else None
        for own, theirs in pairs.items():
            if table:
                yield from self._columns(own, (*path, own), table, NUMBERS)
            if other:
                yield from self._columns(theirs, (*path, own), other, NUMBERS)

    def _columns(self, names: Any, path: Path, table: Table, types: frozenset[Type]) -> Iterator[Mistake]:
        for index, name in enumerate(names if isinstance(names, list) else [names]):
            here = (*path, index) if isinstance(names, list) else path
            column = table.columns.get(name) if isinstance(name, str) else None
            if column is not None and column.type not in types:
                wanted = "、".join(TYPE_WORDS[type_] for type_ in Type if type_ in types)
                yield self._mistake(here, "R207", f'列 "{name}"（{column.name}）是{TYPE_WORDS[column.type]}，这里要用{wanted}的列')
            elif isinstance(name, str) and column is None and name not in KEYS:
                called = [key for key, one in table.columns.items() if name in (one.name, *one.headers)]
                yield self._mistake(here, "R202", f'台账 "{table.id}"（{table.name}）没有列 "{name}"' + self._known(name, table.columns, called))

    def _conditions(self, lines: Any, path: Path, table: Table | None) -> Iterator[Mistake]:
        for index, line in enumerate(lines if isinstance(lines, list) else []):
            if isinstance(line, dict) and "any" in line:
                yield from self._conditions(line["any"], (*path, index, "any"), table)
            elif isinstance(line, dict) and table:
                yield from self._condition(line, (*path, index), table, "column")

    def _condition(self, line: Mapping[str, Any], path: Path, table: Table, named: str) -> Iterator[Mistake]:
        yield from self._columns(line.get(named), (*path, named), table, ANY)
        written = [key for key in COMPARISONS if key in line]
        if not written and any(proposals(key, (*COMPARISONS, "any")) for key in line.keys() - {named, "blank", "else"}):
            return  # a mistyped comparison is told as an unknown key
        if len(written) != 1:
            yield self._mistake(path, "R208", f"一个条件必须写且只写一个比较，可选：{'、'.join(COMPARISONS)}")
            return
        column, key = table.columns.get(str(line.get(named))), written[0]
        here, value = (*path, key), line[key]
        if isinstance(value, dict):
            yield from self._options(value, here, table)
        elif column and key in EQUALITIES:
            yield from self._values(value, here, column)
        elif column and key in INEQUALITIES:
            yield from self._bound(value, here, column)

    def _values(self, values: Any, path: Path, column: Column | None) -> Iterator[Mistake]:
        for index, value in enumerate(values if isinstance(values, list) else [values]):
            here = (*path, index) if isinstance(values, list) else path
            if column and here not in self.document.spoiled and (problem := value_problem(value, column)):
                yield self._mistake(here, "R203", problem)

    def _bound(self, value: Any, path: Path, column: Column) -> Iterator[Mistake]:
        if column.type not in DATES | NUMBERS:
            yield self._mistake(path, "R207", f"“{column.name}”是{TYPE_WORDS[column.type]}，不能比较大小")
        elif problem := value_problem(value, column):
            yield self._mistake(path, "R207", problem)

    def _harmless(self, check: Mapping[str, Any], path: Path) -> Iterator[Mistake]:
        """What makes a rule that cannot fail, as far as that is plain."""
        bounds = {key: check[key] for key in INEQUALITIES if key in check}
        if set(bounds) == {"at_least"} and re.fullmatch(r"0+(\.0*)?(%|/[0-9]+)?", str(bounds["at_least"])):
            yield self._mistake((*path, "at_least"), "R206", "at_least 为 0 的规则不可能不合格；请写大于 0 的数")
        for key, value in check.items():
            if value == [] and key not in FILTERS:
                yield self._mistake((*path, key), "R206", f"“{key}”是空的，这条规则不起作用；请写出内容")
        for part, place in parts_of(check, path):
            yield from self._harmless(part, place)

    def _known(self, word: str, known: Collection[str], called: Sequence[str] = ()) -> str:
        """What may be meant: what is ``called`` so in Chinese, else what looks like it, else all there is."""
        by_name = "，是否想写 " + " 或 ".join(f'"{key}"' for key in called) + "？" if called else ""
        return by_name or did_you_mean(word, known) or f"；可选：{'、'.join(known)}"

    def _mistake(self, path: Path, code: str, message: str) -> Mistake:
        return Mistake(str(self.document.place(path)), code, message)


def value_problem(value: Any, column: Column) -> str:
    """Why ``value`` cannot be compared with the cells of ``column``; empty when it can."""
    if value is None:
        return "比较的值不能为空；要查空白请写 filled: false"
    fits = {
        **dict.fromkeys(NUMBERS, type(value) in (int, float)), **dict.fromkeys(DATES, _is_day(value)), Type.YES_NO: type(value) is bool,
    }.get(column.type, type(value) is str)
    if not fits:
        example = {**dict.fromkeys(NUMBERS, "数字"), **dict.fromkeys(DATES, "日期（如 2022-03-31）"), Type.YES_NO: " true 或 false "}
        return f"“{column.name}”要与{example.get(column.type, '文字')}比较，这里是 {_shown(value)}"
    if column.values and value not in column.values:
        canonical = next((one for one, words in column.values.items() if value in words), None)
        if canonical:
            return f'"{value}" 是 "{canonical}" 的别名；规则里请写 "{canonical}"'
        guess = did_you_mean(value, column.values)
        return f'“{column.name}”没有代码值 "{value}"' + (guess or f"；可选：{'、'.join(column.values)}")
    return ""


def _is_day(value: Any) -> bool:
    try:
        return type(value) is str and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _shown(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else f'"{value}"'
