"""The kinds and states of what is laid over a run."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.scorecard import Overlay

WAIVER, ANSWER = "waiver", "attestation"
IN_FORCE, SOON, LATER, EXPIRED, REPLACED, UNMATCHED, NEEDLESS = "in_force", "soon", "later", "expired", "replaced", "unmatched", "needless"


def order(overlays: Sequence[Overlay]) -> list[Overlay]:
    """What asks for attention first."""
    rank = (EXPIRED, UNMATCHED, SOON, NEEDLESS, REPLACED, LATER, IN_FORCE)
    return sorted(overlays, key=lambda one: rank.index(one.state))
