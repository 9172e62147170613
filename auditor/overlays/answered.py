"""People's answers laid over the observations of manual rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from auditor.checks.manual import Manual
from auditor.model import Evidence, Observation, Standing, State
from auditor.overlays.settle import Answered
from auditor.rulebook.rule import Rule


def last_day(one: Answered) -> date:
    """The last day on which the answer holds; the day on which it was given is not counted; at most the calendar's last."""
    left = (date.max - one.answer.attested_on).days
    return one.answer.attested_on + timedelta(days=min(one.check.valid_days, left))


def newest(answers: Sequence[Answered], as_of: date) -> dict[tuple[str, str], Answered]:
    """By rule and branch the latest answer given by ``as_of``, valid or not; of one day the later in the file."""
    given = sorted((one for one in answers if one.answer.attested_on <= as_of), key=lambda one: one.answer.attested_on)
    return {(one.rule.id, one.branch): one for one in given}


def answered(seen: Sequence[Observation], rules: Sequence[Rule], answers: Sequence[Answered], as_of: date) -> list[Observation]:
    """The observations with the answers in force in place of what was open.

    A question without an answer, or with one that is out of date, stays open and says that it awaits a person.
    """
    questions = {rule.id: rule.check for rule in rules if isinstance(rule.check, Manual)}
    latest = newest(answers, as_of)
    return [_asked(one, questions[one.rule], latest.get((one.rule, one.branch)), as_of) if one.rule in questions else one for one in seen]


def _asked(seen: Observation, asked: Manual, given: Answered | None, as_of: date) -> Observation:
    if not seen.open or seen.standing is not Standing.APPLIES:
        return seen
    if given is None:
        return replace(seen, note=f"待人工认定：{asked.question}可答：{'、'.join(asked.answers)}")
    if as_of > last_day(given):
        return replace(seen, note=f"待人工认定：{given.answer.attested_on} 的认定已于 {last_day(given)} 到期，请重新认定")
    return _settled(seen, given)


def _settled(seen: Observation, one: Answered) -> Observation:
    meaning = one.check.answers[one.answer.answer]
    if seen.bare and meaning != "pass":
        return replace(seen, open=0, unknown=seen.open, evidence=(_proof(one, State.UNKNOWN),), evidence_total=seen.open)
    if meaning == "pass":
        return replace(seen, open=0, met=seen.open, perhaps=seen.bare, loose=seen.open if seen.bare else 0, evidence=(_proof(one, State.MET),))
    unmet = (_proof(one, State.UNMET),)
    return replace(seen, open=0, unmet=seen.open, grave=seen.open if meaning == "red" else 0, perhaps=False, evidence=unmet, evidence_total=seen.open)


def _proof(one: Answered, state: State) -> Evidence:
    answer = one.answer
    files = f"；佐证：{'、'.join(answer.evidence)}" if answer.evidence else ""
    note = f"{answer.attested_by.text} {answer.attested_on} 认定（{answer.id}）{f'：{answer.note}' if answer.note else ''}{files}"
    return Evidence(state=state, file=one.place.file.rpartition("/")[2], row=one.place.line, value=answer.answer, note=note)
