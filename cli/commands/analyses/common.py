"""The command of an analysis, from its line in the catalogue: its parser, one session on a problem file, its answer.

An option sets the field of the request that its ``dest`` names. The tables are found by name, too: ``show_core`` of
``cli.render.analyses.core`` shows the analysis ``core``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cli.arguments import options
from cli.terminal import exit_codes
from cli.terminal.to_sheet import add_to_sheet, sheet_of, write_to_sheet
from domain.lean import dataclass

if TYPE_CHECKING:
    from rich.console import Console

    from domain.analyses.session.session import PlanningSession
    from domain.integer_model.result import SolutionStatus
    from domain.problem.problem import PortfolioProblem
    from pictures.picture import Picture

LIMITS = "The time limit is for the whole computation; what it leaves open is said, with the interval that is left."
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an analysis, with what was asked and of which problem."""

    args: argparse.Namespace
    problem: PortfolioProblem
    request: Any
    result: Any


@dataclass(frozen=True, slots=True)
class AnalysisCommand:
    """A command that asks one analysis; called with the parsers of commands, it adds its own.

    name: of the analysis. help, description, epilog: as ``argparse`` has them. label: what is under way, while it is.
    printed: what ``--json`` prints. arguments: adds the options of its own. read: by field of the request, how the
    argument becomes its value. show: where the table takes more than the result. code: where the result has no status.
    draw: what ``--picture`` draws. check: what is refused before any work. then: what is done with the answer before it
    is shown.
    """

    name: str
    help: str
    description: str
    epilog: str
    label: str
    arguments: Callable[[argparse.ArgumentParser], None]
    printed: str = "the whole answer"
    read: Mapping[str, Callable[[Any], Any]] | None = None
    show: Callable[[Console, Answered], None] | None = None
    code: Callable[[Any], int] | None = None
    draw: Callable[[Any], Picture] | None = None
    check: Callable[[argparse.Namespace], None] | None = None
    then: Callable[[Answered], None] | None = None

    def __call__(self, commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        """Add the command to the parser."""
        self.add_to(commands, self.name)

    def add_to(
        self, commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str
    ) -> argparse.ArgumentParser:
        """Add the command to the parser, by its own name or another one."""
        parser = commands.add_parser(
            name, run=self.run, help=self.help, description=self.description, epilog=self.epilog
        )
        options.add_file(parser)
        options.add_json(parser, self.printed)
        add_to_sheet(parser)
        self.arguments(parser)
        options.add_solver_options(parser)
        return parser

    def run(self, args: argparse.Namespace) -> int:
        """Compute and show; the exit code. Ctrl-C ends the computation and shows what is there."""
        from cli.terminal.output import check_picture, write_json, write_picture
        from cli.wiring.bootstrap import record_text

        if self.draw is not None:
            check_picture(args.picture)
        if self.check is not None:
            self.check(args)
        sheet = sheet_of(args)
        found = self._answered(args)
        if found is None:
            print("optengine: cancelled; there is no result", file=sys.stderr)
            return exit_codes.CANCELLED
        if self.then is not None:
            self.then(found)
        if args.json:
            write_json(record_text(found.result))
        else:
            from cli.render.console import make_console

            self._show(make_console(), found)
        write_to_sheet(sheet, self.name, lambda console: self._show(console, found))
        if self.draw is not None and args.picture is not None:
            write_picture(args.picture, self.draw(found.result), quiet=args.json)
        return exit_code(found.result.status) if self.code is None else self.code(found.result)

    def _answered(self, args: argparse.Namespace) -> Answered | None:
        """Load the problem file and compute; None where it was cancelled."""
        from cli.terminal.interrupts import ends_cleanly_on_sigterm, stoppable
        from cli.wiring.bootstrap import load_problem, open_solvers

        with ends_cleanly_on_sigterm(), open_solvers(args.solver) as solvers:
            from cli.terminal.progress import progress_line
            from domain.analyses.catalogue import analysis
            from domain.analyses.session.session import PlanningSession
            from domain.integer_model.solver import SolveControl

            known = analysis(self.name)
            assert known is not None
            request = self._request(known.request, args)
            parameters = options.solve_parameters(args)
            loaded = load_problem(args.file)
            solvers.expect(args.solver, len(loaded.problem.initiatives), len(loaded.problem.scenario.horizon))
            solver = solvers.solver(args.solver)
            with progress_line(f"{self.label} with {solver.name}") as line:
                control = SolveControl(on_progress=line.update)
                with stoppable(control, line.note):
                    session: PlanningSession = PlanningSession(loaded.problem, solver, parameters, control)
                    result = known.compute(
                        session, request, lambda step: line.note(f"step {step.done} of {step.total}")
                    )
        return None if control.cancel_requested else Answered(args, loaded.problem, request, result)

    def _request(self, kind: type[Any], args: argparse.Namespace) -> Any:
        from dataclasses import fields

        given = {}
        for field in fields(kind):
            if hasattr(args, field.name):
                value = getattr(args, field.name)
                read = (self.read or {}).get(field.name, tuple if isinstance(value, list) else None)
                given[field.name] = value if read is None else read(value)
        return kind(**given)

    def _show(self, console: Console, found: Answered) -> None:
        if self.show is not None:
            self.show(console, found)
            return
        name = self.name.replace("-", "_")
        getattr(import_module(f"cli.render.analyses.{name}"), f"show_{name}")(console, found.result)


def limited(description: str) -> str:
    """A description that goes on to say what the time limit is for."""
    return f"{description} {LIMITS}"


def examples(lines: str) -> str:
    """The end of the help of a command: its examples, and what its exit codes mean."""
    return f"examples:\n{lines}\n{exit_codes.HELP}"


def exit_code(status: SolutionStatus) -> int:
    """What the exit code says about the portfolio that was asked for."""
    from domain.integer_model.result import SolutionStatus

    match status:
        case SolutionStatus.OPTIMAL | SolutionStatus.FEASIBLE:
            return exit_codes.SOLVED
        case SolutionStatus.INFEASIBLE:
            return exit_codes.INFEASIBLE
        case SolutionStatus.UNKNOWN:
            return exit_codes.NOTHING_FOUND


def amount(text: str) -> Decimal:
    """An argument that is a number of tokens from 0 up, as an exact decimal."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0 or abs(value.adjusted()) > MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 up")
    return value


class _Within(argparse.Action):
    """Sets the amount, and whether it is a share."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: Any, values: Any, option: str | None = None) -> None:
        namespace.within, namespace.relative = values


def add_within(parser: argparse.ArgumentParser, default: str) -> None:
    """How much of the value may be lost."""
    parser.add_argument(
        "--within",
        metavar="LOSS",
        type=_loss,
        action=_Within,
        help=f"loss against the best value: a share such as 1%%, or an amount in its unit (default: {default}%)",
    )
    within, relative = _loss(default)
    parser.set_defaults(within=within, relative=relative)


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
