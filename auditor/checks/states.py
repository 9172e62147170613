"""What a cell of the obligation table can hold: the states of the model, and those that say more of what is not settled."""

from __future__ import annotations

from auditor.model import State

PERHAPS = 8
"""Added to the state of an obligation that is perhaps not owed at all."""
UNSETTLED = State.UNKNOWN.value + 2 * PERHAPS
"""The state of an obligation of which it cannot be told by which version of the rule it is judged."""
DONE = State.OPEN.value + 2 * PERHAPS
"""The state of an obligation that is not due yet and perhaps met already."""
MORE = {State.UNKNOWN: [UNSETTLED], State.OPEN: [DONE, DONE + PERHAPS]}
SHOWN = {state: [state.value, state.value + PERHAPS, *MORE.get(state, [])] for state in State}
"""By state: the values of the cells that are in it."""
