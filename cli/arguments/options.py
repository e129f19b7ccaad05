"""Arguments that several commands share, and what they mean."""

from __future__ import annotations

import argparse
import math
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.integer_model.model import Effort, OptionValue, SolveParameters, Tolerance

DEFAULT_SOLVER = "auto"
DEFAULT_TIME_LIMIT = 300.0
MOST_DAYS = 36_500
DEFAULT_EFFORT = "normal"
EFFORTS = ("quick", DEFAULT_EFFORT, "proof")
MAX_THREADS = 1024
"""A solver given a hundred thousand does nothing but start them, past every time limit."""


def add_file(parser: argparse.ArgumentParser) -> None:
    """The problem file."""
    what = "a problem file (JSON; - reads it from standard input), an .xlsx file or the address of a Google spreadsheet"
    parser.add_argument("file", metavar="FILE", help=f"{what}; behind a # its scenario, where it has several")


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
            help="auto (default: runs the solvers side by side, takes the first proof), highs, cp-sat, scip, or a "
            "plugin's; threads and options need one by name",
        )
    add_effort(group)
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
        help="limit on the solver's work, in its own unit (see `optengine solvers`), in place of --effort: cuts off at "
        "the same point always",
    )
    group.add_argument(
        "--gap",
        metavar="SHARE",
        type=_share,
        help="stop when proven to be within this share of the best, such as 0.01; 0 is a full proof; "
        "in place of --effort",
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


def add_effort(parser: argparse._ActionsContainer, otherwise: str = "the default") -> None:
    """How much work the answer is worth. otherwise: when normal holds where nothing is said."""
    parser.add_argument(
        "--effort",
        choices=EFFORTS,
        help="how much work the answer is worth, counted in the solver's work and not by the clock. quick: the best "
        "found within about 2 s, and how far from the best possible it may be. normal: a full proof if it comes soon, "
        "else it stops within 0.1 %% of the best possible, or after about a minute of work with the gap that is left; "
        f"{otherwise}. proof: a full proof, however long it takes (--time-limit)",
    )


def solve_parameters(args: argparse.Namespace) -> SolveParameters:
    """The solver-neutral parameters that the arguments ask for. Raises ``ParameterError`` for two ways to stop."""
    from domain.integer_model.model import SolveParameters

    return SolveParameters(
        time_limit=args.time_limit or None,
        deterministic_limit=args.deterministic_limit or None,
        gap=args.gap or 0.0,
        effort=_effort(args),
        seed=args.seed,
        threads=args.threads,
        memory_limit_mb=args.memory_limit,
        stage_tolerances=dict(args.stage_tolerances),
        options=dict(args.options),
    )


def _effort(args: argparse.Namespace) -> Effort | None:
    """None where a gap or a limit of work says when to stop."""
    from domain.errors import ParameterError
    from domain.integer_model.model import Effort

    stops = {"--gap": args.gap, "--deterministic-limit": args.deterministic_limit}
    given = [name for name, value in stops.items() if value is not None]
    if not given:
        return Effort(args.effort or DEFAULT_EFFORT)
    if args.effort is not None:
        raise ParameterError(
            f"--effort {args.effort} and {given[0]} each say when to stop; give one of the two "
            "(--effort stops by a gap and by work of its own)"
        )
    return None


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
    from domain.integer_model.model import Tolerance
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


def days(text: str) -> int:
    """An argument that is a number of days, from 1 to about a hundred years."""
    value = at_least_one(text)
    if value > MOST_DAYS:
        raise argparse.ArgumentTypeError(f"{text!r} is too many days; give {MOST_DAYS} at most")
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
