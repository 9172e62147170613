"""A person's answer to a question that no ledger answers."""

from datetime import date

import pytest

from auditor.model import Level, Verdict
from tests.overlays.made import answer, finding, run


def asked(card, branch="第一党支部"):
    return finding(card, branch, "GX-91")


def test_without_an_answer_it_awaits_a_person(tmp_path):
    found = asked(run(tmp_path))
    assert found.verdict is Verdict.PENDING
    assert "待人工认定" in found.message
    assert "尚未到期" not in found.message


@pytest.mark.parametrize(
    ("word", "verdict", "level"), [("符合", Verdict.PASS, None), ("基本符合", Verdict.FAIL, Level.YELLOW), ("不符合", Verdict.FAIL, Level.RED)]
)
def test_the_answer_becomes_the_verdict_and_the_evidence(tmp_path, word, verdict, level):
    card = run(tmp_path, answers=answer(answer=word, note="缺一块"))
    found = asked(card)
    assert (found.verdict, found.level) == (verdict, level)
    (proof,) = found.observation.evidence
    assert (proof.file, proof.row, proof.value) == ("attestations.yaml", 5, word)
    for part in ("李乙丑", "考核组", "2022-03-20", "A-1", "缺一块", "照片-01.jpg"):
        assert part in proof.note
    assert asked(card, "第二党支部").verdict is Verdict.PENDING


def test_after_its_valid_days_the_question_is_open_again(tmp_path):
    assert asked(run(tmp_path, answers=answer(), as_of=date(2022, 6, 18))).verdict is Verdict.PASS
    card = run(tmp_path, answers=answer(), as_of=date(2022, 6, 19))
    assert asked(card).verdict is Verdict.PENDING
    assert "到期" in asked(card).message
    assert [one.state for one in card.overlays] == ["expired"]


def test_an_answer_of_the_future_does_not_count_yet(tmp_path):
    card = run(tmp_path, answers=answer(attested_on="2022-04-05"))
    assert asked(card).verdict is Verdict.PENDING
    assert [one.state for one in card.overlays] == ["later"]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_answers_the_later_counts_and_that_is_told(tmp_path, turned):
    two = [answer(), answer(id="A-2", answer="不符合", attested_on="2022-03-28")]
    card = run(tmp_path, answers="".join(two[::-1] if turned else two))
    assert asked(card).verdict is Verdict.FAIL
    assert {one.id: one.state for one in card.overlays} == {"A-1": "replaced", "A-2": "in_force"}


def test_an_answer_of_the_last_day_of_the_calendar_never_ends(tmp_path):
    card = run(tmp_path, answers=answer(attested_on="9999-12-31"))
    assert [one.state for one in card.overlays] == ["later"]
    card = run(tmp_path, answers=answer(attested_on="9999-12-31"), as_of=date.max)
    assert asked(card).verdict is Verdict.PASS
