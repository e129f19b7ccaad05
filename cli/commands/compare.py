"""``optengine compare FILE``: several solvers on the same problem, side by side."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from decimal import Decimal
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.terminal import exit_codes
from cli.terminal.output import add_picture
from cli.terminal.to_sheet import add_to_sheet, sheet_of, write_to_sheet

if TYPE_CHECKING:
    from rich.console import Console

    from domain.analyses.comparing.results import SolverComparison
    from domain.analyses.comparing.turns import Contestant
    from solvers.pool import SolverPool

EXAMPLES = f"""\
examples:
  optengine compare organisation.json                                  every installed solver
  optengine compare organisation.json --solver highs --solver cp-sat --time-limit 60
  optengine compare organisation.json --picture convergence.svg        value and bound over time, drawn
  optengine compare organisation.json --json > comparison.json         with bound and best portfolio over time

The solvers take turns, so that none slows another down. Ctrl-C ends the one at work and compares what is there.

{exit_codes.HELP}"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "compare",
        run=run,
        help="solve one problem with several solvers, side by side",
        description="Solves a problem with one solver after the other and compares what each proves, and how fast.",
        epilog=EXAMPLES,
    )
    options.add_file(parser)
    options.add_json(parser, "the comparison")
    add_to_sheet(parser)
    add_picture(parser, "value and bound over time")
    options.add_solver_options(parser, several=True)


def run(args: argparse.Namespace) -> int:
    """Solve with each solver in turn and show the comparison."""
    from cli.terminal.interrupts import ends_cleanly_on_sigterm, stoppable
    from cli.terminal.output import check_picture, write_json, write_picture
    from cli.terminal.progress import progress_line
    from cli.wiring.bootstrap import installed_solvers, load_problem, open_solvers, record_text
    from domain.analyses.comparing.turns import compare_solvers
    from domain.integer_model.solver import SolveControl

    parameters = options.solve_parameters(args)
    check_picture(args.picture)
    sheet = sheet_of(args)
    loaded = load_problem(args.file)
    names = tuple(dict.fromkeys(args.solver)) or tuple(installed_solvers().available)
    with ends_cleanly_on_sigterm(), ExitStack() as opened:
        contestants = [_contestant(opened.enter_context(open_solvers()), name) for name in names]
        with progress_line(f"Comparing {', '.join(names)}") as line:
            control = SolveControl(on_progress=line.update)
            with stoppable(control, line.note):
                comparison = compare_solvers(loaded.problem, contestants, parameters, control)
    if control.cancel_requested:
        print("optengine: cancelled; there is no result", file=sys.stderr)
        return exit_codes.CANCELLED

    def show(console: Console) -> None:
        from cli.render.analyses.solver_comparison import show_solver_comparison

        show_solver_comparison(console, comparison)

    if args.json:
        write_json(record_text(comparison))
    else:
        from cli.render.console import make_console

        show(make_console())
    write_to_sheet(sheet, "compare", show)
    if args.picture is not None:
        from pictures.convergence import draw_convergence

        write_picture(args.picture, draw_convergence(comparison), quiet=args.json)
    return exit_code(comparison)


def _contestant(solvers: SolverPool, name: str) -> Contestant:
    from domain.analyses.comparing.turns import Contestant

    def peak() -> Decimal | None:
        return Decimal(round(solvers.peak_megabytes())) or None

    return Contestant(solvers.alone(name), peak)


def exit_code(comparison: SolverComparison) -> int:
    """That of the best answer; proofs that contradict each other are an error of the engine."""
    from domain.integer_model.result import SolutionStatus, Termination

    if comparison.contradictions or all(a.termination is Termination.ERROR for a in comparison.answers):
        return exit_codes.ENGINE_ERROR
    if any(answer.selected or answer.value is not None for answer in comparison.answers):
        return exit_codes.SOLVED
    if any(answer.status is SolutionStatus.INFEASIBLE for answer in comparison.answers):
        return exit_codes.INFEASIBLE
    return exit_codes.NOTHING_FOUND
