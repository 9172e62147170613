"""``auditor rules explain --branch``: find the branch, audit the one rule, tell the derivation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from auditor.derivation import Asked, derivation
from auditor.errors import Mistake, UsageError
from auditor.overlays.told import about
from auditor.pipeline import Request, judge_dataset, read
from auditor.records.branch_names import name_key
from auditor.reports.clean import Target, clean
from auditor.reports.guard import safe
from auditor.rulebook.load import Rulebook
from auditor.rulebook.rule import Rule
from auditor.rulebook.suggest import closest

LISTED = 5


def derive(rule: Rule, wanted: str, paths: Sequence[Path], book: Rulebook, request: Request) -> None:
    """Print how ``rule`` came to its conclusion at the branch ``wanted``; ``UsageError`` when no branch is called so."""
    only = book.alone(rule)
    dataset, window, overlays = read(paths, only, request)
    branch = branch_called(wanted, dataset.register.branches)
    scorecard = judge_dataset(dataset, only, window, request.as_of, request.engine, earlier=request.earlier, overlays=overlays)
    score = next(one for one in scorecard.branches if one.branch == branch)
    laid = about(scorecard.overlays, overlays, rule.id, branch)
    click.echo(f"规则：{rule.id} {rule.name}")
    for heading, text in derivation(rule, score.findings[0], Asked(dataset, book.tables, window, request.as_of, laid)):
        click.echo(clean(safe(f"{heading}：{text}"), Target.SCREEN))


def branch_called(wanted: str, branches: Sequence[str]) -> str:
    """The branch of the register with that name, or the only one with an equal name."""
    same = [branch for branch in branches if branch == wanted] or [branch for branch in branches if name_key(branch).form == name_key(wanted).form]
    if len(same) == 1:
        return same[0]
    near = same or closest(wanted, branches, LISTED)
    more = " 等" if len(branches) > LISTED else ""
    guess = f"，是否指{'或'.join(f'“{branch}”' for branch in near)}？" if near else f"；材料中的党支部：{'、'.join(branches[:LISTED])}{more}"
    raise UsageError(Mistake("", "R406", f"“{wanted}”不止一个{guess}" if same else f"材料中没有党支部“{wanted}”{guess}"))
