"""Small understood sheets for the tests of typing, from CSV text whose heading row holds column keys."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from auditor.records.cells import BLANK, Cell, Kind, letter
from auditor.records.understood import Context, MappedColumn, RawRecord, Understood
from auditor.tables import Column, Privacy, Table, Type

PERSON = {
    "name": Column(name="姓名", privacy=Privacy.NAME),
    "id_no": Column(name="公民身份号码", type=Type.ID_NUMBER, privacy=Privacy.ID),
    "staff_no": Column(name="学工号"),
}
BRANCH = {"branch": Column(name="党支部", headers=("支部",)), "branch_code": Column(name="编码"), "parent_org": Column(name="上级")}
KEYS = ("id_no", "staff_no", "name")

TABLES: Mapping[str, Table] = {
    table.id: table for table in (
        Table(id="branches", name="名录", key=("branch",), columns={
            "branch": Column(name="党支部名称", required=True, headers=("党支部",)), "short_name": Column(name="简称"), "code": Column(name="编码"),
            "parent": Column(name="上级"), "founded": Column(name="成立时间", type=Type.DATE),
            "kind": Column(name="类型", type=Type.CODE, values={"单独": (), "联合": ()}), "members": Column(name="人数", type=Type.INTEGER),
            "has_committee": Column(name="支委会", type=Type.YES_NO),
        }),
        Table(id="members", name="名册", person=KEYS, key=("id_no",), columns={
            **BRANCH, **PERSON, "joined_on": Column(name="入党日期", type=Type.DATE),
            "member_kind": Column(name="类别", type=Type.CODE, values={"正式党员": ("正",), "预备党员": ("预",)}),
        }),
        Table(id="meetings", name="会议", date="held_on", key=("branch", "held_on", "title"), columns={
            **BRANCH, "title": Column(name="主题"), "held_on": Column(name="时间", type=Type.DATE), "year": Column(name="年度", type=Type.INTEGER),
            "meeting_type": Column(name="类型", type=Type.CODE, many=True, required=True, values={"党课": ("上党课",), "主题党日": ()}),
            "due": Column(name="应到", type=Type.INTEGER, unit="人"), "attended": Column(name="实到", type=Type.INTEGER, unit="人"),
            "attendees": Column(name="参加人员", type=Type.NAMES, privacy=Privacy.NAME),
        }),
        Table(id="dues", name="党费", date="month", person=KEYS, key=("name", "month"), columns={
            **BRANCH, **PERSON, "month": Column(name="月份", type=Type.MONTH), "year": Column(name="年度", type=Type.INTEGER),
            "paid": Column(name="实缴", type=Type.AMOUNT, unit="元", privacy=Privacy.MONEY),
            "rate": Column(name="比例", type=Type.NUMBER),
        }),
    )
}


def cell(text: str) -> Cell:
    """Blank, text, or by a mark in front: ``!`` an error, ``?`` an uncalculated formula, ``=`` a number."""
    if not text:
        return BLANK
    if text[0] in "!?":
        return Cell(Kind.ERROR if text[0] == "!" else Kind.UNCALCULATED, text[1:])
    return Cell(Kind.NUMBER, text[1:], float(text[1:])) if text[0] == "=" else Cell(Kind.TEXT, text)


def sheet(table: str, text: str, *, file: str = "a.xlsx", name: str = "S", context: Context | None = None, hint: str = "") -> Understood:
    """The heading row holds column keys, each further line is a record; data start in Excel row 2."""
    heads, *rows = list(csv.reader(io.StringIO("\n".join(line.strip() for line in text.strip().splitlines()))))
    columns = tuple(MappedColumn(letter(index), key, key, hint, "exact") for index, key in enumerate(heads))
    records = tuple(
        RawRecord(number, {key: (letter(index), cell(row[index])) for index, key in enumerate(heads)}) for number, row in enumerate(rows, 2)
    )
    return Understood(file, name, table, "", (1,), columns, records, context=context or Context())


IDS = ("990101199001010019", "990101199001010027", "990101199001010035", "990101199001010043", "990101199001010051", "99010119900101006X")
