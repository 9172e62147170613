"""The samples under every profile: read once, and each rule observed once; tests that use this run in the group ``SAMPLES_GROUP``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor import pipeline
from auditor.model import Observation
from auditor.periods import parse_period
from auditor.pipeline import Request
from auditor.records.dataset import Dataset
from auditor.rulebook.load import load_rulebook
from auditor.rulebook.rule import Rule
from auditor.scorecard import Scorecard

ROOT = Path(__file__).parents[1]
SAMPLES = sorted(path.parent for path in (ROOT / "samples").glob("*/expected.yaml"))
PROFILES = sorted(path.stem for path in (ROOT / "rules" / "profiles").glob("*.yaml"))
SAMPLES_GROUP = pytest.mark.xdist_group("samples")


@cache
def expected(sample: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load((sample / "expected.yaml").read_text("utf-8"))
    return found


@cache
def audited(sample: Path, profile: str) -> Scorecard:
    said, book, dataset = expected(sample), load_rulebook(profile=profile), _dataset(sample)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "load", lambda *_, **__: dataset)
        patch.setattr(pipeline, "observe", _remembering(sample))
        return pipeline.audit([sample], book, Request(as_of=said["as_of"], window=parse_period(str(said["period"]))))


@cache
def _dataset(sample: Path) -> Dataset:
    return pipeline.load([sample], load_rulebook().tables)


@cache
def _remembering(sample: Path) -> _Remembering:
    del sample
    return _Remembering()


class _Remembering:
    """``observe``, which looks at each rule once: what is observed depends on the rule, never on the profile that grades it."""

    def __init__(self) -> None:
        self._observe = pipeline.observe
        self._seen: dict[str, list[Observation]] = {}

    def __call__(self, rules: Sequence[Rule], dataset: Dataset, *rest: Any, **more: Any) -> list[Observation]:
        spared = str(sorted(more.get("sparing", {})))
        keys = {rule.id: spared + rule.model_dump_json(include={"id", "check", "applies_when", "effective", "requires"}) for rule in rules}
        new = [rule for rule in rules if keys[rule.id] not in self._seen]
        for one in self._observe(new, dataset, *rest, **more) if new else ():
            self._seen.setdefault(keys[one.rule], []).append(one)
        return [one for rule in rules for one in self._seen[keys[rule.id]]]
