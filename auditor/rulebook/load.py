"""A folder of YAML -> a rulebook, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from pydantic import Field

from auditor.checks.workdays import NO_DAYS, WorkDays
from auditor.errors import Mistake, Place, RulebookError
from auditor.rulebook.calendar import WORK_DAYS, parse_work_days
from auditor.rulebook.choose import Stock, choose
from auditor.rulebook.folder import CALENDARS, PACK, TABLES, called, digest_of, files_of, misplaced_in
from auditor.rulebook.graded import resolved
from auditor.rulebook.grading import Grading
from auditor.rulebook.links import dangling
from auditor.rulebook.nodes import Document, read_document
from auditor.rulebook.parse import RULES, PlacedRule, Source, parse_rules, sources_in
from auditor.rulebook.profiles import PROFILES
from auditor.rulebook.remarks import dropped
from auditor.rulebook.rule import Rule
from auditor.rulebook.sections import in_sections
from auditor.rulebook.selection import Choice
from auditor.rulebook.settings import Set
from auditor.rulebook.shape import shaped
from auditor.rulebook.suggest import did_you_mean
from auditor.rulebook.tablefile import parse_table
from auditor.rulebook.untested import without_tests
from auditor.rulebook.waivers import POLICY, WaiverPolicy
from auditor.scorecard import Changed
from auditor.shipped import shipped
from auditor.tables import Strict, Table


class Pack(Strict):
    """Identity of a set of rules. ``tags``: the words by which rules may be grouped across modules."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,64}$")]
    version: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(min_length=1)]
    tags: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    waivers: WaiverPolicy = POLICY


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that judges. ``rules`` are those that the profile uses, ``unused`` the others, both in id order.

    ``choices`` says of every rule why it is used or not, ``sets`` where the values of those in use come from; ``doubts`` are of the
    profiles and of the way the files are written.
    ``about``: the profile in words.
    """

    id: str
    version: str
    name: str
    profile: str
    sha256: str
    tables: Mapping[str, Table]
    rules: tuple[Rule, ...]
    unused: tuple[Rule, ...]
    grading: Grading
    places: Mapping[str, Place]
    unused_params: Mapping[str, tuple[str, ...]]
    calendar: WorkDays = NO_DAYS
    choices: Mapping[str, Choice] = field(default_factory=dict)
    sets: Mapping[str, Set] = field(default_factory=dict)
    changes: tuple[Changed, ...] = ()
    doubts: tuple[Mistake, ...] = ()
    narrower: tuple[str, ...] = ()
    waivers: WaiverPolicy = POLICY
    about: str = ""

    def alone(self, rule: Rule) -> Rulebook:
        """The rulebook with this rule as the only one in use; it may still name the others."""
        return replace(self, rules=(rule,), unused=tuple(other for other in (*self.rules, *self.unused) if other.id != rule.id))


def load_rulebook(path: Path | None = None, profile: str | None = None, *, tests: bool = True) -> Rulebook:
    """The rulebook in folder ``path`` (None: the shipped one), tailored to ``profile`` (None: all rules that are switched on).

    Raises ``RulebookError`` with every mistake, in order of place. Without ``tests`` the rules have none, and a mistake in a test is only
    told when there is another.
    """
    root = shipped("rules") if path is None else path
    files = files_of(root)
    if not tests:
        with suppress(RulebookError):
            return _load(root, profile, {name: without_tests(raw, called(root, name)) for name, raw in files.items()}, digest_of(files))
    return _load(root, profile, files, digest_of(files))


def _load(root: Path, profile: str | None, files: Mapping[str, bytes], digest: str) -> Rulebook:
    documents = {name: read_document(raw, called(root, name)) for name, raw in files.items()}
    mistakes = [*misplaced_in(root), *(mistake for document in documents.values() for mistake in document.mistakes)]
    readable = {name: document for name, document in documents.items() if document.data is not None}
    pack = _pack(readable, documents, root, mistakes)
    tables = _tables(readable, mistakes)
    placed = _rules(readable, tables, _broken(documents, tables), root, mistakes)
    calendar = _calendar(readable, mistakes)
    if pack is None or len(readable) < len(documents):
        raise RulebookError(in_order(mistakes))
    stock = Stock((pack.id, pack.version), pack.tags, _sources(readable), {one.rule.id: one for one in placed}, tables, _lost(readable))
    chosen = choose(readable, profile, stock, root.resolve().name, mistakes)
    if mistakes or chosen is None:
        raise RulebookError(in_order(mistakes))
    used = chosen.tailored.rules
    return Rulebook(
        id=pack.id, version=pack.version, name=pack.name, profile=chosen.profile, sha256=digest, tables=tables,
        rules=in_sections(used.values(), chosen.tailored.sections), unused=tuple(one.rule for id_, one in sorted(stock.placed.items()) if id_ not in used),
        grading=resolved(chosen.tailored.grading, used.values()), places={one.rule.id: one.place for one in placed},
        unused_params={one.rule.id: one.unused_params for one in placed if one.unused_params}, calendar=calendar,
        choices=chosen.tailored.choices, sets=chosen.tailored.sets, changes=chosen.changes, narrower=chosen.narrower,
        doubts=(*chosen.doubts, *(mistake for name, raw in files.items() for mistake in dropped(raw, documents[name].file))),
        waivers=pack.waivers, about=chosen.about,
    )


def in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """By file, then line and column as numbers; each once."""
    def key(mistake: Mistake) -> tuple[str, list[int], str, str]:
        file, *numbers = mistake.place.split(":")
        return file, [int(number) for number in numbers if number.isdigit()], mistake.code, mistake.message
    return sorted(set(mistakes), key=key)


def _pack(readable: Mapping[str, Document], documents: Mapping[str, Document], root: Path, mistakes: list[Mistake]) -> Pack | None:
    if PACK not in documents:
        mistakes.append(Mistake(f"{root.resolve().name}/{PACK}", "R213", "缺少规则包说明文件；请写明 id、version、name"))
    if PACK not in readable:
        return None
    pack, wrong = shaped(Pack, readable[PACK].data, readable[PACK])
    mistakes += wrong
    return pack


def _tables(readable: Mapping[str, Document], mistakes: list[Mistake]) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    places: dict[str, Place] = {}
    for name, document in readable.items():
        if not name.startswith(f"{TABLES}/"):
            continue
        table, wrong = parse_table(document)
        mistakes += wrong
        if table and table.id in tables:
            mistakes.append(Mistake(str(document.place(("id",))), "R212", f'台账 "{table.id}" 已在 {places[table.id]} 定义；编号不能重复'))
        elif table:
            tables[table.id], places[table.id] = table, document.place(("id",))
    mistakes += _unknown_tables(tables, readable) if not mistakes else ()
    return tables


def _calendar(readable: Mapping[str, Document], mistakes: list[Mistake]) -> WorkDays:
    """Without the file no year is known."""
    if WORK_DAYS not in readable:
        return NO_DAYS
    calendar, wrong = parse_work_days(readable[WORK_DAYS])
    mistakes += wrong
    return calendar


def _unknown_tables(tables: Mapping[str, Table], readable: Mapping[str, Document]) -> Iterator[Mistake]:
    places = {document.data["id"]: document for name, document in readable.items() if name.startswith(f"{TABLES}/")}
    for table in tables.values():
        for index, name in enumerate(table.yields_to):
            if name not in tables:
                guess = did_you_mean(name, tables) or f"；可选：{'、'.join(tables)}"
                yield Mistake(str(places[table.id].place(("yields_to", index))), "R201", f'没有台账 "{name}"{guess}')


def _broken(documents: Mapping[str, Document], tables: Mapping[str, Table]) -> frozenset[str]:
    """What the tables are called that could not be loaded: by their file, and by their id where it can be read."""
    files = {name: document for name, document in documents.items() if name.startswith(f"{TABLES}/")}
    ids = {str(document.data["id"]) for document in files.values() if isinstance(document.data, dict) and "id" in document.data}
    return frozenset(ids | {Path(name).stem for name, document in files.items() if document.data is None}) - tables.keys()


def _rule_files(readable: Mapping[str, Document]) -> dict[str, Document]:
    return {name: document for name, document in readable.items() if "/" in name and not name.startswith((f"{TABLES}/", f"{PROFILES}/", f"{CALENDARS}/"))}


def _lost(readable: Mapping[str, Document]) -> bool:
    """Whether a file of rules has no list of rules."""
    found = (document.data for document in _rule_files(readable).values())
    return not all(isinstance(data, dict) and isinstance(data.get(RULES), list) for data in found)


def _sources(readable: Mapping[str, Document]) -> dict[str, Source]:
    """Every rule that stands in a file, in order or not, by its id."""
    return {source.id: source for document in _rule_files(readable).values() for source in reversed(sources_in(document))}


def _rules(
    readable: Mapping[str, Document], tables: Mapping[str, Table], broken: frozenset[str], root: Path, mistakes: list[Mistake]
) -> list[PlacedRule]:
    files = _rule_files(readable)
    rules: list[PlacedRule] = []
    first: dict[str, Place] = {}
    for document in files.values():
        found, wrong = parse_rules(document, tables, broken)
        mistakes += wrong
        for one in found:
            if one.rule.id in first:
                message = f"规则编号 {one.rule.id} 重复，已在 {first[one.rule.id]} 使用；请改用别的编号"
                mistakes.append(Mistake(str(one.place), "R210", message))
            else:
                first[one.rule.id] = one.place
                rules.append(one)
    if not files and not mistakes:
        mistakes.append(Mistake(root.resolve().name, "R211", "没有任何规则；规则文件放在子文件夹中（如 national/党费.yaml）"))
    mistakes += dangling([(one.rule.id, link) for one in rules for link in one.links], {one.rule.id: one.rule for one in rules}, _sources(readable))
    return rules
