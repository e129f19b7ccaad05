"""Draws docs/images from real output; run it from the environment after the look of an answer has changed."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from cli.render.answers.figures import show_targets
from cli.render.answers.headline import show_headline
from cli.render.answers.limits import show_limits
from cli.render.answers.portfolio import show_portfolio, show_usage
from cli.render.console import make_console
from cli.render.stored.comparison import Solve, show_comparison, show_mode
from cli.wiring.bootstrap import LoadedProblem, load_problem, open_solvers, sample_path, solve_problem
from domain.integer_model.model import SolveParameters
from domain.portfolio.report import PortfolioReport
from domain.problem.scenario import ObjectiveMode

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
WITHOUT_FONTS = re.sub(r"@font-face \{\{.*?\}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
"""The form of rich's drawings, but with the reader's own monospaced font instead of one from the network."""


def draw(name: str, title: str, width: int, show: Callable[[Console], None]) -> None:
    """Draw what is shown on a console."""
    console = make_console(io.StringIO(), record=True, width=width, force_terminal=True, color_system="truecolor")
    show(console)
    IMAGES.mkdir(parents=True, exist_ok=True)
    path = IMAGES / f"{name}.svg"
    path.write_text(console.export_svg(title=title, code_format=WITHOUT_FONTS, unique_id=name), encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Solve the sample in every mode and draw two pictures."""
    loaded = load_problem(str(sample_path()))
    answers: dict[ObjectiveMode, list[Solve]] = {}
    with open_solvers() as pool:
        for mode in ObjectiveMode:
            scenario = dataclasses.replace(loaded.problem.scenario, objective_mode=mode)
            variant: LoadedProblem = dataclasses.replace(
                loaded, problem=dataclasses.replace(loaded.problem, scenario=scenario)
            )
            answers[mode] = [
                Solve(name, variant.problem, solve_problem(variant, pool.solver(name), SolveParameters()))
                for name in ("highs", "cp-sat")
            ]
    first = answers[ObjectiveMode.NORTH_STAR][0]

    def demo(console: Console) -> None:
        show_mode(console, ObjectiveMode.LEXICOGRAPHIC, answers[ObjectiveMode.LEXICOGRAPHIC])
        show_comparison(console, answers)

    def solve(console: Console) -> None:
        report: PortfolioReport = first.report
        show_headline(console, first.problem, report)
        show_portfolio(console, report.initiatives, report.selected, first.problem.scenario.periods)
        show_usage(console, report.usage, first.problem.scenario.periods)
        show_targets(console, report.targets)
        show_limits(console, report)

    draw("demo", "optengine demo --compare", 104, demo)
    draw("solve", "optengine solve organisation.json", 120, solve)


if __name__ == "__main__":
    main()
