"""Check kind ``alike``: no text stands twice, whatever its punctuation and numbers."""

from __future__ import annotations

from typing import Annotated, Literal

import narwhals as nw
from pydantic import Field

from auditor.checks.base import Cells, Scope, state
from auditor.checks.reading import Reading, literal, sure
from auditor.checks.rows import PerRow
from auditor.checks.unique import another, numbered

NOT_CHINESE = "[^\u3400-\u4dbf\u4e00-\u9fff]"


class Alike(PerRow):
    """内容是否雷同：只比汉字，标点、数字、字母和空格不计。

    Every matching row whose text has at least ``min_length`` Chinese characters owes that no other matching row, in all branches or
    (``scope: branch``) in its own, has the same ones in the same order. Shorter texts owe nothing; an empty cell is unknown. A text that was
    reworded is not found: similarity cannot be told by comparing cells, someone has to read.

    Example::

        check: {kind: alike, table: meetings, column: content, min_length: 20, scope: all, when_empty: no_data}
    """

    kind: Literal["alike"]
    column: str
    min_length: Annotated[int, Field(ge=4)]
    scope: Literal["all", "branch"] = "all"

    def examined(self) -> tuple[str, ...]:
        """The text."""
        return (self.column,)

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        view, within = scope.views[self.table], ["branch"] if self.scope == "branch" else []
        text, blank = scope.name("text"), nw.col(self.column).is_null()
        long = (nw.col(text).str.len_chars() >= self.min_length).fill_null(value=False)
        matches = view.where(self.where) & (view.mine() if within else literal(value=True))
        rows = numbered(sure(long) & matches, scope)
        others = [another(name, [text, *within]) & long for name in rows]
        owed = self.owed(scope) & sure(long | blank)
        step = {text: nw.col(self.column).fill_null("").str.replace_all(NOT_CHINESE, "")}
        return Cells({self.column: state(owed=owed, met=Reading(~blank & ~others[-1], ~others[0]))}, steps=(step, rows))

    def describe(self) -> str:
        """The length and the scope."""
        where = "全部党支部" if self.scope == "all" else "本支部"
        return f"“{self.column}”有 {self.min_length} 个汉字以上的，在{where}内不得与别的记录雷同（只比汉字）。"
