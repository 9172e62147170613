"""``auditor rules``: what the rules are, what they mean, whether they are in order, whether their tests hold."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import PERIOD_HELP, PeriodType, overlay_options
from auditor.periods import Period

if TYPE_CHECKING:
    from auditor.errors import Mistake
    from auditor.rulebook.load import Rulebook
    from auditor.rulebook.rule import Rule

PIPED_WIDTH = 160
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
rules_option = click.option("--rules", "folder", type=FOLDER, metavar="文件夹", help="规则文件夹；不写则用自带的规则。")
profile_option = click.option("--profile", metavar="方案", help="方案名称；不写则用默认方案。")


@click.group(epilog="例：auditor rules explain ZH-07")
def rules() -> None:
    """查看、解释、校验和试验规则。"""


@rules.command("list", epilog="例：auditor rules list --profile default")
@rules_option
@profile_option
def list_(folder: Path | None, profile: str | None) -> None:
    """列出全部规则：编号、名称、模块、严重程度、阶段、依据，方案是否启用。"""
    from auditor.rulebook.load import load_rulebook
    from auditor.rulebook.sentences import SEVERITIES, STAGES

    book = load_rulebook(folder, profile)
    used = {rule.id for rule in book.rules}
    every = sorted((*book.rules, *book.unused), key=lambda rule: rule.id)
    _print_table(
        ("编号", "名称", "模块", "严重程度", "阶段", "依据", "启用"),
        [
            (rule.id, rule.name, rule.module, SEVERITIES[rule.severity], STAGES[rule.stage], rule.basis.text, "是" if rule.id in used else "否")
            for rule in every
        ],
    )
    click.echo(f"{book.name} {book.version}，方案 {book.profile}：启用 {len(book.rules)} 条，未启用 {len(book.unused)} 条。")


@rules.command(epilog="例：auditor rules show ZH-07 --profile self-check")
@click.argument("rule_id", metavar="编号")
@rules_option
@profile_option
def show(rule_id: str, folder: Path | None, profile: str | None) -> None:
    """按规则文件的写法显示一条规则，参数和方案的改动已代入。"""
    import yaml

    from auditor.rulebook.load import load_rulebook

    book = load_rulebook(folder, profile)
    rule = _find(book, rule_id)
    data = rule.model_dump(mode="json", by_alias=True, exclude={"tests"}, exclude_defaults=True)
    data["check"] = {"kind": data["check"].pop("kind"), **data["check"]}
    click.echo(f"# {book.places[rule.id]}，用例 {len(rule.tests)} 个")
    click.echo(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120), nl=False)


@rules.command(epilog="例：auditor rules explain ZH-07  或  auditor rules explain ZH-07 --branch 教工第一党支部 一季度材料 --period 2022Q1")
@click.argument("rule_id", metavar="编号")
@click.argument("paths", nargs=-1, metavar="[路径]...", type=click.Path(exists=True, path_type=Path))
@click.option("--branch", metavar="党支部", help="说明这条规则在这个党支部为什么是这个结论；要写明材料的路径。")
@click.option("--period", "window", type=PeriodType(), metavar="时段", help=PERIOD_HELP)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="截至哪一天，默认今天。")
@overlay_options
@rules_option
@profile_option
def explain(
    rule_id: str, paths: tuple[Path, ...], branch: str | None, window: Period | None, as_of: datetime | None, folder: Path | None, profile: str | None,
    waivers: Path | None, attestations: Path | None, ignore_waivers: bool,
) -> None:
    """用中文说明一条规则：谁、何时、应做什么，怎么检查、怎么计分、怎么整改。

    写明 --branch 和材料时，说明它在这个党支部的推导：查了哪些表、哪几行算了数、缺什么、为什么是这个结论、豁免前后各怎样、怎样才能合格。
    """
    from auditor.errors import Mistake, UsageError
    from auditor.rulebook.explain import explain as sentences
    from auditor.rulebook.load import load_rulebook

    if (branch is None) != (not paths):
        raise UsageError(Mistake("", "R405", "--branch 和材料的路径要一起写：auditor rules explain 编号 --branch 党支部 路径..."))
    book = load_rulebook(folder, profile)
    rule = _find(book, rule_id)
    if branch is None:
        for heading, text in sentences(rule, book.tables):
            click.echo(f"{heading}：{text}")
    else:
        from auditor.cli.derive import derive
        from auditor.pipeline import Request

        day = as_of.date() if as_of else date.today()  # noqa: DTZ011 - the user's own day
        derive(rule, branch, paths, book, Request(
            as_of=day, window=window, waivers=waivers, attestations=attestations, ignore_waivers=ignore_waivers,
            tell=lambda text: click.echo(text, err=True),
        ))
    click.echo(f"出处：{book.places[rule_id]}")


@rules.command(epilog="例：auditor rules resolve --profile national  或  auditor rules resolve ZH-07 --profile national")
@click.argument("rule_id", metavar="[编号]", required=False)
@rules_option
@profile_option
def resolve(rule_id: str | None, folder: Path | None, profile: str | None) -> None:
    """方案最后用的是什么：每条规则的启用、阶段、程度、计分、参数各出自哪个文件哪一行，为什么；哪些没有选用，为什么。"""
    from auditor.rulebook.load import load_rulebook
    from auditor.rulebook.origins import left_out, origins
    from auditor.rulebook.tailor import digest

    book = load_rulebook(folder, profile)
    chosen = {_find(book, rule_id).id} if rule_id else book.choices.keys()
    lines = [line for id_ in sorted(book.sets) if id_ in chosen for line in origins(book.sets[id_], book.choices[id_])]
    others = [line for rule in book.unused if rule.id in chosen for line in left_out(rule, book.choices[rule.id])]
    if lines:
        _print_table(("编号", "项目", "值", "出处", "理由"), lines)
    if others:
        click.echo("\n本方案未选用：" if lines else "本方案未选用：")
        _print_table(("编号", "名称", "出处", "理由"), others)
    click.echo(f"方案 {book.profile}：选用 {len(book.rules)} 条，未选用 {len(book.unused)} 条，改动 {len(book.changes)} 处；"
               f"选用校验值 {digest(book.rules, book.grading)[:16]}。")
    if book.narrower:
        click.echo(f"提示：{'、'.join(book.narrower)} 是在它基础上的方案；如要用它，请写 --profile {book.narrower[0]}。")


@rules.command(epilog="例：auditor rules lint 我的规则/")
@click.argument("folder", metavar="[文件夹]", type=FOLDER, required=False)
def lint(folder: Path | None) -> None:
    """校验规则文件。错误和用例不全的规则全部列出并以状态 4 结束；提醒只列出。"""
    from auditor.errors import RulebookError
    from auditor.rulebook.lint import COMPULSORY
    from auditor.rulebook.lint import lint as warnings
    from auditor.rulebook.load import load_rulebook

    book = load_rulebook(folder)
    told = warnings(book)
    found, wrong = ([one for one in told if (one.code in COMPULSORY) is bad] for bad in (False, True))
    for warning in found:
        click.echo(str(warning))
    if wrong:
        raise RulebookError(wrong)
    click.echo(f"规则 {len(book.rules) + len(book.unused)} 条，台账 {len(book.tables)} 种：没有错误，提醒 {len(found)} 条。")


@rules.command(epilog="例：auditor rules test ZH-07 DF-01")
@click.argument("rule_ids", metavar="[编号]...", nargs=-1)
@rules_option
@click.option("--quick", is_flag=True, help="只运行用例本身，不再换写法重做。")
@click.option("--engine", type=click.Choice(["auto", "polars", "spark"]), default="auto", show_default=True, help="计算引擎。")
def test(rule_ids: tuple[str, ...], folder: Path | None, engine: str, *, quick: bool) -> None:
    """运行规则自带的用例；不写编号则运行全部。有不符的，或者合格、不合格、数据不足的用例不全的，全部列出并以状态 4 结束。

    每个用例还要换三种写法各做一遍：行序打乱、添上无关的支部、换用同义表头；结论、项数和得分都应不变。
    """
    from auditor.errors import Mistake, RulebookError
    from auditor.rulebook.load import load_rulebook

    book = load_rulebook(folder)
    every = sorted((*book.rules, *book.unused), key=lambda rule: rule.id)
    chosen = [_find(book, rule_id) for rule_id in dict.fromkeys(rule_ids)] or every
    count = sum(len(rule.tests) for rule in chosen)
    untested = [rule for rule in chosen if not rule.tests and (rule_ids or not count)]
    if untested:
        message = "没有用例可以运行；请在规则的 tests 中写用例"
        raise RulebookError([Mistake(str(book.places[rule.id]), "R402", f"{rule.id} {message}") for rule in untested])
    wrong = [mistake for rule in chosen for mistake in _run(rule, book, engine, quick=quick)]
    if wrong:
        failed, lacking = (len({one.message.partition("：")[0] for one in wrong if (one.code == "R302") is lack}) for lack in (False, True))
        raise RulebookError([*wrong, Mistake("", "", f"用例 {count} 个，不符 {failed} 个{f'；{lacking} 条规则用例不全' if lacking else ''}。")])
    click.echo(f"规则 {len(chosen)} 条，用例 {count} 个{'' if quick else '，各换三种写法重做一遍'}，全部相符。")


def _run(rule: Rule, book: Rulebook, engine: str, *, quick: bool) -> list[Mistake]:
    """What a case gives and should not (R401), what changes when it is written in another way (R404), else which cases are lacking (R302)."""
    from auditor.errors import Mistake
    from auditor.rulebook.lint import untested
    from auditor.ruletests import run_case, vary_case

    place = str(book.places[rule.id])
    found = [(case.name, "R401", difference) for case in rule.tests for difference in run_case(rule, case, book, engine)]
    broken = {name for name, _, _ in found}
    varied = [case for case in rule.tests if not quick and case.name not in broken]
    found += [(case.name, "R404", difference) for case in varied for difference in vary_case(rule, case, book, engine)]
    differ = [Mistake(place, code, f"{rule.id} 用例“{name}”：{difference}") for name, code, difference in found]
    return differ or [Mistake(place, code, f"{rule.id} {message}") for code, message in untested(rule)]


def _find(book: Rulebook, rule_id: str) -> Rule:
    """The rule of that id, switched off or not; ``UsageError`` when there is none."""
    from auditor.errors import Mistake, UsageError
    from auditor.rulebook.suggest import did_you_mean

    known = {rule.id: rule for rule in (*book.rules, *book.unused)}
    if rule_id not in known:
        guess = did_you_mean(rule_id, known) or "；用 auditor rules list 查看全部编号"
        raise UsageError(Mistake("", "R403", f'没有规则 "{rule_id}"{guess}'))
    return known[rule_id]


def _print_table(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """A table as wide as the terminal; piped, wide enough that nothing is cut."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for line in lines:
        table.add_row(*line)
    Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else PIPED_WIDTH).print(table)
