"""An earlier ``scorecard.json`` -> what a run may be compared with."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from auditor.earlier import Earlier, EarlierFinding
from auditor.errors import Mistake, UsageError
from auditor.model import Points, Verdict
from auditor.periods import Period

FORMAT = "auditor.scorecard/1"
MAX_BYTES = 500_000_000
REMEDY = "请指定 auditor audit 写出的 scorecard.json，不要改动它"

MOST = 10**9
"""More than any branch owes or gains: numbers beyond it were not written by an audit."""

Count = Annotated[int, Field(ge=0, le=MOST)]
Score = Annotated[float, Field(ge=0, le=MOST, allow_inf_nan=False)]


class _Read(BaseModel):
    """Strict in what is needed; other keys belong to other readers."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class _Points(_Read):
    low: Score
    high: Score
    of: Score

    @model_validator(mode="after")
    def _ordered(self) -> _Points:
        if self.low > self.high or 0 < self.of < self.high:
            raise ValueError("low, high and of are not in order")
        return self


class _Finding(_Read):
    rule: str
    verdict: Verdict
    met: Count
    unmet: Count
    unknown: Count
    open: Count
    points: _Points | None


class _Branch(_Read):
    branch: str
    findings: tuple[_Finding, ...]


class _Span(_Read):
    label: str
    from_: Annotated[date, Field(alias="from")]
    to: date


class _Rulebook(_Read):
    id: str
    version: str
    profile: str


class _Card(_Read):
    format: Literal["auditor.scorecard/1"]
    period: _Span
    rulebook: _Rulebook
    branches: tuple[_Branch, ...]


def read_previous(path: Path) -> Earlier:
    """The scorecard in ``path``. ``UsageError`` when it cannot be read or is no scorecard of this format."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(Mistake(path.name, "E210", f"上次的记分卡读不出来：{error.strerror}；请检查路径和权限")) from None
    if len(raw) > MAX_BYTES:
        raise UsageError(Mistake(path.name, "E210", f"上次的记分卡超过 {MAX_BYTES // 1_000_000} MB；{REMEDY}"))
    return parse_previous(raw, path.name)


def parse_previous(raw: bytes, file: str) -> Earlier:
    """The same from the file's content. ``UsageError`` as there."""
    try:
        text = raw.decode(json.detect_encoding(raw))
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise UsageError(Mistake(file, "E211", f"上次的记分卡不是 JSON 文件，或已损坏；{REMEDY}")) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UsageError(Mistake(file, "E212", f"这不是本程序的记分卡（format 应为 {FORMAT}）；{REMEDY}"))
    try:
        card = _Card.model_validate_json(text)
    except ValidationError as error:
        places = {".".join(map(str, one["loc"])) for one in error.errors(include_url=False)}
        raise UsageError(Mistake(file, "E213", f"上次的记分卡内容不全或不对：{'、'.join(sorted(places)[:3])}；{REMEDY}")) from None
    names = Counter(branch.branch for branch in card.branches)
    if twice := next((name for name, number in names.items() if number > 1), ""):
        raise UsageError(Mistake(file, "E213", f"上次的记分卡里“{twice}”出现了两次；{REMEDY}"))
    return _earlier(card, file, hashlib.sha256(raw).hexdigest())


def _earlier(card: _Card, file: str, digest: str) -> Earlier:
    found = {(one.rule, branch.branch): _finding(one) for branch in card.branches for one in branch.findings}
    period = Period(card.period.label, card.period.from_, card.period.to)
    return Earlier(file, digest, period, card.rulebook.id, card.rulebook.version, card.rulebook.profile, found)


def _finding(one: _Finding) -> EarlierFinding:
    points = Points(one.points.low, one.points.high, one.points.of) if one.points else None
    return EarlierFinding(one.verdict, one.met, one.unmet, one.unknown, one.open, points)
