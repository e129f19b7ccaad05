"""``optengine roadmaps FILE``: many roadmaps at once, compared, and the one that is safe whatever comes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cli.arguments import options
from cli.arguments.axes import add_axes, axes_of
from cli.terminal import exit_codes
from cli.terminal.output import add_picture
from cli.terminal.to_sheet import add_to_sheet, sheet_of, write_to_sheet

if TYPE_CHECKING:
    from rich.console import Console

    from domain.analyses.many_roadmaps.roadmap_solving import SolvedRoadmaps
    from domain.analyses.many_roadmaps.roadmaps import RoadmapsResult
    from domain.problem.variants import Variant

OWN_RULES = "own"
EXAMPLES = f"""\
examples:
  optengine roadmaps organisation.json --mode north_star,weighted_kpis,lexicographic
  optengine roadmaps organisation.json --weights sales=gmv:1 --weights mix=gmv:3,retention_30d:2
  optengine roadmaps organisation.json --framework RICE,WSJF --capacity 90%,100%,120%
  optengine roadmaps organisation.json --capacity 100,120,140 --rules own --rules board.json
  optengine roadmaps organisation.json --framework RICE,WSJF --picture roadmaps.svg
  optengine roadmaps this-year.json next-year.json --solver highs --solver cp-sat --json

Every objective (mode, weights, framework) is combined with every capacity, rule set and solver. Ctrl-C keeps what is
done and compares it; Ctrl-C again gives up.

{exit_codes.HELP}"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "roadmaps",
        run=run,
        help="many roadmaps at once: what they share, and which is safe",
        description="Makes a roadmap for each objective, capacity and rule set, on all cores, and compares them.",
        epilog=EXAMPLES,
    )
    parser.add_argument(
        "file", metavar="FILE", nargs="+", help="problem files or spreadsheets, each a scenario of its own"
    )
    options.add_json(parser, "the comparison")
    parser.add_argument("--all", action="store_true", help="show also what is in no roadmap, and all pairs")
    add_to_sheet(parser)
    add_picture(parser, "which roadmap holds what")
    group = add_axes(parser)
    group.add_argument(
        "--rules",
        metavar="FILE",
        action="append",
        default=[],
        help=f"a constraint set or the rules of a problem file; {OWN_RULES} for the problem's own; may be given again",
    )
    regret = parser.add_argument_group("regret")
    regret.add_argument(
        "--measure",
        choices=("relative", "absolute"),
        default="relative",
        help="regret as a share of the best value of each scenario (default), or in the unit of the value",
    )
    regret.add_argument(
        "--safe-rules",
        metavar="SCENARIO",
        default="",
        help="the regret-safe portfolio keeps the rules of this scenario (default: those of every one)",
    )
    regret.add_argument("--no-safe", action="store_true", help="do not look for the regret-safe portfolio")
    options.add_solver_options(parser, several=True, unless_told=options.DEFAULT_SOLVER)
    parser.add_argument(
        "--at-once", metavar="N", type=options.at_least_one, help="roadmaps that are solved beside each other (cores)"
    )


def run(args: argparse.Namespace) -> int:
    """Make the roadmaps, compare them and show the comparison."""
    from cli.terminal.interrupts import ends_cleanly_on_sigterm, stoppable
    from cli.terminal.output import check_picture, write_json, write_picture
    from cli.terminal.progress import progress_bar
    from cli.wiring.bootstrap import record_text
    from cli.wiring.runs import SolverPoolCache
    from domain.analyses.many_roadmaps.regret_results import RegretMeasure
    from domain.analyses.many_roadmaps.roadmap_solving import solve_roadmaps
    from domain.analyses.many_roadmaps.roadmaps import judge_roadmaps
    from domain.analyses.session.session import PlanningSession
    from domain.integer_model.solver import SolveControl

    parameters = options.solve_parameters(args)
    check_picture(args.picture)
    sheet = sheet_of(args)
    variants = _variants(args)
    shelf, control = SolverPoolCache(), SolveControl()
    with shelf.lend() as solvers:
        for variant in variants:
            solvers.solver(variant.solver)  # Which refuses a name that nobody bears before any work is done.
    with ends_cleanly_on_sigterm(), progress_bar("Roadmaps", len(variants)) as bar, stoppable(control, bar.note):
        solved = solve_roadmaps(
            variants, shelf.lend, parameters, control, args.at_once or _cores(), lambda step: bar.advance(step.done)
        )
        if control.cancel_requested:
            print("optengine: cancelled; there is no result", file=sys.stderr)
            return exit_codes.CANCELLED
        bar.note("looking for the regret-safe portfolio" if not args.no_safe else "")
        with shelf.lend() as solvers:
            solver = solvers.solver(variants[0].solver)
            result = judge_roadmaps(
                solved.made,
                RegretMeasure(args.measure),
                None if args.no_safe else lambda problem: PlanningSession(problem, solver, parameters),
                args.safe_rules,
            )

    def show(console: Console) -> None:
        from cli.render.analyses.roadmaps import show_roadmaps

        show_roadmaps(console, result, solved, every=args.all)

    if args.json:
        write_json(record_text(_record(result, solved)))
    else:
        from cli.render.console import make_console

        show(make_console())
    write_to_sheet(sheet, "roadmaps", show)
    if args.picture is not None:
        from pictures.matrix import draw_comparison

        write_picture(args.picture, draw_comparison(result.comparison), quiet=args.json)
    return exit_code(solved)


def _record(result: RoadmapsResult, solved: SolvedRoadmaps) -> dict[str, object]:
    return {
        "comparison": result.comparison,
        "regret": result.regret,
        "failed": solved.failed,
        "skipped": solved.skipped,
    }


def exit_code(solved: SolvedRoadmaps) -> int:
    """A roadmap at least is success; else what became of most of them."""
    from domain.integer_model.result import SolutionStatus

    if any(roadmap.report.selected or roadmap.report.objective is not None for roadmap in solved.made):
        return exit_codes.SOLVED
    if solved.failed:
        return exit_codes.ENGINE_ERROR
    if any(roadmap.report.solution_status is SolutionStatus.INFEASIBLE for roadmap in solved.made):
        return exit_codes.INFEASIBLE
    return exit_codes.NOTHING_FOUND


def _variants(args: argparse.Namespace) -> tuple[Variant, ...]:
    from cli.wiring.bootstrap import load_problem, load_rules
    from domain.problem.constraints import ConstraintSet
    from domain.problem.variants import expand

    problems = {}
    for file in dict.fromkeys(args.file):
        problems[_name_of(file, args.file)] = load_problem(file).problem
    rules: dict[str, ConstraintSet | None] = {}
    for file in dict.fromkeys(args.rules):
        loaded = None if file == OWN_RULES else load_rules(file)
        name = (loaded.name if loaded else "") or Path(file).stem
        rules[name if name not in rules else file] = loaded
    solvers = tuple(dict.fromkeys(args.solver)) or (options.DEFAULT_SOLVER,)
    return expand(problems, axes_of(args, solvers, rules))


def _name_of(file: str, files: list[str]) -> str:
    """The stem of a file where that tells it from the others."""
    stems = [Path(each).stem for each in files]
    return Path(file).stem if stems.count(Path(file).stem) == 1 else file


def _cores() -> int:
    from solvers.racing.auto import cores

    return cores()
