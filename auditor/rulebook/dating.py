"""What tells by which version a rule judges: its own word, else its kind's. Looked up when the rulebook is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from auditor.checks.base import Check, Dated
from auditor.checks.composite import Composite
from auditor.checks.contradictions import contradiction
from auditor.checks.trend import Trend
from auditor.rulebook.rule import Effective, Rule
from auditor.rulebook.suggest import did_you_mean
from auditor.tables import DATES, Condition, Table, Where

PERIOD_END = "period_end"
SAY = f"请在 effective 里写 by：按哪一列日期当天的版本判断；没有这样的日期时写 by: {PERIOD_END}（按检查期最后一天）"


def dated_by(rule: Rule) -> str | Dated:
    """A column of the subject, or the kind's way."""
    return _dated(rule.effective, cast(Check, rule.check))


def undated(effective: Effective, check: Check, tables: Mapping[str, Table]) -> tuple[str, str] | None:
    """Code and message where it cannot be told which version of a rule judges; None where it can."""
    if isinstance(check, Composite):
        return next(filter(None, (undated(effective, cast(Check, one.check), tables) for one in check.operands)), None)
    if isinstance(check, Trend) and effective.bounded:
        return "R233", "与上次比较时，有效期以所比较的那条规则为准；请删去 effective"
    table = tables.get(check.population().table)
    if not effective.bounded or table is None:
        return None
    by, own = _dated(effective, check), check.dated_by()
    if own is Dated.PERIOD and effective.by:
        return "R233", f"检查方式 {check.kind} 按时段判断适用的版本，不用写 by；请删去"
    if by is Dated.ROW and table.date is None:
        return "R233", f"“{table.name}”没有总的日期，不知道按哪一天的版本判断；{SAY}"
    if isinstance(by, Dated) or (effective.by is None and by not in table.columns):
        return None  # an unknown column of the check is told already
    if by not in table.columns:
        guess = did_you_mean(by, table.columns) or f"；可选：{'、'.join(key for key, column in table.columns.items() if column.type in DATES)}、{PERIOD_END}"
        return "R202", f'台账 "{table.id}"（{table.name}）没有列 "{by}"{guess}'
    return None if table.columns[by].type in DATES else ("R207", f'列 "{by}"（{table.columns[by].name}）不是日期')


def asks_nothing(effective: Effective, check: Check, tables: Mapping[str, Table]) -> bool:
    """Whether the filter leaves only events of days on which the rule is not in force."""
    table, where = tables.get(check.population().table), cast("Where", getattr(check, "where", ()))
    dated = _dated(effective, check)
    key = (table.date if dated is Dated.ROW and table else None) if isinstance(dated, Dated) else dated
    if not effective.bounded or table is None or key is None:
        return False
    bounds = {"at_least": effective.from_, "at_most": effective.to}
    days = [Condition.model_validate({"column": key, name: day.isoformat()}) for name, day in bounds.items() if day]
    lines = [line for line in where if isinstance(line, Condition) and line.column == key and line.filled is None]
    return any(contradiction([day, line], table) for day in days for line in lines)


def _dated(effective: Effective, check: Check) -> str | Dated:
    return check.dated_by() if effective.by is None else Dated.LAST_DAY if effective.by == PERIOD_END else effective.by
