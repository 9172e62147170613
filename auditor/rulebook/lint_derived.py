"""What looks odd in a rule that is made of checks, or that compares with an earlier scorecard."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks.combined import AllOf, AnyOf, AtLeastOf, Not
from auditor.checks.composite import Composite, leaves
from auditor.checks.manual import Manual
from auditor.checks.trend import Trend
from auditor.rulebook.rule import Rule
from auditor.rulebook.score import Mode
from auditor.tables import Strict

FOUND = "{found}"
Warnings = Iterator[tuple[str, str]]


def parts(rule: Rule) -> Warnings:
    """Parts that say the same, decide nothing, or could be said more plainly."""
    for check in _composites(rule.check):
        written = [one.check for one in check.operands]
        if any(one in written[:place] for place, one in enumerate(written)):
            yield "R320", "有两项检查完全一样；请删去一项"
        names = [one.name for one in check.operands]
        if len(set(names)) < len(names):
            yield "R320", "有两项检查名称相同，报告里分不开；请改用不同的 name"
        if isinstance(check, AtLeastOf) and check.n in (1, len(written)):
            yield "R321", f"的 at_least_of 等于{'任一项' if check.n == 1 else '全部各项'}；请改用 {'any_of' if check.n == 1 else 'all_of'}"
        if isinstance(check, AllOf | AnyOf) and any(type(one) is type(check) for one in written):
            yield "R321", f"的 {check.kind} 里又套了 {check.kind}；请合并成一层"
        if isinstance(check, Not) and isinstance(written[0], Not):
            yield "R321", "的 not 里又套了 not；两个都可以删去"
    if isinstance(rule.check, Composite) and any(isinstance(one, Manual) for _, one in leaves(rule.check)):
        yield "R322", "把人工认定的事项当作一项检查；这一项总是待办，不会不合格，也不能单独答复；请另写一条规则"


def told(rule: Rule) -> Warnings:
    """The message of a derived rule says what was found; other rules have nothing to put there."""
    is_derived = isinstance(rule.check, Composite | Trend)
    if is_derived and FOUND not in rule.message:
        yield "R323", f"的 message 里没有 {FOUND}，报告里看不出是哪一项不符合；请加上"
    if not is_derived and FOUND in rule.message:
        yield "R323", f"的 message 用了 {FOUND}，这种检查方式没有可填的内容；请删去"


def score(rule: Rule) -> Warnings:
    """One obligation per branch: a failure that keeps points would lose them once the rest is only pending."""
    one_thing = isinstance(rule.check, Composite | Trend)
    if one_thing and rule.score.mode not in (Mode.NONE, Mode.BONUS, Mode.ALL_OR_NOTHING) or one_thing and rule.score.floor:
        yield "R324", "每个支部只有一项应办事项，不合格时不应还有得分；请用 mode: all_or_nothing，floor 不写"


def _composites(check: Strict) -> Iterator[Composite]:
    if isinstance(check, Composite):
        yield check
        for one in check.operands:
            yield from _composites(one.check)
