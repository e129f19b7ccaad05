"""What the planning commands share: one session on a problem file, stoppable, with a line that shows how far it is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from cli.arguments import options
from cli.terminal import exit_codes

if TYPE_CHECKING:
    from domain.analyses.session.session import PlanningSession
    from domain.analyses.session.terms import Listener
    from domain.integer_model.result import SolutionStatus

R = TypeVar("R")


def computed(
    args: argparse.Namespace,
    label: str,
    compute: Callable[[PlanningSession, Listener], R],
    listen: Callable[[object], None] | None = None,
) -> tuple[PlanningSession, R] | None:
    """Load the problem file and compute; None where it was cancelled, which has been said then.

    listen: hears of each partial result as it is there.
    """
    from cli.terminal.interrupts import ends_cleanly_on_sigterm, stoppable
    from cli.wiring.bootstrap import load_problem, open_solvers

    with ends_cleanly_on_sigterm(), open_solvers(args.solver) as solvers:
        from cli.terminal.progress import progress_line
        from domain.analyses.session.session import PlanningSession
        from domain.analyses.session.terms import Step
        from domain.integer_model.solver import SolveControl

        parameters = options.solve_parameters(args)
        loaded = load_problem(args.file)
        solvers.expect(args.solver, len(loaded.problem.initiatives), len(loaded.problem.scenario.horizon))
        solver = solvers.solver(args.solver)
        with progress_line(f"{label} with {solver.name}") as line:
            control = SolveControl(on_progress=line.update)

            def heard(step: Step) -> None:
                line.note(f"step {step.done} of {step.total}")
                if listen is not None and step.latest is not None:
                    listen(step.latest)

            with stoppable(control, line.note):
                session = PlanningSession(loaded.problem, solver, parameters, control)
                result = compute(session, heard)
    if control.cancel_requested:
        print("optengine: cancelled; there is no result", file=sys.stderr)
        return None
    return session, result


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
