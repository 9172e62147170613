"""The option ``each``: several values of one column, each an obligation of its own."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from auditor.checks.reading import Reading
from auditor.checks.view import View
from auditor.tables import Strict


class Each(Strict):
    """Rows are told apart by ``column``; every one of ``values`` is asked for by itself."""

    column: str
    values: Annotated[tuple[str, ...], Field(min_length=2)]

    def of(self, view: View, value: str) -> Reading:
        """The row has the value."""
        return view.one_of(self.column, (value,))
