"""The register of a run: of the list of branches that was handed in, else of the branches that the ledgers name; with their parents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.model import RecordIssue
from auditor.records.dataset import Register
from auditor.records.normalise import Typed
from auditor.records.placing import Placed, parents_of
from auditor.records.register import Listed, assumed_register, listed_register

ALIASES = ("short_name", "code")


def register_of(
    lists: Sequence[Typed], sheets: Sequence[Typed], other_names: Mapping[str, str],
) -> tuple[Register, dict[str, str], list[RecordIssue]]:
    """The register with its aliases: of the lists, else of all names in the data, each under the name that ``other_names`` gives it."""
    lines = [line for sheet in lists for line in _lines(sheet)]
    if lines:
        return listed_register(lines)
    written = [name for sheet in sheets for name in (*sheet.columns.get(sheet.table.branch, ()), *_silent(sheet), sheet.source.context.branch) if name]
    register = assumed_register(other_names.get(name, name) for name in written)
    message = f"没有支部名录，按报送表格中出现的 {len(register.branches)} 个支部名称推定；没有报送任何材料的支部因此看不出来，请提供支部名录。"
    return register, {}, [RecordIssue("D602", message)]


def _silent(sheet: Typed) -> Iterator[str]:
    """The branches of rows that say that there is nothing to report."""
    key = sheet.table.branch
    yield from (record.cells[key][1].text for record in sheet.source.nothing if key in record.cells)


def _lines(sheet: Typed) -> Iterator[Listed]:
    names = sheet.columns.get(sheet.table.branch) or []
    parents = parents_of(sheet)
    others = [sheet.columns[key] for key in ALIASES if key in sheet.columns]
    for index, name in enumerate(names):
        if name:
            aliases = tuple(alias for column in others if column[index] for alias in str(column[index]).split("、"))
            yield Listed(name, parents[index] or sheet.source.context.parent, aliases)


def with_parents(register: Register, placed: Sequence[Placed]) -> Register:
    """The register with the parents that its list does not give but the data do: the one most often written."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in placed:
        for match, parent in zip(item.matches, parents_of(item.typed), strict=True):
            written = parent or item.typed.source.context.parent
            if match.certain and written:
                seen[match.branches[0]][written] += 1
    usual = {branch: min(count, key=lambda name: (-count[name], name)) for branch, count in seen.items()}
    parents = {branch: usual[branch] for branch in register.branches if branch in usual}
    return replace(register, parents={**parents, **register.parents})
