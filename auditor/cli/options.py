"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from auditor.periods import Period, parse_period

PERIOD_HELP = "检查期：2022、2022H1、2022Q1 或 2022-03，也可写成 2022年一季度；不写则按材料推定。"


class PeriodType(click.ParamType[Period]):
    """``2022``, ``2022H1``, ``2022Q1``, ``2022-03``, or as people write it: ``2022年一季度``."""

    name = "period"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """The period, or a usage error that shows the spellings."""
        if isinstance(value, Period):
            return value
        try:
            return parse_period(str(value))
        except ValueError:
            self.fail(f"“{value}”不是检查期，请写成 2022（年）、2022H1（上半年）、2022Q1（季度）或 2022-03（月），也可写成 2022年一季度", param, ctx)


def input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What is audited, of when, and by which rules: the paths, ``--period``, ``--as-of``, ``--rules``, ``--profile`` and ``--branches``."""
    folder, file = click.Path(exists=True, file_okay=False, path_type=Path), click.Path(exists=True, dir_okay=False, path_type=Path)
    for option in (
        click.option("--branches", metavar="文件", type=file, help="应报送的支部名录，默认从材料中找。"),
        click.option("--profile", metavar="方案", help="规则包里的方案，默认用全部启用的规则。"),
        click.option("--rules", "rules_dir", metavar="目录", type=folder, help="规则包，默认用自带的。"),
        click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="截至哪一天，默认今天；之后才到期的列为待办。"),
        click.option("--period", "window", type=PeriodType(), metavar="时段", help=PERIOD_HELP),
        click.argument("paths", nargs=-1, required=True, metavar="路径...", type=click.Path(exists=True, path_type=Path)),
    ):
        command = option(command)
    return command


def overlay_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--waivers``, ``--attestations`` and ``--ignore-waivers``."""
    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    for option in (
        click.option("--ignore-waivers", is_flag=True, help="本次不用任何豁免，看原来的结果。"),
        click.option("--attestations", metavar="文件", type=file, help="人工认定文件，默认用材料旁的 attestations.yaml。"),
        click.option("--waivers", metavar="文件", type=file, help="豁免文件，默认用材料旁的 waivers.yaml。"),
    ):
        command = option(command)
    return command
