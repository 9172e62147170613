"""Check kind ``manual``: a question that only a person can answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from auditor.checks.base import BRANCHES, Cells, Dated, Measure, Population, Scope, Support, state
from auditor.checks.count_per_period import existed
from auditor.checks.options import WhenEmpty
from auditor.checks.reading import NO
from auditor.checks.truth import ALWAYS
from auditor.tables import Strict, Table

MEANINGS = {"pass": "合格", "yellow": "黄色", "red": "红色"}


class Proof(Strict):
    """Which files an answer must name."""

    required: bool = False
    at_least_files: Annotated[int, Field(ge=1)] = 1


class Asked(Strict):
    """Who may answer. ``not_same_branch``: nobody of the branch that is judged."""

    role: str = ""
    not_same_branch: bool = False


class Manual(Strict):
    """需要人工认定的事项，如现场查看、听取意见。

    One question per branch, and what each answer means: ``pass``, ``yellow`` or ``red``. It awaits a person's answer (待办) whatever the
    records say; no ledger makes it pass. Answers stand in ``attestations.yaml``; each is valid for ``valid_days`` after the day on which it
    was given, then the question is open again. ``evidence`` and ``attested_by`` say what an answer must bring. An answer that means
    ``red`` is one grave fault: the rule's ``levels`` say ``red: [{grave_at_least: 1}]``, or ``yellow`` or ``red`` where all answers agree.

    Example::

        check: {kind: manual, question: 现场查看：入党誓词、党员权利义务是否上墙？, answers: {符合: pass, 基本符合: yellow, 不符合: red}}
    """

    kind: Literal["manual"]
    question: Annotated[str, Field(min_length=1)]
    answers: Annotated[dict[str, Literal["pass", "yellow", "red"]], Field(min_length=2)]
    evidence: Proof = Proof()
    attested_by: Asked = Asked()
    valid_days: Annotated[int, Field(ge=1)] = 365

    def population(self) -> Population:
        """Each branch of the register."""
        return BRANCHES

    def empty(self) -> WhenEmpty:
        """A branch that owes no answer did not exist."""
        return WhenEmpty.NOT_APPLICABLE

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        """No answer that is against it."""
        if set(self.answers.values()) == {"pass"}:
            yield "answers", "每个回答都算合格；至少要有一个回答算 yellow 或 red"

    def dated_by(self) -> str | Dated:
        """The day on which is asked."""
        return Dated.LAST_DAY

    def examined(self) -> tuple[str, ...]:
        """None."""
        return ()

    def needs(self) -> Mapping[str, frozenset[str]]:
        """No table."""
        return {}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:  # noqa: ARG002
        """None."""
        return ()

    def cells(self, scope: Scope) -> Cells:
        """One cell: open until someone answers."""
        owed = scope.applies & existed(scope.views["branches"], scope.due_day)
        return Cells({"": state(owed=owed, met=NO, open_=ALWAYS)})

    def support(self, scope: Scope) -> Support | None:  # noqa: ARG002
        """None."""
        return None

    def describe(self) -> str:
        """The question, the answers, and what an answer must bring."""
        answers = "、".join(f"{answer}（{MEANINGS[meaning]}）" for answer, meaning in self.answers.items())
        asked = "；".join(filter(None, (
            f"由{self.attested_by.role}认定" if self.attested_by.role else "",
            "本支部的人不能认定" if self.attested_by.not_same_branch else "",
            f"至少附 {self.evidence.at_least_files} 个佐证文件" if self.evidence.required else "",
            f"认定后 {self.valid_days} 天内有效，没有认定或已过期的为待办",
        )))
        return f"由人工认定：{self.question}可答：{answers}。{asked}。"
