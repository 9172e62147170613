"""A rulebook and records for tests of waivers and answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from auditor.errors import RulebookError
from auditor.overlays.files import Written, read_overlays
from auditor.overlays.settle import settle
from auditor.periods import parse_period
from auditor.pipeline import judge_dataset
from auditor.rulebook.cases import Case
from auditor.rulebook.load import Rulebook, load_rulebook
from auditor.rulebook.nodes import read_document
from auditor.rulebook.parse import parse_rules
from auditor.ruletests import case_dataset

MANUAL = """\
rules:
  - id: GX-91
    name: 活动室标识规范
    module: 高校
    basis: {document: 阵地建设惯例, article: 标识上墙, confidence: L}
    modality: local
    severity: major
    check:
      kind: manual
      question: 现场查看：入党誓词是否上墙？
      answers: {符合: pass, 基本符合: yellow, 不符合: red}
      evidence: {required: true}
      attested_by: {role: 考核组, not_same_branch: true}
      valid_days: 90
    levels: {red: [{grave_at_least: 1}]}
    score: {points: 4, mode: deduct, per_unmet: 2, floor: 0}
    message: "{branch}：标识不规范"
    fix: 按标准更换
"""
BRANCHES = "党支部名称,成立时间\n第一党支部,2010-01-01\n第二党支部,2010-01-01\n第三党支部,2010-01-01\n"
MEETINGS = """\
党支部,会议类型,实际时间
第一党支部,主题党日,2022-03-05
第二党支部,主题党日,2022-01-05
第二党支部,主题党日,2022-02-05
第二党支部,主题党日,2022-03-05
"""
AS_OF = date(2022, 4, 4)


shipped = cache(load_rulebook)


def book(*ids: str) -> Rulebook:
    """The shipped rules of those ids with the manual rule; all others are unused."""
    whole = shipped()
    (manual,), mistakes = parse_rules(read_document(MANUAL.encode(), "m.yaml"), whole.tables)
    assert not mistakes
    rules = tuple(rule for rule in whole.rules if rule.id in ids)
    return replace(whole, rules=(*rules, manual.rule), unused=tuple(rule for rule in (*whole.rules, *whole.unused) if rule.id not in ids))


def records(meetings: str = MEETINGS):
    """Three branches: the first held one of three monthly meetings, the second all, the third none."""
    given = {"branches": BRANCHES, **({"meetings": meetings} if meetings else {})}
    return case_dataset(Case.model_construct(given=given), shipped().tables)


def waiver(**changes: str) -> str:
    """One entry of waivers.yaml; None leaves the key out."""
    keys = {
        "id": "W-1", "rule": "ZH-07", "branch": "第一党支部", "reason": "寒假，已集中补课", "requested_by": "第一党支部", "approved_by": "组织科王甲子",
        "approved_on": "2022-01-04", "effective_from": "2022-01-05", "expires": "2022-05-31", "treat_as": "excluded", **changes,
    }
    return "  - " + "\n    ".join(f"{key}: {value}" for key, value in keys.items() if value is not None) + "\n"


def answer(**changes: str) -> str:
    """One entry of attestations.yaml."""
    keys = {
        "id": "A-1", "rule": "GX-91", "branch": "第一党支部", "answer": "符合", "attested_by": "{name: 李乙丑, role: 考核组, from_branch: 第二党支部}",
        "attested_on": "2022-03-20", "evidence": "[照片-01.jpg]", **changes,
    }
    return "  - " + "\n    ".join(f"{key}: {value}" for key, value in keys.items() if value is not None) + "\n"


def written(tmp_path, *, waivers: str = "", answers: str = "") -> Written:
    """The entries, read from files."""
    for name, text in {"waivers": waivers, "attestations": answers}.items():
        (tmp_path / f"{name}.yaml").write_text(f"{name}:\n{text}" if text else f"{name}: []", "utf-8")
    return read_overlays([tmp_path])


def run(tmp_path, *, waivers: str = "", answers: str = "", meetings: str = MEETINGS, as_of: date = AS_OF, rules=("ZH-07",)):
    """The scorecard under these overlays."""
    rulebook, dataset = book(*rules), records(meetings)
    overlays = settle(written(tmp_path, waivers=waivers, answers=answers), rulebook, dataset)
    return judge_dataset(dataset, rulebook, parse_period("2022Q1"), as_of, overlays=overlays)


def mistakes(tmp_path, *, waivers: str = "", answers: str = "") -> list[str]:
    """What stops the run."""
    try:
        settle(written(tmp_path, waivers=waivers, answers=answers), book("ZH-07", "ZH-01"), records())
    except RulebookError as error:
        return [str(mistake) for mistake in error.mistakes]
    return []


def finding(card, branch: str, rule: str = "ZH-07"):
    """One finding."""
    (score,) = [one for one in card.branches if one.branch == branch]
    (found,) = [one for one in score.findings if one.rule == rule]
    return found


def score(card, branch: str):
    """One branch's line."""
    return next(one for one in card.branches if one.branch == branch)
