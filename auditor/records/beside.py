"""Files beside the ledgers that are no ledgers: they say how to read or judge the others."""

from __future__ import annotations

WAIVERS, ATTESTATIONS, INPUTS = "waivers.yaml", "attestations.yaml", "inputs.yaml"
NO_LEDGERS = (WAIVERS, ATTESTATIONS, INPUTS)


def is_no_ledger(name: str) -> bool:
    """Whether a file of this name (with its folders) is one of them."""
    return name.replace("\\", "/").rsplit("/", 1)[-1] in NO_LEDGERS
