"""What is audited while its files are broken: twenty branches that can never rightly be green.

Each held a theme day in January only, of three months, and had dues of one of its two members in one month: no change of a few bytes makes
up for that. So every green light, and every verdict that nothing is missing, is wrong; what a waiver does is beside the verdict, and no
waiver or answer makes a verdict pass. Only a changed rule, profile or table may ask for less, and then it counts as ``asks-otherwise``.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import yaml

from auditor.shipped import shipped

MANUAL = "ZZ-04"
RULES = ("ZH-07", "DF-01")
TABLES = ("branches", "members", "meetings", "dues")
BRANCHES = tuple(f"{name}系党支部" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉")
Grid = list[list[object]]
LIST: Grid = [["党支部名称", "成立时间"]]
LIST.extend([branch, "2010-01-01"] for branch in BRANCHES)
PROFILE = "id: small\nname: 小方案\nuse: [ZH-07, DF-01, ZZ-04]\n"
INPUTS = "files:\n  - file: 会议*.csv\n    table: meetings\n    period: 2022Q1\n    branches: all\naliases:\n  甲支部: 甲系党支部\n"
WAIVERS = """waivers:
  - id: W-1
    rule: ZH-07
    branch: 甲系党支部
    periods: [2022-02]
    reason: 二月全体党员在外地实习
    requested_by: 甲系党支部
    approved_by: 学院党委
    approved_on: 2022-01-10
    effective_from: 2022-01-10
    expires: 2022-06-30
    treat_as: excluded
    evidence: [批复.pdf]
"""
ATTESTATIONS = """attestations:
  - id: A-1
    rule: ZZ-04
    branch: 甲系党支部
    answer: 都已设立
    attested_by: {name: 赵甲子, role: 组织员, from_branch: 乙系党支部}
    attested_on: 2022-03-01
    evidence: [现场照片.jpg]
"""


def rule_folder(target: Path) -> Path:
    """The ledgers and the two rules, alone enough to take the green away."""
    source = shipped("rules")
    (target / "tables").mkdir(parents=True)
    (target / "profiles").mkdir()
    (target / "national").mkdir()
    for table in TABLES:
        shutil.copy(source / "tables" / f"{table}.yaml", target / "tables")
    shutil.copy(source / "pack.yaml", target)
    found = [rule for path in sorted((source / "national").glob("*.yaml")) for rule in yaml.safe_load(path.read_text("utf-8"))["rules"]]
    used = [rule for rule in found if rule["id"] in (*RULES, MANUAL)]
    rules = [{**{key: value for key, value in rule.items() if key != "tests"}, "severity": "minor" if rule["id"] == MANUAL else "major", "enabled": True}
             for rule in used]
    (target / "national" / "few.yaml").write_text(yaml.safe_dump({"rules": rules}, allow_unicode=True, sort_keys=False), "utf-8")
    (target / "profiles" / "small.yaml").write_text(PROFILE, "utf-8")
    return target


def people(branch: str) -> list[str]:
    """The names of the two members."""
    return [f"赵{branch[0]}一", f"钱{branch[0]}二"]


def ledgers(branch: str) -> Mapping[str, Grid]:
    """The three ledgers of one branch."""
    first, second = people(branch)
    since: list[object] = [branch, "正式党员", "2010-01-01", "2011-01-01"]
    return {
        "党员": [["姓名", "党支部", "人员类别", "入党时间", "转正时间"], [first, *since], [second, *since]],
        "会议": [["党支部", "会议类型", "实际时间", "会议主题"], [branch, "主题党日", "2022-01-06", "学习"]],
        "党费": [["姓名", "党支部", "缴费月份", "实缴党费"], [first, branch, "2022-01", "12.5"]],
    }


def text(rows: Grid) -> bytes:
    """As CSV."""
    return "\n".join(",".join(map(str, row)) for row in rows).encode()


def write_plain(folder: Path, but: str = "") -> None:
    """The list of branches and, for all branches together, the ledgers, but for one sort of them."""
    (folder / "名录.csv").write_bytes(text(LIST))
    for name in ("党员", "会议", "党费"):
        if name != but:
            found = [ledgers(branch)[name] for branch in BRANCHES]
            (folder / f"{name}.csv").write_bytes(text([found[0][0], *[row for rows in found for row in rows[1:]]]))
