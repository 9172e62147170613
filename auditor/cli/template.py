"""``auditor template``: blank workbooks for those who have no ledger yet. Nobody must use them: ledgers are read as they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from auditor.tables import Table


@click.command(
    short_help="写出空白台账，供没有台账的支部填写。",
    epilog="示例：auditor template 党员名册 dues --out 空白台账  或  auditor template --all --out 空白台账",
)
@click.argument("names", nargs=-1, metavar="[台账]...")
@click.option("--all", "every", is_flag=True, help="所有台账，每种一个文件。")
@click.option("--out", metavar="目录", default="空白台账", type=click.Path(file_okay=False, path_type=Path), help="存到哪里，默认“空白台账”。")
@click.option("--rules", "rules_dir", metavar="目录", type=click.Path(exists=True, file_okay=False, path_type=Path), help="规则包所在目录，默认用自带的。")
def template(names: tuple[str, ...], every: bool, out: Path, rules_dir: Path | None) -> None:
    """写出空白的台账（Excel），列名、下拉选项和格式都设好，填好后直接可以检查。

    已有台账的不必改用：程序照原样读。不写台账名称时，列出有哪些台账。
    """
    from auditor.records.vocabulary import make_vocabulary
    from auditor.reports.save import save_files
    from auditor.reports.template import render
    from auditor.rulebook.load import load_rulebook

    tables = load_rulebook(rules_dir, tests=False).tables
    chosen = list(tables.values()) if every else [_table(name, tables) for name in names]
    if not chosen:
        for table in tables.values():
            click.echo(f"{table.id}\t{table.name}")
        return
    vocabulary = make_vocabulary(tables)
    for path in save_files(out, {f"{table.name}.xlsx": render(table, vocabulary) for table in chosen}):
        click.echo(path)


def _table(name: str, tables: Mapping[str, Table]) -> Table:
    from auditor.errors import Mistake, UsageError
    from auditor.rulebook.suggest import did_you_mean

    named = {**{table.name: table for table in tables.values()}, **tables}
    if name not in named:
        known = did_you_mean(name, named) or f"；可用的有：{'、'.join(table.name for table in tables.values())}"
        raise UsageError(Mistake("", "E204", f"没有台账“{name}”{known}"))
    return named[name]
