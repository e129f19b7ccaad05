"""``optengine demo``: the sample organisation, solved by two solvers in each of the three modes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.bootstrap import LoadedProblem
    from cli.render.comparison import Solve
    from domain.scenario import ObjectiveMode

SOLVERS = ("highs", "cp-sat")
TIME_LIMIT = 60.0

EXAMPLES = """\
examples:
  optengine demo                see it solved in every mode
  optengine demo --write .      put the sample here as organisation.json, to play on:
  optengine solve organisation.json
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "demo",
        help="solve a sample organisation with two solvers in each mode",
        description="Solves a sample organisation with two solvers in each of three modes and compares the answers.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--write", metavar="DIR", help="only write the sample file into this directory")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Show the demo, or write its file."""
    from cli import exit_codes
    from cli.bootstrap import load_problem, sample_path
    from cli.render.comparison import agreed, show_comparison, show_mode, show_story
    from cli.render.console import make_console
    from domain.scenario import ObjectiveMode

    if args.write is not None:
        return _write(Path(args.write))
    console = make_console()
    loaded = load_problem(str(sample_path()))
    show_story(console, loaded.problem)
    answers = {}
    for mode, solves in _solve_all(loaded, tuple(ObjectiveMode)):
        answers[mode] = solves
        show_mode(console, mode, solves)
        sys.stdout.flush()
    show_comparison(console, answers)
    return exit_codes.SOLVED if agreed(answers) else exit_codes.ENGINE_ERROR


def _write(directory: Path) -> int:
    from cli import exit_codes
    from cli.bootstrap import sample_path
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

    from cli.bootstrap import open_solvers, solve_problem
    from cli.interrupts import ends_cleanly_on_sigterm
    from cli.progress import progress_line
    from cli.render.comparison import Solve
    from domain.model import SolveParameters
    from domain.ports import SolveControl

    parameters = SolveParameters(time_limit=TIME_LIMIT)
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
