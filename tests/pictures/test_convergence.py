from __future__ import annotations

from decimal import Decimal

from domain.analyses.comparing.results import ConvergencePoint, SolverAnswer, SolverComparison
from domain.integer_model.model import Sense
from domain.integer_model.result import SolutionStatus, Termination
from pictures.convergence import draw_convergence
from tests.pictures.results import texts


def number(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def answer(solver: str, value: int | None, *course: tuple[float, int | None, int | None]) -> SolverAnswer:
    points = tuple(ConvergencePoint(at, "north_star", number(low), number(high)) for at, low, high in course)
    return SolverAnswer(
        solver=solver,
        version="1",
        status=SolutionStatus.UNKNOWN if value is None else SolutionStatus.OPTIMAL,
        termination=Termination.OPTIMALITY,
        proven=value is not None,
        value=number(value),
        bound=number(value),
        gap=None,
        seconds=3.0,
        peak_megabytes=None,
        initiatives=0,
        tokens=Decimal(0),
        selected=(),
        convergence=points,
        detail="",
    )


def comparison(*answers: SolverAnswer) -> SolverComparison:
    return SolverComparison("north_star", Sense.MAXIMIZE, answers, (), ())


def test_each_solver_has_a_line_for_its_value_and_one_for_its_bound() -> None:
    first = answer("highs", 100, (0.5, 90, 140), (2.0, 100, 100))
    picture = draw_convergence(comparison(first, answer("cp-sat", None, (1.0, None, 130))))
    found = texts(picture)
    assert {"highs, best value", "highs, bound", "highs, proven", "cp-sat, bound", "north_star"} <= set(found)
    assert "cp-sat, best value" not in found
    assert "highs: value 100, bound 100, proven after 3 s." in picture.description
    assert "cp-sat: no value, not proven after 3 s." in picture.description


def test_the_end_is_shown_close_up_where_the_beginning_dwarfs_it() -> None:
    far = answer("highs", 1000, (0.1, 10, 9000), (1.0, 995, 1010), (2.0, 1000, 1000))
    near = answer("highs", 1000, (0.1, 995, 1010), (2.0, 1000, 1000))
    assert "The end of it, close up" in texts(draw_convergence(comparison(far)))
    assert "The end of it, close up" not in texts(draw_convergence(comparison(near)))


def test_solvers_that_found_nothing_are_a_picture_too() -> None:
    assert "nothing was found" in texts(draw_convergence(comparison(answer("highs", None))))
