from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from domain.analyses.frontiers.frontier_results import FrontierAxis, FrontierGap, FrontierPoint, FrontierResult
from domain.analyses.session.terms import Proven
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


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=8),
    st.integers(0, 5),
    st.booleans(),
)
def test_no_label_covers_another(steps: list[tuple[int, int]], keys: int, rises: bool) -> None:
    points, x, y = [], 10, 1500
    for right, up in steps:
        x, y = x + right + 1, y + (up + 1 if rises else -up - 1)
        points.append(point(x, y, tuple(f"INITIATIVE-{at:03}" for at in range(keys))))
    canvas = Figure(figsize=(9.0, 5.6), layout="constrained")
    FigureCanvasAgg(canvas)
    draw_frontier(frontier(*points)).paint(canvas)
    canvas.draw_without_rendering()
    labels = [each for each in canvas.axes[0].texts if each.get_text().startswith(("1,", "2,"))]
    assert labels, "the last point is always labelled"
    boxes = [Text.get_window_extent(each) for each in labels]
    assert not [1 for one, other in combinations(boxes, 2) if one.overlaps(other)]


def test_the_axis_of_whole_tokens_counts_whole_tokens() -> None:
    found = texts(draw_frontier(frontier(point(110, 1000), point(112, 1100), point(116, 1200))))
    ticks = found[: found.index("tokens  (less is better)")]
    assert ticks
    assert not [tick for tick in ticks if "." in tick]


def test_what_is_not_proven_shows_its_interval_and_says_so() -> None:
    gap = FrontierGap(Decimal(10), Decimal(20), None, None)
    found = texts(draw_frontier(frontier(point(10, 1000), point(20, 1500, bound=1700), gaps=(gap,), complete=False)))
    assert "1,500 to 1,700" in found
    assert "2 portfolios; hatched or hollow: a limit came before the proof." in found


def test_a_frontier_without_points_is_a_picture_too() -> None:
    assert "no point was found" in texts(draw_frontier(frontier(complete=False)))
