"""``optengine solve FILE``: the best portfolio of a problem, as tables or as JSON."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.terminal import exit_codes
from cli.terminal.output import add_picture
from cli.terminal.to_sheet import add_to_sheet, sheet_of, write_to_sheet

if TYPE_CHECKING:
    from rich.console import Console

    from domain.portfolio.report import PortfolioReport
    from domain.problem.problem import PortfolioProblem

PICTURES = ("capacity", "roadmap")
EXAMPLES = f"""\
examples:
  optengine solve organisation.json                       tables, proven optimal
  optengine solve organisation.json --all                 with all that was left out, reasons in full
  optengine solve organisation.json --json                one JSON object, for programs
  optengine solve organisation.json --output answer.json  tables here, the JSON object in a file
  optengine solve organisation.json --picture plan.svg    also draws plan-capacity.svg and plan-roadmap.svg
  optengine solve organisation.json --solver cp-sat --time-limit 30
  optengine solve organisation.json --effort proof        a full proof, however long it takes
  optengine solve organisation.json --gap 0.01            good to within one per cent
  generate-problem | optengine solve - --json

While it runs, Ctrl-C asks for the best portfolio found so far; Ctrl-C again gives up.

{exit_codes.HELP}"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "solve",
        run=run,
        help="choose the best portfolio of a problem file",
        description="Chooses the best portfolio of a problem file, proves it, checks it and explains it.",
        epilog=EXAMPLES,
    )
    options.add_file(parser)
    options.add_json(parser, "the whole answer")
    parser.add_argument("--output", metavar="FILE", help="also write the whole answer as JSON to this file")
    parser.add_argument(
        "--all", action="store_true", help="list every initiative that was left out, and show all reasons in full"
    )
    add_to_sheet(parser)
    add_picture(parser, "the use of capacity (FILE-capacity) and the roadmap (FILE-roadmap)")
    options.add_solver_options(parser)


def run(args: argparse.Namespace) -> int:
    """Solve the problem file and show the answer; the exit code says what became of it."""
    from cli.terminal.interrupts import ends_cleanly_on_sigterm, stoppable
    from cli.wiring.bootstrap import load_problem, open_solvers, report_text, solve_problem

    with ends_cleanly_on_sigterm(), open_solvers(args.solver) as solvers:
        from cli.terminal.output import check_output, check_picture, write_json, write_output
        from cli.terminal.progress import progress_line
        from domain.integer_model.solver import SolveControl

        parameters, sheet = options.solve_parameters(args), sheet_of(args)
        if args.output:
            check_output(Path(args.output))
        check_picture(args.picture, *PICTURES)
        loaded = load_problem(args.file)
        solvers.expect(args.solver, len(loaded.problem.initiatives), len(loaded.problem.scenario.horizon))
        solver = solvers.solver(args.solver)
        with progress_line(f"Solving with {solver.name}") as line:
            control = SolveControl(on_progress=line.update)
            with stoppable(control, line.note):
                report = solve_problem(loaded, solver, parameters, control)
    if control.cancel_requested:
        print("optengine: cancelled; there is no result", file=sys.stderr)
        return exit_codes.CANCELLED
    text = report_text(report) if args.json or args.output else ""
    if args.output:
        write_output(Path(args.output), text)

    def show(console: Console) -> None:
        from cli.render.answers.answer import show_answer

        show_answer(console, loaded.problem, report, every=args.all)

    if args.json:
        write_json(text)
    else:
        from cli.render.console import make_console

        show(make_console())
    write_to_sheet(sheet, "solve", show)
    if args.picture is not None and _has_portfolio(report):
        _draw(args.picture, loaded.problem, report, quiet=args.json)
    return exit_code(report)


def _has_portfolio(report: PortfolioReport) -> bool:
    from domain.integer_model.result import SolutionStatus

    return report.solution_status in (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE)


def _draw(path: Path, problem: PortfolioProblem, report: PortfolioReport, quiet: bool) -> None:
    from cli.terminal.output import named, write_picture
    from pictures.capacity import draw_capacity
    from pictures.roadmap import draw_roadmap

    for kind, draw in zip(PICTURES, (draw_capacity, draw_roadmap), strict=True):
        write_picture(named(path, kind), draw(problem, report), quiet)
    if report.curves:
        from pictures.curves import draw_curves

        write_picture(named(path, "curves"), draw_curves(problem, report), quiet)


def exit_code(report: PortfolioReport) -> int:
    """What the exit code says about an answer."""
    from domain.integer_model.result import SolutionStatus, Termination

    if report.termination_reason is Termination.ERROR:
        print(f"optengine: the solver failed: {report.detail}", file=sys.stderr)
        return exit_codes.ENGINE_ERROR
    match report.solution_status:
        case SolutionStatus.OPTIMAL | SolutionStatus.FEASIBLE:
            return exit_codes.SOLVED
        case SolutionStatus.INFEASIBLE:
            return exit_codes.INFEASIBLE
        case SolutionStatus.UNKNOWN:
            return exit_codes.NOTHING_FOUND
