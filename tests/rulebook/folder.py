"""A small rulebook on disk: ZH-07 in use, DF-01 switched off, GX-01 of a third module in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import RulebookError
from auditor.rulebook.load import Rulebook, load_rulebook
from tests.rulebook.book import BRANCHES, MEETINGS, RULE

PACK = 'id: small\nversion: "2026.2"\nname: 小规则包\ntags: [教育党员有力, 服务师生有力]\n'
OFF = RULE.replace("ZH-07", "DF-01").replace("module: 组织生活", "module: 党费").replace("enabled: true", "enabled: false")
THIRD = RULE.replace("ZH-07", "GX-01").replace("module: 组织生活", "module: 高校\n    tags: [教育党员有力]").replace("modality: shall", "modality: must")


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


def rules(tmp_path: Path, *profiles: str, **files: str) -> Path:
    """The folder with these profiles, each in ``profiles/<id>.yaml``; ``files`` replace ``pack``, ``life``, ``dues`` or ``third``."""
    root = tmp_path / "rules"
    for name, text in {"tables/b": BRANCHES, "tables/m": MEETINGS, "pack": files.get("pack", PACK), "national/life": files.get("life", RULE),
                       "national/dues": files.get("dues", OFF), "national/third": files.get("third", THIRD)}.items():
        write(root, f"{name}.yaml", text)
    for text in profiles:
        write(root, f"profiles/{text.partition('id: ')[2].splitlines()[0]}.yaml", text)
    return root


def book(tmp_path: Path, *profiles: str, **files: str) -> Rulebook:
    """The rulebook tailored to the last profile."""
    root = rules(tmp_path, *profiles, **files)
    return load_rulebook(root, profiles[-1].partition("id: ")[2].splitlines()[0] if profiles else None)


def told(tmp_path: Path, *profiles: str, **files: str) -> list[str]:
    """Every mistake, without ``rules/profiles/``."""
    with pytest.raises(RulebookError) as caught:
        book(tmp_path, *profiles, **files)
    return [str(one).removeprefix("rules/profiles/").removeprefix("rules/national/") for one in caught.value.mistakes]
