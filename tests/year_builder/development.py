"""How applicants became members, all well, and the papers in their files."""

from __future__ import annotations

from datetime import date

from .faculty import B, Branch, H, M, Row, Y, members, roll, spare

d = date
STEPS = ("申请", "谈话", "积极分子", "发展对象", "政审", "预审", "接收", "审批", "转正大会", "转正审批")
PAPERS = ("入党申请书", "入党志愿书", "政治审查材料", "培养教育考察材料", "转正申请书")
YEAR = (d(2023, 3, 6), d(2023, 3, 24), d(2023, 11, 10), d(2025, 3, 14), d(2025, 4, 25), d(2025, 5, 23), d(2025, 6, 13), d(2025, 7, 11))
"""申请 to 审批 of those who were admitted in June 2025."""


def development() -> list[Row]:
    """发展党员台账: one row per person. 研究生 has one for nearly every step, so that each can be spoilt alone."""
    full = (d(2022, 3, 7), d(2022, 3, 25), d(2022, 10, 14), d(2023, 12, 8), d(2024, 3, 15), d(2024, 4, 26), d(2024, 5, 24), d(2024, 6, 21), d(2025, 5, 30), d(2025, 6, 27))
    longer = (d(2022, 3, 7), d(2022, 3, 28), d(2022, 10, 14), d(2023, 12, 8), d(2024, 4, 12), d(2024, 5, 17), d(2024, 6, 14), d(2024, 7, 12))
    return [
        _row(M, roll(M)[19].name, "正式党员", full, 0, 转正结论="按期转正"),
        _row(M, roll(M)[20].name, "预备党员", YEAR, 1),
        _row(M, roll(M)[21].name, "预备党员", longer, 2, 转正结论="延长预备期", 延长至=d(2026, 5, 14)),
        _row(M, spare(1), "入党积极分子", (d(2024, 9, 9), d(2024, 9, 27), d(2025, 1, 13)), 3),
        _row(H, roll(H)[6].name, "预备党员", YEAR, 4),
        *(_row(Y, m.name, "预备党员", YEAR, 5 + i) for i, m in enumerate(roll(Y)[48:])),
        *(_row(Y, m.name, "正式党员", full, 10 + i, 转正结论="按期转正") for i, m in enumerate(roll(Y)[40:46])),
        *(_row(Y, spare(2 + i), "发展对象", YEAR[:4], 16 + i) for i in range(3)),
        *(_row(Y, spare(5 + i), "入党积极分子", (d(2024, 10, 8), d(2024, 10, 25), d(2025, 4, 11)), 19 + i) for i in range(3)),
        *(_row(Y, spare(8 + i), "入党申请人", (d(2025, 10, 13), d(2025, 10, 31)), 22 + i) for i in range(2)),
        *(_row(B, m.name, "预备党员", YEAR, 24 + i) for i, m in enumerate(roll(B)[6:])),
        _row(B, spare(11), "入党积极分子", (d(2024, 10, 8), d(2024, 10, 25), d(2025, 4, 15)), 33),
    ]


def _row(b: Branch, name: str, stage: str, days: tuple[date, ...], nth: int, **more: object) -> Row:
    found = [m for m in members() if m.name == name]
    voters = sum(m.full is not None and m.joined < d(2025, 6, 1) for m in roll(b))
    row: Row = {"支部": b.name, "姓名": name, "出生日期": found[0].birth if found else d(2003, nth % 12 + 1, nth % 27 + 1), "阶段": stage}
    row |= dict.fromkeys(STEPS) | dict(zip(STEPS, days, strict=False)) | {"延长至": None, "转正结论": None, "培养联系人": None, "介绍人": None}
    if row["积极分子"]:
        row["培养联系人"] = f"{roll(b)[0].name}、{roll(b)[1].name}"
    if row["接收"]:
        row |= {"政审结论": "合格", "公示起": d(2025, 3, 3), "公示止": d(2025, 3, 10), "宣誓": d(2025, 7, 15), "培训天数": 3, "培训学时": 24, "编号": f"云川{2025000 + nth}", "介绍人": f"{roll(b)[0].name}、{roll(b)[1].name}",
                "应到": voters, "实到": voters - 1, "赞成": voters - 1, "反对": 0, "弃权": 0}
    return row | more


def documents() -> list[Row]:
    """入党材料核查表: five papers of each full member."""
    return [{"支部": m.branch.name, "姓名": m.name, "人员类别": m.kind, "转正日期": m.full, **dict.fromkeys(PAPERS, "有")} for m in members() if m.full]


def observations() -> list[Row]:
    """培养教育考察登记: one row per half-year from the day on which somebody became an activist until he became a candidate."""
    rows: list[Row] = []
    for one in development():
        day = one["积极分子"]
        while isinstance(day, date) and day < (end := one["发展对象"] if isinstance(one["发展对象"], date) else d(2025, 12, 31)):
            rows += [{"支部": one["支部"], "姓名": one["姓名"], "材料": "培养教育考察登记表", "有无": "有", "形成": day}]
            day = _later(day, 5)
            rows += [] if day < end else [{"支部": one["支部"], "姓名": one["姓名"], "材料": "培养教育考察登记表", "有无": "有", "形成": min(day, end)}]
    return rows


def _later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return day.replace(year=index // 12, month=index % 12 + 1)


