from __future__ import annotations

from decimal import Decimal

from domain.services.planning.frontiers.frontier_results import FrontierAxis, FrontierGap, FrontierPoint, FrontierResult
from domain.services.planning.terms import Proven
from pictures.frontier import draw_frontier
from tests.pictures.results import texts


def point(x: int, y: int, entered: tuple[str, ...] = (), bound: int | None = None) -> FrontierPoint:
    height = Proven(Decimal(y), Decimal(y if bound is None else bound), bound is None)
    return FrontierPoint(Proven(Decimal(x), Decimal(x), True), height, None, (), entered, ())


def frontier(*points: FrontierPoint, gaps: tuple[FrontierGap, ...] = (), complete: bool = True) -> FrontierResult:
    return FrontierResult(
        FrontierAxis("tokens", "tokens", False),
        FrontierAxis("value", "north_star", True),
        points,
        None,
        None,
        Decimal(20),
        False,
        complete,
        gaps,
        (),
    )


def test_points_are_labelled_with_their_value_and_what_they_take_in() -> None:
    picture = draw_frontier(frontier(point(10, 1000), point(20, 1500, ("A", "B", "C", "D", "E"))))
    found = texts(picture)
    assert {"1,000", "1,500", "+ A, B, C +2", "today: 20", "2 portfolios, proven to be all there are."} <= set(found)
    assert "tokens 20: north_star 1,500." in picture.description


def test_no_label_covers_another() -> None:
    near = frontier(point(10, 1000), point(80, 1501), point(81, 1510), point(120, 2000))
    found = texts(draw_frontier(near))
    assert {"1,000", "1,510", "2,000"} <= set(found)
    assert "1,501" not in found


def test_what_is_not_proven_shows_its_interval_and_says_so() -> None:
    gap = FrontierGap(Decimal(10), Decimal(20), None, None)
    found = texts(draw_frontier(frontier(point(10, 1000), point(20, 1500, bound=1700), gaps=(gap,), complete=False)))
    assert "1,500 to 1,700" in found
    assert "2 portfolios; hatched or hollow: a limit came before the proof." in found


def test_a_frontier_without_points_is_a_picture_too() -> None:
    assert "no point was found" in texts(draw_frontier(frontier(complete=False)))
