"""``auditor map``: ask what only a person can know about the input, one question at a time, and remember the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from auditor.records.questions import Answer, Question, Read
    from auditor.tables import Table

STOP = "q"


class _Stop(Exception):
    """The person has had enough; what was answered so far is kept."""


@click.command(
    name="map", short_help="逐个询问认不准的表、列和支部名称，记住答案。",
    epilog="示例：auditor map 2022年一季度材料  或  auditor map --no-input 2022年一季度材料",
)
@click.argument("paths", nargs=-1, required=True, metavar="路径...", type=click.Path(exists=True, path_type=Path))
@click.option("--no-input", is_flag=True, help="不提问，只列出还没有确认的问题（供脚本使用）。")
@click.option("--rules", "rules_dir", metavar="目录", type=click.Path(exists=True, file_okay=False, path_type=Path), help="规则包所在目录，默认用自带的。")
def map_(paths: tuple[Path, ...], no_input: bool, rules_dir: Path | None) -> None:
    """逐个询问认不准的表、列、支部名称和报送范围，把答案记在材料旁的 inputs.yaml 里，下次同样的表头不再问。

    只问，不替人决定：回车跳过，q 结束；已经回答的都会保留。原有表格只读不改。
    """
    from auditor.rulebook.load import load_rulebook

    tables = load_rulebook(rules_dir, tests=False).tables
    if no_input:
        _list(_open(paths, tables))
        return
    kept, seen = 0, set[str]()
    try:
        while fresh := _next(_open(paths, tables), seen):
            answers = _ask(fresh, seen)
            kept += len(answers)
            _keep(paths, answers)
    except _Stop as stop:
        kept += len(stop.args[0])
        _keep(paths, stop.args[0])
    _close(paths, kept, asked=bool(seen))


def _open(paths: Sequence[Path], tables: Mapping[str, Table]) -> list[Question]:
    from auditor.records.questions import questions

    return questions(read_all(paths, tables))


def _next(questions: Sequence[Question], seen: set[str]) -> list[Question]:
    """Those of the first sort that is open: what is answered of columns may settle what is asked of periods."""
    fresh = [question for question in questions if question.about not in seen]
    return [question for question in fresh if question.about.split()[0] == fresh[0].about.split()[0]]


def read_all(paths: Sequence[Path], tables: Mapping[str, Table]) -> Read:
    """The input with what became of it, as far as it goes."""
    from auditor.errors import AuditorError
    from auditor.records.assemble import dataset_from
    from auditor.records.load import read
    from auditor.records.questions import Read
    from auditor.scorecard import InputFile

    files, understood, declarations = read(paths, tables)
    try:
        inputs = [InputFile(file.file, file.sha256) for file in files]
        dataset = dataset_from(understood, tables, files=inputs, declarations=declarations)
    except AuditorError:
        dataset = None
    return Read(files, understood, tables, dataset)


def _ask(questions: Sequence[Question], seen: set[str]) -> list[Answer]:
    """The answers; ``_Stop`` carries those that were given before the end."""
    given: list[Answer] = []
    for number, question in enumerate(questions, 1):
        seen.add(question.about)
        click.echo(f"\n[{number}/{len(questions)}] {_shown(question.text)}")
        for example in question.examples:
            click.echo(f"    {_shown(example)}")
        for place, label in enumerate(question.choices, 1):
            click.echo(f"  {place}  {_shown(label)}")
        answer = _answer(question, given)
        if answer:
            given.append(answer)
    return given


def _answer(question: Question, given: list[Answer]) -> Answer | None:
    from auditor.periods import parse_period
    from auditor.records.questions import Answer

    while True:
        try:
            said = click.prompt("请填" if question.period else "请填编号", default="", show_default=False, prompt_suffix="（回车跳过，q 结束）：").strip()
        except click.Abort:
            said = STOP
        if said.lower() == STOP:
            raise _Stop(given)
        if not said:
            return None
        if said.isdigit() and 1 <= int(said) <= len(question.choices):
            return list(question.choices.values())[int(said) - 1]
        if question.period:
            try:
                return Answer(question.period.model_copy(update={"period": parse_period(said).label}))
            except ValueError:
                pass
        hint = "时段写成 2022Q1、2022-03 或 2022" if question.period else f"只能填 1 到 {len(question.choices)}"
        click.echo(f"  没有这个选项：{hint}。")


def _keep(paths: Sequence[Path], answers: Sequence[Answer]) -> None:
    if answers:
        from auditor.cli.keeping import keep
        from auditor.records.inputs_text import entry_lines

        entries = [entry_lines(answer.entry) for answer in answers if answer.entry]
        keep(paths, entries, dict(answer.alias for answer in answers if answer.alias))


def _close(paths: Sequence[Path], kept: int, *, asked: bool) -> None:
    from auditor.records.inputs_file import find_inputs_file

    if kept:
        click.echo(f"\n记下 {kept} 个答案：{find_inputs_file(paths)}")
        click.echo(f"接着可以看结果：auditor inspect {' '.join(map(str, paths))}")
    else:
        click.echo("没有记下新的答案。" if asked else "没有需要询问的：每张表、每一列和每个支部名称都认得准。")


def _list(questions: Sequence[Question]) -> None:
    for number, question in enumerate(questions, 1):
        click.echo(f"{number}. {_shown(question.text)}")
        click.echo(f"   可选：{_shown('；'.join(question.choices) or '填写时段')}")
    click.echo(f"共 {len(questions)} 个问题没有确认。" if questions else "没有需要确认的问题。")


def _shown(text: str) -> str:
    from auditor.reports.clean import Target, clean
    from auditor.reports.guard import safe

    return clean(safe(text), Target.SCREEN)
