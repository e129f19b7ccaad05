"""The options that say what many roadmaps vary, and what they mean."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.problem.constraints import ConstraintSet
    from domain.problem.scenario import ObjectiveMode
    from domain.problem.variants import Axes, CapacityChange, WeightSet


def add_axes(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """The objectives and capacities; the group of these options, to add further ones to."""
    group = parser.add_argument_group("what to vary")
    group.add_argument(
        "--mode", metavar="MODE,…", type=_words, action="extend", default=[], help="objective modes of the problem file"
    )
    group.add_argument(
        "--weights",
        metavar="NAME=KPI:W,…",
        type=_weights,
        action="append",
        default=[],
        help="a weight set under a name, such as sales=gmv:1,retention_30d:2; may be given again",
    )
    group.add_argument(
        "--framework",
        metavar="NAME,…",
        type=_words,
        action="extend",
        default=[],
        help="scoring frameworks, each an objective of its own: the highest total score",
    )
    group.add_argument(
        "--capacity",
        metavar="C,…",
        type=_capacities,
        action="extend",
        default=[],
        help="total tokens in each period, or shares of what there is, such as 120 or 90%%",
    )
    return group


def axes_of(
    args: argparse.Namespace, solvers: tuple[str, ...], rules: Mapping[str, ConstraintSet | None] | None = None
) -> Axes:
    """What the arguments vary. Raises ``InputError`` for a mode that there is not."""
    from domain.problem.variants import Axes

    return Axes(
        modes=_modes(args.mode),
        weight_sets=tuple(args.weights),
        frameworks=tuple(dict.fromkeys(args.framework)),
        capacities=tuple(args.capacity),
        rules=rules or {},
        solvers=solvers,
    )


def _modes(names: list[str]) -> tuple[ObjectiveMode, ...]:
    from domain.errors import InputError
    from domain.problem.scenario import ObjectiveMode

    known = [mode.value for mode in ObjectiveMode]
    for name in names:
        if name not in known:
            raise InputError(f"--mode {name}: is none of {', '.join(known)}")
    return tuple(ObjectiveMode(name) for name in dict.fromkeys(names))


def _words(text: str) -> list[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words:
        raise argparse.ArgumentTypeError(f"{text!r} names nothing")
    return words


def _weights(text: str) -> WeightSet:
    from domain.problem.variants import WeightSet

    name, equals, rest = text.partition("=")
    weights = {}
    for part in rest.split(","):
        kpi, colon, weight = part.rpartition(":")
        if not colon or not kpi.strip():
            raise argparse.ArgumentTypeError(f"{text!r} is not like sales=gmv:1,retention_30d:2")
        weights[kpi.strip()] = _number(weight, text)
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} has no name; write it like sales=gmv:1")
    return WeightSet(name.strip(), weights)


def _capacities(text: str) -> list[CapacityChange]:
    from domain.problem.variants import CapacityChange

    changes = []
    for word in _words(text):
        number = _number(word.removesuffix("%"), text)
        if number < 0:
            raise argparse.ArgumentTypeError(f"{word!r} is negative")
        changes.append(CapacityChange(share=number.scaleb(-2)) if word.endswith("%") else CapacityChange(tokens=number))
    return changes


def _number(text: str, whole: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        number = Decimal("NaN")
    # The exponent is looked at first: 1e999999999 written out would fill the memory.
    if not number.is_finite() or abs(number.adjusted()) > 15:
        raise argparse.ArgumentTypeError(f"{text!r} in {whole!r} is not a number")
    return number
