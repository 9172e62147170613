"""What a rule's ``score`` may say; each mistake with its code and the value that it is about."""

from __future__ import annotations

import pytest

from auditor.rulebook.score import Score
from auditor.rulebook.sentences import points
from tests.rulebook.book import told

OLD = "score: {points: 12, mode: deduct, per_unmet: 1, floor: 0}"


def tiers(*lines: str, points: int = 5) -> str:
    return f"score: {{points: {points}, mode: tiers, tiers: [{', '.join(f'{{{line}}}' for line in lines)}]}}"


HIGH, MIDDLE, LOW = "at_least: 80%, points: 5", "at_least: 70%, less_than: 80%, points: 3", "less_than: 70%, points: 0"
GOOD = [
    tiers(HIGH, MIDDLE, LOW),
    "score: {points: 10, mode: linear, zero_at: 50%, full_at: 90%, floor: 1}",
    "score: {points: 3, mode: stepped, full_at: 90%, step: 10%, per_step: 1, part_step: counts}",
    "score: {points: 6, mode: proportional}",
    "score: {points: 2, mode: bonus, per_met: 0.5}",
]
BAD = [
    (tiers(HIGH, "at_least: 70%, at_most: 80%, points: 3", LOW), "27:37 R431 80% 同时属于 得 5 分的一档 和 得 3 分的一档；各档请写明上下两头（如 at_least 和 less_than），同一个数只归一档"),
    (tiers(HIGH, "more_than: 70%, less_than: 80%, points: 3", LOW), "27:37 R430 70% 不属于任何一档；请补上界限，使各档首尾相接"),
    (tiers(HIGH, LOW), "27:37 R430 70% 不属于任何一档；请补上界限，使各档首尾相接"),
    (tiers(HIGH, "at_least: 1/3, less_than: 80%, points: 3", "less_than: 30%, points: 0"), "27:37 R430 30% 不属于任何一档；请补上界限，使各档首尾相接"),
    (tiers(HIGH, "at_least: 2/3, less_than: 80%, points: 3", "less_than: 70%, points: 0"), "27:37 R431 2/3 同时属于 得 3 分的一档 和 得 0 分的一档；各档请写明上下两头（如 at_least 和 less_than），同一个数只归一档"),
    (tiers(HIGH, "points: 3"), "27:37 R123 得 3 分的一档没有写界限；请用 at_least、more_than、at_most、less_than 写明"),
    (tiers("at_least: 80%, more_than: 80%, points: 5", MIDDLE, LOW), "27:37 R123 得 5 分的一档在同一侧写了两个界限；at_least 与 more_than、at_most 与 less_than 各写一个"),
    (tiers("at_least: 80%, points: 3", "less_than: 80%, points: 5"), "27:37 R432 做到得更多的一档得分反而更少；分值应随比例上升"),
    (tiers(HIGH, MIDDLE, LOW, points=6), "27:5 R123 tiers 的最高一档应得满分 points"),
    (tiers(HIGH.replace("80%", "八成"), MIDDLE, LOW), "27:46 R123 比例请写成 80% 或 4/5，不能写成 八成"),
    ("score: {points: 6, mode: tiers}", "27:5 R123 tiers 与 mode 不相符：mode: tiers 时必写，其他时候不写"),
    ("score: {points: 6, mode: proportional, per_met: 1}", "27:5 R123 per_met 与 mode 不相符：mode: bonus 时必写，其他时候不写"),
    ("score: {points: 6, mode: linear, zero_at: 50%}", "27:5 R123 full_at 与 mode 不相符：mode: linear、stepped 时必写，其他时候不写"),
    ("score: {points: 6, mode: linear, zero_at: 90%, full_at: 90%}", "27:5 R123 zero_at 应小于 full_at，不小于 0%"),
    ("score: {points: 6, mode: linear, zero_at: 0%, full_at: 110%}", "27:5 R123 full_at 应大于 0%、不大于 100%"),
    ("score: {points: 3, mode: stepped, full_at: 90%, step: 0%, per_step: 1, part_step: free}", "27:5 R123 step 应大于 0%、不大于 100%"),
    ("score: {points: 2, mode: bonus, per_met: 0.5, floor: 1}", "27:5 R123 floor 与 mode 不相符：mode: tiers、bonus 时不写"),
    ("score: {points: 2, mode: bonus, per_mat: 0.5}", '27:37 R104 未知的键 "per_mat"，是否想写 "per_met"？'),
]


@pytest.mark.parametrize("text", GOOD)
def test_every_mode_can_be_written(text: str) -> None:
    assert told((OLD, text)) == []


@pytest.mark.parametrize(("text", "mistake"), BAD, ids=[mistake[:24] for _, mistake in BAD])
def test_a_mistake_is_named_at_its_place(text: str, mistake: str) -> None:
    assert told((OLD, text)) == [f"r.yaml:{mistake}"]


@pytest.mark.parametrize(("score", "text"), [
    ('{"points": 4, "mode": "tiers", "tiers": [{"at_least": "80%", "points": 4}, {"less_than": "80%", "points": 1.5}]}',
     "满分 4 分，按做到的比例分档：不低于 80%得 4 分，低于 80%得 1.5 分。"),
    ('{"points": 10, "mode": "linear", "zero_at": "50%", "full_at": "90%", "floor": 1}', "满分 10 分，做到的比例达到 90% 得满分，不高于 50% 不得分，其间按比例得分，最低 1 分。"),
    ('{"points": 3, "mode": "stepped", "full_at": "90%", "step": "10%", "per_step": 1, "part_step": "counts"}',
     "满分 3 分，做到的比例达到 90% 得满分，每低 10% 扣 1 分（不足一步按一步算），最低 0 分。"),
    ('{"points": 6, "mode": "proportional"}', "满分 6 分，按做到的比例得分，最低 0 分。"),
    ('{"points": 2, "mode": "bonus", "per_met": 0.5}', "加分项：每做到一项加 0.5 分，最多加 2 分；没有做到的不扣分。"),
])
def test_points_in_words(score: str, text: str) -> None:
    assert points(Score.model_validate_json(score)) == text
