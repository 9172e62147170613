"""“Did you mean”: near words for one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

LIKE = 60
CHINESE = {
    "编号": "id", "名称": "name", "标题": "name", "模块": "module", "依据": "basis", "严重程度": "severity", "检查": "check", "参数": "params",
    "台账": "table", "筛选": "where", "周期": "every", "至少": "at_least", "至多": "at_most", "多于": "more_than", "少于": "less_than",
    "等于": "is", "整改": "fix", "说明": "message", "得分": "score", "测试": "tests", "适用": "applies_when", "列": "column", "字段": "column",
}


def proposals(word: str, known: Iterable[str]) -> list[str]:
    """The known words nearest to ``word``, best first; several only where equally near. Empty when none is near."""
    choices = list(dict.fromkeys(known))
    translated = [key for chinese, key in CHINESE.items() if chinese in word and key in choices]
    if translated:
        return translated[:1]
    limit = max(1, len(word) // 3)
    near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=limit, limit=3)
    return [choice for choice, distance, _ in near if distance == near[0][1]]


@lru_cache(maxsize=1 << 12)
def like(word: str, known: str) -> bool:
    """Whether ``word`` is the known one, perhaps mistyped."""
    return bool(proposals(word, [known]))


def closest(name: str, known: Iterable[str], most: int) -> list[str]:
    """The known names most like ``name``, best first; for names that people write in many ways."""
    return [choice for choice, _, _ in process.extract(name, list(known), scorer=fuzz.WRatio, score_cutoff=LIKE, limit=most)]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``，是否想写 "x"？`` or nothing."""
    found = " 或 ".join(f'"{choice}"' for choice in proposals(word, known))
    return f"，是否想写 {found}？" if found else ""
