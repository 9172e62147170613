"""Builds ``samples/inspection-2022q1``: ``python -m tests.sample_builder``. Everything comes from ``college`` and ``faults``."""
