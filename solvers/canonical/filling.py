"""How late a selection has to lie at least: as if its tokens could be poured, the first periods filled up first.

No placement is earlier than that, since each period has room for so much only. Where the one at hand is as early, it
needs no solver to know that no other is better.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from domain.integer_model.model import NO_UPPER, LinearForm, Model


def most_by_filling(
    model: Model, form: LinearForm, slots: Sequence[Sequence[int]], periods: Sequence[int]
) -> int | None:
    """What a form cannot exceed; None where it is not, for each choice, some weight times minus the period.

    slots: for each choice its columns, at least one of them to be 1. periods: by column, counted from 0.
    """
    weights = _weights(form, slots, periods)
    if weights is None or any(model.lower[column] < 0 for column in weights):
        return None
    room = _rooms(model, weights, slots, periods)
    left, late = sum(weights[slot[0]] for slot in slots), 0
    for period in sorted({periods[column] for slot in slots for column in slot}):
        poured = min(left, room.get(period, left))
        left, late = left - poured, late + period * poured
    return None if left else -late


def _weights(form: LinearForm, slots: Sequence[Sequence[int]], periods: Sequence[int]) -> dict[int, int] | None:
    """By column, the weight of its choice; that of a choice with no place but the first period is not known, and 0."""
    coefs = dict(zip(form.columns, form.coefs, strict=True))
    weights: dict[int, int] = {}
    for slot in slots:
        late = [(column, periods[column]) for column in slot if periods[column]]
        weight = -coefs.get(late[0][0], 0) // late[0][1] if late else 0
        if weight < 0 or any(coefs.pop(column, 0) != -weight * periods[column] for column in slot):
            return None
        weights |= dict.fromkeys(slot, weight)
    return None if coefs else weights


def _rooms(
    model: Model, weights: Mapping[int, int], slots: Sequence[Sequence[int]], periods: Sequence[int]
) -> dict[int, int]:
    """By period, how much weight some row leaves room for."""
    needed: dict[int, set[int]] = {}
    for column, weight in weights.items():
        if weight:
            needed.setdefault(periods[column], set()).add(column)
    taken = {slot[0] for slot in slots if len(slot) == 1}
    rooms: dict[int, int] = {}
    for row in range(model.num_rows):
        form, upper = model.row(row), model.row_upper[row]
        at = {periods[column] if column in weights else -1 for column in form.columns}
        period = next(iter(at), -1)
        if upper == NO_UPPER or len(at) != 1 or period < 0 or not needed.get(period, {-1}) <= set(form.columns):
            continue
        terms = list(zip(form.columns, form.coefs, strict=True))
        factors = {Fraction(coef, weights[column]) for column, coef in terms if weights[column]}
        factor = factors.pop()
        if not factors and min(form.coefs) >= 0 and factor > 0:
            upper -= sum(coef for column, coef in terms if not weights[column] and column in taken)
            room = math.floor(upper / factor)
            rooms[period] = min(room, rooms.get(period, room))
    return rooms
