"""Profiles: which rules are used and how branches are graded."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from auditor.rulebook.grading import BySeverity, Grading
from auditor.rulebook.rule import Rule
from auditor.tables import Strict


class Profile(Strict):
    """A named selection. ``enable``: only these rules or modules (empty: all); ``disable``: without these. Ids or module names."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,64}$")] = "default"
    name: str = "默认方案"
    description: str = ""
    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    grading: Grading = BySeverity()

    def selects(self, rule: Rule) -> bool:
        """Whether the profile uses the rule. A rule that is switched off is used only where its own id is enabled."""
        names = {rule.id, rule.module}
        wanted = rule.id in self.enable or (rule.enabled and (not self.enable or rule.module in self.enable))
        return wanted and names.isdisjoint(self.disable)
