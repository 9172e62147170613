"""The sentence: read the records, observe what they show, judge it against the rules, grade the branches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from auditor.derived.sources import derived, to_observe
from auditor.derived.trends import Run
from auditor.earlier import Earlier
from auditor.engines.observe import observe
from auditor.engines.registry import engine as engine_named
from auditor.engines.spared import Sparing
from auditor.errors import Mistake, UsageError
from auditor.grading.grade import grade
from auditor.grading.quota import with_quota
from auditor.model import Observation
from auditor.overlays.answered import answered
from auditor.overlays.files import read_overlays
from auditor.overlays.judged import judged
from auditor.overlays.settle import NO_OVERLAYS, Overlays, settle
from auditor.overlays.told import told
from auditor.overlays.waived import Key, Waived, waived
from auditor.periods import Period, quarter_of
from auditor.records.dataset import Dataset
from auditor.records.load import load
from auditor.records.read import Reading
from auditor.records.window import window_of
from auditor.rulebook.gradewords import lights, notes
from auditor.rulebook.grading import Grading
from auditor.rulebook.load import Rulebook
from auditor.rulebook.rule import Rule, Stage
from auditor.rulebook.tailor import digest
from auditor.scorecard import BranchScore, GradingInfo, LeftOut, RulebookInfo, RuleInfo, Scorecard

NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """How a run is wanted. ``window`` None: the period that the files speak of, or else the quarter of ``as_of``.

    ``branches`` is a file that lists the branches that should have reported, ``earlier`` what trends compare with. ``waivers``
    and ``attestations`` are files (None: those beside the input). ``reading``: the input's files, if they are being read already.
    ``tell`` hears what the run is about to do.
    """

    as_of: date
    window: Period | None = None
    branches: Path | None = None
    earlier: Earlier | None = None
    engine: str = "auto"
    waivers: Path | None = None
    attestations: Path | None = None
    ignore_waivers: bool = False
    reading: Reading | None = None
    tell: Callable[[str], None] = lambda _: None


def audit(paths: Sequence[Path], rulebook: Rulebook, request: Request) -> Scorecard:
    """Everything between the files and the scorecard.

    ``InputError`` when nothing in ``paths`` can be audited, ``RulebookError`` when waivers or attestations are not in order, ``UsageError``
    when ``as_of`` lies before the window: no day of it has come.
    """
    dataset, window, overlays = read(paths, rulebook, request)
    return judge_dataset(dataset, rulebook, window, request.as_of, request.engine, earlier=request.earlier, overlays=overlays)


def read(paths: Sequence[Path], rulebook: Rulebook, request: Request) -> tuple[Dataset, Period, Overlays]:
    """The records in ``paths``, the window to audit, and what is laid over it."""
    request.tell(f"正在读取 {'、'.join(path.name or str(path) for path in paths[:NAMED])}{' 等' if len(paths) > NAMED else ''} ……")
    dataset = load(paths, rulebook.tables, branches=request.branches, reading=request.reading, until=request.window.end if request.window else None)
    rows = sum(sheet.rows for file in dataset.inputs for sheet in file.tables)
    found = f"读到 {len(dataset.inputs)} 个文件、{rows} 条记录、{len(dataset.register.branches)} 个支部"
    request.tell(f"{found}；正在按 {len(rulebook.rules)} 条规则核对 ……")
    quarter = quarter_of(request.as_of)
    written = read_overlays(paths, request.waivers, request.attestations, ignore_waivers=request.ignore_waivers)
    window = request.window or window_of(dataset) or quarter
    if request.as_of < window.start:
        early = f"截至日期 {request.as_of} 早于检查期 {window.label} 的第一天 {window.start}；请改正 --as-of 或 --period"
        raise UsageError(Mistake("", "E203", early))
    return dataset, window, settle(written, rulebook, dataset)


def judge_dataset(  # noqa: PLR0913 - all that a run depends on
    dataset: Dataset, rulebook: Rulebook, window: Period, as_of: date, engine: str = "auto", *, earlier: Earlier | None = None,
    overlays: Overlays = NO_OVERLAYS,
) -> Scorecard:
    """The scorecard of records that were already read. Same records, rules, overlays and ``as_of``: the same scorecard."""
    run = Run(window, as_of >= window.end, rulebook.version, rulebook.profile, earlier)
    others = (*rulebook.unused, *rulebook.rules)

    def observing(rules: Sequence[Rule], sparing: Sparing) -> list[Observation]:
        asked = to_observe(rules, others)
        spared = {rule.id: sparing[whole] for rule in asked if (whole := rule.id.partition("#")[0]) in sparing}
        seen = observe(
            asked, dataset, rulebook.tables, window=window, as_of=as_of, engine=engine_named(engine), calendar=rulebook.calendar, sparing=spared,
        )
        return derived(rules, others, answered(seen, asked, overlays.answers, as_of), run)

    facts = observing(rulebook.rules, {})
    exceptions = waived(facts, rulebook.rules, overlays.waivers, window=window, as_of=as_of, observing=observing)
    branches = _branches(facts, exceptions, rulebook, dataset)
    return Scorecard(
        period=window, as_of=as_of, rulebook=_rulebook(rulebook),
        inputs=(*dataset.inputs, *overlays.files), rules=tuple(map(_info, rulebook.rules)), branches=branches, issues=dataset.issues,
        grading=grading_info(rulebook.grading, rulebook.about),
        left_out=tuple(LeftOut(rule.id, rule.name, rulebook.choices[rule.id].reason) for rule in rulebook.unused),
        overlays=told(overlays, branches, rulebook.waivers, as_of),
    )


def _branches(
    seen: Sequence[Observation], exceptions: Mapping[Key, Waived], rulebook: Rulebook, dataset: Dataset,
) -> tuple[BranchScore, ...]:
    rules = {rule.id: rule for rule in rulebook.rules}
    place = {branch: number for number, branch in enumerate(dataset.register.branches)}
    ordered = sorted(seen, key=lambda one: place[one.branch])
    graded = [
        grade(branch, dataset.register.parents.get(branch, ""), judged(rules, list(group), exceptions), rulebook.grading)
        for branch, group in groupby(ordered, key=lambda one: one.branch)
    ]
    return with_quota(graded, rulebook.grading)


def grading_info(grading: Grading, about: str = "") -> GradingInfo:
    """The grading for reports."""
    return GradingInfo(grading.model_dump(mode="json"), lights(grading), tuple(notes(grading)), about)


def _rulebook(book: Rulebook) -> RulebookInfo:
    return RulebookInfo(book.id, book.version, book.profile, book.sha256, digest(book.rules, book.grading), book.changes)


def _info(rule: Rule) -> RuleInfo:
    return RuleInfo(
        rule.id, rule.name, rule.severity, rule.module, rule.basis.text, rule.fix, trial=rule.stage is Stage.TRIAL, tags=rule.tags,
    )
