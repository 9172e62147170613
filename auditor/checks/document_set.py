"""Check kind ``document_set``: every person's file holds each of the named documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import narwhals as nw
from pydantic import Field, model_validator

from auditor.checks.base import MEMBERS, Cells, Dated, Measure, Population, Scope, Support, needed, state
from auditor.checks.options import Filtered, WhenEmpty
from auditor.checks.reading import Reading, kept
from auditor.checks.standing import on_roll
from auditor.checks.truth import ALWAYS
from auditor.model import State


class DocumentSet(Filtered):
    """每名党员的材料是否齐全。

    ``where`` selects the people of the roll (on the last day of the window); each owes every one of ``documents``, looked for in
    ``item`` of ``table``. Met if a row says that it is ``held`` and none that it is not; unmet if one says that it is not; unknown if nothing is said.
    ``grave`` lists those of the documents whose lack is grave.

    Example::

        check: {kind: document_set, table: documents, item: material, held: present, documents: [入党志愿书, 政治审查材料],
                grave: [入党志愿书], where: [{column: member_kind, is: 正式党员}], when_empty: no_data}
    """

    kind: Literal["document_set"]
    item: str
    held: str
    documents: Annotated[tuple[str, ...], Field(min_length=1)]
    grave: tuple[str, ...] = ()
    when_empty: WhenEmpty

    @model_validator(mode="after")
    def _among(self) -> DocumentSet:
        if strangers := [one for one in self.grave if one not in self.documents]:
            raise ValueError(f"grave 里的“{strangers[0]}”不在 documents 里")
        return self

    def population(self) -> Population:
        """The people on the roll."""
        return MEMBERS

    def empty(self) -> WhenEmpty:
        """As the rule says."""
        return self.when_empty

    def dated_by(self) -> str | Dated:
        """The day of the roll."""
        return Dated.LAST_DAY

    def examined(self) -> tuple[str, ...]:
        """None: the checklist is."""
        return ()

    def needs(self) -> Mapping[str, frozenset[str]]:
        """The roll and the checklist."""
        return {"members": needed(self.where), self.table: frozenset({self.item, self.held})}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """Per person and document: certainly said to be there, certainly and possibly said to be missing."""
        view = scope.views[self.table]
        held, gone = (view.one_of(self.held, (answer,)) & view.mine() for answer in (True, False))
        (held, held_step), (gone, gone_step) = kept(held, scope.name("is")), kept(gone, scope.name("is_not"))
        named = {document: view.one_of(self.item, (document,)) for document in self.documents}
        return tuple(
            Measure(scope.name(f"{document}_{word}"), self.table, says, "any", given={**held_step, **gone_step})
            for document, item in named.items()
            for word, says in (("held", (item & held).certain), ("gone", (item & gone).certain), ("doubted", (item & gone).possible))
        )

    def cells(self, scope: Scope) -> Cells:
        """One cell per document."""
        people = scope.views["members"]
        owed, step = kept(scope.applies & people.where(self.where) & on_roll(people, scope.due_day) & people.mine(), scope.name("owed"))
        cells = {document: state(owed=owed, met=self._there(scope, document)) for document in self.documents}
        lacking = [(cells[document] == State.UNMET.value).cast(nw.Int64) for document in self.grave]
        return Cells(cells, grave=nw.sum_horizontal(*lacking) if lacking else None, steps=(step,))

    def support(self, scope: Scope) -> Support | None:  # noqa: ARG002
        """The checklist's rows of the person."""
        return Support(self.table, ALWAYS, item=self.item, cell=self.held)

    def describe(self) -> str:
        """The list."""
        grave = f"缺{'、'.join(self.grave)}的为严重超限。" if self.grave else ""
        return f"名册上符合条件的每名党员应有：{'、'.join(self.documents)}。{grave}没有填写的算数据不足，写“无”的算缺少。"

    def _there(self, scope: Scope, document: str) -> Reading:
        held, gone, doubted = (nw.col(scope.name(f"{document}_{word}")) for word in ("held", "gone", "doubted"))
        return Reading(held & ~doubted, ~gone)
