"""Columns that count from nothing up to any number: one where it fits, else one for each digit."""

from __future__ import annotations

from array import array
from dataclasses import replace

from domain.integer_model.model import LinearForm, Model

DIGIT = 2**20
"""How far one column counts: few steps for a solver that narrows columns one by one, and few digits."""


def with_count(model: Model, upper: int, by_itself: bool) -> tuple[Model, LinearForm]:
    """The model with further columns, and the number that they count, from 0 to ``upper`` or a little more.

    by_itself: the count follows from the other columns, so the lowest digit is whole by itself where those are.
    """
    ends: list[int] = []
    left = upper
    while left or not ends:
        ends.append(min(left, DIGIT - 1))
        left //= DIGIT
    first = model.num_columns
    wider = replace(
        model,
        lower=array("q", [*model.lower, *[0] * len(ends)]),
        upper=array("q", [*model.upper, *ends]),
        implied=bytes(model.implied or bytes(first)) + bytes([by_itself]) + bytes(len(ends) - 1),
        hint=None,
    )
    weights = tuple(DIGIT**at for at in range(len(ends)))
    return wider, LinearForm(tuple(range(first, first + len(ends))), weights)
