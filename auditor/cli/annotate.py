"""``auditor annotate``: the user's own workbooks, copied, with what was found written at its cell."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.options import input_options, overlay_options
from auditor.periods import Period

if TYPE_CHECKING:
    from auditor.reports.annotations import Said


@click.command(
    short_help="把检查结果批注在原表的副本上。",
    epilog="示例：auditor annotate 2022年一季度材料 --period 2022Q1 --out 批注",
)
@input_options
@overlay_options
@click.option("--out", metavar="目录", default="批注", type=click.Path(file_okay=False, path_type=Path), help="副本存到哪里，默认“批注”。")
def annotate(
    paths: tuple[Path, ...], window: Period | None, as_of: datetime | None, rules_dir: Path | None, profile: str | None, branches: Path | None,
    waivers: Path | None, attestations: Path | None, ignore_waivers: bool, out: Path,
) -> None:
    """检查之后，把每份 xlsx 原表复制一份：有问题的单元格涂色并加批注，另加一张“批注说明”列出全部。

    原有文件只读不改；副本里是你们自己的数据，没有打码，注意保管。
    """
    from auditor.cli.audit import note
    from auditor.pipeline import Request, audit
    from auditor.reports.annotations import said_of
    from auditor.reports.ranking import rank
    from auditor.rulebook.load import load_rulebook

    day = as_of.date() if as_of else date.today()  # noqa: DTZ011 - the user's own day
    scorecard = audit(paths, load_rulebook(rules_dir, profile, tests=False), Request(
        as_of=day, window=window, branches=branches, waivers=waivers, attestations=attestations, ignore_waivers=ignore_waivers, tell=note,
    ))
    found = said_of(rank(scorecard))
    _copy(paths, found.files, out)
    if found.elsewhere:
        click.echo(f"另有 {found.elsewhere} 项问题没有对应的单元格（如没有记录），见 auditor audit 的报告。")
    if found.unseen:
        click.echo(f"还有 {found.unseen} 处同样的问题没有逐处批注，请按已批注的情形一并核对。")


def _copy(paths: tuple[Path, ...], files: dict[str, list[Said]], out: Path) -> None:
    from auditor.records.walk import sources
    from auditor.reports.annotate import NotCopied, annotated
    from auditor.reports.save import save_files

    copies: dict[str, bytes] = {}
    for source in sources(paths):
        said = files.get(source.name)
        if not said or not source.name.lower().endswith((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")):
            continue
        try:
            copy, lost = annotated(source, said)
        except NotCopied as why:
            click.echo(f"{source.name}：{why}（{len(said)} 处问题见 auditor audit 的报告）")
            continue
        copies[f"{source.name.rsplit('.', 1)[0].replace('/', '_')}_批注.xlsx"] = copy
        click.echo(f"{source.name}：批注 {len(said)} 处" + (f"；副本里没有原来的{'、'.join(lost)}" if lost else ""))
    for path in save_files(out, copies) if copies else ():
        click.echo(f"  {path}")
    if not copies:
        click.echo("没有可以批注的 xlsx 文件。")
