"""Tests beside the rules, run through the whole pipeline: CSV text -> records -> scorecard, compared both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from auditor.checks.composite import leaves
from auditor.checks.trend import Trend
from auditor.earlier import Earlier, EarlierFinding
from auditor.errors import AuditorError
from auditor.model import Finding, Points
from auditor.overlays.files import Entry, Written
from auditor.overlays.settle import settle
from auditor.periods import parse_period
from auditor.pipeline import judge_dataset
from auditor.records.assemble import dataset_from
from auditor.records.cells import BLANK, Cell, Kind, Sheet
from auditor.records.dataset import Cover, Dataset
from auditor.records.declared import adapted
from auditor.records.inputs_file import FileEntry
from auditor.records.refused import Refused
from auditor.records.textfile import rows_of
from auditor.records.understand import understand
from auditor.records.understood import Understood
from auditor.rulebook.attestations import Attestation
from auditor.rulebook.cases import NOT_SUPPLIED, Before, Case, Expect, Previous
from auditor.rulebook.load import Rulebook
from auditor.rulebook.nodes import Document
from auditor.rulebook.rule import Rule
from auditor.rulebook.suggest import did_you_mean
from auditor.rulebook.waivers import Waiver
from auditor.scorecard import BranchScore
from auditor.tables import Table
from auditor.variations import VARIATIONS, Rows

NONE = "（无）"
COUNTS = ("owed", "met", "unmet", "unknown", "open", "grave")


def run_case(rule: Rule, case: Case, rulebook: Rulebook, engine: str = "polars") -> list[str]:
    """What differs from the expectation, in Chinese; empty when all is as expected.

    A table that is given answers for every branch and all time; one that is not named was not supplied.
    """
    strangers = [name for name in case.given if name not in rulebook.tables]
    if strangers:
        return [f'没有台账 "{name}"{did_you_mean(name, rulebook.tables)}' for name in strangers]
    try:
        sheets = _sheets(_given(case), rulebook.tables)
        scores = _scores(rule, case, rulebook, engine, sheets)
    except (AuditorError, Refused) as error:
        return [f"given 的数据不能用：{error}"]
    return [*(problem for name, sheet in sheets.items() for problem in _misread(sheet, name)), *_differences(case.expect, scores)]


def vary_case(rule: Rule, case: Case, rulebook: Rulebook, engine: str = "polars") -> list[str]:
    """What comes out differently when the case is written in another way that must change nothing; each with the way."""
    tables, kind = rulebook.tables, str(getattr(rule.check, "kind", ""))
    given = _given(case)
    sheets = _sheets(given, tables)
    before, told = _scores(rule, case, rulebook, engine, sheets), []
    for word, vary in VARIATIONS.items():
        varied = {name: vary(rows, sheets[name], tables, kind) for name, rows in given.items()}
        try:
            after = _scores(rule, case, rulebook, engine, _sheets(varied, tables))
        except (AuditorError, Refused) as error:
            told.append(f"{word}后，数据不能用：{error}")
        else:
            told += [f"{word}后，{difference}" for difference in _changed(before, after)]
    return told


def _given(case: Case) -> dict[str, Rows]:
    return {name: rows_of(text) for name, text in case.given.items() if text.strip() != NOT_SUPPLIED}


def _sheets(given: Mapping[str, Rows], tables: Mapping[str, Table]) -> dict[str, Understood]:
    return {name: _understood(name, rows, tables) for name, rows in given.items()}


def _scores(rule: Rule, case: Case, rulebook: Rulebook, engine: str, sheets: Mapping[str, Understood]) -> dict[str, BranchScore]:
    dataset, earlier, alone = _dataset(sheets, rulebook.tables), earlier_of(rule, case.previous, rulebook), rulebook.alone(rule)
    overlays = settle(case_overlays(rule, case), alone, dataset)
    scorecard = judge_dataset(dataset, alone, parse_period(case.period), case.as_of, engine, earlier=earlier, overlays=overlays)
    return {score.branch: score for score in scorecard.branches}


def case_overlays(rule: Rule, case: Case) -> Written:
    """The waivers and answers of a case, as if they stood in files."""
    waivers = [Waiver(id=f"W-{number}", rule=rule.id, **one.model_dump()) for number, one in enumerate(case.waivers, 1)]
    answers = [Attestation(id=f"A-{number}", rule=rule.id, **one.model_dump()) for number, one in enumerate(case.attestations, 1)]
    return Written(
        tuple(Entry(one, Document("waivers"), ("waivers", place)) for place, one in enumerate(waivers)),
        tuple(Entry(one, Document("attestations"), ("attestations", place)) for place, one in enumerate(answers)),
    )


def case_dataset(case: Case, tables: Mapping[str, Table]) -> Dataset:
    """The records of a case, as its rule sees them."""
    return _dataset(_sheets(_given(case), tables), tables)


def _dataset(sheets: Mapping[str, Understood], tables: Mapping[str, Table]) -> Dataset:
    return _covered(dataset_from(list(sheets.values()), tables), tuple(sheets))


def earlier_of(rule: Rule, before: Previous | None, rulebook: Rulebook) -> Earlier | None:
    """The scorecard that a case gives, as one of the rules that the trends of ``rule`` compare with; None where it gives none."""
    if before is None:
        return None
    rules = [check.of.rule for _, check in leaves(rule.check) if isinstance(check, Trend)]
    findings = {(one, branch): _before(then) for one in rules for branch, then in before.branches.items()}
    version, profile = before.version or rulebook.version, before.profile or rulebook.profile
    return Earlier("scorecard.json", "", parse_period(before.period), rulebook.id, version, profile, findings)


def _before(then: Before) -> EarlierFinding:
    points = None if then.points is None else Points(then.points, then.points, then.of or then.points)
    return EarlierFinding(then.verdict, then.met, then.unmet, then.unknown, then.open, points)


def _understood(name: str, rows: Rows, tables: Mapping[str, Table]) -> Understood:
    cells = tuple(tuple(Cell(Kind.TEXT, cell) if cell else BLANK for cell in row) for row in rows)
    return understand(Sheet(f"{name}.csv", "", cells), adapted(FileEntry(file="*", mapping={}, table=name), tables))[0]


def _changed(before: Mapping[str, BranchScore], after: Mapping[str, BranchScore]) -> Iterator[str]:
    """Verdict, level, counts and points of each branch of the case, as they were and as they are, with and without its waivers."""
    for branch, score in before.items():
        if branch not in after:
            yield f"{branch}：不再检查到这个支部"
            continue
        was, now = _figures(score.findings[0]), _figures(after[branch].findings[0])
        yield from (f"{branch}：{key} 原为 {was.get(key, NONE)}，现为 {now.get(key, NONE)}" for key in {**was, **now} if was.get(key) != now.get(key))


def _figures(finding: Finding) -> dict[str, object]:
    seen = finding.observation
    points = f"{finding.points.low:g} 至 {finding.points.high:g}" if finding.points else "（不计分）"
    found = {"verdict": finding.verdict, "level": finding.level, **{key: getattr(seen, key) for key in (*COUNTS, "run")}, "points": points}
    return {**found, **({f"after {key}": value for key, value in _figures(finding.after).items()} if finding.after else {})}


def _misread(sheet: Understood, name: str) -> Iterator[str]:
    if sheet.table != name:
        yield f"given 的 {name} 没有读成这种台账：{sheet.why}"
    for column in sheet.columns:
        if not column.key:
            yield f"given 的 {name} 的表头“{column.header}”没有对应的列"


def _covered(dataset: Dataset, given: tuple[str, ...]) -> Dataset:
    return replace(dataset, coverage=tuple(Cover(table, assumed=False, file=f"{table}.csv") for table in given))


def _differences(expected: Mapping[str, Expect], scores: Mapping[str, BranchScore]) -> Iterator[str]:
    for branch in expected:
        if branch not in scores:
            yield f"{branch}：写了期望，却没有检查到这个支部"
    for branch, score in scores.items():
        if branch not in expected:
            yield f"{branch}：检查了，却没有写期望（实得 {score.findings[0].verdict}）"
        else:
            yield from _compared(branch, expected[branch], score.findings[0])


def _compared(branch: str, expected: Expect, finding: Finding) -> Iterator[str]:
    seen = finding.observation
    got: dict[str, object] = {"verdict": finding.verdict, "level": finding.level, **{key: getattr(seen, key) for key in COUNTS}}
    got["after"] = finding.standing.verdict
    for key, value in got.items():
        wanted = getattr(expected, key)
        if wanted is not None and wanted != value:
            yield f"{branch}：{key} 应为 {wanted}，实为 {value if value is not None else '（无）'}{_why(key, finding)}"
    points = finding.points
    if expected.points is not None and (points is None or {points.low, points.high} != {expected.points}):
        yield f"{branch}：points 应为 {expected.points:g}，实为 {f'{points.low:g} 至 {points.high:g}' if points else '（不计分）'}"


def _why(key: str, finding: Finding) -> str:
    seen = finding.observation
    if key != "verdict":
        return ""
    counts = "，".join(f"{name} {getattr(seen, name)}" for name in COUNTS)
    return f"（{counts}{f'；{finding.message}' if finding.message else ''}）"
