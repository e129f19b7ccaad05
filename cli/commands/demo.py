"""``optengine demo``: a spreadsheet with the sample organisation, from ticks to results; or its modes compared."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from cli.render.stored.comparison import Solve
    from cli.wiring.bootstrap import LoadedProblem
    from domain.problem.scenario import ObjectiveMode

SOLVERS = ("highs", "cp-sat")
TIME_LIMIT = 60.0

DEFAULT_FILE = "optimization-center.xlsx"

EXAMPLES = """\
examples:
  optengine demo                a spreadsheet here, candidates ticked, the best portfolio in it
  optengine demo plan.xlsx      the same in a file of another name; again after you have changed something in it
  optengine demo --compare      the sample solved with two solvers in each mode, and the answers compared
  optengine demo --write .      put the sample here as organisation.json, to play on:
  optengine solve organisation.json
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "demo",
        run=run,
        help="plan a sample organisation in a spreadsheet",
        description="Makes a spreadsheet with a sample organisation, ticks its candidates, runs the optimizer over "
        "them and writes the answer into it; then a trade, a frontier and four roadmaps, in tables and in pictures "
        "beside the spreadsheet. A spreadsheet that is there already is run as it is.",
        epilog=EXAMPLES,
    )
    parser.add_argument("file", metavar="FILE", nargs="?", default=DEFAULT_FILE, help=f"default: {DEFAULT_FILE}")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--compare", action="store_true", help="only compare two solvers in each of the three modes")
    what.add_argument("--brief", action="store_true", help="without the trade, the frontier, roadmaps and pictures")
    what.add_argument("--write", metavar="DIR", help="only write the sample file into this directory")


def run(args: argparse.Namespace) -> int:
    """Show the demo, or write its file."""
    from cli.render.console import make_console
    from cli.render.stored.comparison import show_story
    from cli.wiring.bootstrap import load_problem, sample_path

    if args.write is not None:
        return _write(Path(args.write))
    console = make_console()
    loaded = load_problem(str(sample_path()))
    show_story(console, loaded.problem)
    return _compare(console, loaded) if args.compare else _plan(console, Path(args.file), loaded, args.brief)


def _plan(console: Console, path: Path, loaded: LoadedProblem, brief: bool) -> int:
    """The way through the spreadsheet, and what planners ask next."""
    from cli.demo.center import JOB, demo_services, do_job, make_center
    from cli.demo.planning import show_planning
    from cli.render.console import bullet, heading
    from cli.render.stored.center import show_center, show_steps
    from cli.render.stored.runs import exit_code_of
    from cli.terminal import exit_codes
    from cli.terminal.interrupts import ends_cleanly_on_sigterm
    from cli.terminal.progress import progress_line
    from sheets.xlsx.workbook import XlsxWorkbook

    is_new = make_center(path, loaded.problem)
    heading(
        console, path.name, "made, with every candidate ticked" if is_new else "is there already and is run as it is"
    )
    bullet(console, "All that decides is in it: `optengine solve` takes it as well, on any machine")
    with ends_cleanly_on_sigterm(), progress_line(JOB) as line, demo_services() as services:
        answered = do_job(services, JOB, {"workbook": path}, lambda step: line.note(step.name))
    show_steps(console, answered.steps)
    show_center(console, XlsxWorkbook(path))
    if answered.run is not None and not brief:
        show_planning(console, answered.problem or loaded.problem, path)
    console.print()
    if answered.action.error_text:
        console.print(f" The job {answered.action.status.value}: {answered.action.error_text}", style="bad")
    for pending in answered.pending:
        console.print(f" Not written: {pending}", style="bad")
    if not answered.pending:
        console.print(f" Everything is in {path}: open it", style="title")
        bullet(console, "Summary, its first tab, is one page for a board, with charts; print it")
        bullet(console, "Results_Portfolio says why each is in or out; Gaps_And_Alerts, what would help")
    console.print(
        f" Change ticks, tokens or rules, save it, and run again; Changes says what is new:  optengine demo {path}",
        style="quiet",
    )
    if answered.pending:
        return exit_codes.BAD_INPUT
    return exit_codes.ENGINE_ERROR if answered.run is None else exit_code_of(answered.run)


def _compare(console: Console, loaded: LoadedProblem) -> int:
    from cli.render.stored.comparison import agreed, show_comparison, show_mode
    from cli.terminal import exit_codes
    from domain.problem.scenario import ObjectiveMode

    answers = {}
    for mode, solves in _solve_all(loaded, tuple(ObjectiveMode)):
        answers[mode] = solves
        show_mode(console, mode, solves)
        sys.stdout.flush()
    show_comparison(console, answers)
    return exit_codes.SOLVED if agreed(answers) else exit_codes.ENGINE_ERROR


def _write(directory: Path) -> int:
    from cli.terminal import exit_codes
    from cli.wiring.bootstrap import sample_path
    from domain.errors import InputError

    target = directory / "organisation.json"
    if target.exists():
        raise InputError(f"{target} is there already; remove it or choose another directory")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        target.write_bytes(sample_path().read_bytes())
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror or error}") from None
    print(f"Wrote {target}. Now try: optengine solve {target}")
    return exit_codes.SOLVED


def _solve_all(loaded: LoadedProblem, modes: tuple[ObjectiveMode, ...]) -> Iterator[tuple[ObjectiveMode, list[Solve]]]:
    """Each mode solved by every solver in turn, with warm solver processes."""
    import dataclasses

    from cli.render.stored.comparison import Solve
    from cli.terminal.interrupts import ends_cleanly_on_sigterm
    from cli.terminal.progress import progress_line
    from cli.wiring.bootstrap import open_solvers, solve_problem
    from domain.integer_model.model import Effort, SolveParameters
    from domain.integer_model.solver import SolveControl

    parameters = SolveParameters(time_limit=TIME_LIMIT, effort=Effort.PROOF)
    with ends_cleanly_on_sigterm(), open_solvers() as pool:
        for mode in modes:
            scenario = dataclasses.replace(loaded.problem.scenario, objective_mode=mode)
            variant = dataclasses.replace(loaded, problem=dataclasses.replace(loaded.problem, scenario=scenario))
            solves = []
            for name in SOLVERS:
                with progress_line(f"{mode.value} with {name}") as line:
                    report = solve_problem(variant, pool.solver(name), parameters, SolveControl(line.update))
                solves.append(Solve(name, variant.problem, report))
            yield mode, solves
