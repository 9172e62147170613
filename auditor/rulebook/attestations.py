"""``attestations.yaml``: answers of people to the questions of ``manual`` rules."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from auditor.rulebook.days import Day
from auditor.tables import Strict

Text = Annotated[str, Field(min_length=1)]


class AttestedBy(Strict):
    """Who answered: the name, in what capacity, and from which branch where the rule asks for it."""

    name: Text
    role: str = ""
    from_branch: str = ""

    @property
    def text(self) -> str:
        """李某（考核组）."""
        return f"{self.name}（{self.role}）" if self.role else self.name


class Answer(Strict):
    """One answer about one branch. ``evidence`` are names of files that stand for it."""

    branch: Text
    answer: Text
    attested_by: AttestedBy
    attested_on: Day
    evidence: tuple[Text, ...] = ()
    note: str = ""


class Attestation(Answer):
    """An answer to the question of one rule, with the id that reports show."""

    id: Text
    rule: Text


class AttestationFile(Strict):
    """The whole file."""

    attestations: tuple[Attestation, ...]
