"""Approved exceptions and people's answers: read, checked against the rulebook and the register, laid over what was observed."""
