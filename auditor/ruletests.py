"""Tests beside the rules, run through the whole pipeline: CSV text -> records -> scorecard, compared both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from auditor.errors import AuditorError
from auditor.model import Finding
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
from auditor.rulebook.cases import NOT_SUPPLIED, Case, Expect
from auditor.rulebook.load import Rulebook
from auditor.rulebook.rule import Rule
from auditor.rulebook.suggest import did_you_mean
from auditor.scorecard import BranchScore
from auditor.tables import Table

COUNTS = ("owed", "met", "unmet", "unknown", "open", "grave")


def run_case(rule: Rule, case: Case, rulebook: Rulebook, engine: str = "polars") -> list[str]:
    """What differs from the expectation, in Chinese; empty when all is as expected.

    A table that is given answers for every branch and all time; one that is not named was not supplied.
    """
    given = {name: text for name, text in case.given.items() if text.strip() != NOT_SUPPLIED}
    strangers = [name for name in case.given if name not in rulebook.tables]
    if strangers:
        return [f'没有台账 "{name}"{did_you_mean(name, rulebook.tables)}' for name in strangers]
    try:
        sheets = [_understood(name, text, rulebook.tables) for name, text in given.items()]
        differences = [problem for sheet, name in zip(sheets, given, strict=True) for problem in _misread(sheet, name)]
        dataset = _covered(dataset_from(sheets, rulebook.tables), tuple(given))
    except (AuditorError, Refused) as error:
        return [f"given 的数据不能用：{error}"]
    scorecard = judge_dataset(dataset, replace(rulebook, rules=(rule,)), parse_period(case.period), case.as_of, engine)
    return [*differences, *_differences(case.expect, {score.branch: score for score in scorecard.branches})]


def _understood(name: str, text: str, tables: Mapping[str, Table]) -> Understood:
    rows = tuple(tuple(Cell(Kind.TEXT, cell) if cell else BLANK for cell in row) for row in rows_of(text))
    return understand(Sheet(f"{name}.csv", "", rows), adapted(FileEntry(file="*", table=name), tables))


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
