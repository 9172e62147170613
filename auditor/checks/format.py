"""Check kind ``format``: a text is written in a named way."""

from __future__ import annotations

from typing import Literal

import narwhals as nw
from narwhals import Expr

from auditor.checks.base import Cells, Scope, state
from auditor.checks.reading import Reading
from auditor.checks.rows import PerRow

DAY = "(?:(?:0[13578]|1[02])-?(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-?(?:0[1-9]|[12][0-9]|30)|02-?(?:0[1-9]|[12][0-9]))"
YEAR = "(?:19|20)[0-9]{2}"
FORMATS = {
    "id_number": (18, f"^[1-9][0-9]{{5}}{YEAR}{DAY}[0-9]{{3}}[0-9Xx]$", "18 位身份证号（含出生日期和校验码）"),
    "mobile": (11, "^1[3-9][0-9]{9}$", "11 位手机号"),
    "date": (10, f"^{YEAR}-{DAY}$", "年-月-日（如 2022-03-31）"),
    "month": (7, f"^{YEAR}-(?:0[1-9]|1[0-2])$", "年-月（如 2022-03）"),
    "year": (4, f"^{YEAR}$", "四位年份"),
    "postcode": (6, "^[0-9]{6}$", "6 位邮政编码"),
}
"""Name -> length, whole text in the dialect that all engines share, and words. The length also shuts out a line break at the end."""

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
MODULUS, REMAINDER, TEN = 11, 1, 10
NOBODY = "0" * 18


class Format(PerRow):
    """书写格式是否正确，如身份证号、手机号。

    The formats are named: ``id_number`` (18 characters with a possible birth date and the right check digit), ``mobile``, ``date``, ``month``,
    ``year``, ``postcode``. The whole cell must fit. An empty cell and one with ``*`` (masked) are unknown, and so is one that could not be
    read: in spreadsheets wrong ID numbers are found while reading and told there. Dates and months here are texts, as in free columns.

    Example::

        check: {kind: format, table: members, column: phone, format: mobile, when_empty: no_data}
    """

    kind: Literal["format"]
    column: str
    format: Literal["id_number", "mobile", "date", "month", "year", "postcode"]

    def examined(self) -> tuple[str, ...]:
        """The column."""
        return (self.column,)

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        view = scope.views[self.table]
        length, pattern, _ = FORMATS[self.format]
        text, fits = nw.col(self.column).fill_null(""), nw.col(scope.name("fits"))
        steps = [{scope.name("fits"): (text.str.len_chars() == length) & text.str.contains(pattern)}]
        if self.format == "id_number":
            digits = scope.name("digits")
            steps.append({digits: nw.when(fits).then(text).otherwise(nw.lit(NOBODY))})
            fits = fits & _right_check_digit(nw.col(digits))
        known = view.known(self.column).certain & ~text.str.contains("*", literal=True)
        return Cells({self.column: state(owed=self.owed(scope), met=Reading(fits & known, fits | ~known))}, steps=tuple(steps))

    def describe(self) -> str:
        """The format in words."""
        return f"“{self.column}”应写成{FORMATS[self.format][2]}。"


def _right_check_digit(number: Expr) -> Expr:
    """ISO 7064 MOD 11-2, digit by digit: an engine may divide long integers as floating-point numbers."""
    last = number.str.slice(17, 1)
    ten = last.is_in(["X", "x"])
    check = nw.when(ten).then(nw.lit(TEN)).otherwise(nw.when(ten).then(nw.lit("0")).otherwise(last).cast(nw.Int64))
    weighted = [number.str.slice(place, 1).cast(nw.Int64) * weight for place, weight in enumerate(WEIGHTS)]
    return nw.sum_horizontal(*weighted, check) % MODULUS == REMAINDER
