"""What is allowed in a rulebook but should be looked at again. Warnings, with stable codes R3xx."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from auditor.checks.count_per_period import CountPerPeriod
from auditor.checks.manual import Manual
from auditor.errors import Mistake
from auditor.model import Level, Modality, Severity, Verdict
from auditor.periods import MONTHS, WORDS, Every
from auditor.rulebook.lint_derived import parts, score, told
from auditor.rulebook.load import Rulebook, in_order
from auditor.rulebook.rule import Confidence, Rule, Stage
from auditor.rulebook.score import Mode
from auditor.rulebook.suggest import did_you_mean
from auditor.tables import Table

MODULES = ("组织设置", "班子换届", "组织生活", "党费", "发展党员", "教育学时", "党籍管理", "评议述职", "高校", "台账质量", "整改", "宣传")
LONGEST_NAME = 30
MOST_RED_LINES = 10
TESTED = {Verdict.PASS: "合格", Verdict.FAIL: "不合格", Verdict.NO_DATA: "数据不足"}
ANSWERED = {Verdict.PASS: "合格", Verdict.FAIL: "不合格", Verdict.PENDING: "待办（无人认定）"}
"""What must have been seen of a rule that asks a person: no ledger is wanting, but the answer may be."""
GRAVE = ("grave_after", "grave_below", "grave")
LONGEST_RUN = {Every.WINDOW: 1, **{every: 12 // months for every, months in MONTHS.items()}}
"""How many periods of a kind the longest window, a year, has."""


COMPULSORY = frozenset({"R302"})
"""Codes that ``rules lint`` and ``rules test`` do not let pass, although an audit runs with such rules."""


def lint(rulebook: Rulebook) -> list[Mistake]:
    """Every warning, in order of place; those of ``COMPULSORY`` too."""
    rules = (*rulebook.rules, *rulebook.unused)
    return in_order([
        *(Mistake(str(rulebook.places[rule.id]), code, f"{rule.id} {message}") for rule in rules for code, message in _of_rule(rule, rulebook)),
        *rulebook.doubts,
        *(mistake for table in rulebook.tables.values() for mistake in _headers(table, rulebook)),
        *_red_lines(rulebook, [rule.id for rule in rules if rule.severity is Severity.RED_LINE]),
    ])


def _of_rule(rule: Rule, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    for looks_odd in CHECKS:
        yield from looks_odd(rule)
    if unused := rulebook.unused_params.get(rule.id):
        yield "R305", f"的参数没有用到：{'、'.join(unused)}；请删去，或在 check 中用 {{param: 名称}} 引用"
    if rule.modality is Modality.LOCAL and "/national/" in rulebook.places[rule.id].file:
        yield "R309", "是本单位的要求，不应放在 national/ 里"


def _headers(table: Table, rulebook: Rulebook) -> Iterator[Mistake]:
    """Spellings of a header that stand in two columns which the cells cannot tell apart: at most one of them may be no code list."""
    root = next(iter(rulebook.places.values())).file.partition("/")[0]
    columns: dict[str, list[str]] = {}
    for key, column in table.columns.items():
        for word in dict.fromkeys((column.name, *column.headers) if not column.values else ()):
            columns.setdefault(word, []).append(key)
    for word, keys in columns.items():
        if len(keys) > 1 and tuple(keys) not in table.in_order:
            message = f"表头“{word}”同时是列 {'、'.join(keys)} 的写法，见到它认不出是哪一列；请只留在一列"
            yield Mistake(f"{root}/tables/{table.id}.yaml", "R312", message)


def _red_lines(rulebook: Rulebook, ids: list[str]) -> Iterator[Mistake]:
    if len(ids) > MOST_RED_LINES:
        message = f"红线规则有 {len(ids)} 条（{'、'.join(ids)}），最多 {MOST_RED_LINES} 条；红线太多就不成其为红线"
        yield Mistake(rulebook.places[ids[0]].file.partition("/")[0], "R303", message)


def _name(rule: Rule) -> Iterator[tuple[str, str]]:
    if len(rule.name) > LONGEST_NAME:
        yield "R301", f"的名称有 {len(rule.name)} 个字，报告里放不下；请不超过 {LONGEST_NAME} 个字"
    if rule.name[-1] in "。；，、.;,？?！!":
        yield "R301", "的名称末尾不要标点"
    if rule.module not in MODULES:
        yield "R301", f'的模块 "{rule.module}" 不在常用模块中{did_you_mean(rule.module, MODULES)}'


def untested(rule: Rule) -> Iterator[tuple[str, str]]:
    """R302 where the rule's cases do not see it pass, fail and lack data."""
    seen = {expected.verdict for case in rule.tests for expected in case.expect.values()}
    wanted = ANSWERED if isinstance(rule.check, Manual) else TESTED
    missing = [word for verdict, word in wanted.items() if verdict not in seen]
    if missing:
        yield "R302", f"缺少结论为“{'”“'.join(missing)}”的用例；没有见过它不合格的规则等于没有试过"


def _weight(rule: Rule) -> Iterator[tuple[str, str]]:
    soft = rule.modality in {Modality.NORMALLY, Modality.MAY}
    if soft and rule.levels.always is Level.RED:
        yield "R304", "的条文用语是“一般”或“可以”，却一律判红；请改为黄色，屡次违反才判红"
    if soft and rule.severity is Severity.RED_LINE:
        yield "R304", "的条文用语是“一般”或“可以”，不宜作为红线"
    if rule.modality is Modality.MUST and rule.levels.always is Level.YELLOW:
        yield "R306", "的条文用语是“必须”或“不得”，却从不判红"
    if rule.severity is Severity.RED_LINE and rule.levels.always is Level.YELLOW:
        yield "R306", "是红线规则，却从不判红"
    if rule.severity is Severity.MINOR and rule.levels.always is not Level.YELLOW and rule.stage is not Stage.TRIAL:
        yield "R307", "可能判红，严重程度却是“一般”（minor）；判红的规则应为 major 或 red_line，资料不足时才不会亮绿灯"
    if rule.severity is Severity.INFO and rule.score.mode is not Mode.NONE:
        yield "R310", "只作提示，不应计分"


def _reachable(rule: Rule) -> Iterator[tuple[str, str]]:
    kind = str(getattr(rule.check, "kind", ""))
    for line in rule.levels.red:
        grave = isinstance(rule.check, Manual) or any(getattr(rule.check, key, None) for key in GRAVE)
        if line.grave_at_least is not None and not grave:
            yield "R311", f"的 levels 用了 grave_at_least，检查里却没有 {' 或 '.join(GRAVE)}，永远不会判红"
        if line.consecutive_at_least is not None and not isinstance(rule.check, CountPerPeriod):
            yield "R311", f"的 levels 用了 consecutive_at_least，检查方式 {kind} 却不分期，永远不会判红"
        if isinstance(rule.check, CountPerPeriod) and (line.consecutive_at_least or 0) > (longest := LONGEST_RUN[rule.check.every]):
            yield "R311", f"的 levels 要连续 {line.consecutive_at_least} 期，检查期最长一年，{WORDS[rule.check.every]}只有 {longest} 期，永远不会判红"


def _bounded(rule: Rule) -> Iterator[tuple[str, str]]:
    for param in rule.params.values():
        lacking = [key for key in ("min", "max", "stricter") if getattr(param, key) is None] if param.type != "text" else []
        if lacking:
            yield "R313", f"的参数“{param.label}”没有写 {'、'.join(lacking)}：方案可以把它改成任何值"


def _answers(rule: Rule) -> Iterator[tuple[str, str]]:
    """Whether the levels say what the answers of a manual rule mean."""
    if not isinstance(rule.check, Manual):
        return
    meant = {Level(meaning) for meaning in rule.check.answers.values() if meaning != "pass"}
    by_answer = any(line.grave_at_least == 1 for line in rule.levels.red)
    if not meant:
        yield "R325", "的每个答案都算合格，不可能不合格；请写明哪个答案算 yellow 或 red"
    elif not by_answer and meant != {rule.levels.always}:
        yield "R325", "的答案分 yellow 和 red，levels 却没有照此写；请写 levels: {red: [{grave_at_least: 1}]}"


def _trial(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.stage is Stage.TRIAL and rule.severity is Severity.RED_LINE:
        yield "R332", "是红线规则，却在试行，不影响灯；请定下来再作红线"


def _source(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.basis.confidence is Confidence.M and rule.severity is Severity.RED_LINE:
        yield "R308", "是红线规则，依据却尚未核对原文"


CHECKS: tuple[Callable[[Rule], Iterator[tuple[str, str]]], ...] = (
    _name, untested, _weight, _reachable, _bounded, _answers, _trial, _source, parts, told, score,
)
