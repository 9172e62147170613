"""Which record table a sheet is: every table is tried; the choice needs evidence, and a tie is no choice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.records.disowned import disowned
from auditor.records.mapping import Field, Mapped, lookup, map_fields, share_known, without
from auditor.records.retitled import retitled
from auditor.records.vocabulary import Vocabulary, fold, month_of
from auditor.records.wide import MARK, WideField, wide_fields
from auditor.tables import Table

_MARGIN, _MATRIX, _ENOUGH, _LEAST, _NEAR = 0.25, 6, 0.5, 0.5, 1


@dataclass(frozen=True, slots=True)
class Choice:
    """The table (None: no or no certain one), why, and how its columns are found. ``titled``: column -> value that stands in the title."""

    table: str | None
    why: str
    mapped: Mapped = field(default_factory=Mapped)
    wide: tuple[WideField, ...] = ()
    titled: dict[str, str] = field(default_factory=dict)
    score: float = 0.0


def choose_table(fields: Sequence[Field], titles: Sequence[str], branch: str, vocabulary: Vocabulary) -> Choice:
    """The table that explains the fields best. ``titles``: title rows, sheet name, file name, nearest first."""
    tried = {key: _try(fields, key, titles, vocabulary) for key in vocabulary.tables}
    fitting = [one for key, one in tried.items() if _fits(vocabulary.tables[key], one, branch, fields, vocabulary)]
    fitting.sort(key=lambda one: -one.score)
    if not fitting:
        return Choice(None, _why_none(fields, tried, branch, vocabulary))
    best = _best(fitting, titles, branch, vocabulary)
    whys = (disowned(one.table, fields, one.mapped, one.wide, titles, vocabulary) for one in (fitting[0], best) if one.table)
    why = next((why for why in whys if why), "")
    return Choice(None, why) if why else best


def _best(fitting: Sequence[Choice], titles: Sequence[str], branch: str, vocabulary: Vocabulary) -> Choice:
    """The one table of those that fit, the best first, that is meant; of several as good the one that a title names."""
    rivals = [one for one in fitting if fitting[0].score - one.score < _MARGIN]
    sets = [_missing(vocabulary.tables[one.table or ""], one, branch).count([]) for one in rivals]
    rivals = [one for one, count in zip(rivals, sets, strict=True) if count == max(sets)]
    stronger = {one.table for one in rivals}
    rivals = [one for one in rivals if not stronger & set(vocabulary.tables[one.table or ""].yields_to)]
    named = [one for one in rivals if any(fold(vocabulary.tables[one.table or ""].name) in fold(text) for text in titles)]
    if len(rivals) > 1 and len(named) != 1:
        names = "、".join(f"“{vocabulary.tables[one.table or ''].name}”" for one in rivals)
        return Choice(None, f"表头同样符合{names}，无法确定是哪一种台账")
    return (named or rivals)[0]


def _try(fields: Sequence[Field], key: str, titles: Sequence[str], vocabulary: Vocabulary) -> Choice:
    table = vocabulary.tables[key]
    fields = retitled(fields, table, titles, vocabulary.words[key])
    wide = wide_fields(fields, key, titles, vocabulary)
    spread = {item.field.heading.index for item in wide}
    narrow = [item for item in fields if item.heading.index not in spread]
    mapped = map_fields(_without_wide(narrow, wide, table, key, vocabulary) if wide else narrow, key, vocabulary)
    titled = {
        column: value for column, values in table.from_title.items()
        if column not in mapped.keys and (value := _titled(vocabulary.codes.get((key, column), {}), titles)) and value in (values or {value})
    }
    score = sum(_weight(items[0], key, column, vocabulary) for column, items in mapped.keys.items()) + 2 * bool(wide)
    if table.denied and not wide and table.denied.by(titles):
        titled[table.denied.column] = table.denied.value
        mapped = without(mapped, table.denied.without)
    return Choice(key, _why(table, mapped, wide, titled), mapped, wide, titled, score)


def _without_wide(fields: Sequence[Field], wide: Sequence[WideField], table: Table, key: str, vocabulary: Vocabulary) -> list[Field]:
    """A total beside the spread columns must not be taken for one of them."""
    taken = {table.wide.column, table.wide.value, table.wide.counts} - {None} if table.wide else set()
    if table.wide and wide[0].key == MARK:
        taken -= {table.wide.value}
    return [item for item in fields if not taken & set(lookup(item.heading, key, vocabulary))]


def _weight(item: Field, table: str, column: str, vocabulary: Vocabulary) -> float:
    """A word that only this table knows counts 1, one that all know little; values from the code list count half more."""
    tries = ("/".join(item.heading.path), f"{item.heading.word}({item.heading.hint})", item.heading.word)
    word = next((word for word in tries if word in vocabulary.rarity), "")
    known = share_known(item.texts, vocabulary.codes.get((table, column), {})) >= _ENOUGH
    return vocabulary.rarity.get(word, 0.0) + 0.5 * known


def _fits(table: Table, one: Choice, branch: str, fields: Sequence[Field], vocabulary: Vocabulary) -> bool:
    """All of one recognising set, words of its own enough, and no month columns that it cannot use."""
    enough = one.score >= _LEAST or _telling(table, one, fields, vocabulary)
    return enough and not all(_missing(table, one, branch)) and (bool(one.wide) or _months(fields) < _MATRIX)


def _telling(table: Table, one: Choice, fields: Sequence[Field], vocabulary: Vocabulary) -> bool:
    """A heading by which no other table is recognised, where most of the headings are the table's."""
    mapped = [item for items in one.mapped.keys.values() for item in items]
    return len(mapped) * 2 > len(fields) and any(item.heading.word in vocabulary.telling[table.id] for item in mapped)


def _months(fields: Sequence[Field]) -> int:
    return sum(month_of(item.heading.word) is not None for item in fields)


def _missing(table: Table, one: Choice, branch: str) -> list[list[str]]:
    """For each set of columns by which the table is recognised, those that the sheet does not have."""
    have = {*one.mapped.keys, *one.titled, *([table.branch] if branch else [])}
    if one.wide and table.wide:
        have |= {table.wide.column, *(item.key for item in one.wide if item.key), *([table.wide.counts] if table.wide.counts else [])}
    if table.denied and one.titled.get(table.denied.column) == table.denied.value:
        have |= set(table.denied.without)
    return [[column for column in group if column not in have] for group in table.recognised_by]


def _titled(codes: Mapping[str, str], titles: Sequence[str]) -> str:
    """The one value of a code list that a title names, its words read from the left; the nearest title that names any decides."""
    words = sorted((re.escape(word) for word in codes if len(word) > 1), key=len, reverse=True)
    for text in map(fold, titles) if words else ():
        named = {codes[word] for word in re.findall("|".join(words), text)}
        if named:
            return named.pop() if len(named) == 1 else ""
    return ""


def _why(table: Table, mapped: Mapped, wide: Sequence[WideField], titled: dict[str, str]) -> str:
    names = "、".join(table.columns[key].name for key in list(mapped.keys)[:6])
    parts = [f"表头认出 {len(mapped.keys)} 列（{names}{'等' if len(mapped.keys) > 6 else ''}）"] if mapped.keys else []
    if wide and table.wide:
        parts.append(f"{len(wide)} 列按{table.columns[table.wide.column].name}展开")
    parts += [f"{table.columns[key].name}“{value}”取自标题或名称" for key, value in titled.items()]
    return f"{'，'.join(parts)}，符合“{table.name}”"


def _why_none(fields: Sequence[Field], tried: dict[str, Choice], branch: str, vocabulary: Vocabulary) -> str:
    if _months(fields) >= _MATRIX:
        return "按月份汇总次数或金额的统计表，不是逐条记录的台账，没有用作记录"
    nearest = max(tried.values(), key=lambda one: one.score, default=None)
    if nearest is None or nearest.score < _NEAR or nearest.table is None:
        return "表头与各种台账都不相符，没有用作记录"
    table = vocabulary.tables[nearest.table]
    lacking = min(_missing(table, nearest, branch), key=len, default=[])
    if not lacking:
        return f"表头与“{table.name}”相符的列太少，没有用作记录"
    names = "、".join(table.columns[key].name for key in lacking)
    return f"表头与各种台账都不相符（最接近“{table.name}”，但缺少：{names}），没有用作记录"
