"""Observations that follow from other observations: composites and trends."""
