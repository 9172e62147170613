"""``auditor schema``: the published JSON Schemas."""

from __future__ import annotations

import json

import click

WHAT = ("scorecard", "rule", "table", "profile", "waivers", "attestations")


@click.command(epilog="例：auditor schema scorecard > scorecard.schema.json")
@click.argument("what", metavar="|".join(WHAT), type=click.Choice(WHAT))
def schema(what: str) -> None:
    """输出 JSON Schema：记分卡（scorecard）、规则文件（rule）、台账定义（table）、方案（profile）、豁免（waivers）或人工认定（attestations）。

    供编辑器提示规则的写法，也供其他程序核对 scorecard.json。
    """
    from auditor.reports.schema import scorecard_schema
    from auditor.rulebook.schema import attestations_schema, profile_schema, rule_schema, table_schema, waivers_schema

    made = (scorecard_schema, rule_schema, table_schema, profile_schema, waivers_schema, attestations_schema)
    click.echo(json.dumps(made[WHAT.index(what)](), ensure_ascii=False, indent=2))
