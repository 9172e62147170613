"""How many cases each property has tried: many branches are audited in one example, so hypothesis' own count says little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache, lru_cache
from random import Random
from typing import cast

from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from auditor.checks.allowed import Allowed
from auditor.checks.base import Check, Dated
from auditor.model import Severity
from auditor.rulebook.dating import PERIOD_END
from auditor.rulebook.grading import Band, ByCount, ByScore, BySeverity, Cap, Grading, Group
from auditor.rulebook.load import Rulebook, load_rulebook
from auditor.rulebook.rule import Effective, Rule
from auditor.tables import DATES
from tests.properties.cases import COLUMNS, Setting, batch
from tests.properties.derived import GROWING, derived_rules
from tests.properties.world import World

WANTED = settings.default.max_examples if settings.default else 300
BATCH = 150 if WANTED <= 1000 else 400
EXAMPLES = max(2, -(-WANTED // BATCH))
SAME = bool(settings.default and settings.default.derandomize)
"""Whether every run looks at the same cases; then all properties do, and share their audit."""
AT_ONCE = 24
SEVERITY = (BySeverity(), BySeverity(), BySeverity(red_below=80, green_from=95), BySeverity(red_below=90, green_from=99))
BANDS = tuple(Band.model_validate(one) for one in (
    {"name": "优秀", "light": "green", "at_least": 95}, {"name": "良好", "light": "green", "at_least": 85, "less_than": 95},
    {"name": "一般", "light": "yellow", "at_least": 60, "less_than": 85}, {"name": "不合格", "light": "red", "less_than": 60},
))

TRIED: Counter[str] = Counter()
"""Name of a property -> cases."""

Body = Callable[[World, Random], int]


def over_branches(name: str, *, growing: bool = False) -> Callable[[Body], Callable[[], None]]:
    """A test of many random branches per example. ``growing``: only composites that one more record
    can only help, and no days on which sources differ, since a record of such a day settles nothing. ``body`` returns how many cases it tried; together at least the profile's number."""

    def decorate(body: Body) -> Callable[[], None]:
        @settings(max_examples=EXAMPLES, phases=(Phase.explicit, Phase.generate))  # a smaller seed is no simpler case
        @given(number=st.integers(0, 2**48))
        def every(number: int) -> None:
            TRIED[name] += body(world(number, growing=growing), Random(f"{number}/{name}"))

        if SAME:
            every = seed(2022)(every)

        def test() -> None:
            TRIED[name] = 0
            every()
            assert TRIED[name] >= WANTED

        return test

    return decorate


@lru_cache(maxsize=2 * EXAMPLES if SAME else 1)
def world(number: int, *, growing: bool) -> World:
    """The example that a number stands for."""
    random = Random(number)
    setting, cases = batch([f"{number}/{place}" for place in range(BATCH)], rulebook().tables)
    rules = sorted(random.sample(rulebook().rules, AT_ONCE), key=lambda rule: rule.id)
    grading = random.choice((*SEVERITY, *others([rule.id for rule in rules])))
    made = [rule for rule in derived_rules(plainly(rules), random) if not growing or grows(rule.check)]
    book = replace(rulebook(), rules=(*(rule if growing else versioned(rule, setting, random) for rule in rules), *made), grading=grading)
    return World(cases, setting, book)


def grows(check: object) -> bool:
    """Whether one more record can only help: composites without a denied part, at any depth."""
    inner = [part.check for part in getattr(check, "parts", ())]
    return isinstance(check, GROWING) and all(grows(one) if hasattr(one, "parts") else getattr(one, "kind", "") != "not" for one in inner)


def others(rules: list[str]) -> tuple[Grading, ...]:
    """Gradings of the other modes over these rules: by count; by score with weighted groups, a veto, a cap and a coverage."""
    groups = (Group(name="单", weight=70, of=tuple(rules[::2])), Group(name="双", weight=30, of=tuple(rules[1::2])))
    cap = Cap(severity=Severity.MAJOR, fails_more_than=1, to="一般")
    return (
        ByCount(mode="count", of=13, green_at_most=2, yellow_at_most=6), ByCount(mode="count", of=100, green_at_most=0, yellow_at_most=20),
        ByScore(mode="score", bands=BANDS), ByScore(mode="score", bands=BANDS, groups=groups, veto=tuple(rules[::5]), caps=(cap,), coverage_less_than="50%"),
    )


@cache
def rulebook() -> Rulebook:
    """The shipped rules. Each branch is a case of its own, so what compares branches with each other is asked within each."""
    book = whole_rulebook()
    return replace(book, rules=tuple(map(within_branch, book.rules)))


@cache
def whole_rulebook() -> Rulebook:
    """The shipped rules that look at the ledgers of the cases."""
    book = load_rulebook()
    rules = tuple(filter(fits, book.rules))
    assert len(rules) >= 36, "rules changed what they need: see COLUMNS"
    return replace(book, rules=rules)


def fits(rule: Rule) -> bool:
    """The cases have what the rule cannot do without (``a|b``: one of these columns)."""
    needs = cast(Check, rule.check).needs()
    return all(table in COLUMNS and all({"branch", *COLUMNS[table]} & set(key.split("|")) for key in keys) for table, keys in needs.items())


def versioned(rule: Rule, setting: Setting, random: Random) -> Rule:
    """One rule in three is in force from or until a day in or near the window only, by all sources or by some."""
    if random.random() < 2 / 3:
        return rule
    check = cast(Check, rule.check)
    days = sorted(setting.window.start + timedelta(days=random.randint(-20, (setting.window.end - setting.window.start).days + 20)) for _ in range(2))
    begins = random.choice(({"from": days[0]}, {"from": days[0], "certain_from": days[1]}))
    ends = random.choice(({"to": days[1]}, {"certain_to": days[0], "to": days[1]}))
    table = rulebook().tables[check.population().table]
    columns = [key for key in COLUMNS[table.id] if table.columns[key].type in DATES]
    by = [] if check.dated_by() is Dated.PERIOD else [*columns, PERIOD_END, *([] if check.dated_by() is Dated.ROW and not table.date else [None])]
    effective = Effective.model_validate({**random.choice((begins, ends)), "by": random.choice(by or [None])})
    return rule.model_copy(update={"effective": effective})


def plainly(rules: list[Rule]) -> list[Rule]:
    """Those that may stand within others: not those under which a word that its list does not know is itself a fault."""
    return [rule for rule in rules if rule.id not in asks_for_spelling()]


def within_branch(rule: Rule) -> Rule:
    if getattr(rule.check, "scope", "") != "all":
        return rule
    return rule.model_copy(update={"check": rule.check.model_copy(update={"scope": "branch"})})


@cache
def asks_for_spelling() -> frozenset[str]:
    """The rules under which a word that its list does not know is itself a fault."""
    return frozenset(rule.id for rule in whole_rulebook().rules if isinstance(rule.check, Allowed) and not rule.check.values)
