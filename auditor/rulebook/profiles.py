"""The profile files of a rulebook: all are checked, one is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from auditor.errors import Mistake
from auditor.rulebook.graded import misplaced
from auditor.rulebook.nodes import Document
from auditor.rulebook.profile import Profile
from auditor.rulebook.rule import Rule
from auditor.rulebook.shape import shaped
from auditor.rulebook.suggest import did_you_mean

PROFILES = "profiles"


def choose(
    documents: Mapping[str, Document], wanted: str | None, rules: Sequence[Rule], root: str, mistakes: list[Mistake]
) -> Profile | None:
    """The profile called ``wanted`` (None: ``default``, which need not have a file). What is wrong is added to ``mistakes``.

    Names of rules are looked up only where the rules themselves were in order.
    """
    clean = not mistakes
    known: dict[str, Profile] = {}
    for name, document in documents.items():
        if not name.startswith(f"{PROFILES}/"):
            continue
        profile, wrong = shaped(Profile, document.data, document)
        mistakes += wrong
        if profile and "id" not in document.data:
            mistakes.append(Mistake(str(document.place(())), "R120", '缺少必填的键 "id"'))
        elif profile and profile.id in known:
            mistakes.append(Mistake(str(document.place(("id",))), "R216", f'方案 "{profile.id}" 重复；请改用别的编号'))
        elif profile:
            known[profile.id] = profile
            mistakes += _unknown_names(profile, document, rules) if clean else ()
            mistakes += misplaced(profile.grading, list(filter(profile.selects, rules)), rules, document) if clean else ()
    chosen = known.get(wanted or "default", None if wanted else Profile())
    mistakes += _unusable(chosen, wanted, known, rules, root) if clean else ()
    return chosen


def _unusable(
    chosen: Profile | None, wanted: str | None, known: Mapping[str, Profile], rules: Sequence[Rule], root: str
) -> Iterator[Mistake]:
    if chosen is None:
        guess = did_you_mean(str(wanted), known) or f"；可选：{'、'.join(known) or '（没有方案文件）'}"
        yield Mistake(f"{root}/{PROFILES}", "R215", f'没有方案 "{wanted}"{guess}')
    elif not any(chosen.selects(rule) for rule in rules):
        yield Mistake(f"{root}/{PROFILES}", "R211", f'方案 "{chosen.id}" 没有选中任何规则')


def _unknown_names(profile: Profile, document: Document, rules: Sequence[Rule]) -> Iterator[Mistake]:
    """What the profile switches but no rule or module is called."""
    known = {name for rule in rules for name in (rule.id, rule.module)}
    for key in ("enable", "disable"):
        for index, name in enumerate(getattr(profile, key)):
            if name not in known:
                guess = did_you_mean(name, sorted(known)) or "；请写规则编号（如 ZH-07）或模块名"
                yield Mistake(str(document.place((key, index))), "R214", f'没有规则或模块 "{name}"{guess}')
