"""``auditor inspect``: what was understood of every file and sheet, before anything is judged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from auditor.tables import Table


@click.command(
    short_help="说明程序把每个文件、每张表看成了什么。",
    epilog="示例：auditor inspect 2022年一季度材料  或  auditor inspect 党员花名册.xlsx 党费.xlsx",
)
@click.argument("paths", nargs=-1, required=True, metavar="路径...", type=click.Path(exists=True, path_type=Path))
@click.option("--rules", "rules_dir", metavar="目录", type=click.Path(exists=True, file_okay=False, path_type=Path), help="规则包所在目录，默认用自带的。")
@click.option("--save", is_flag=True, help="把看懂的结果写进材料旁的 inputs.yaml，推定的写成备注，核对后可以改；已有的内容不动。")
def inspect(paths: tuple[Path, ...], rules_dir: Path | None, save: bool) -> None:
    """说明程序把每个文件、每张工作表看成了哪种台账：表头在哪一行、每一列认成什么、读到几条、跳过哪些行及原因、报送范围和问题。

    只读不改；不评判支部，要评判请用 auditor audit。
    """
    from rich.console import Console
    from rich.text import Text

    from auditor.cli.understanding import describe
    from auditor.reports.clean import Target, clean
    from auditor.reports.guard import safe
    from auditor.rulebook.load import load_rulebook

    console, tables = Console(highlight=False, emoji=False), load_rulebook(rules_dir, tests=False).tables
    for line, important in describe(paths, tables):
        console.print(Text(clean(safe(line), Target.SCREEN), style="bold" if important else ""), soft_wrap=True)
    if save:
        _save(paths, tables)


def _save(paths: tuple[Path, ...], tables: Mapping[str, Table]) -> None:
    from auditor.cli.keeping import keep
    from auditor.cli.map import read_all
    from auditor.records.inputs_file import Declarations, find_inputs_file, read_inputs_file
    from auditor.records.remembered import remembered

    read, beside = read_all(paths, tables), find_inputs_file(paths)
    declared = read_inputs_file(beside, tables) if beside else Declarations()
    entries = remembered(read.understood, read.dataset, declared, tables)
    if entries:
        click.echo(f"写了 {len(entries)} 项：{keep(paths, entries, {})}（推定的写在 # 后面，核对后去掉 # 才算数）")
    else:
        click.echo("没有要补写的：每张表都已经写在 inputs.yaml 里，或没有一张表能用。")
