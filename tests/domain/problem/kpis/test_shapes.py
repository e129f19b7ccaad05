"""Named shapes: points that are the same everywhere, and how far these are off the shape."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from domain.problem.constraints import ConstraintSet
from domain.problem.kpis.curves import Curve
from domain.problem.kpis.shapes import drawn, value_at
from domain.problem.totals import CurvePoint, ResponseCurve, Shape
from domain.rules.rulebook import ruled
from tests.domain.builders import d, initiative, problem

ROOT = Path(__file__).parents[4]
PLACES = int(os.environ.get("SHAPE_PLACES", "200"))


def curve(shape: Shape, segments: int = 16, decimals: int = 6, **figures: str) -> ResponseCurve:
    given = {name: Decimal(figure) for name, figure in figures.items()}
    return ResponseCurve("C", "gmv", shape=shape, segments=segments, decimals=decimals, **given)  # type: ignore[arg-type]


CURVES = {
    "saturating": curve(Shape.SATURATING, decimals=2, limit="500000", half_at="200000", up_to="1000000"),
    "logarithmic": curve(Shape.LOGARITHMIC, scale="100", at="50", up_to="1000"),
    "root": curve(Shape.POWER, scale="100", at="50", exponent="0.5", up_to="1000"),
    "square": curve(Shape.POWER, segments=8, scale="3", at="7", exponent="2", up_to="64.5"),
    "hill": curve(Shape.HILL, limit="1000", half_at="300", slope="2.5", up_to="1230"),
    "flat hill": curve(Shape.HILL, limit="-1000", half_at="300", slope="0.7", up_to="900", segments=32),
    "logistic": curve(Shape.LOGISTIC, limit="1000", mid="300", width="50", up_to="1000"),
}


@pytest.mark.parametrize("name", CURVES)
def test_points_begin_at_nothing_and_have_slopes_that_end(name: str) -> None:
    points = drawn(CURVES[name]).points
    assert (points[0].raw, points[0].counted) == (0, 0)
    assert len(points) <= 2 * CURVES[name].segments + 2
    for first, second in pairwise(points):
        assert int((second.raw - first.raw).scaleb(9).normalize().as_tuple().digits[0]) in (1, 2, 5)
        assert len((second.raw - first.raw).normalize().as_tuple().digits) == 1
    for slope in Curve(points).slopes:
        rest = slope.denominator
        for factor in (2, 5):
            while rest % factor == 0:
                rest //= factor
        assert rest == 1


@pytest.mark.parametrize("name", CURVES)
def test_no_place_is_farther_off_than_is_said(name: str) -> None:
    asked, random = CURVES[name], Random(7)
    assert asked.up_to is not None
    found = drawn(asked)
    line = Curve(found.points)
    worst = Fraction(0)
    for _ in range(PLACES):
        raw = Decimal(random.randrange(10**9)).scaleb(-9) * asked.up_to
        worst = max(worst, abs(line.counted(Fraction(raw)) - Fraction(value_at(asked, raw))))
    assert Fraction(found.distance) / 4 < worst <= Fraction(found.distance)


def test_more_segments_come_nearer() -> None:
    distances = [
        drawn(curve(Shape.HILL, n, limit="9", half_at="3", slope="2", up_to="20")).distance for n in (4, 16, 64)
    ]
    assert distances[0] > 4 * distances[1] > 16 * distances[2]


def test_a_shape_with_a_limit_is_flat_beyond_its_end_and_others_go_on() -> None:
    beyond = {name: Curve(drawn(asked).points).slope(Fraction(10**9)) for name, asked in CURVES.items()}
    flat = {"saturating", "hill", "flat hill", "logistic"}
    assert {name for name, slope in beyond.items() if not slope} == flat


def test_points_do_not_depend_on_the_implementation_of_decimals() -> None:
    digest = "from tests.domain.problem.kpis.test_shapes import digest; digest()"
    code = f"import sys; sys.modules['_decimal'] = None; {digest}"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, timeout=120
    )
    assert found.stdout.strip() == _digest()


def test_points_do_not_change_between_releases() -> None:
    assert _digest() == "2b275107fdd8e6d018bfa8783836c19c306566848e833b7a83546bb253792fb4"


def _digest() -> str:
    told = "|".join(f"{p.raw:f},{p.counted:f}" for asked in CURVES.values() for p in drawn(asked).points)
    return hashlib.sha256(told.encode()).hexdigest()


def digest() -> None:
    sys.stdout.write(_digest())


def test_a_shape_counts_as_the_points_that_are_drawn_for_it() -> None:
    asked = CURVES["hill"]
    given = problem(initiative("A", 1, 5), rules=ConstraintSet(response_curves=(asked,)))
    (rule,) = ruled(given).rules.curves
    assert rule.points == drawn(asked).points
    assert rule.distance == drawn(asked).distance > d("0")


@pytest.mark.parametrize("points", ["0 0, 50 3", "30 0, 50 3", "-3 0, 1 1, 50 3", "0 0, 0.1 0.013, 1000 9"])
def test_points_of_ones_own_are_measured_to_the_end_of_the_shape(points: str) -> None:
    given = [tuple(map(Decimal, point.split())) for point in points.split(", ")]
    made = replace(
        curve(Shape.SATURATING, limit="10", half_at="5", up_to="20"),
        points=tuple(CurvePoint(raw, counted) for raw, counted in given),
    )
    drawing, line = drawn(made), Curve(made.points)
    for step in range(201):
        raw = Decimal(step) / 10
        off = abs(Fraction(value_at(made, raw)) - line.counted(Fraction(raw)))
        assert off <= Fraction(drawing.distance)
