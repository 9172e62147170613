"""``auditor demo``: the shipped sample through the same steps as any other input."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

SAMPLE, PERIOD, AS_OF, PROFILE = "inspection-2022q1", "2022Q1", date(2022, 4, 4), "quarterly-inspection"


@click.command(short_help="用自带样例演示一次检查。", epilog="示例：auditor demo  或  auditor demo --out 演示结果")
@click.option("--out", metavar="目录", default="检查结果_演示", type=click.Path(file_okay=False, path_type=Path), help="结果存到哪里，默认“检查结果_演示”。")
def demo(out: Path) -> None:
    """检查自带的样例：一所虚构学院 13 个党支部 2022 年一季度的台账，姓名、号码均为虚构。"""
    from auditor.cli.audit import note, present
    from auditor.periods import parse_period
    from auditor.pipeline import Request, audit
    from auditor.rulebook.load import load_rulebook
    from auditor.shipped import shipped

    folder = shipped("samples") / SAMPLE
    note(f"样例在：{folder}")
    request = Request(as_of=AS_OF, window=parse_period(PERIOD), tell=note)
    present(audit([folder], load_rulebook(profile=PROFILE, tests=False), request), out, ("xlsx", "html", "json"))
