"""``auditor audit``: from files to scorecard."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import input_options, overlay_options
from auditor.engines.registry import ENGINES
from auditor.periods import Period
from auditor.reports.formats import FORMATS

if TYPE_CHECKING:
    from auditor.scorecard import Scorecard

DEFAULT = "xlsx,html,json"


class FormatsType(click.ParamType[tuple[str, ...]]):
    """Names of formats joined by commas."""

    name = "formats"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The names, each once; a usage error names an unknown one."""
        names = value if isinstance(value, tuple) else tuple(dict.fromkeys(str(value).replace("，", ",").split(",")))
        unknown = [name for name in names if name not in FORMATS]
        if unknown:
            self.fail(f"没有“{unknown[0]}”这种格式，可用：{'、'.join(FORMATS)}", param, ctx)
        return names


@click.command(
    short_help="检查台账，给出每个支部的红黄绿灯和整改清单。",
    epilog="示例：auditor audit 2022年一季度材料 --period 2022Q1 --out 检查结果",
)
@input_options
@click.option("--previous", metavar="文件", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="上次检查写出的 scorecard.json；与上次比较的规则用它。")
@overlay_options
@click.option("--out", metavar="目录", default="检查结果", type=click.Path(file_okay=False, path_type=Path), help="结果存到哪里，默认“检查结果”。")
@click.option("--format", "formats", type=FormatsType(), default=DEFAULT, metavar="格式", help=f"用逗号分开：{'、'.join(FORMATS)}；默认 {DEFAULT}。")
@click.option("--fail-on", type=click.Choice(["red", "yellow", "never"]), default="never", metavar="灯",
              help="有支部亮红灯（red），或没有全部亮绿灯（yellow）时以状态 1 结束；默认 never。")
@click.option("--engine", type=click.Choice(["auto", *ENGINES]), default="auto", metavar="引擎", help=f"计算引擎：auto、{'、'.join(ENGINES)}，默认 auto。")
def audit(
    paths: tuple[Path, ...], window: Period | None, as_of: datetime | None, rules_dir: Path | None, profile: str | None,
    branches: Path | None, previous: Path | None, waivers: Path | None, attestations: Path | None, ignore_waivers: bool,
    out: Path, formats: tuple[str, ...], fail_on: str, engine: str,
) -> int:
    """读取台账（Excel、WPS、CSV，可以是整个文件夹），按规则核对，给每个支部一盏灯。

    原有文件只读不改。结果有 Excel 记分卡、网页和 JSON，每盏灯都能查到是哪个文件、哪张表、哪一行。

    退出状态：0 完成；1 达到 --fail-on；2 用法不对；3 材料无法检查；4 规则、方案、豁免或人工认定有误；5 程序内部出错。
    """
    from contextlib import closing, nullcontext

    from auditor.cli.interrupt import check
    from auditor.cli.progress import Bar
    from auditor.records.read import begin

    # the files are read while this process loads its libraries and the rules
    with closing(Bar()) as bar, begin(paths, bar) or nullcontext() as reading:
        from auditor.history.previous import read_previous
        from auditor.pipeline import Request
        from auditor.pipeline import audit as run
        from auditor.rulebook.load import load_rulebook

        rulebook = load_rulebook(rules_dir, profile, tests=False)
        earlier = read_previous(previous) if previous else None
        day = as_of.date() if as_of else date.today()  # noqa: DTZ011 - the user's own day
        if rulebook.narrower:
            note(f"方案 {rulebook.profile} 之上还有方案 {'、'.join(rulebook.narrower)}；如要用它，请写 --profile {rulebook.narrower[0]}。")
        scorecard = run(paths, rulebook, Request(
            as_of=day, window=window, branches=branches, earlier=earlier, engine=engine, waivers=waivers, attestations=attestations,
            ignore_waivers=ignore_waivers, reading=reading, tell=note,
        ))
    if window is None:
        note(f"检查期按材料推定为 {scorecard.period.label}，可用 --period 指定。")
    check()
    present(scorecard, out, formats)
    return reached(scorecard, fail_on)


def note(text: str) -> None:
    """What the run is doing, on stderr: stdout is the result's."""
    click.echo(text, err=True)


def present(scorecard: Scorecard, out: Path, formats: tuple[str, ...]) -> None:
    """Write the files, then say on the terminal what came out and where it lies."""
    from rich.console import Console

    from auditor.reports.compose import Report
    from auditor.reports.save import save
    from auditor.reports.text import PARTS, show, show_files

    note("正在写报告 ……")
    report = Report(scorecard)
    saved = save(report, out, formats)
    console = Console(highlight=False, emoji=False)
    show(report.document(PARTS), console)
    show_files(saved, console)


def reached(scorecard: Scorecard, fail_on: str) -> int:
    """1 when a light is as bad as ``fail_on``: for ``yellow`` everything that is not green, grey included."""
    lights = {branch.light.value for branch in scorecard.branches}
    return int(fail_on == "red" and "red" in lights or fail_on == "yellow" and lights != {"green"})
