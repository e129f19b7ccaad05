"""Arguments that several commands share, and what they mean."""

from __future__ import annotations

import argparse
import math
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.model import OptionValue, SolveParameters, Tolerance

DEFAULT_SOLVER = "highs"
DEFAULT_TIME_LIMIT = 300.0
MAX_THREADS = 1024
"""A solver given a hundred thousand does nothing but start them, past every time limit."""


def add_file(parser: argparse.ArgumentParser) -> None:
    """The problem file."""
    parser.add_argument("file", metavar="FILE", help="a problem file (JSON); - reads it from standard input")


def add_json(parser: argparse.ArgumentParser, what: str) -> None:
    """The switch for machines."""
    parser.add_argument("--json", action="store_true", help=f"print {what} as one JSON object and nothing else")


def add_solver_options(parser: argparse.ArgumentParser, several: bool = False, unless_told: str = "") -> None:
    """Which solver, or several of them, and within which limits."""
    group = parser.add_argument_group("solver and limits")
    if several:
        group.add_argument(
            "--solver",
            metavar="NAME",
            action="append",
            default=[],
            help=f"a solver; may be given again (default: {unless_told or 'every installed one'})",
        )
    else:
        group.add_argument(
            "--solver",
            metavar="NAME",
            default=DEFAULT_SOLVER,
            help="highs (default), cp-sat, a plugin's, or auto (runs them beside each other and takes the first proof)",
        )
    group.add_argument(
        "--time-limit",
        metavar="S",
        type=positive,
        default=DEFAULT_TIME_LIMIT,
        help="seconds for the whole solve; 0 means no limit (default: 300)",
    )
    group.add_argument(
        "--deterministic-limit",
        metavar="WORK",
        type=positive,
        help="limit on the solver's work, in its own unit (see `optengine solvers`): cuts off at the same point always",
    )
    group.add_argument(
        "--gap",
        metavar="SHARE",
        type=_share,
        default=0.0,
        help="stop when proven to be within this share of the best, such as 0.01 (default: 0, a full proof)",
    )
    group.add_argument(
        "--stage-tolerance",
        metavar="STAGE=AMOUNT",
        dest="stage_tolerances",
        type=_tolerance,
        action="append",
        default=[],
        help="how far later stages may fall behind one, such as north_star=1%% or goal_shortfall=0.05; may be repeated",
    )
    group.add_argument("--seed", metavar="N", type=whole, default=0, help="seed of the solver (default: 0)")
    group.add_argument("--threads", metavar="N", type=_threads, help="threads (default: the solver's reproducible one)")
    group.add_argument("--memory-limit", metavar="MB", type=at_least_one, help="memory that the solver process may use")
    group.add_argument(
        "--option",
        metavar="NAME=VALUE",
        dest="options",
        type=_named_value,
        action="append",
        default=[],
        help="one of the solver's own options; may be given again",
    )


def solve_parameters(args: argparse.Namespace) -> SolveParameters:
    """The solver-neutral parameters that the arguments ask for."""
    from domain.model import SolveParameters

    return SolveParameters(
        time_limit=args.time_limit or None,
        deterministic_limit=args.deterministic_limit or None,
        gap=args.gap,
        seed=args.seed,
        threads=args.threads,
        memory_limit_mb=args.memory_limit,
        stage_tolerances=dict(args.stage_tolerances),
        options=dict(args.options),
    )


def positive(text: str) -> float:
    """An argument that is a number from 0 up."""
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not math.isfinite(value) or value < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a finite number from 0 up")
    return value


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to below 1 (0.01 is one per cent)")
    return value


def _tolerance(text: str) -> tuple[str, Tolerance]:
    """``STAGE=AMOUNT`` in the stage's own unit, or ``STAGE=SHARE%`` of its value; read as exact decimals."""
    from domain.model import Tolerance
    from domain.numbers import MAX_DECIMALS

    name, equals, amount = text.partition("=")
    try:
        number = Decimal(amount.removesuffix("%").strip())
    except InvalidOperation:
        number = Decimal("NaN")
    # An exponent is looked at before the digits are written out: 1e999999999 has a billion of them.
    sound = number.is_finite() and number >= 0 and abs(number.adjusted()) <= MAX_DECIMALS
    if not name or not equals or not sound:
        raise argparse.ArgumentTypeError(f"{text!r} is not like north_star=1% or goal_shortfall=0.05")
    value = Fraction(number)
    return name, Tolerance(relative=value / 100) if amount.endswith("%") else Tolerance(absolute=value)


def whole(text: str) -> int:
    """An argument that is a whole number from 0 up."""
    try:
        value = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
    if not 0 <= value < 2**31:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to {2**31 - 1}")
    return value


def at_least_one(text: str) -> int:
    """An argument that is a whole number from 1 up."""
    value = whole(text)
    if value == 0:
        raise argparse.ArgumentTypeError("0 is too small; give 1 or more")
    return value


def _threads(text: str) -> int:
    value = at_least_one(text)
    if value > MAX_THREADS:
        raise argparse.ArgumentTypeError(f"{text!r} is too many; give {MAX_THREADS} at most")
    return value


def _named_value(text: str) -> tuple[str, OptionValue]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=VALUE")
    if value in ("true", "false"):
        return name, value == "true"
    for kind in (int, float):
        try:
            return name, kind(value)
        except ValueError:
            continue
    return name, value
