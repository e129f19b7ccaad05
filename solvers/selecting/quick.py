"""A placement without a solver, for what is easily placed: one group after the other where it leaves the most room."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from domain.integer_model.model import NO_LOWER, NO_UPPER
from solvers.selecting.placement import Placing

Use = list[tuple[int, int]]
"""Half rows with what a column takes of their room beyond the least that its group takes in any case."""
ATTEMPTS = 3


@dataclass(slots=True)
class _Room:
    """Upper limits ``sum <= limit``: how much each leaves beyond the least that all groups take."""

    left: list[int] = field(default_factory=list)
    uses: list[list[Use]] = field(default_factory=list)


def quickly_placed(placing: Placing) -> array[int] | None:
    """A point of a placement's model, found without going back; None where that does not find one."""
    room = _room_of(placing)
    if min(room.left, default=0) < 0:
        return None
    order = sorted(range(len(placing.groups)), key=lambda group: _weight(room, group), reverse=True)
    for _ in range(ATTEMPTS):
        chosen, stuck = _attempt(room, order)
        if stuck is None:
            values = array("q", bytes(8 * placing.model.num_columns))
            for group, member in chosen.items():
                values[placing.groups[group][member]] = 1
            return values if placing.model.admits(values) else None
        order.remove(stuck)
        order.insert(0, stuck)
    return None


def _attempt(room: _Room, order: list[int]) -> tuple[dict[int, int], int | None]:
    """What each group gets, or the group that found no room."""
    left = list(room.left)
    chosen: dict[int, int] = {}
    for group in order:
        best, best_room = None, 0.0
        for member, use in enumerate(room.uses[group]):
            least = 1.0
            for half, taken in use:
                rest = left[half] - taken
                if rest < 0:
                    break
                least = min(least, rest / (room.left[half] + 1))
            else:
                if best is None or least > best_room:
                    best, best_room = member, least
        if best is None:
            return chosen, group
        chosen[group] = best
        for half, taken in room.uses[group][best]:
            left[half] -= taken
    return chosen, None


def _weight(room: _Room, group: int) -> tuple[int, float]:
    """What is harder to place comes first: fewer members, and more of some room."""
    shares = [taken / (room.left[half] + 1) for use in room.uses[group] for half, taken in use]
    return -len(room.uses[group]), max(shares, default=0.0)


def _room_of(placing: Placing) -> _Room:
    model = placing.model
    group_of = {column: group for group, columns in enumerate(placing.groups) for column in columns}
    room = _Room(uses=[[[] for _ in columns] for columns in placing.groups])
    for row in range(len(placing.groups), model.num_rows):
        form = model.row(row)
        by_group: dict[int, list[int]] = {}
        for column, coef in zip(form.columns, form.coefs, strict=True):
            group = group_of[column]
            coefs = by_group.setdefault(group, [0] * len(placing.groups[group]))
            coefs[column - placing.groups[group].start] = coef
        for sign, limit in ((1, model.row_upper[row]), (-1, -model.row_lower[row])):
            if limit in (NO_UPPER, -NO_LOWER):
                continue
            half = len(room.left)
            for group, coefs in by_group.items():
                least = min(sign * coef for coef in coefs)
                limit -= least
                for member, coef in enumerate(coefs):
                    if sign * coef > least:
                        room.uses[group][member].append((half, sign * coef - least))
            room.left.append(limit)
    return room
