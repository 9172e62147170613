"""``auditor schema``: the published JSON Schemas."""

from __future__ import annotations

import json

import click


@click.command(epilog="例：auditor schema scorecard > scorecard.schema.json")
@click.argument("what", metavar="scorecard|rule|table|profile", type=click.Choice(["scorecard", "rule", "table", "profile"]))
def schema(what: str) -> None:
    """输出 JSON Schema：记分卡（scorecard）、规则文件（rule）、台账定义（table）或方案（profile）。

    供编辑器提示规则的写法，也供其他程序核对 scorecard.json。
    """
    from auditor.reports.schema import scorecard_schema
    from auditor.rulebook.schema import profile_schema, rule_schema, table_schema

    made = {"scorecard": scorecard_schema, "rule": rule_schema, "table": table_schema, "profile": profile_schema}[what]()
    click.echo(json.dumps(made, ensure_ascii=False, indent=2))
