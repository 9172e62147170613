"""Boolean expressions from which the constants are folded away: engines pay for each part of an expression, and most rules have plain cases."""

from __future__ import annotations

import narwhals as nw
from narwhals import Expr

ALWAYS, NEVER = nw.lit(value=True), nw.lit(value=False)


def constant(*, value: bool) -> Expr:
    """The same for every row."""
    return ALWAYS if value else NEVER


def both(one: Expr, other: Expr) -> Expr:
    """One and the other."""
    if one is NEVER or other is NEVER:
        return NEVER
    return other if one is ALWAYS else one if other is ALWAYS else one & other


def either(one: Expr, other: Expr) -> Expr:
    """One or the other."""
    if one is ALWAYS or other is ALWAYS:
        return ALWAYS
    return other if one is NEVER else one if other is NEVER else one | other


def negated(one: Expr) -> Expr:
    """Not that."""
    return NEVER if one is ALWAYS else ALWAYS if one is NEVER else ~one


def chosen(when: Expr, then: Expr | int, otherwise: Expr | int) -> Expr | int:
    """``then`` where ``when`` is true, else ``otherwise``."""
    if when is ALWAYS or when is NEVER:
        return then if when is ALWAYS else otherwise
    return nw.when(when).then(then).otherwise(otherwise)
