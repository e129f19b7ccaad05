"""What the commands of exact analyses share: their arguments, and their answer as tables, JSON or a picture."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeVar

from cli.arguments import options
from cli.terminal import exit_codes

if TYPE_CHECKING:
    from rich.console import Console

    from domain.analyses.session.session import PlanningSession
    from domain.analyses.session.terms import Listener
    from pictures.picture import Picture

Result = TypeVar("Result")
LIMITS = "The time limit is for the whole computation; what it leaves open is said, with the interval that is left."
MOST_DIGITS = 15


def new_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    summary: str,
    description: str,
    examples: str,
) -> argparse.ArgumentParser:
    """The parser of an analysis, with its problem file and ``--json``."""
    parser = commands.add_parser(
        name,
        help=summary,
        description=f"{description} {LIMITS}",
        epilog=f"examples:\n{examples}\n{exit_codes.HELP}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    options.add_file(parser)
    options.add_json(parser, "the whole answer")
    return parser


def answer(
    args: argparse.Namespace,
    label: str,
    compute: Callable[[PlanningSession, Listener], Result],
    show: Callable[[Console, Result], None],
    code: Callable[[Result], int],
    draw: Callable[[Result], Picture] | None = None,
) -> int:
    """Compute and show; the exit code. Ctrl-C ends the computation and shows what is there."""
    from cli.commands.analyses.asking import computed
    from cli.terminal.output import write_json
    from cli.terminal.pictures import check_picture, write_picture
    from cli.wiring.bootstrap import record_text

    if draw is not None:
        check_picture(args.picture)
    found = computed(args, label, compute)
    if found is None:
        return exit_codes.CANCELLED
    _, result = found
    if args.json:
        write_json(record_text(result))
    else:
        from cli.render.console import make_console

        show(make_console(), result)
    if draw is not None and args.picture is not None:
        write_picture(args.picture, draw(result), quiet=args.json)
    return code(result)


def amount(text: str) -> Decimal:
    """An argument that is a number of tokens from 0 up, as an exact decimal."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0 or abs(value.adjusted()) > MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 up")
    return value


def add_within(parser: argparse.ArgumentParser, default: str) -> None:
    """How much of the value may be lost."""
    parser.add_argument(
        "--within",
        metavar="LOSS",
        type=_loss,
        default=_loss(default),
        help=f"loss against the best value: a share such as 1%%, or an amount in its unit (default: {default}%)",
    )


def _loss(text: str) -> tuple[Decimal, bool]:
    """The amount, and whether it is a share."""
    share = text.endswith("%")
    value: Decimal | None
    try:
        value = amount(text.removesuffix("%").strip())
    except argparse.ArgumentTypeError:
        value = None
    if value is None or (share and value > 100):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no loss; give a share from 0% to 100%, or an amount from 0 up in the unit of the value"
        )
    return (value.scaleb(-2) if share else value), share
