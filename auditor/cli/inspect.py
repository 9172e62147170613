"""``auditor inspect``: what was understood of every file and sheet, before anything is judged."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    short_help="说明程序把每个文件、每张表看成了什么。",
    epilog="示例：auditor inspect 2022年一季度材料  或  auditor inspect 党员花名册.xlsx 党费.xlsx",
)
@click.argument("paths", nargs=-1, required=True, metavar="路径...", type=click.Path(exists=True, path_type=Path))
@click.option("--rules", "rules_dir", metavar="目录", type=click.Path(exists=True, file_okay=False, path_type=Path), help="规则包所在目录，默认用自带的。")
def inspect(paths: tuple[Path, ...], rules_dir: Path | None) -> None:
    """说明程序把每个文件、每张工作表看成了哪种台账：表头在哪一行、每一列认成什么、读到几条、跳过哪些行及原因、报送范围和问题。

    只读不改；不评判支部，要评判请用 auditor audit。
    """
    from rich.console import Console
    from rich.text import Text

    from auditor.cli.understanding import describe
    from auditor.reports.clean import Target, clean
    from auditor.reports.guard import safe
    from auditor.rulebook.load import load_rulebook

    console = Console(highlight=False, emoji=False)
    for line, important in describe(paths, load_rulebook(rules_dir).tables):
        console.print(Text(clean(safe(line), Target.SCREEN), style="bold" if important else ""), soft_wrap=True)
