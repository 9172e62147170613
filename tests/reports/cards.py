"""Scorecards as an audit would give them: 13 ordinary branches, many branches with long names, and nasty text everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from auditor.model import Bounds, Evidence, Finding, Level, Light, Observation, Points, RecordIssue, Severity, Standing, State, Verdict
from auditor.periods import parse_period
from auditor.pipeline import grading_info
from auditor.rulebook.grading import BySeverity
from auditor.scorecard import BranchScore, Changed, InputFile, LeftOut, RulebookInfo, RuleInfo, Scorecard, SheetInput

RULES = (
    ("ZZ-01", "支部党员人数", Severity.MAJOR, "组织设置"),
    ("BZ-01", "支部委员会按期换届", Severity.RED_LINE, "班子换届"),
    ("ZH-01", "支部党员大会每季度一次", Severity.MAJOR, "组织生活"),
    ("ZH-03", "支部委员会会议每月一次", Severity.MINOR, "组织生活"),
    ("ZH-07", "主题党日每月一次", Severity.MAJOR, "组织生活"),
    ("DF-01", "党费按月交纳", Severity.MAJOR, "党费"),
    ("FZ-21", "发展党员材料齐全", Severity.RED_LINE, "发展党员"),
    ("TZ-13", "身份证号码正确", Severity.INFO, "台账质量"),
)
NASTY = '=HYPERLINK("http://bad.example","点我")<script>alert(1)</script>\x07\x00\u202e\ud800{{7*7}}"\'&'


def rule_info(number: int = 0, *, long: bool = False) -> RuleInfo:
    """The number-th rule; beyond the table, generated ones in ten modules."""
    if not long:
        code, name, severity, module = RULES[number]
    else:
        code, severity, module = f"ZH-{number + 1:02d}A", list(Severity)[number % 4], f"模块{'一二三四五六七八九十'[number % 10]}类"
        name = f"第{number + 1}条规则的名称写得相当长以便检验表头是否被截断"[: 12 + number]
    basis = "《中国共产党支部工作条例（试行）》第十二条（2018）"
    return RuleInfo(code, name, severity, module, basis, "按规定开展，并如实记录。")


def missing(rule: RuleInfo, branch: str, months: tuple[str, ...], level: Level = Level.YELLOW) -> Finding:
    """Something owed in three months and not done in some."""
    evidence = tuple(
        Evidence(month, "", State.UNMET, "三会一课台账.xlsx", "2022年第一季度", number + 5, "C", "2022.3.2 9", f"{month} 没有记录")
        for number, month in enumerate(months)
    )
    facts = Observation(rule.id, branch, met=3 - len(months), unmet=len(months), evidence=evidence, evidence_total=len(evidence))
    points = Points(12.0 - len(months), 12.0 - len(months), 12.0)
    message = f"{branch}：{'、'.join(months)} 没有记录（应 3，实 {3 - len(months)}）"
    return Finding(facts, Verdict.FAIL, rule.severity, level, level, points, message, rule.fix)


def passed(rule: RuleInfo, branch: str) -> Finding:
    """All three done."""
    evidence = tuple(
        Evidence(f"2022-0{month}", "", State.MET, "三会一课台账.xlsx", "2022年第一季度", month + 10, "C", f"2022.{month}.{day}")
        for month in (1, 2, 3) for day in (8, 18)
    )
    return Finding(Observation(rule.id, branch, met=3, evidence=evidence), Verdict.PASS, rule.severity, points=Points(12.0, 12.0, 12.0))


def unsupplied(rule: RuleInfo, branch: str) -> Finding:
    """The table was not handed in."""
    facts = Observation(rule.id, branch, Standing.NOT_SUPPLIED, note="没有报送“党费收缴”台账")
    return Finding(facts, Verdict.NO_DATA, rule.severity, None, Level.RED, Points(0.0, 12.0, 12.0))


def skipped(rule: RuleInfo, branch: str) -> Finding:
    """The rule does not concern the branch."""
    facts = Observation(rule.id, branch, Standing.NOT_APPLICABLE, note="正式党员不足七人，不设支委会")
    return Finding(facts, Verdict.NOT_APPLICABLE, rule.severity)


def pending(rule: RuleInfo, branch: str) -> Finding:
    """Not due yet."""
    evidence = (Evidence("2022-03", state=State.OPEN, note="截止 2022-04-10"),)
    facts = Observation(rule.id, branch, met=2, open=1, evidence=evidence, evidence_total=1)
    return Finding(facts, Verdict.PENDING, rule.severity, points=Points(8.0, 12.0, 12.0))


def crashed(rule: RuleInfo, branch: str) -> Finding:
    """The rule failed to run."""
    return Finding(Observation(rule.id, branch, Standing.ERROR, note="规则执行失败"), Verdict.ERROR, rule.severity)


def waived(rule: RuleInfo, branch: str) -> Finding:
    """Missing, with an approved exception."""
    after = skipped(rule, branch)
    return replace(missing(rule, branch, ("2022-02",)), waiver="W-2022-001", after=after)


def branch_score(name: str, light: Light, findings: tuple[Finding, ...], *reasons: str) -> BranchScore:
    """A line of the scorecard with counts that follow from its findings."""
    applicable = [item for item in findings if item.verdict not in (Verdict.NOT_APPLICABLE, Verdict.PENDING)]
    judged = sum(item.verdict in (Verdict.PASS, Verdict.FAIL) for item in applicable)
    points = [item.points for item in applicable if item.points and not item.after]
    of = sum(one.of for one in points)
    score = Bounds(int(100 * sum(one.low for one in points) / of), int(100 * sum(one.high for one in points) / of)) if of else None
    return BranchScore(name, "机电工程系党总支", light, tuple(reasons), score, judged, len(applicable), findings)


def card(branches: tuple[BranchScore, ...], rules: tuple[RuleInfo, ...], issues: tuple[RecordIssue, ...] = ()) -> Scorecard:
    """A scorecard over them."""
    coverage = "全部支部，2022-01-01 至 2022-03-31（期间取自表名，系推定）"
    inputs = (
        InputFile("三会一课台账.xlsx", "0f" * 32, (SheetInput("三会一课", "2022年第一季度", 96, coverage),)),
        InputFile("说明.docx", "1e" * 32),
    )
    book = RulebookInfo("国家规定", "2022.1", "高校", "ab" * 32)
    return Scorecard(parse_period("2022Q1"), date(2022, 4, 4), book, inputs, rules, branches, issues, grading=grading_info(BySeverity()))


def ordinary() -> Scorecard:
    """13 branches with every mark and every light."""
    rules = tuple(rule_info(number) for number in range(len(RULES)))
    return card(tuple(_ordinary(number, rules) for number in range(13)), rules, _issues())


def _ordinary(number: int, rules: tuple[RuleInfo, ...]) -> BranchScore:
    name = f"{'机电护理艺术经管综合'[number % 5 * 2 :][:2]}系第{'一二三四五六七八九十百千万'[number]}党支部"
    good = tuple(passed(rule, name) for rule in rules)
    match number:
        case 3:
            bad = (missing(rules[1], name, ("2022-01",), Level.RED), missing(rules[4], name, ("2022-01", "2022-02", "2022-03"), Level.RED))
            return branch_score(
                name, Light.RED, _with(good, *bad), "红线规则 BZ-01 支部委员会按期换届 不合格", "ZH-07 主题党日每月一次 三个月均未开展"
            )
        case 5:
            return branch_score(
                name, Light.YELLOW, _with(good, missing(rules[3], name, ("2022-02",)), pending(rules[5], name)), "ZH-03 需改进"
            )
        case 7:
            nothing = tuple(unsupplied(rule, name) for rule in rules)
            return branch_score(name, Light.GREY, nothing, "没有报送任何台账")
        case 9:
            return branch_score(name, Light.GREY, _with(good, unsupplied(rules[5], name), crashed(rules[7], name)), "DF-01 数据不足")
        case 11:
            return branch_score(name, Light.GREEN, _with(good, skipped(rules[3], name), waived(rules[4], name)))
        case 12:
            return branch_score(name, Light.RED, _with(good, missing(rules[2], name, ("2022-01",), Level.RED)), "ZH-01 不合格")
        case _:
            return branch_score(name, Light.GREEN, good)


def _with(findings: tuple[Finding, ...], *others: Finding) -> tuple[Finding, ...]:
    changed = {other.rule: other for other in others}
    return tuple(changed.get(finding.rule, finding) for finding in findings)


def _issues() -> tuple[RecordIssue, ...]:
    return (
        RecordIssue("D203", "日期“2022.3.2 9”中间有空格，请改为 2022-03-29", "三会一课台账.xlsx", "2022年第一季度", 7, "C", "2022.3.2 9"),
        RecordIssue(
            "D301", "支部名录里没有这个名称，是否为“机电系第一党支部”？", "三会一课台账.xlsx", "2022年第一季度", 18, "A", "机电一支部"
        ),
    )


def tailored() -> Scorecard:
    """The ordinary branches; one rule is on trial, one left out, two values are changed by the profile."""
    whole = ordinary()
    trial, out = "ZH-07", "TZ-13"
    rules = tuple(replace(rule, trial=rule.id == trial, tags=("教育党员有力",)) for rule in whole.rules if rule.id != out)
    branches = tuple(
        replace(one, findings=tuple(replace(each, trial=each.rule == trial) for each in one.findings if each.rule != out)) for one in whole.branches
    )
    changes = (
        Changed("BZ-01", "支部委员会按期换届", "severity", "严重程度", "红线", "重要", "换届统一延期（组织部批准，2022-01-05）", softer=True),
        Changed("ZH-01", "支部党员大会每季度一次", "params.quarterly", "每季度最少次数", "1", "2", "校党委要求每季度两次"),
    )
    left_out = (LeftOut(out, "身份证号码正确", "由方案停用：校区统一核对"), LeftOut("DF-09", "党费公示", "规则本身未启用"))
    book = replace(whole.rulebook, selection="cd" * 32, changes=changes)
    return replace(whole, rules=rules, branches=branches, rulebook=book, left_out=left_out)


def crowd(branches: int = 300, rules: int = 25) -> Scorecard:
    """Many branches with long names under many rules with long names; a third of the findings is bad."""
    infos = tuple(rule_info(number, long=True) for number in range(rules))
    return card(tuple(_crowded(number, infos) for number in range(branches)), infos, _issues())


def _crowded(number: int, rules: tuple[RuleInfo, ...]) -> BranchScore:
    name = f"长江艺术工程职业技术学院智能制造与机电工程学院本科生第{number + 1}党支部（含数控、模具两个专业）"
    kinds = (passed, passed, passed, passed, skipped, unsupplied, pending)
    findings = tuple(_crowd_finding(kinds, number, place, rule, name) for place, rule in enumerate(rules))
    lights = (Light.GREEN, Light.YELLOW, Light.RED, Light.GREY)
    return branch_score(name, lights[number % 4], findings, "ZH-02A 不合格：2022-01、2022-02 没有记录", "另有 3 条规则数据不足")


def _crowd_finding(kinds: tuple[object, ...], number: int, place: int, rule: RuleInfo, name: str) -> Finding:
    if (number * 7 + place * 3) % 5 == 0:
        return missing(rule, name, ("2022-01", "2022-02"), Level.RED if place % 2 else Level.YELLOW)
    kind = kinds[(number + place) % len(kinds)]
    assert callable(kind)
    finding = kind(rule, name)
    assert isinstance(finding, Finding)
    return finding


def nasty(text: str = NASTY, rows: int = 25) -> Scorecard:
    """The same text wherever text from outside can stand."""
    rule = RuleInfo("ZH-07", text, Severity.RED_LINE, text, text, text)
    evidence = tuple(Evidence(text, text, State.UNMET, text, text, 7, text, text, text) for _ in range(rows))
    facts = Observation("ZH-07", text, unmet=25, evidence=evidence, evidence_total=40, note=text)
    finding = Finding(facts, Verdict.FAIL, Severity.RED_LINE, Level.RED, Level.RED, Points(0.0, 0.0, 5.0), text, text)
    branch = BranchScore(text, text, Light.RED, (text,), Bounds(0, 5), 1, 1, (finding,))
    inputs = (InputFile(text, text, (SheetInput(text, text, 3, text),)),)
    issue = RecordIssue("D001", text, text, text, 3, text, text, text)
    whole = card((branch,), (rule,), (issue,))
    return replace(whole, inputs=inputs, rulebook=RulebookInfo(text, text, text, text))
