"""The command line: one file per command, loaded only when it is called, and one error boundary around them all."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import Any

import click

from auditor import __version__
from auditor.cli.boundary import guarded
from auditor.cli.chinese import chinese, speak_chinese
from auditor.garbage import spare

speak_chinese()

COMMANDS = {
    "audit": ("auditor.cli.audit:audit", "检查台账，给出每个支部的红黄绿灯和整改清单。"),
    "annotate": ("auditor.cli.annotate:annotate", "把检查结果批注在原表的副本上。"),
    "demo": ("auditor.cli.demo:demo", "用自带样例演示一次检查。"),
    "inspect": ("auditor.cli.inspect:inspect", "说明程序把每个文件、每张表看成了什么。"),
    "map": ("auditor.cli.map:map_", "逐个询问认不准的表、列和支部名称，记住答案。"),
    "rules": ("auditor.cli.rules:rules", "查看、解释、校验和试验规则。"),
    "template": ("auditor.cli.template:template", "写出空白台账，供没有台账的支部填写。"),
    "schema": ("auditor.cli.schema:schema", "输出记分卡、规则和台账定义的 JSON Schema。"),
}
"""Name: where the command is, and its line in the help, which must not import it."""


class Program(click.Group):
    """A group that imports a command when it is called and lets no exception out."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, in the order of the registry."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name; None when there is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        return _in_chinese(getattr(import_module(module), attribute))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does, and for an unknown name say which it may have been."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.UsageError(f"没有这个命令：{args[0]}。可用的命令：{'、'.join(COMMANDS)}", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The registry's lines; nothing is imported for them."""
        del ctx
        with formatter.section(chinese("Commands")):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def main(self, args: Sequence[str] | None = None, *rest: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run inside the error boundary and exit with its status; with ``standalone_mode`` off, as Click does."""
        spare()
        run = partial(super().main, args, *rest, standalone_mode=False, **extra)
        return sys.exit(guarded(run)) if standalone_mode else run()


def _in_chinese(command: click.Command) -> click.Command:
    """The words of the usage line, which Click does not translate."""
    command.options_metavar = "[选项]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]..."
        for below in command.commands.values():
            _in_chinese(below)
    return command


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    epilog="例：auditor audit 2022年一季度台账/ --period 2022Q1 --out 检查结果",
)
@click.version_option(__version__, message="auditor %(version)s")
def main() -> None:
    """党支部台账检查：读取现有的电子表格，按规则逐项核对，给每个支部一盏红黄绿灯，每盏灯都能查到依据和出处。"""
