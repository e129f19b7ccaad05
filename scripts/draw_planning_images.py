"""Draws the pictures of docs/planning.md from real results; run it after their look has changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cli.wiring.bootstrap import load_problem, open_solvers, sample_path, solve_problem
from domain.analyses.comparing.turns import Contestant, compare_solvers
from domain.analyses.frontiers.frontier import FrontierRequest, frontier
from domain.analyses.many_roadmaps.comparison import Roadmap, compare_roadmaps
from domain.analyses.session.session import PlanningSession
from domain.integer_model.model import SolveParameters
from domain.problem.scenario import ObjectiveMode
from pictures.capacity import draw_capacity
from pictures.convergence import draw_convergence
from pictures.curves import draw_curves
from pictures.frontier import draw_frontier
from pictures.matrix import draw_comparison
from pictures.picture import Picture
from pictures.roadmap import draw_roadmap
from scripts.draw_images import IMAGES

FOLDER = IMAGES / "planning"
SOLVER = "cp-sat"
CAPACITY, LOW, HIGH = "global@2026-Q2", Decimal(110), Decimal(116)


def main() -> None:
    """Solve the sample in every mode and draw six pictures."""
    loaded = load_problem(str(sample_path()))
    problem, parameters = loaded.problem, SolveParameters()
    made = []
    with open_solvers() as pool:
        solver = pool.solver(SOLVER)
        for mode in ObjectiveMode:
            variant = replace(problem, scenario=replace(problem.scenario, objective_mode=mode))
            report = solve_problem(replace(loaded, problem=variant), solver, parameters)
            made.append(Roadmap(mode.value, mode.value, variant, report))
        line = frontier(PlanningSession(problem, solver, parameters), FrontierRequest(CAPACITY, LOW, HIGH))
        race = compare_solvers(
            problem, [Contestant(pool.solver(name), lambda: None) for name in ("highs", SOLVER)], parameters
        )
    own = made[0].report
    _draw("roadmap", draw_roadmap(problem, own))
    _draw("capacity", draw_capacity(problem, own))
    _draw("curves", draw_curves(problem, own))
    _draw("frontier", draw_frontier(line))
    _draw("comparison", draw_comparison(compare_roadmaps(made)))
    _draw("convergence", draw_convergence(race))


def _draw(name: str, picture: Picture) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.svg"
    path.write_text(picture.svg(), encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
