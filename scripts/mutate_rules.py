"""Changes each bound, each inclusive sign and each filter line of every shipped rule, one at a time, and runs the rule's own cases.

A mutant that every case lets pass survives: nothing shows what that bound or line is for. A survivor that cannot be helped is explained
beside its rule in a comment ``# mutation survives: <label>: <why>``. Prints the others and ends with status 1 if there are any.

Usage: python scripts/mutate_rules.py [RULE ...]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from auditor.rulebook.load import Rulebook, load_rulebook
from auditor.rulebook.nodes import Document, read_document
from auditor.rulebook.parse import parse_rules
from auditor.ruletests import run_case
from auditor.shipped import shipped

BOUNDS = frozenset({
    "at_least", "at_most", "more_than", "less_than", "grave_below", "fewer_than", "years", "months", "days", "work_days", "default",
    "up_to", "rate", "fixed", "cap", "tolerance", "min_length", "n", "drop_at_most", "valid_days", "at_least_files",
    "unmet_at_least", "consecutive_at_least", "grave_at_least", "unmet_share_at_least", "from", "to", "certain_from", "certain_to",
})
SIGNS = {"at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most"}
LINES = frozenset({"where", "except", "whom", "of", "applies_when", "any", "red", "yellow", "parts", "bands", "documents", "plus", "minus"})
"""Lists whose lines are taken out, one at a time."""

FLAGS = frozenset({"on_roll", "inclusive", "not_same_branch", "required"})
"""Words that narrow what is asked; taken out."""

PARTS = ("params", "applies_when", "effective", "check", "levels")
"""The parts of a rule that decide; names, texts, points and tests are left alone."""

Step = str | int
Route = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed rule and what was changed, for example ``check.within.months 3 -> 4``."""

    label: str
    rule: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """A rule as it stands in its file, and the labels that its comments explain."""

    document: Document
    index: int
    explained: tuple[str, ...]

    @property
    def data(self) -> Mapping[str, Any]:
        """The rule itself."""
        found: Mapping[str, Any] = self.document.data["rules"][self.index]
        return found


def written(folder: Path) -> Iterator[Written]:
    """Every rule of the files below ``folder``."""
    for path in sorted([*(folder / "national").glob("*.yaml"), *(folder / "university").glob("*.yaml")]):
        text = path.read_text(encoding="utf-8")
        document = read_document(text.encode(), path.relative_to(folder).as_posix())
        blocks = re.split(r"^  - id: ", text, flags=re.MULTILINE)[1:]
        for index, block in enumerate(blocks):
            yield Written(document, index, tuple(re.findall(r"# mutation survives: (.+?): ", block)))


def mutants(rule: Mapping[str, Any]) -> Iterator[Mutant]:
    """Every single change of one rule."""
    for part in PARTS:
        yield from _below(rule, (part,), rule.get(part))


def _below(rule: Mapping[str, Any], route: Route, value: Any) -> Iterator[Mutant]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _at(rule, (*route, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if route[-1] in LINES:
                yield _without(rule, (*route, index))
            yield from _below(rule, (*route, index), inner)


def _at(rule: Mapping[str, Any], route: Route, value: Any) -> Iterator[Mutant]:
    key = route[-1]
    if key in BOUNDS:
        for other in _neighbours(value):
            yield Mutant(f"{_name(route)} {value} -> {other}", _with(rule, route, other))
    if key in SIGNS and not isinstance(value, bool) and _has_both_signs(rule, route):
        yield _signed(rule, route)
    if key in FLAGS:
        yield _without(rule, route)
    yield from _below(rule, route, value)


def _neighbours(value: Any) -> Iterator[Any]:
    """One more and one less: of a number, a day, a percentage point of a share (of a small one, a tenth of it)."""
    if type(value) in (int, float):
        yield from (value - 1, value + 1)
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = date.fromisoformat(value)
        yield from (str(day - timedelta(1)), str(day + timedelta(1)))
    elif isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?%|\d+/\d+", value):
        share = Fraction(value[:-1]) / 100 if value.endswith("%") else Fraction(value)
        step = Fraction(1, 100) if share > Fraction(1, 20) else Fraction(1, 1000)
        yield from (str(share - step), str(share + step))


def _has_both_signs(rule: Mapping[str, Any], route: Route) -> bool:
    """Conditions and ratios are written with either sign; counts are whole numbers and have one."""
    holder = _holder(rule, route)
    return "column" in holder or "branch" in holder or holder.get("kind") == "ratio"


def _signed(rule: Mapping[str, Any], route: Route) -> Mutant:
    changed, key = deepcopy(dict(rule)), route[-1]
    holder = _holder(changed, route)
    holder[SIGNS[str(key)]] = holder.pop(key)
    return Mutant(f"{_name(route)} -> {SIGNS[str(key)]}", changed)


def _with(rule: Mapping[str, Any], route: Route, value: Any) -> Mapping[str, Any]:
    changed = deepcopy(dict(rule))
    holder = _holder(changed, route)
    holder[route[-1]] = value
    if route[-1] == "default":
        holder.pop("min", None)
        holder.pop("max", None)
    return changed


def _without(rule: Mapping[str, Any], route: Route) -> Mutant:
    """Without one line. Of an ``any`` of two lines the other one is left in its place."""
    changed = deepcopy(dict(rule))
    holder = _holder(changed, route)
    del holder[route[-1]]
    if len(route) > 1 and route[-2] == "any" and len(holder) == 1:
        _holder(changed, route[:-2])[route[-3]] = holder[0]
    return Mutant(f"{_name(route)} dropped", changed)


def _holder(rule: Any, route: Route) -> Any:
    for step in route[:-1]:
        rule = rule[step]
    return rule


def _name(route: Route) -> str:
    return ".".join(map(str, route))


def survives(mutant: Mutant, one: Written, book: Rulebook) -> bool:
    """Whether every case of the rule holds for the mutant. What cannot be loaded does not survive."""
    document = replace(one.document, data={**one.document.data, "rules": [mutant.rule]}, marks={})
    placed, mistakes = parse_rules(document, book.tables)
    if mistakes or not placed:
        return False
    return all(run_case(placed[0].rule, case, book) == [] for case in placed[0].rule.tests)


def main(wanted: list[str]) -> int:
    """Every rule, or those named; status 1 where a survivor is not explained, or an explained one does not survive."""
    book, tried, unexplained, stale = load_rulebook(), 0, 0, 0
    for one in written(shipped("rules")):
        if wanted and one.data["id"] not in wanted:
            continue
        alive = []
        for mutant in mutants(one.data):
            tried += 1
            alive += [mutant.label] if survives(mutant, one, book) else []
        for label in alive:
            if label not in one.explained:
                unexplained += 1
                print(f"{one.data['id']} survives: {label}", flush=True)
        for label in set(one.explained) - set(alive):
            stale += 1
            print(f"{one.data['id']} explained, but does not survive: {label}", flush=True)
    print(f"{tried} mutants, {unexplained} survivors without an explanation, {stale} explanations without a survivor")
    return 1 if unexplained or stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
