"""A profile as it is written: what it is about, what it changes in what it inherits, and how it grades."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from auditor.model import Level, Severity
from auditor.rulebook.grading import Grading
from auditor.rulebook.rule import RedLines, Stage
from auditor.rulebook.sections import Section
from auditor.tables import Strict

PROFILE_ID = r"^[a-z0-9_.-]{1,64}$"
VALUES = ("severity", "stage", "levels", "score", "params")
"""What a change may set."""
ACTIONS = ("enable", "disable", "set")

Text = Annotated[str, Field(min_length=1)]
ONE_OR_SOME = {"anyOf": [{"type": "string", "minLength": 1}, {"type": "array", "items": {"type": "string", "minLength": 1}}]}
Names = Annotated[
    tuple[Text, ...], BeforeValidator(lambda names: tuple(names) if isinstance(names, list) else _alone(names)), WithJsonSchema(ONE_OR_SOME),
]
"""Ids of rules, modules and tags; a single one need not be a list."""


class Change(Strict):
    """One thing that differs from what is inherited, and why: rules are enabled or disabled, or their values set."""

    enable: Names = ()
    disable: Names = ()
    set_: Annotated[Names, Field(alias="set")] = ()
    severity: Severity | None = None
    stage: Stage | None = None
    levels: Level | RedLines | None = None
    score: dict[str, Any] | None = None
    params: dict[str, int | float | str] | None = None
    reason: Text
    approved_by: str = ""
    dated: Annotated[date | None, Field(alias="date")] = None

    @property
    def why(self) -> str:
        """校党委要求每月两次（组织部批准，2026-01-10）."""
        approval = [f"{self.approved_by}批准" if self.approved_by else "", str(self.dated or "")]
        return self.reason + (f"（{'，'.join(filter(None, approval))}）" if any(approval) else "")

    @property
    def values(self) -> list[str]:
        """The values that it sets."""
        return [key for key in VALUES if getattr(self, key) is not None]

    @model_validator(mode="after")
    def _one_action(self) -> Change:
        written = [action for action, names in zip(ACTIONS, (self.enable, self.disable, self.set_), strict=True) if names]
        if len(written) != 1:
            raise ValueError(f"一项改动写且只写 {'、'.join(ACTIONS)} 中的一个")
        if self.set_ and not self.values:
            raise ValueError(f"set 没有写要改什么；可以改：{'、'.join(VALUES)}")
        if self.disable and self.values:
            raise ValueError(f"停用的规则不能再改 {self.values[0]}；请分成两项")
        return self


class PackWanted(Strict):
    """The rulebook that a profile was written for. ``version``: ``~=2026.2`` (2026.2 or a later one of 2026), ``>=2026.2`` or ``==2026.2``."""

    id: Text
    version: Annotated[str, Field(pattern=r"^(~=|>=|==)[0-9]+(\.[0-9]+)*$")]

    def fits(self, id_: str, version: str) -> bool:
        """Whether the rulebook is that one, in a version that will do."""
        sign, wanted, got = self.version[:2], _numbers(self.version[2:]), _numbers(version)
        later = got >= wanted
        same = got == wanted if sign == "==" else later and (sign == ">=" or got[: len(wanted) - 1] == wanted[:-1])
        return id_ == self.id and bool(got) and same


class Profile(Strict):
    """A named selection of rules. ``use``: what it is about, ids, modules and tags (empty: all that is inherited).

    ``sections``: the headings under which reports put the rules (none: as inherited). ``grading`` None: as inherited; where it differs
    from an inherited one, ``grading_reason`` says why.
    """

    id: Annotated[str, Field(pattern=PROFILE_ID)] = "default"
    name: str = "默认方案"
    description: str = ""
    extends: Text | None = None
    pack: PackWanted | None = None
    use: Names = ()
    changes: tuple[Change, ...] = ()
    sections: tuple[Section, ...] = ()
    grading: Grading | None = None
    grading_reason: str = ""


def _alone(name: object) -> object:
    return (name,) if isinstance(name, str) else name


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split("."))) if re.fullmatch(r"[0-9]+(\.[0-9]+)*", version) else ()
