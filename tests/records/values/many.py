"""Parsers are quick: their properties are tried on 2,000 cases in every run, and on as many as the profile says in the deep one."""

from __future__ import annotations

from hypothesis import settings

CASES = 2_000
many = settings(max_examples=max(CASES, settings().max_examples))
